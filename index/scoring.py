"""What two searches found, and what classifiers tell -> scored passages, and hits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.classifier import Told
from index.model import Vectors
from index.passage import Hit, Passage, Status
from index.placing import Placing
from index.ranking import Places, Ranking, fuse, rank

__all__ = ["Scored", "Scoring"]


@dataclass(frozen=True, slots=True)
class Scored:
    """Passages that a search found, ascending by place; all of shape (found,)."""

    places: Places
    fused: npt.NDArray[np.float64]
    """What they are ranked by."""
    led: Vectors
    """Cosine, with the lead of adopted text."""
    dense: Vectors
    dense_ranks: Places
    lexical_ranks: Places


class Scoring:
    """Fuses the searches; adopted passages speak for their drafts."""

    def __init__(self, passages: Sequence[Passage], placing: Placing, ranking: Ranking) -> None:
        self._passages = passages
        self._placing = placing
        self._ranking = ranking
        self._leads = np.array([_lead(passage.status) for passage in passages], np.float32)

    def score(
        self,
        by_meaning: tuple[Places, Vectors],
        by_words: tuple[Places, Vectors],
        told: Told | None,
    ) -> Scored:
        """The passages that either search found, with their scores.

        Args:
            by_meaning: place and cosine of each passage found, ascending by place.
            by_words: place and score of each.
        """
        found = np.union1d(by_meaning[0], by_words[0])
        dense = np.full(len(found), -np.inf, np.float32)
        lexical = np.zeros(len(found), np.float32)
        dense[np.searchsorted(found, by_meaning[0])] = by_meaning[1]
        lexical[np.searchsorted(found, by_words[0])] = by_words[1]
        self._merge_twins(found, dense, lexical)
        led = dense + self._ranking.adopted_lead * self._leads[found]
        dense_ranks, lexical_ranks = rank(led, -np.inf), rank(lexical, 0.0)
        fused = fuse(dense_ranks, lexical_ranks, self._ranking)
        if told:
            fused *= told.factors(self._ranking)[found]
        return Scored(found, fused, led, dense, dense_ranks, lexical_ranks)

    def best(self, scored: Scored, told: Told | None, count: int) -> tuple[Hit, ...]:
        """The best of them, best first."""
        places, fused = scored.places, scored.fused
        order = [i for i in np.lexsort((-scored.led, -fused))[:count] if fused[i] > 0]
        return tuple(
            Hit(
                self._passages[places[i]],
                float(fused[i]),
                int(scored.dense_ranks[i]) or None,
                int(scored.lexical_ranks[i]) or None,
                float(scored.dense[i]) if scored.dense_ranks[i] else None,
                self._twin_of(int(places[i])),
                told.of(int(places[i])) if told else None,
            )
            for i in order
        )

    def _merge_twins(self, found: Places, dense: Vectors, lexical: Vectors) -> None:
        """Let adopted passages speak for their drafts."""
        adopted, drafts = self._placing.pairs_among(found)
        for scores, nothing in ((dense, -np.inf), (lexical, 0.0)):
            np.maximum.at(scores, adopted, scores[drafts])
            scores[drafts] = nothing

    def _twin_of(self, place: int) -> Passage | None:
        """The draft that an adopted passage speaks for."""
        draft = self._placing.draft_of.get(place)
        return None if draft is None else self._passages[draft]


def _lead(status: Status) -> float:
    """Share of the lead that text of a status gets."""
    return {Status.ADOPTED: 1.0, Status.DRAFT: 0.5}.get(status, 0.0)
