"""Blocks of a document without section rules -> passages of a few sentences each.

Every heading opens a section. In it, paragraphs, list items and rows are put together until a
passage has some 40 words, and long paragraphs are parted between sentences at some 180.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.blocks import Block, BlockKind
from index.layout import Piece, lay_out, runs_of
from index.naming import slug
from index.pages import section_pages, with_certain_pages
from index.passage import Passage
from index.rules import Rules
from index.sentences import sentence_spans

__all__ = ["cut", "is_contents_entry"]

_FEWEST, _MOST = 40, 180
"""Words of a passage, about: a short section has fewer, a long sentence more."""
_WEAK_LEVEL = 7
"""Of lines that are headings only because they are bold."""
_LONGEST_SENTENCE = 360
"""Words: what is longer is a table or a list without a full stop, and parted at its commas."""
_CONTENTS = re.compile(
    r"(\d+\.?\s+)?(inhalt|inhaltsverzeichnis|inhaltsübersicht|gliederung|contents|"
    r"table of contents|(tabellen|abbildungs|stichwort)verzeichnis|sachregister|index)",
    re.IGNORECASE,
)
_DOTS = re.compile(r".*?\S\s*(\.\s?){4,}\s*(\d+|[ivxlc]+)?", re.DOTALL)
_SENTENCE = re.compile(r"[.!?][\"“”‘’'»)]*$")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never parted: a short block, or a sentence of a long one."""

    start: int
    end: int
    words: int
    block: Block
    begins: bool = True
    """Whether a block begins here."""
    leads: bool = False
    """Whether it ends in a colon, and a list follows."""


def cut(
    document_id: str, blocks: Sequence[Block], rules: Rules, reference: str | None = None
) -> tuple[str, list[Passage]]:
    """The normalised text of a document and its passages, in reading order.

    Every passage satisfies `text[passage.start:passage.end] == passage.text`, begins and ends with
    a sentence, row or list item, and knows the page that it begins on.
    """
    blocks = _without_labels(blocks)
    text, pieces = lay_out(blocks)
    pages = section_pages(blocks, rules)
    names: set[str] = set()
    titles: list[tuple[int, str]] = []
    page: int | None = None
    passages: list[Passage] = []
    for position, run in runs_of(pieces):
        name = ""
        if position is not None:
            heading = pieces[position].block
            while titles and titles[-1][0] >= heading.level:
                titles.pop()
            titles.append((heading.level, heading.text))
            page = pages.get(position, heading.page)
            name = _name(heading.text, names)
        units = list(_units(text, _without_contents(run, titles)))
        for number, group in enumerate(_groups(text, units), start=1):
            passages.append(
                Passage(
                    id="/".join(part for part in (document_id, name, str(number)) if part),
                    document_id=document_id,
                    text=text[group[0].start : group[-1].end],
                    section=tuple(title for _, title in titles),
                    kind=rules.kind,
                    status=rules.status,
                    field=None,
                    number=_shown_number(group[0]),
                    page=_page_at(group[0], pieces),
                    section_page=page,
                    reference=reference,
                    start=group[0].start,
                    end=group[-1].end,
                )
            )
    if not passages and any(piece.block.kind is BlockKind.HEADING for piece in pieces):
        flat = [Block(BlockKind.PARAGRAPH, block.text, page=block.page) for block in blocks]
        return cut(document_id, flat, rules, reference)
    starts = [(pieces[position].start, number) for position, number in pages.items()]
    return text, with_certain_pages(passages, starts)


def is_contents_entry(text: str) -> bool:
    """Whether a text is a line of a table of contents: a title, dots, and perhaps a page."""
    return bool(_DOTS.fullmatch(text))


def _without_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with bold lines above a few words as text: `Adresse` is no section of its own.

    Questions stay headings, however short their answers are.
    """
    kept = list(blocks)
    heads = [n for n, block in enumerate(kept) if block.kind is BlockKind.HEADING]
    for n, end in zip(heads, [*heads[1:], len(kept)], strict=False):
        words = sum(len(block.text.split()) for block in kept[n + 1 : end])
        if kept[n].level >= _WEAK_LEVEL and words < _FEWEST and not kept[n].text.endswith("?"):
            kept[n] = replace(kept[n], kind=BlockKind.PARAGRAPH, level=0)
    return kept


def _without_contents(run: Sequence[Piece], titles: Sequence[tuple[int, str]]) -> list[Piece]:
    """A run without entries of a table of contents, and without all of one that says it is that."""
    kept = [piece for piece in run if not is_contents_entry(piece.block.text)]
    if titles and _CONTENTS.fullmatch(titles[-1][1].strip(" :")):
        sentences = sum(bool(_SENTENCE.search(piece.block.text)) for piece in kept)
        return kept if 2 * sentences > len(kept) else []
    return kept


def _name(title: str, names: set[str]) -> str:
    """A section's part of the id: its heading in small letters, once in a document."""
    name = unique = slug(title) or "abschnitt"
    number = 1
    while unique in names:
        number += 1
        unique = f"{name}-{number}"
    names.add(unique)
    return unique


