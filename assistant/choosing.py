"""Passages found -> those that an answer quotes, in its order."""

from collections.abc import Sequence

from index import Hit, Passage, Status

__all__ = ["choose", "with_binding_first", "with_matters"]

_MOST_STATEMENTS = 3
_LEAST_WORDS = 3
"""Of a further source: a bare heading adds nothing to an answer."""
_NEARLY_AS_GOOD = 0.8
"""Share of the best score; on the tuning half."""


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

    Information, as on dates and names, stays where it answers best.
    """
    if not hits or not hits[0].passage.status.is_earlier:
        return list(hits)
    least = _NEARLY_AS_GOOD * hits[0].score

    def leads(hit: Hit) -> bool:
        return hit.passage.status is Status.ADOPTED and hit.score >= least

    return sorted(hits, key=lambda hit: not leads(hit))


def _similarity(hit: Hit) -> float:
    return hit.similarity if hit.similarity is not None else 0.0


def _overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages share text, as a list and its item do."""
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
