"""A document's text line by line: what each line is, so that nothing of it is left out."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import Document, Kind, Passage, Status

__all__ = ["Part", "Segment", "segments_of"]


_MARK = re.compile(r"\s*(?:[-•*✓]|\d+[.)]|[a-z]\))?\s*")


class Part(StrEnum):
    """Which part of a text a line belongs to."""

    TITLE = "title"
    """Headings around the adopted text: title page, foreword."""
    FRAME = "frame"
    """Text around it: foreword, remarks, when it was adopted."""
    HEADING = "heading"
    PREAMBLE = "preamble"
    FOOTNOTE = "footnote"
    GUIDELINE = "guideline"
    """Guidelines, and any other text of that status."""


_PARTS = {Kind.PREAMBLE: Part.PREAMBLE, Kind.FOOTNOTE: Part.FOOTNOTE}


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of a document: `document.text[start:end] == text`."""

    document_id: str
    start: int
    end: int
    text: str
    marker: str
    """What stands before it: "1)", "•", "*"; empty where nothing does."""
    part: Part
    field: int | None = None
    number: str | None = None
    """A guideline's number; counted where the text does not print it."""
    passage: Passage | None = None
    """The passage it belongs to; headings have none."""
    depth: int = 0
    """Of a heading: how many headings stand above it."""


def segments_of(document: Document, passages: Sequence[Passage], status: Status) -> list[Segment]:
    """The lines of a document in order, with what each is in its text of the given status.

    Lines that belong to no passage and are no heading, as in a table of contents, are left out.
    """
    own = sorted(
        (p for p in passages if p.document_id == document.id), key=lambda p: (p.start, -p.end)
    )
    starts = [passage.start for passage in own]
    found: list[Segment] = []
    for line in re.finditer(r"[^\n]*\S", document.text):
        following = bisect.bisect_left(starts, line.end())
        passage = next(
            (p for p in reversed(own[:following]) if line.end() <= p.end),
            None,
        )
        if passage is not None:
            found.append(_text_line(document, line, passage, status))
        elif following < len(own) and line[0].strip() in own[following].section:
            found.append(_heading(document, line, own[following], status))
    return found


def _text_line(
    document: Document, line: re.Match[str], passage: Passage, status: Status
) -> Segment:
    """A line inside a passage; before the passage's own text stands the line's mark."""
    mark = (
        _MARK.match(document.text, line.start(), line.end()) if passage.kind is Kind.LIST else None
    )
    start = mark.end() if mark else max(line.start(), passage.start)
    part = _PARTS.get(passage.kind, Part.GUIDELINE) if passage.status is status else Part.FRAME
    return Segment(
        document.id,
        start,
        line.end(),
        document.text[start : line.end()],
        document.text[line.start() : start].strip(),
        part,
        passage.field,
        passage.number if start == passage.start else None,
        passage,
    )


def _heading(document: Document, line: re.Match[str], below: Passage, status: Status) -> Segment:
    text = line[0].strip()
    return Segment(
        document.id,
        line.end() - len(text),
        line.end(),
        text,
        "",
        Part.HEADING if below.status is status else Part.TITLE,
        below.field,
        depth=below.section.index(text),
    )
