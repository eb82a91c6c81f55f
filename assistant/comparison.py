"""Draft and adopted text side by side: the frozen values of a comparison."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import ComparisonError
from assistant.segments import Part, Segment
from assistant.weighing import Weight
from assistant.word_changes import Change, Piece, Place
from index import Document

__all__ = [
    "Aspect",
    "Change",
    "Comparison",
    "Difference",
    "Pair",
    "Part",
    "Piece",
    "Place",
    "Relation",
    "Segment",
    "Weight",
]


class Relation(StrEnum):
    """What became of a line of the draft."""

    SAME = "same"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    LEFT_OUT = "left_out"


class Aspect(StrEnum):
    """In what the texts differ."""

    WORDS = "words"
    MOVED = "moved"
    """Words that stand elsewhere now."""
    PUNCTUATION = "punctuation"
    NUMBERING = "numbering"
    """Another number, another mark before it, or none."""
    ORDER = "order"
    """A line that stands before or after others than in the draft, or in another field."""
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry of the summary list."""

    aspect: Aspect
    weight: Weight
    part: Part
    field: int | None
    draft: str
    """The words, number or mark of the draft; empty where it has none."""
    adopted: str
    draft_segments: tuple[Segment, ...]
    """The lines it concerns."""
    adopted_segments: tuple[Segment, ...]
    pieces: tuple[Piece, ...] = ()
    """The words that were changed, with their places."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines of the draft and of the adopted text that belong together."""

    part: Part
    field: int | None
    relation: Relation
    draft: tuple[Segment, ...]
    adopted: tuple[Segment, ...]
    pieces: tuple[Piece, ...]
    """Both texts as one row of pieces, in the order of reading."""
    differences: tuple[Difference, ...]

    @property
    def weight(self) -> Weight | None:
        """That of the weightiest difference; None where there is none."""
        weights = {difference.weight for difference in self.differences}
        return Weight.CONTENT if Weight.CONTENT in weights else min(weights, default=None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft and the adopted text that came of it."""

    draft: Document
    adopted: Document
    pairs: tuple[Pair, ...]
    """In the order of the adopted text; each line of both stands in exactly one."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The summary list: all differences in the order of the adopted text."""
        return tuple(one for pair in self.pairs for one in pair.differences)

    @property
    def fields(self) -> tuple[int, ...]:
        return tuple(sorted({pair.field for pair in self.pairs if pair.field is not None}))

    def in_field(self, field: int | None) -> "Comparison":
        """Only what belongs to one field of action; None keeps what belongs to none.

        Raises:
            ComparisonError: neither text has that field.
        """
        if field is not None and field not in self.fields:
            known = ", ".join(str(number) for number in self.fields)
            raise ComparisonError(f"no field of action {field}; there are: {known}")
        pairs = tuple(pair for pair in self.pairs if pair.field == field)
        return Comparison(self.draft, self.adopted, pairs)
