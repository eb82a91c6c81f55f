"""What participants had suggested on a point, and which of its words changed as they wrote them."""

import re
from dataclasses import dataclass

from assistant.comparison import Change, Pair, Part, Piece
from assistant.obligations import Span
from assistant.weighing import is_content, tokens_of
from index import Filters, Hit, Index, Kind, Passage, Status

__all__ = ["Suggested", "suggestions_on"]

_NEAR = 0.375
"""Cosine from which a suggestion of the same field is about a point; see `assistant.related`."""
_NAMES = re.compile(r"\b(?:punkt|leitlinie|ziffer)\s+(\d+)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion on a point of the texts. Whether it was taken up is for the reader to say."""

    passage: Passage
    inserted: tuple[Span, ...]
    """Offsets in `passage.text` of content words that the adopted text has and the draft had not,
    letter for letter but for capitals."""
    deleted: tuple[Span, ...]
    """The same for words that the draft had and the adopted text has not."""
    names_point: bool
    """It names the number of the point in the draft: "Punkt 4", "Leitlinie 4"."""
    similarity: float | None
    """Cosine to the point's wording."""


def suggestions_on(index: Index, pair: Pair) -> tuple[Suggested, ...]:
    """The suggestions on a point, the likeliest first: those that share changed words, those that
    name it, those that mean something near.

    Only suggestions of the pair's field count; for the preamble those of no field. Title pages and
    headings that were left out are no points.
    """
    if pair.part in (Part.TITLE, Part.FRAME) or (pair.part is Part.HEADING and not pair.adopted):
        return ()
    lines = (*pair.adopted, *pair.draft)
    text = lines[0].text
    inserted = _changed(pair.pieces, Change.INSERTED)
    deleted = _changed(pair.pieces, Change.DELETED)
    numbers = {line.number for line in pair.draft if line.number}
    found = [
        Suggested(
            hit.passage,
            _shared(hit.passage.text, inserted - deleted),
            _shared(hit.passage.text, deleted - inserted),
            bool(numbers & _named_points(hit.passage)),
            hit.similarity,
        )
        for hit in _of_the_field(index, text, pair.field)
    ]
    kept = [
        one
        for one in found
        if one.inserted or one.deleted or one.names_point or (one.similarity or 0.0) >= _NEAR
    ]
    return tuple(sorted(kept, key=_rank))


def _rank(one: Suggested) -> tuple[bool, bool, float]:
    shares = bool(one.inserted or one.deleted)
    return not shares, not one.names_point, -(one.similarity or 0.0)


def _of_the_field(index: Index, text: str, field: int | None) -> list[Hit]:
    hits = index.search(text, len(index.passages), Filters(field=field, status=Status.SUGGESTION))
    return [h for h in hits if h.passage.kind is not Kind.LIST and h.passage.field == field]


def _changed(pieces: tuple[Piece, ...], change: Change) -> set[str]:
    """The content words of the pieces of one sort, in lower case."""
    return {
        token.text.casefold()
        for piece in pieces
        if piece.change is change
        for token in tokens_of(piece.text)
        if is_content(token) and not token.tag.startswith(("VA", "VM", "ADV"))
    }


def _shared(text: str, words: set[str]) -> tuple[Span, ...]:
    return tuple(
        match.span() for match in re.finditer(r"\w+", text) if match[0].casefold() in words
    )


def _named_points(passage: Passage) -> set[str]:
    where = f"{passage.section[-1] if passage.section else ''}\n{passage.text}"
    return set(_NAMES.findall(where))
