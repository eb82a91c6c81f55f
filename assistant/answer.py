"""Question, Statement, Citation, Answer: the frozen values an answer is made of."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from enum import StrEnum

from assistant.errors import QuoteError
from index import Hit, Passage
from index.passage import Companion

__all__ = ["Answer", "Citation", "Explanation", "Mode", "Outcome", "Question", "Statement"]


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    REFUSED = "refused"


class Mode(StrEnum):
    """The register of an answer."""

    STANDARD = "standard"
    SIMPLE = "simple"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked."""

    text: str
    language: str | None = None
    """BCP-47 tag that the person chose; None to find it out."""
    mode: Mode = Mode.STANDARD
    history: tuple[str, ...] = ()
    """Earlier questions of the same conversation, oldest first."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `source[start:end] == quote`, checked when it is made.

    Raises:
        QuoteError: the quote does not stand at that place of the source.
    """

    number: int
    passage: Passage
    quote: str
    start: int
    end: int
    source: InitVar[str]
    """The normalised text of the document that the passage belongs to."""

    def __post_init__(self, source: str) -> None:
        if not self.quote or source[self.start : self.end] != self.quote:
            raise QuoteError(f"{self.passage.id}: no such quote at [{self.start}:{self.end})")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer and the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]
    language: str = "de"
    """Of the text: a BCP-47 tag, or `de-simple`."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an answer was decided on."""

    searched: str
    """The question as it was searched: in the spelling of the documents, alone or led by an earlier
    one."""
    signals: Mapping[str, float] = field(hash=False)
    """What spoke for and against an answer."""
    probability: float
    """That the documents answer, worked out from the signals."""
    threshold: float
    """From which on an answer is given."""
    further_share: float
    """Of the best passage's score, that a further one must reach to be cited."""
    further_gap: float
    """Cosine by which it may be farther from the question than the best one."""
    reader: str
    """Name of the reader in use."""
    read: Mapping[str, float] = field(default_factory=dict, hash=False)
    """The reader's score of each passage that it read, by id."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got."""

    question: Question
    language: str
    outcome: Outcome
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    message: str = ""
    """What is said instead of statements where there are none."""
    nearest: tuple[Hit, ...] = ()
    """The passages found, best first, whether they answer or not; none for small talk."""
    notices: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    """Texts in the language of the answer for its citations, or for the nearest passages."""
    language_sure: bool = True
    """Whether the question's language was chosen or found; else another may be offered."""
    seconds: float = 0.0
    explanation: Explanation | None = field(default=None, compare=False)
    """How it came about; no part of the value, which the page hashes to notice changes."""

    @property
    def text(self) -> str:
        """The answer as plain text, with citation numbers in brackets."""
        if not self.statements:
            return self.message
        return "\n".join(
            statement.text + "".join(f" [{number}]" for number in statement.citations)
            for statement in self.statements
        )