def _units(text: str, pieces: Sequence[Piece]) -> Iterator[_Unit]:
    for number, piece in enumerate(pieces):
        words = _count(text, piece.line_start, piece.end)
        following = pieces[number + 1].block.kind if number + 1 < len(pieces) else None
        leads = piece.leads and following is BlockKind.ITEM
        if words <= _MOST:
            yield _Unit(piece.line_start, piece.end, words, piece.block, leads=leads)
            continue
        start = piece.line_start
        for _, end in _sentences(text, piece):
            begins = start == piece.line_start
            while text[start].isspace():
                start += 1
            yield _Unit(start, end, _count(text, start, end), piece.block, begins)
            start = end


def _sentences(text: str, piece: Piece) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text[piece.start : piece.end]):
        start, end = start + piece.start, end + piece.start  # noqa: PLW2901
        if _count(text, start, end) <= _LONGEST_SENTENCE:
            yield start, end
            continue
        begin, breaks = start, [match.end() for match in re.finditer(r"[,;:]?\s", text[start:end])]
        for word, at in enumerate(breaks, start=1):
            if word % _MOST == 0:
                yield begin, start + at - 1
                begin = start + at
        yield begin, end


def _count(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def _groups(text: str, units: Sequence[_Unit]) -> list[list[_Unit]]:
    """The units of a section, put together to passages."""
    groups: list[list[_Unit]] = []
    open: list[_Unit] = []
    for number, unit in enumerate(units):
        if open and _is_full(open, unit, units[number:]):
            lead = [open.pop()] if open[-1].leads and len(open) > 1 else []
            groups.append(open)
            open = lead
        open.append(unit)
    if open:
        groups.append(open)
    if len(groups) > 1 and _words(groups[-1]) < _FEWEST:
        groups[-2:] = _balanced(text, groups[-2] + groups[-1])
    return groups


def _is_full(open: Sequence[_Unit], unit: _Unit, rest: Sequence[_Unit]) -> bool:
    """Whether a passage ends before this unit."""
    words = _words(open)
    if words + unit.words > _MOST:
        return words >= _FEWEST or words + unit.words > _LONGEST_SENTENCE
    if words < _FEWEST:
        return False
    if unit.begins:
        in_list = unit.block.kind is BlockKind.ITEM
        return not (in_list and (open[-1].leads or open[-1].block.kind is BlockKind.ITEM))
    # Inside a long paragraph: parts of about the same length.
    left = sum(one.words for one in rest if one.block is unit.block)
    of_block = sum(one.words for one in open if one.block is unit.block)
    parts = -(-(left + of_block) // _MOST)
    return parts > 1 and of_block >= (left + of_block) / parts


def _balanced(text: str, units: list[_Unit]) -> list[list[_Unit]]:
    """Units as one passage, or as two of about the same length."""
    if _words(units) <= _MOST:
        return [units]
    units = [part for unit in units for part in _parted(text, unit)]
    splits = range(1, len(units))
    best = min(splits, key=lambda n: (abs(_words(units[:n]) - _words(units[n:])), n))
    return [units[:best], units[best:]]


def _parted(text: str, unit: _Unit) -> Iterator[_Unit]:
    """The sentences of a paragraph; anything else as it is."""
    if unit.block.kind is not BlockKind.PARAGRAPH:
        yield unit
        return
    spans = sentence_spans(text[unit.start : unit.end])
    for number, (start, end) in enumerate(spans):
        first, last = number == 0, number == len(spans) - 1
        begin, stop = unit.start + start, unit.end if last else unit.start + end
        words = _count(text, begin, stop)
        begins, leads = unit.begins and first, unit.leads and last
        yield _Unit(unit.start if first else begin, stop, words, unit.block, begins, leads)


def _words(units: Sequence[_Unit]) -> int:
    return sum(unit.words for unit in units)


def _shown_number(unit: _Unit) -> str | None:
    """The number that a numbered paragraph is known by."""
    marker = unicodedata.normalize("NFKC", unit.block.marker).strip("().")
    return marker if unit.begins and marker.isalnum() else None


def _page_at(unit: _Unit, pieces: Sequence[Piece]) -> int | None:
    """The page on which a unit begins, if its block turns pages."""
    if unit.begins or not unit.block.turns:
        return unit.block.page
    piece = next(piece for piece in pieces if piece.block is unit.block)
    page = unit.block.page
    for offset, number in unit.block.turns:
        if unit.start >= piece.start + offset:
            page = number
    return page
