"""Blocks in their places: a document's normalised text, and where in it each of them stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.blocks import Block, BlockKind

__all__ = ["Piece", "lay_out", "runs_of"]


@dataclass(slots=True)
class Piece:
    """A block in its place in the text; items hold the items below them."""

    block: Block
    line_start: int
    """Offset of its mark; the same as `start` where it has none."""
    start: int
    end: int
    name: str = ""
    number: int = 0
    children: list["Piece"] = field(default_factory=list)

    @property
    def last_end(self) -> int:
        return self.children[-1].last_end if self.children else self.end

    @property
    def leads(self) -> bool:
        return self.block.text.endswith(":")


def lay_out(blocks: Sequence[Block]) -> tuple[str, list[Piece]]:
    """The document's text, and where each block's own text stands in it."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for block in blocks:
        prefix = ""
        if block.kind is BlockKind.ITEM and block.marker:
            prefix = "  " * block.level + block.marker + " "
        elif block.kind is BlockKind.FOOTNOTE:
            prefix = block.marker
        last = pieces[-1].block.kind if pieces else None
        in_list = block.kind is BlockKind.ITEM and last in (BlockKind.ITEM, BlockKind.FOOTNOTE)
        gap = "" if last is None else "\n" if in_list else "\n\n"
        start = length + len(gap) + len(prefix)
        parts += [gap, prefix, block.text]
        length = start + len(block.text)
        pieces.append(Piece(block, start - len(prefix.lstrip()), start, length))
    return "".join(parts) + "\n", pieces


def runs_of(pieces: Sequence[Piece]) -> Iterator[tuple[int | None, list[Piece]]]:
    """Position of each heading (None before the first) with the pieces up to the next one."""
    position: int | None = None
    run: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.block.kind is BlockKind.HEADING:
            yield position, run
            position, run = number, []
        else:
            run.append(piece)
    yield position, run
