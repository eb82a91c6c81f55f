"""Takeaway: what a person takes along, free of any file format."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

__all__ = [
    "Fact",
    "Labels",
    "Mark",
    "Piece",
    "Row",
    "Source",
    "Table",
    "Takeaway",
    "Text",
    "is_right_to_left",
    "plain",
    "text_of",
]

_RIGHT_TO_LEFT = ("ar", "fa")


class Mark(StrEnum):
    """How a piece of text stands out."""

    NONE = "none"
    STRESSED = "stressed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


_SIGNS = {
    Mark.NONE: ("", ""),
    Mark.STRESSED: ("", ""),
    Mark.INSERTED: ("++", "++"),
    Mark.DELETED: ("~~", "~~"),
    Mark.MOVED: (">>", "<<"),
}
"""What stands around a marked piece where there is nothing but letters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one language, marked in one way."""

    text: str
    language: str = "de"
    """BCP-47 tag, or `de-simple`."""
    mark: Mark = Mark.NONE


Text: TypeAlias = tuple[Piece, ...]
"""A cell or a line; it is read in the direction of its first piece."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from, in the words of the reader's language; empty where nothing is known.

    Titles, sections and reference numbers stay German.
    """

    document: str
    """Its whole title."""
    short_title: str
    status: str
    section: str
    reference: str
    date: str
    page: str
    """Its number, or in words where the section begins."""
    permalink: str
    page_in_words: str = ""
    """The same to be read without a column's title: "Seite 7"."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Text, ...]
    sources: tuple[Source | None, ...]
    """One for each of the table's sources; None where the row has no such source."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their sources: each cell has a column, and so has each source."""

    columns: tuple[str, ...]
    """Titles of the cells' columns."""
    shares: tuple[float, ...]
    """Relative widths of the cells' columns."""
    sources: tuple[str, ...]
    """Titles of the sources' columns."""
    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said of the whole, such as the question that was asked."""

    label: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the reader's language that every takeaway needs."""

    source_fields: tuple[str, ...]
    """Titles for the fields of a source, in the order of `Source`, without the short title."""
    notices: str
    page: str
    """The foot of a page, with `{page}` and `{pages}`."""


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What is written to a file."""

    title: str
    language: str
    """Of titles, labels and notices: a BCP-47 tag, or `de-simple`."""
    facts: tuple[Fact, ...]
    table: Table
    notices: tuple[str, ...]
    """That the German wording is binding, and whatever else the reader must know."""
    labels: Labels


def text_of(text: str, language: str = "de", mark: Mark = Mark.NONE) -> Text:
    """A text of one piece; none for an empty text. Control characters, which no format can hold,
    become spaces."""
    kept = "".join(
        " " if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs") else c for c in text
    )
    return (Piece(kept, language, mark),) if kept else ()


def plain(text: Text) -> str:
    """The text as letters: ~~deleted~~, ++inserted++, >>moved<<."""
    return "".join(_SIGNS[p.mark][0] + p.text + _SIGNS[p.mark][1] for p in text)


def is_right_to_left(language: str) -> bool:
    """Whether a language is read from right to left."""
    return language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT
