"""From the views that two searches found to a ranking of passages; all in arrays, no state."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.model import Vectors

__all__ = ["Places", "Ranking", "best_of", "fuse", "gains_of", "means_of", "rank"]

Places: TypeAlias = npt.NDArray[np.int64]
"""Numbers of passages, and after them of the themes outside the documents."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How views and the two searches are weighed; the values were chosen on the tuning half."""

    view_weights: tuple[float, ...] = (0.2, 0.18, 0.16, 0.14, 0.12, 0.1, 0.1)
    """Of a passage's best view, the second best, and so on; their sum is 1."""
    comparison_weights: tuple[float, ...] = (0.4, 0.3, 0.2, 0.1)
    """The same for the comparing questions of a passage."""
    comparison_told: float = 0.03
    """Cosine that outweighs an e times higher probability of having settled the matter."""
    comparison_found: float = 0.06
    """The same for the score of that passage in the search."""
    lexical_weight: float = 0.3
    """Share of the word search, in each language: all have example questions of their own."""
    rank_offset: int = 5
    """Of reciprocal rank fusion: the smaller, the more the first ranks count."""
    adopted_lead: float = 0.03
    """Cosine by which adopted text may be farther and still precede; half of it for drafts."""
    few_views_gain: float = 0.07
    """Cosine that a passage would gain to which no view leads, less with each view that does: only
    its text leads to a passage without example questions, and questions are nearer to questions."""
    told_by_meaning: float = 0.08
    """Exponent of the probability that the classifier by meaning gives to a passage."""
    told_by_words: float = 0.14
    """The same of the one by words."""


def means_of(
    places: Places, scores: Vectors, counts: Places, weights: tuple[float, ...]
) -> tuple[Places, Vectors]:
    """Weighted mean over the best views of each place found.

    Where fewer views of a place were found than count there, the worst score of all stands for the
    missing ones.

    Args:
        places: of each view found, shape (views,); `scores` likewise, best first.
        counts: number of views that count at each place, if there are as many weights, from 1;
            shape (places,).

    Returns:
        Each place once, ascending, and its mean.
    """
    found, group = np.unique(places, return_inverse=True)
    if len(found) == 0:
        return found, np.empty(0, np.float32)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(found)))
    nth = np.empty(len(places), np.int64)
    nth[order] = np.arange(len(places)) - starts[group[order]]
    best = np.full((len(found), len(weights)), scores[-1], np.float32)
    kept = nth < len(weights)
    best[group[kept], nth[kept]] = scores[kept]
    weighed = np.where(np.arange(len(weights)) < counts[found, None], weights, np.float32(0))
    # no matrix product: BLAS may warn of invalid values in lanes that it does not use
    means = (best * weighed).sum(axis=1) / weighed.sum(axis=1)
    return found, means.astype(np.float32)


def gains_of(counts: Places, ranking: Ranking) -> Vectors:
    """What passages gain that have fewer views than are weighed.

    Args:
        counts: number of views of each passage, shape (passages,).
    """
    lacking = 1.0 - counts / len(ranking.view_weights)
    return np.asarray(ranking.few_views_gain * np.clip(lacking, 0.0, 1.0), np.float32)


def best_of(places: Places, scores: Vectors) -> tuple[Places, Vectors]:
    """Each place once, ascending, and its best score; `scores` are best first."""
    found, first = np.unique(places, return_index=True)
    return found, scores[first]


def rank(scores: Vectors, nothing: float) -> Places:
    """Rank of each score from 1, best first; 0 where a passage was not found at all."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores), np.int64)
    ranks[order] = np.arange(1, len(scores) + 1)
    ranks[scores <= nothing] = 0
    return ranks


def fuse(dense: Places, lexical: Places, ranking: Ranking) -> npt.NDArray[np.float64]:
    """Reciprocal rank fusion (Cormack et al. 2009, doi:10.1145/1571941.1572114), weighed."""
    weight = ranking.lexical_weight
    by_meaning, by_words = (
        np.where(ranks > 0, 1.0 / (ranking.rank_offset + ranks), 0.0) for ranks in (dense, lexical)
    )
    return np.asarray((1 - weight) * by_meaning + weight * by_words)
