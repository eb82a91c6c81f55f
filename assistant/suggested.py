"""What participants had suggested on a point, and which of its words changed as they wrote them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.comparison import Change, Pair, Part, Piece
from assistant.obligations import Span
from assistant.weighing import is_content, tokens_of
from index import Filters, Index, Kind, Passage, Status
from index.model import Vectors

__all__ = ["Suggested", "suggestions_on", "suggestions_on_all"]

_NEAR = 0.375
"""Cosine from which a suggestion of the same field is about a point; see `assistant.related`."""
_TOGETHER = 8
"""Texts encoded at once: more of them would be padded to the longest."""
_ENDINGS = r"(?:e[nrs]?|ern|[ns])?"
"""Of inflected German words."""
_NAMES = re.compile(r"\b(?:punkt|leitlinie|ziffer)\s+(\d+)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion on a point of the texts. Whether it was taken up is for the reader to say."""

    passage: Passage
    inserted: tuple[Span, ...]
    """Offsets in `passage.text` of content words that the adopted text has and the draft had not,
    letter for letter but for capitals. Of a word with an ending the letters before it."""
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
    return suggestions_on_all(index, (pair,))[0]


@lru_cache(maxsize=16)
def suggestions_on_all(index: Index, pairs: tuple[Pair, ...]) -> tuple[tuple[Suggested, ...], ...]:
    """`suggestions_on` for each of some points; made once for an open index."""
    vectors = _encoded(index, {_text(pair) for pair in pairs if _is_point(pair)})
    return tuple(
        _suggested(index, pair, vectors[_text(pair)]) if _is_point(pair) else () for pair in pairs
    )


def _is_point(pair: Pair) -> bool:
    around = pair.part in (Part.TITLE, Part.FRAME)
    return not around and (pair.part is not Part.HEADING or bool(pair.adopted))


def _text(pair: Pair) -> str:
    return (*pair.adopted, *pair.draft)[0].text


def _encoded(index: Index, texts: set[str]) -> dict[str, Vectors]:
    """The vector of each text; those of like length are encoded together."""
    ordered = sorted(texts, key=lambda text: (len(text), text))
    found: dict[str, Vectors] = {}
    for start in range(0, len(ordered), _TOGETHER):
        some = ordered[start : start + _TOGETHER]
        found.update(zip(some, index.encode(some), strict=True))
    return found


def _suggested(index: Index, pair: Pair, vector: Vectors) -> tuple[Suggested, ...]:
    inserted = _changed(pair.pieces, Change.INSERTED)
    deleted = _changed(pair.pieces, Change.DELETED)
    numbers = {line.number for line in pair.draft if line.number}
    near = _similarities(index, vector, pair.field)
    found = [
        Suggested(
            passage,
            _shared(passage.text, inserted - deleted),
            _shared(passage.text, deleted - inserted),
            bool(numbers & _named_points(passage)),
            near.get(passage.id),
        )
        for passage in _of_the_field(index.passages, pair.field)
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


def _of_the_field(passages: Sequence[Passage], field: int | None) -> list[Passage]:
    """All suggestions of a field, whether or not a search finds them."""
    return [
        one
        for one in passages
        if one.status is Status.SUGGESTION and one.kind is not Kind.LIST and one.field == field
    ]


def _similarities(index: Index, vector: Vectors, field: int | None) -> dict[str, float]:
    """Passage id -> cosine of what means something near; words are compared elsewhere."""
    filters = Filters(field=field, status=Status.SUGGESTION)
    hits = index.find(vector, "", len(index.passages), filters).hits
    return {hit.passage.id: hit.similarity for hit in hits if hit.similarity is not None}


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
    if not words:
        return ()
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    pattern = rf"(?<!\w)({'|'.join(longest_first)}){_ENDINGS}(?!\w)"
    return tuple(match.span(1) for match in re.finditer(pattern, text, re.IGNORECASE))


def _named_points(passage: Passage) -> set[str]:
    where = f"{passage.section[-1] if passage.section else ''}\n{passage.text}"
    return set(_NAMES.findall(where))
