"""The blocks of a document, read off its text and its passages: headings, lines, page marks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Document, Passage

__all__ = ["Heading", "Line", "PageMark", "outline"]

_CHUNK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
"""What an empty line separates from the rest."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`document.text[start:end]` is a title."""

    start: int
    end: int
    level: int
    """1 is the highest."""


@dataclass(frozen=True, slots=True)
class PageMark:
    """Here a page begins."""

    page: int


@dataclass(frozen=True, slots=True)
class Line:
    """`document.text[start:end]` is a paragraph, or an item of a list with its mark."""

    start: int
    end: int
    item: bool = False
    depth: int = 0
    """Of an item: how deep it is nested, from 0."""
    passages: tuple[str, ...] = ()
    """Ids of the passages that begin here, the longest first."""


def outline(document: Document, passages: Sequence[Passage]) -> list[Heading | Line | PageMark]:
    """The whole text of a document, block by block, in reading order.

    Text that belongs to no passage is either a heading or a section that is not searched, such as
    a table of contents, which begins with its heading.

    Args:
        passages: of this document.
    """
    ordered = sorted(passages, key=lambda passage: (passage.start, -passage.end))
    starts = [passage.start for passage in ordered]
    blocks: list[Heading | Line | PageMark] = []
    page, skipped, in_headings = 0, False, False
    for chunk in _CHUNK.finditer(document.text):
        start, end = chunk.span()
        first = bisect_left(starts, start)
        if first < len(starts) and starts[first] < end:
            for line in _lines(document.text, start, end, ordered, starts):
                begun = next((p for p in _pages_at(line, ordered, starts) if p > page), page)
                blocks += [PageMark(begun), line] if begun > page else [line]
                page = begun
            skipped = in_headings = False
            continue
        following = ordered[first] if first < len(ordered) else None
        titles = following.section if following else ()
        known = chunk[0] in titles
        if following and known and not in_headings:
            begun = following.section_page or following.page or page
            blocks += [PageMark(begun)] if begun > page else []
            page = max(page, begun)
        if known:
            blocks.append(Heading(start, end, titles.index(chunk[0]) + 1))
        else:
            blocks.append(Line(start, end) if skipped else Heading(start, end, 1))
        skipped, in_headings = not known, known
    return blocks


def _lines(
    text: str, start: int, end: int, ordered: Sequence[Passage], starts: Sequence[int]
) -> Iterator[Line]:
    """The items of a list one by one; other lines of a chunk stay together."""
    begun = start
    before: tuple[str, ...] = ()
    for line in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + line.start(), start + line.end()
        here = ordered[bisect_left(starts, first) : bisect_left(starts, last)]
        mark = next((p for p in here if text[first : p.start].strip()), None)
        ids = tuple(passage.id for passage in here)
        if mark is None:
            before += ids
            continue
        if begun < first:
            yield Line(begun, first - 1, passages=before)
        indent = len(line[0]) - len(line[0].lstrip())
        yield Line(first + indent, last, item=True, depth=indent // 2, passages=ids)
        begun, before = last + 1, ()
    if begun < end:
        yield Line(begun, end, passages=before)


def _pages_at(line: Line, ordered: Sequence[Passage], starts: Sequence[int]) -> list[int]:
    here = ordered[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
    return [passage.page for passage in here if passage.page is not None]
