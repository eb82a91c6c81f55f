"""Headings of plain text, which has no markup: numbers, capitals, and lines of their own."""

import re
from collections.abc import Sequence

from index.blocks import Block, BlockKind

__all__ = ["with_headings"]

_LONGEST = 12
"""Words."""
_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})*\.?(?=\s+[^\W\d_])")
_LABEL = re.compile(
    r"(§+|Artikel|Art\.|Kapitel|Abschnitt|Teil|Anlage|Anhang)\s*(\d+[a-z]?|[IVX]+)\b"
)
_CLAUSE = re.compile(r"(\(\d{1,2}[a-z]?\))\s+(?=\S)")
_NO_TITLE = re.compile(r"[.!;:,]$")
_PLAIN_LEVEL = 9
"""Below all numbered headings, where there are some."""


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with short lines that stand above a text made headings.

    A numbered line that is no part of a list is one too: `3. Wohnen` above a paragraph. Paragraphs
    of a statute, such as `(2)`, become numbered items.
    """
    blocks = [_numbered(block) for block in blocks]
    titles = {n for n in range(len(blocks) - 1) if _is_title(blocks, n)}
    numbered = any(_NUMBER.match(_line(blocks[n])) for n in titles)
    made = []
    for n, block in enumerate(blocks):
        if n in titles:
            line = _line(block)
            level = _level(line, _PLAIN_LEVEL if numbered else 1)
            made.append(Block(BlockKind.HEADING, line, level, page=block.page))
        else:
            made.append(block)
    return made


def _numbered(block: Block) -> Block:
    found = _CLAUSE.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
    if not found:
        return block
    return Block(BlockKind.ITEM, block.text[found.end() :], marker=found[1], page=block.page)


def _is_title(blocks: Sequence[Block], n: int) -> bool:
    block, following = blocks[n], blocks[n + 1]
    line = _line(block)
    if "\n" in block.text or len(line.split()) > _LONGEST or _NO_TITLE.search(line):
        return False
    if not re.match(r"[^\Wa-z_]", line.lstrip('„"(§ ')):
        return False  # begins in the middle of a sentence
    if block.kind is BlockKind.ITEM:
        alone = (
            following.kind is not BlockKind.ITEM
            and not (n and blocks[n - 1].kind is BlockKind.ITEM)
        )  # fmt: skip
        return block.marker.rstrip(".").isdigit() and block.level == 0 and alone
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    if _NUMBER.match(line) or _LABEL.match(line) or line.isupper():
        return True
    return following.kind is BlockKind.ITEM or len(following.text.split()) > _LONGEST


def _line(block: Block) -> str:
    mark = f"{block.marker} " if block.kind is BlockKind.ITEM and block.marker else ""
    return mark + block.text.replace("\n", " ")


def _level(line: str, plain: int) -> int:
    if number := _NUMBER.match(line):
        return number[0].rstrip(".").count(".") + 1
    label = _LABEL.match(line)
    if label:
        return 1 if label[1] in ("Kapitel", "Teil", "Anlage", "Anhang") else 2
    return 1 if line.isupper() else plain
