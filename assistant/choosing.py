"""Passages found -> those that an answer quotes, in its order."""

from collections.abc import Sequence

from assistant.shared_words import repeats
from index import Hit, Passage, Status

__all__ = ["choose", "with_binding_first", "with_matters"]

_MOST_STATEMENTS = 3
_LEAST_WORDS = 3
"""Of a further source: a bare heading adds nothing to an answer."""
_NEARLY_AS_GOOD = 0.8
"""Share of the best score; on the tuning half."""
_IN_SAME_WORDS = 0.5
"""The same for what was adopted in the words of a suggestion."""


def choose(hits: Sequence[Hit], least_share: float, most_gap: float) -> list[Hit]:
    """Up to three hits to answer from: the best, and others nearly as good.

    Args:
        hits: best first.
        least_share: of the best score, that a further hit must reach.
        most_gap: cosine by which a further hit may be less similar than the best.
    """
    chosen: list[Hit] = []
    for hit in hits:
        if chosen and hit.score < least_share * chosen[0].score:
            break
        if chosen and _similarity(hit) < _similarity(chosen[0]) - most_gap:
            continue
        if chosen and len(hit.passage.text.split()) < _LEAST_WORDS:
            continue
        if not any(_overlap(hit.passage, other.passage) for other in chosen):
            chosen.append(hit)
        if len(chosen) == _MOST_STATEMENTS:
            break
    return chosen


def with_matters(hits: Sequence[Hit], matters: Sequence[Hit]) -> list[Hit]:
    """The chosen hits with what parts of the question ask for, in the last places if need be."""
    further: list[Hit] = []
    for hit in matters:
        if not any(_overlap(hit.passage, other.passage) for other in (*hits, *further)):
            further.append(hit)
    further = further[: _MOST_STATEMENTS - 1]
    return [*hits[: _MOST_STATEMENTS - len(further)], *further]


def with_binding_first(hits: Sequence[Hit]) -> list[Hit]:
    """The chosen hits with what was adopted before a draft or suggestion that is hardly better.

    Before a suggestion whose words were adopted, it also goes where that is better by more.
    Information, as on dates and names, stays where it answers best.
    """
    if not hits or not hits[0].passage.status.is_earlier:
        return list(hits)
    return sorted(hits, key=lambda hit: not _goes_before(hit, hits[0]))


def _goes_before(hit: Hit, best: Hit) -> bool:
    if hit.passage.status is not Status.ADOPTED:
        return False
    suggested = best.passage.status is Status.SUGGESTION
    same = suggested and repeats(best.passage.text, hit.passage.text)
    return hit.score >= (_IN_SAME_WORDS if same else _NEARLY_AS_GOOD) * best.score


def _similarity(hit: Hit) -> float:
    return hit.similarity if hit.similarity is not None else 0.0


def _overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages share text, as a list and its item do."""
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
