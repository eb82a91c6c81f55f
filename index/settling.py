"""Which passage settled what a comparing question asks about, and whether any did."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.classifier import PassageClassifier, Told
from index.model import Vectors
from index.passage import Hit, Passage
from index.placing import Placing
from index.ranking import Places, Ranking, means_of

__all__ = ["UNSETTLED", "Settled", "Settling"]

_LEAST_SHARE = 0.05
"""Of the best score, that a passage counts with which the search hardly found or not at all."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What comparing questions say of one."""

    hit: Hit | None = None
    """The passage; its similarity is that of the nearest comparing question about it."""
    lead: float = 0.0
    """By how much that one is nearer than the nearest about a theme outside the documents."""
    inside: float | None = None
    """Logit of the probability that any passage is meant and no theme outside, as the classifier of
    comparing questions tells it; None where there is none, or none of them is about a theme."""


UNSETTLED = Settled()


class Settling:
    """Tells it from the nearest comparing questions, from what all of them have in common, and from
    how well the search finds the passage itself."""

    def __init__(
        self,
        passages: Sequence[Passage],
        placing: Placing,
        ranking: Ranking,
        classifier: PassageClassifier | None,
    ) -> None:
        """Args: classifier: fitted to the comparing questions, if there were enough."""
        self._passages = passages
        self._placing = placing
        self._ranking = ranking
        self._classifier = classifier and placing.placed(classifier)
        self._knows_outside = bool(placing.comparison_counts[len(passages) :].any())

    def settled(
        self,
        question: tuple[Vectors, str],
        near: tuple[Places, Vectors],
        found: tuple[Places, npt.NDArray[np.float64]],
        farthest: float,
    ) -> Settled:
        """The passage, and how surely the matter is one of the documents.

        Args:
            question: its vector and text.
            near: place and cosine of each comparing view near the question, best first.
            found: place and score of each passage that the search found, ascending by place.
            farthest: cosine than which no other view is nearer.
        """
        told = self._classifier.tell(*question) if self._classifier else None
        of_view, scores = near
        is_inside = of_view < len(self._passages)
        hit = self._likeliest(of_view[is_inside], scores[is_inside], found, told)
        inside = told.inside if told and self._knows_outside else None
        if hit is None:
            return Settled(inside=inside)
        outside = scores[~is_inside]
        nearest = float(outside[0]) if len(outside) else farthest
        return Settled(hit, (hit.similarity or 0.0) - nearest, inside)

    def _likeliest(
        self,
        of_view: Places,
        scores: Vectors,
        found: tuple[Places, npt.NDArray[np.float64]],
        told: Told | None,
    ) -> Hit | None:
        counts, ranking = self._placing.comparison_counts, self._ranking
        places, means = means_of(of_view, scores, counts, ranking.comparison_weights)
        if len(places) == 0:
            return None
        total = means + ranking.comparison_found * _shares(places, *found)
        if told:
            both = np.log(told.by_meaning[places]) + np.log(told.by_words[places])
            total = total + ranking.comparison_told * both
        best = int(np.argmax(total))
        similarity = float(scores[of_view == places[best]][0])
        return Hit(self._passages[places[best]], float(total[best]), similarity=similarity)


def _shares(
    places: Places, found: Places, scores: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Logarithm of the share of the best score that each place has."""
    shares = np.full(len(places), _LEAST_SHARE)
    if len(found):
        at = np.minimum(np.searchsorted(found, places), len(found) - 1)
        known = found[at] == places
        shares[known] = scores[at[known]] / max(float(scores.max()), 1e-9)
    return np.asarray(np.log(np.maximum(shares, _LEAST_SHARE)))
