"""The frozen values that everything else passes around: documents, passages, views, hits."""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Companion", "Document", "Hit", "Kind", "Passage", "Status", "Theme", "View", "ViewRole"]


class Status(StrEnum):
    """What a text is worth; a suggestion is never shown as a commitment."""

    ADOPTED = "adopted"
    DRAFT = "draft"
    APPROACH = "approach"
    SUGGESTION = "suggestion"
    INFORMATION = "information"

    @property
    def is_earlier(self) -> bool:
        """Whether such text came before the adopted one, on the same matters."""
        return self in (Status.DRAFT, Status.APPROACH, Status.SUGGESTION)


class Kind(StrEnum):
    """What part of a document a passage is."""

    GUIDELINE = "guideline"
    PREAMBLE = "preamble"
    FOOTNOTE = "footnote"
    APPROACH = "approach"
    SUMMARY = "summary"
    CARD = "card"
    MINUTES = "minutes"
    SCHEDULE = "schedule"
    IMPRINT = "imprint"
    INFORMATION = "information"

    LIST = "list"
    """A whole list, beside one passage for each of its items."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: what its `document.toml` says of it and its normalised text."""

    id: str
    title: str
    short_title: str
    status: Status
    date: str
    """ISO 8601, as exact as it is known: `2019-02-21`, `2018-11` or `2018`."""
    reference: str | None
    publisher: str
    licence: str
    source: str
    """File name of the source inside the document's folder."""
    sha256: str
    """Of the source's bytes."""
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a document: `document.text[start:end] == text`."""

    id: str
    document_id: str
    text: str
    section: tuple[str, ...]
    kind: Kind
    status: Status
    field: int | None
    number: str | None
    page: int | None
    """The page it begins on, counted from 1, where the document shows that beyond doubt."""
    section_page: int | None
    """The page its section begins on, where the document says so."""
    reference: str | None
    start: int
    end: int
    parent: str | None = None
    """Id of the list this passage is an item of."""
    page_label: str | None = None
    """What the document calls its page, such as `iv`, where that is not the number."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A text in simple German or another language that stands beside a passage."""

    passage_id: str
    language: str
    """BCP-47 tag, or `de-simple`."""
    text: str
    checked: str = ""
    """Who officially checked it, and when; empty where nobody did."""


class ViewRole(StrEnum):
    """Where a view's text comes from."""

    TEXT = "text"
    COMPANION = "companion"
    QUESTION = "question"
    COMPARISON = "comparison"
    """A question that sets an earlier text beside this passage, which settled the matter."""
    OUTSIDE = "outside"
    """A question that no document answers; its `passage_id` names the theme."""


@dataclass(frozen=True, slots=True)
class View:
    """A text that leads to a passage; each view gets a vector of its own."""

    passage_id: str
    role: ViewRole
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions that no document answers, and where to turn with them."""

    name: str
    outcome: str
    """`not_covered`; `about` for greetings and the like, to which the assistant says what it is
    about; `refused` for attempts to turn it."""
    turn_to: str
    """Completes "Wenden Sie sich bitte an …"; empty where there is nobody to name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question; ranks count from 1, None where that search missed it."""

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    similarity: float | None = None
    """Cosine of question and passage, a weighted mean over its best views, and what it gains where
    it has few."""
    twin: Passage | None = None
    """The draft with the same wording, which this adopted passage speaks for."""
    told: float | None = None
    """Probability that it is meant, as classifiers tell it, the geometric mean of both; None where
    there are none."""
