"""How hard an approximate store must search to find what an exact search finds."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.model import Vectors
from index.vectors.rows import Rows

__all__ = ["DEPTHS", "Effort", "exact_neighbours", "tune"]

DEPTHS = (10, 400)
"""Numbers of neighbours that the effort is measured for."""
_TARGETS = (0.97, 0.94)
"""Share of the true neighbours to find at each depth."""
_STEP = 1.4
"""Times the effort is raised by, until it suffices."""
_QUERIES = 100
_LIKENESS = 0.8
"""Cosine of a tuning query and the vector it is made from; questions are about as near."""

Ids = npt.NDArray[np.int64]
Search = Callable[[Vectors, int, int], Ids]
"""(query, count, effort) -> positions, best first."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Cells to read (IVF) or candidates to keep (HNSW), by number of neighbours wanted."""

    at: tuple[int, int] = (1, 1)
    """For each of `DEPTHS`."""
    recall: tuple[float, float] = (1.0, 1.0)
    """Share of the true neighbours that was found with it."""

    def for_count(self, count: int) -> int:
        """The effort for any number of neighbours, in proportion between and beyond the depths."""
        if count > DEPTHS[-1]:
            return math.ceil(self.at[-1] * count / DEPTHS[-1])
        return math.ceil(np.interp(count, DEPTHS, self.at))


def tune(rows: Rows, search: Search, most: int) -> Effort:
    """About the least effort that reaches the targets.

    Tuning queries are stored vectors with noise, a little off the data as questions are.

    Args:
        most: effort that cannot be exceeded.
    """
    queries = _queries(rows)
    truth = exact_neighbours(rows, queries, DEPTHS[-1])
    found = [
        _least(queries, truth, search, depth, target, most)
        for depth, target in zip(DEPTHS, _TARGETS, strict=True)
    ]
    efforts, recalls = zip(*found, strict=True)
    return Effort((efforts[0], max(efforts)), (recalls[0], recalls[1]))


def exact_neighbours(rows: Rows, queries: Vectors, count: int) -> Ids:
    """Positions of the nearest rows of each query, best first, shape (queries, count)."""
    best = np.empty((len(queries), 0), np.float32)
    ids = np.empty((len(queries), 0), np.int64)
    start = 0
    for block in rows.blocks():
        scores = np.concatenate([best, queries @ block.T], axis=1)
        positions = np.arange(start, start + len(block))
        places = np.concatenate([ids, np.tile(positions, (len(queries), 1))], axis=1)
        kept = np.argpartition(-scores, min(count, scores.shape[1]) - 1, axis=1)[:, :count]
        best, ids = np.take_along_axis(scores, kept, 1), np.take_along_axis(places, kept, 1)
        start += len(block)
    return np.take_along_axis(ids, np.argsort(-best, axis=1, kind="stable"), 1)


def _queries(rows: Rows) -> Vectors:
    random = np.random.default_rng(0)
    count, dimensions = rows.shape
    chosen = np.sort(random.choice(count, min(_QUERIES, count), replace=False))
    vectors = rows.take(chosen)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    noise = random.normal(size=vectors.shape).astype(np.float32) / math.sqrt(dimensions)
    return np.asarray(_LIKENESS * vectors + math.sqrt(1 - _LIKENESS**2) * lengths * noise)


def _least(
    queries: Vectors, truth: Ids, search: Search, depth: int, target: float, most: int
) -> tuple[int, float]:
    effort = 1
    while True:
        shares = [
            np.isin(true[:depth], search(query, depth, effort)).mean()
            for query, true in zip(queries, truth, strict=True)
        ]
        recall = float(np.mean(shares))
        if recall >= target or effort >= most:
            return effort, recall
        effort = min(math.ceil(_STEP * effort), most)
