"""Which passage settled what a comparing question asks about."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.classifier import PassageClassifier
from index.model import Vectors
from index.passage import Hit, Passage
from index.placing import Placing
from index.ranking import Places, Ranking, means_of

__all__ = ["Settling"]

_LEAST_SHARE = 0.05
"""Of the best score, that a passage counts with which the search hardly found or not at all."""


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

    def settled(
        self,
        question: tuple[Vectors, str],
        near: tuple[Places, Vectors],
        found: tuple[Places, npt.NDArray[np.float64]],
    ) -> Hit | None:
        """The passage, whose similarity is that of the nearest comparing question about it.

        Args:
            question: its vector and text.
            near: place and cosine of each comparing view near the question, best first.
            found: place and score of each passage that the search found, ascending by place.
        """
        inside = near[0] < len(self._passages)
        of_view, scores = near[0][inside], near[1][inside]
        counts, weights = self._placing.comparison_counts, self._ranking.comparison_weights
        places, means = means_of(of_view, scores, counts, weights)
        if len(places) == 0:
            return None
        total = means + self._ranking.comparison_found * _shares(places, *found)
        if self._classifier:
            told = self._classifier.tell(*question)
            both = np.log(told.by_meaning[places]) + np.log(told.by_words[places])
            total = total + self._ranking.comparison_told * both
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
