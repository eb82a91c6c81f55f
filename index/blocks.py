"""Blocks, the common shape of every source format, and the joining of what line ends cut."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from index.hyphenation import join_at_line_end

__all__ = [
    "Block",
    "BlockKind",
    "Extract",
    "clean",
    "is_unfinished",
    "join_broken_blocks",
    "join_labels",
    "join_lines",
]


class BlockKind(Enum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or footnote, freed from markup and line breaks."""

    kind: BlockKind
    text: str
    level: int = 0
    """Headings: 1 is the highest. Items: depth of nesting, from 0."""
    marker: str = ""
    """Items: what stands before the text, such as `-`, `3)` or `a)`."""
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()
    """Where further pages begin in the text: (offset, page)."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader found in a file."""

    blocks: list[Block]
    title: str = ""
    """What the file calls itself; empty where it does not say."""
    pages: int | None = None
    """How many it has, for formats with pages."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """What the document calls a page, such as `iv`, where that is not its number."""
    notes: tuple[str, ...] = ()
    """What is not wrong, but should be known."""


# Words that never end a German sentence: a block that ends in one was cut by a page break.
_OPEN_ENDS = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "und",
        "oder",
        "sowie",
        "bzw.",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "in",
        "im",
        "an",
        "am",
        "auf",
        "aus",
        "bei",
        "beim",
        "mit",
        "nach",
        "für",
        "über",
        "unter",
        "gegen",
        "ohne",
        "durch",
        "um",
        "als",
        "wie",
        "dass",
        "ob",
        "wenn",
        "weil",
        "sodass",
        "damit",
        "sehr",
        "nicht",
        "auch",
        "seine",
        "ihre",
        "ihrer",
        "ihren",
        "unsere",
    ]
)
# Soft hyphen (but for the one that broke the line), zero-width space, byte order mark.
_INVISIBLE = re.compile("\u00ad(?!$)|[\u200b\ufeff]")
_LABEL = re.compile(r"(?P<label>\w+ (\d+|[IVX]+)):?")
_SENTENCE_END = re.compile(r"[.!?:;…][\"“”‘’'»)\]]*$")


def clean(text: str) -> str:
    """Single spaces, no control characters, none at the ends."""
    visible = "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text)
    return re.sub(r"[^\S\n]+", " ", _INVISIBLE.sub("", visible)).strip()


def join_lines(lines: Iterable[str], words: Collection[str] = frozenset()) -> str:
    """Lines of one paragraph as one line, with words put together that a line end broke.

    Args:
        words: the vocabulary of the text: see `index.hyphenation`.
    """
    joined = ""
    for line in (clean(line) for line in lines):
        joined = join_at_line_end(joined, line, words) if joined and line else joined + line
    return joined.rstrip("\u00ad")


def is_unfinished(text: str) -> bool:
    """Whether a sentence cannot end here: a comma, or a word that needs another one after it."""
    if not text or _SENTENCE_END.search(text):
        return False
    words = text.split()
    return text.endswith(",") or words[-1] in _OPEN_ENDS


def join_broken_blocks(blocks: list[Block]) -> list[Block]:
    """Paragraphs and items that a page break cut in two, as one block again."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            last is not None
            and block.kind is BlockKind.PARAGRAPH
            and last.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
            and is_unfinished(last.text)
        ):
            joined[-1] = replace(last, text=join_lines([last.text, block.text]))
        else:
            joined.append(block)
    return joined


def join_labels(blocks: list[Block]) -> list[Block]:
    """`Handlungsfeld 1:` and the heading right below it are one heading."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if block.kind is BlockKind.HEADING and last is not None and last.kind is BlockKind.HEADING:
            label = _LABEL.fullmatch(last.text)
            if label and last.level <= block.level:
                joined[-1] = replace(last, text=f"{label['label']}: {block.text}")
                continue
        joined.append(block)
    return joined
