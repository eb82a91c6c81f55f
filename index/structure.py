"""Blocks -> normalised text and passages with exact offsets in it, by the rules of a document."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.blocks import Block, BlockKind
from index.layout import Piece, lay_out, runs_of
from index.pages import section_pages, with_certain_pages
from index.passage import Kind, Passage, Status
from index.rules import Rules, SectionRule

__all__ = ["structure"]

_MAX_NESTED_WORDS = 180
"""A longer list inside a list is shown item by item only: its nesting is rarely certain."""
_UNRULED_LEVEL = 10
"""Headings without a rule stand below those with one."""


def structure(
    document_id: str, blocks: Sequence[Block], rules: Rules, reference: str | None = None
) -> tuple[str, list[Passage]]:
    """The normalised text of a document and its passages, in reading order.

    Every passage satisfies `text[passage.start:passage.end] == passage.text`.
    """
    text, pieces = lay_out(_nest_below_numbers(blocks))
    section = _Section(kind=rules.kind, status=rules.status, reference=reference)
    open_sections = [section]
    counts: dict[str, int] = {}
    pages = section_pages(blocks, rules)
    page_starts = [(pieces[position].start, page) for position, page in pages.items()]
    passages: list[Passage] = []
    for position, run in runs_of(pieces):
        if position is not None:
            heading = pieces[position].block
            section = _open(open_sections, heading, rules, pages.get(position))
        if section.skip:
            continue
        writer = _Writer(document_id, text, section)
        passages += writer.passages(_number(run, section, counts))
    return text, with_certain_pages(passages, page_starts)


@dataclass(frozen=True, slots=True)
class _Section:
    """What the headings above a text say of it."""

    titles: tuple[tuple[int, str], ...] = ()
    """(level, title) of each open heading, outermost first."""
    path: str = ""
    item: str = "{n}"
    whole: str | None = None
    kind: Kind = Kind.INFORMATION
    status: Status = Status.INFORMATION
    reference: str | None = None
    field: int | None = None
    skip: bool = False
    page: int | None = None


def _nest_below_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Bullets right below a numbered item belong to it, even where they are not indented."""
    nested: list[Block] = []
    below: int | None = None
    for block in blocks:
        if block.kind is not BlockKind.ITEM:
            below = None
        elif block.marker[:1].isdigit():
            below = block.level
        deeper = below is not None and block.level >= below and not block.marker[:1].isdigit()
        nested.append(replace(block, level=block.level + 1) if deeper else block)
    return nested


def _open(sections: list[_Section], heading: Block, rules: Rules, page: int | None) -> _Section:
    """Close the sections that this heading ends and open its own, on the stack `sections`."""
    found = rules.matching(heading.text)
    level = found[0].level if found else _UNRULED_LEVEL + heading.level
    while sections[-1].titles and sections[-1].titles[-1][0] >= level:
        sections.pop()
    around = sections[-1]
    opened = replace(
        around, titles=(*around.titles, (level, heading.text)), page=page or around.page
    )
    if found:
        opened = _apply(opened, found[0], found[1].groupdict().get("field"))
    sections.append(opened)
    return opened


def _apply(section: _Section, rule: SectionRule, field_group: str | None) -> _Section:
    number = int(field_group) if field_group else rule.field or section.field
    return replace(
        section,
        field=number,
        path=section.path if rule.path is None else rule.path.format(field=number),
        item=rule.item,
        whole=rule.whole,
        kind=rule.kind or section.kind,
        status=rule.status or section.status,
        reference=rule.reference or section.reference,
        skip=rule.skip,
    )


