"""PDF files with a text layer: lines of pages -> headings, paragraphs, lists across the pages.

The file itself is read by a program of its own, `index.readers.pdf_pages`, so that a damaged or
hostile one can use up neither memory nor time of whoever reads it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.blocks import Block, BlockKind, Extract, clean, join_labels, join_lines
from index.errors import DocumentError
from index.hyphenation import vocabulary
from index.readers.furniture import without_furniture
from index.readers.headings import Bookmark, heading_levels, named_by
from index.readers.lines import Line, Page
from index.readers.paragraphs import Part, PartKind, body_size, parts_of
from index.rules import Rules

__all__ = ["read"]

_PROGRAM = "index.readers.pdf_pages"
_ROOT = Path(__file__).resolve().parents[2]
_ALL_SECONDS = 7_200
_SCAN = "has no text layer (a scan?); run text recognition (OCR) first, for instance with ocrmypdf"
_MOST_NAMED = 8


def read(data: bytes, rules: Rules, password: str = "") -> Extract:
    """What a PDF holds, each block with its physical page number, counted from 1.

    Raises:
        DocumentError: the file is damaged, encrypted, or has no text layer.
    """
    pages: list[Page] = []
    head, rest = _run(data, password)
    for values in rest:
        values["lines"] = [Line(**line) for line in values["lines"]]
        pages.append(Page(**values))
    if not any(page.lines for page in pages):
        raise DocumentError(f"the PDF {_SCAN}")
    bookmarks = [Bookmark(**entry) for entry in head["outline"]]
    blocks = blocks_of(pages, rules, bookmarks)
    labels = {page.number: page.label for page in pages if page.label != str(page.number)}
    return Extract(blocks, head["title"], len(pages), labels, _notes(pages))


def blocks_of(
    pages: Sequence[Page], rules: Rules, bookmarks: Sequence[Bookmark] = ()
) -> list[Block]:
    """The blocks of pages: headings are what a section rule, a bookmark or its look makes one."""
    pages = without_furniture(pages)
    words = vocabulary(line.text for page in pages for line in page.lines)
    is_named = named_by(bookmarks)
    parts = parts_of(pages, lambda text, page: is_named(text, page) or bool(rules.matching(text)))
    joined = [_joined(part, words) for part in parts]
    texts = [text for text, _ in joined]
    levels = heading_levels(parts, texts, bookmarks, body_size(pages))
    indents: list[float] = []
    blocks: list[Block] = []
    for n, part in enumerate(parts):
        text, turns = joined[n]
        if part.kind != PartKind.ITEM:
            indents = []
        if not text:
            continue
        page = part.pages[0]
        if n in levels or (part.kind == PartKind.TEXT and rules.matching(_one_line(text))):
            marker = f"{part.marker} " if part.marker else ""
            title = marker + _one_line(text)
            blocks.append(Block(BlockKind.HEADING, title, levels.get(n, 1), page=page))
        elif part.kind == PartKind.ITEM:
            level = _depth(indents, part)
            blocks.append(Block(BlockKind.ITEM, text, level, part.marker, page, turns))
        elif part.kind == PartKind.ROW:
            blocks.append(Block(BlockKind.ITEM, text, page=page))
        elif part.kind == PartKind.FOOTNOTE:
            blocks.append(Block(BlockKind.FOOTNOTE, text, 0, part.marker, page, turns))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, text, page=page, turns=turns))
    return join_labels(blocks)


def _joined(part: Part, words: set[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a part, and where in it further pages begin."""
    if part.kind == PartKind.ROW:
        return " | ".join(clean(cell) for cell in part.lines[0].text.split("\t")), ()
    text = ""
    turns: list[tuple[int, int]] = []
    for n, (line, page) in enumerate(zip(part.lines, part.pages, strict=True)):
        piece = clean(line.text)
        on_purpose = n and part.breaks[n]
        text = f"{text}\n{piece}" if on_purpose else join_lines([text, piece], words)
        if n and page != part.pages[n - 1]:
            turns.append((len(text) - len(piece), page))
    return text.rstrip("\u00ad"), tuple(turns)


def _depth(indents: list[float], part: Part) -> int:
    """How deep an item is nested, by where its mark stands; `indents` are those of its list."""
    near = 0.5 * part.size
    while indents and part.left < indents[-1] - near:
        indents.pop()
    if not indents or part.left > indents[-1] + near:
        indents.append(part.left)
    return len(indents) - 1


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _notes(pages: Sequence[Page]) -> tuple[str, ...]:
    """What is not wrong, but should be known: pictures without text."""
    empty = [page.number for page in pages if page.pictures and not page.lines]
    if not empty:
        return ()
    named = ", ".join(str(number) for number in empty[:_MOST_NAMED])
    more = f" and {len(empty) - _MOST_NAMED} more" if len(empty) > _MOST_NAMED else ""
    return (
        f"{len(empty)} of {len(pages)} pages are pictures without text (scans?): {named}{more}; "
        "to find what they say, run text recognition (OCR) on the file",
    )


def _run(data: bytes, password: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the program says of the file: its head, and a value for each page."""
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    asked = json.dumps({"password": password}).encode() + b"\n" + data
    try:
        done = subprocess.run(
            [sys.executable, "-m", _PROGRAM],
            input=asked,
            capture_output=True,
            check=False,
            timeout=_ALL_SECONDS,
            env={**os.environ, "PYTHONPATH": path},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DocumentError(f"the PDF could not be read ({error})") from error
    values = list(_values(done.stdout))
    if values and "error" in values[-1]:
        raise DocumentError(values[-1]["error"])
    if done.returncode or not values or len(values) != values[0]["pages"] + 1:
        where = f"page {len(values)}" if values else "its first page"
        raise DocumentError(
            f"reading the PDF takes too long or too much memory at {where}; "
            "export it again, or without its drawings"
        )
    return values[0], values[1:]


def _values(written: bytes) -> Iterator[dict[str, Any]]:
    for line in written.splitlines():
        try:
            yield json.loads(line)
        except ValueError:  # the program ended in the middle of a line
            return
