"""Finding rows of the register: by words and by meaning at once, and what is related to one."""

import re
from collections.abc import Sequence

from assistant import wording
from assistant.catalogue import say
from assistant.commitments import Commitment, filtered
from assistant.errors import QuestionError
from assistant.language import detect_language
from index import Filters, Hit, Index, Kind, Status

__all__ = ["LONGEST_SEARCH", "related", "search"]

LONGEST_SEARCH = 300
"""Characters of a search."""
_FEWEST_LETTERS = 3
"""A search for fewer letters has no meaning to search by."""
_MEANT = 0.35
"""Cosine from which a row is found by its meaning."""
_SHARE_OF_BEST = 0.6
"""Of the best row's cosine, that a further one must reach."""
_OUTSIDE = 0.15
"""Cosine by which a row may be farther than the nearest theme that no document answers."""
_NEAR = 0.375
"""Cosine from which an action approach or suggestion of the same field counts as related. Of the
approaches that are as near to one of Magdeburg's guidelines 69 % are of its field (21 % of all),
of the suggestions 45 % (30 % of all)."""
_NEAR_ELSEWHERE = 0.475
"""The same for those of another field: of the approaches as near, 92 % are of its own."""
_MOST_RELATED = 8
"""Of each status."""


def search(
    index: Index,
    rows: Sequence[Commitment],
    words: str,
    filters: Filters = Filters(),
    language: str = "de",
) -> tuple[Commitment, ...]:
    """The rows that hold the words or mean something near, best first; all for an empty search.

    Rows that hold every word, whole or as a part of longer ones, come before those found by
    meaning alone. Figures also find the guideline with that number.

    Args:
        filters: rows it does not allow are left out.
        language: of the words, BCP-47; the messages are in it, too.

    Raises:
        QuestionError: more than `LONGEST_SEARCH` characters.
    """
    words = " ".join(words.split())
    if len(words) > LONGEST_SEARCH:
        message = say(wording.SEARCH_TOO_LONG, language)
        raise QuestionError(message.format(length=len(words), most=LONGEST_SEARCH))
    allowed = filtered(rows, filters)
    if not words:
        return allowed
    ranked = _ranks(index, words, filters, language)
    exact = [row for row in allowed if _holds(row, words)]
    held = {row.passage.id for row in exact}
    near = [row for row in allowed if row.passage.id in ranked and row.passage.id not in held]
    last = len(ranked)
    return tuple(
        sorted(exact, key=lambda row: ranked.get(row.passage.id, last))
        + sorted(near, key=lambda row: ranked[row.passage.id])
    )


def related(index: Index, row: Commitment) -> tuple[Hit, ...]:
    """Action approaches, then suggestions, that mean something near a row, best first."""
    own = row.passage
    vector = index.encode([own.text])[0]
    found: list[Hit] = []
    for status in (Status.APPROACH, Status.SUGGESTION):
        hits = index.find(vector, own.text, len(index.passages), Filters(status=status)).hits
        near = [hit for hit in hits if _is_related(hit, row)]
        found += sorted(near, key=_similarity, reverse=True)[:_MOST_RELATED]
    return tuple(found)


def _is_related(hit: Hit, row: Commitment) -> bool:
    own, other = row.passage, hit.passage
    least = _NEAR if own.field in (None, other.field) else _NEAR_ELSEWHERE
    return other.id != own.id and other.kind is not Kind.LIST and _similarity(hit) >= least


def _similarity(hit: Hit) -> float:
    return hit.similarity if hit.similarity is not None else -1.0


def _ranks(index: Index, words: str, filters: Filters, language: str) -> dict[str, int]:
    """Passage id -> rank from 0 of what means something near the words."""
    if sum(character.isalpha() for character in words) < _FEWEST_LETTERS:
        return {}
    words = index.spelt(words, detect_language(words, language))
    vector = index.encode([words])[0]
    found = index.find(vector, words, len(index.passages), filters, language)
    best = max((_similarity(hit) for hit in found.hits), default=0.0)
    least = max(_MEANT, _SHARE_OF_BEST * best, found.outside_similarity - _OUTSIDE)
    near = [hit for hit in found.hits if _similarity(hit) >= least]
    return {hit.passage.id: rank for rank, hit in enumerate(near)}


def _holds(row: Commitment, words: str) -> bool:
    """Whether a row holds every word of a search."""
    passage = row.passage
    text = " ".join([passage.text, *passage.section, passage.reference or ""]).casefold()
    numbers = {str(passage.field), passage.number}
    return all(word in numbers or _stands_in(word, text) for word in words.casefold().split())


def _stands_in(word: str, text: str) -> bool:
    """Whether a text holds a word, whole or as a part; a number only as a whole: 2 is not in 12."""
    if word.isdecimal():
        return re.search(rf"(?<!\d){word}(?!\d)", text) is not None
    return word in text