def _number(run: list[Piece], section: _Section, counts: dict[str, int]) -> list[Piece]:
    """The top-level pieces of a run with the nested ones as their children, all named."""
    tops: list[Piece] = []
    stack: list[Piece] = []
    for piece in run:
        if piece.block.kind is not BlockKind.ITEM:
            stack = []
        while stack and stack[-1].block.kind is BlockKind.ITEM:
            if stack[-1].block.level < piece.block.level:
                break
            stack.pop()
        if stack:
            parent = stack[-1]
            parent.children.append(piece)
            piece.number = len(parent.children)
            mark = "/" if parent.block.kind is BlockKind.FOOTNOTE else "."
            piece.name = f"{parent.name}{mark}{piece.number}"
        elif piece.block.kind is BlockKind.FOOTNOTE:
            name = f"fussnote-{_footnote_number(piece.block.marker)}"
            counts[f"{section.path}/{name}"] = again = counts.get(f"{section.path}/{name}", 0) + 1
            piece.name = name if again == 1 else f"{name}-{again}"  # counted anew on each page
            tops.append(piece)
        else:
            counts[section.path] = piece.number = counts.get(section.path, 0) + 1
            piece.name = section.item.format(n=piece.number)
            tops.append(piece)
        if piece.block.kind is not BlockKind.PARAGRAPH:
            stack.append(piece)
    return tops


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes the passages of one section."""

    document_id: str
    text: str
    section: _Section

    def passages(self, tops: list[Piece]) -> list[Passage]:
        written: list[Passage] = []
        for group in self._lists(tops):
            whole = None
            if len(group) > 1:
                name = self._list_name(group)
                whole = self._passage(name, group[0], Kind.LIST, end=group[-1].last_end)
                written.append(whole)
            for piece in group:
                if not (whole and piece.leads and piece.block.kind is BlockKind.PARAGRAPH):
                    written += self._item(piece, whole.id if whole else None)
        return written

    def _lists(self, tops: list[Piece]) -> list[list[Piece]]:
        """Top-level pieces, those of one list together with the sentence that leads to it."""
        if self.section.whole is not None:
            return [tops] if tops else []
        groups: list[list[Piece]] = []
        for piece in tops:
            before = groups[-1][-1] if groups else None
            joins = (
                before is not None
                and piece.block.kind is BlockKind.ITEM
                and (before.block.kind is BlockKind.ITEM or before.leads)
            )
            if joins:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        return groups

    def _list_name(self, group: list[Piece]) -> str:
        if self.section.whole is not None:
            return self.section.whole
        return f"{group[0].number}-{group[-1].number}"

    def _item(self, piece: Piece, parent: str | None) -> list[Passage]:
        """A piece and what is nested in it: item by item, and as a whole where that is short."""
        if piece.block.kind is BlockKind.FOOTNOTE:
            written = [self._passage(piece.name, piece, Kind.FOOTNOTE, parent, piece.last_end)]
            kind = Kind.FOOTNOTE
        else:
            kind = self.section.kind
            written = [self._passage(piece.name, piece, kind, parent)]
            words = len(self.text[piece.start : piece.last_end].split())
            if piece.children and words <= _MAX_NESTED_WORDS:
                name = f"{piece.name}-gesamt"
                whole = self._passage(name, piece, Kind.LIST, parent, piece.last_end)
                written = [whole] if piece.leads else [whole, *written]
        for child in piece.children:
            items = self._item(child, written[0].id)
            written += [
                replace(item, kind=kind) if item.kind is self.section.kind else item
                for item in items
            ]
        return written

    def _passage(
        self,
        name: str,
        piece: Piece,
        kind: Kind,
        parent: str | None = None,
        end: int | None = None,
    ) -> Passage:
        section = self.section
        # A list as a whole begins with the mark of its first item; an item with its text.
        start = piece.line_start if kind is Kind.LIST and parent is None else piece.start
        end = end or piece.end
        return Passage(
            id="/".join(part for part in (self.document_id, section.path, name) if part),
            document_id=self.document_id,
            text=self.text[start:end],
            section=tuple(title for _, title in section.titles),
            kind=kind,
            status=section.status,
            field=section.field,
            number=_shown_number(piece, kind),
            page=piece.block.page,
            section_page=section.page,
            reference=section.reference,
            start=start,
            end=end,
            parent=parent,
        )


def _shown_number(piece: Piece, kind: Kind) -> str | None:
    """The number a passage is known by: guidelines are counted, lists are not."""
    if kind is Kind.LIST:
        return None
    if kind is Kind.GUIDELINE:
        return str(piece.number)
    marker = piece.block.marker.rstrip(".)")
    return marker if marker.isalnum() else None


def _footnote_number(marker: str) -> str:
    """`**` -> 2, `3)` -> 3, a raised 4 -> 4."""
    number = unicodedata.normalize("NFKC", marker).strip("().")
    return number if number.isdigit() else str(len(marker))
