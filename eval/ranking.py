"""Figures of ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

__all__ = ["RankFigures", "rank_figures"]


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Shares of 1 over all questions."""

    questions: int
    hit_1: float
    hit_5: float
    mrr: float


def rank_figures(ranks: Sequence[int]) -> RankFigures:
    """Figures of the ranks of the right results, counted from 1; 0 where it was not found."""
    if not ranks:
        return RankFigures(0, 0.0, 0.0, 0.0)
    return RankFigures(
        questions=len(ranks),
        hit_1=fmean(rank == 1 for rank in ranks),
        hit_5=fmean(0 < rank <= 5 for rank in ranks),
        mrr=fmean(1 / rank if rank else 0.0 for rank in ranks),
    )
