"""Vector stores: one protocol, one file (and one heavy import) for each implementation."""

from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.filters import Selection
from index.model import Vectors

__all__ = ["FLAT_UP_TO", "StoreKind", "VectorStore", "choose_kind"]

FLAT_UP_TO = 100_000
"""Vectors up to which exact search takes less time than encoding the question does, as
`python -m eval scale` shows."""


class StoreKind(StrEnum):
    """How the vectors of a store are searched."""

    AUTO = "auto"
    """Exactly while there are few, by cells beyond."""
    FLAT = "flat"
    """Every vector is compared: exact."""
    HNSW = "hnsw"
    """A graph of near neighbours over 8-bit codes (Malkov & Yashunin 2018)."""
    IVF = "ivf"
    """Cells around centroids over 8-bit codes (Jégou et al. 2011); the nearest cells are read."""


def choose_kind(count: int, wanted: StoreKind = StoreKind.AUTO) -> StoreKind:
    """The kind of a store of `count` vectors; what was asked for, unless that is `auto`."""
    if wanted is not StoreKind.AUTO:
        return wanted
    return StoreKind.FLAT if count <= FLAT_UP_TO else StoreKind.IVF


class VectorStore(Protocol):
    """Finds the stored vectors nearest to a question's, by inner product.

    An entry is known by its position among the vectors that the store was built from.
    """

    def __len__(self) -> int: ...

    def search(
        self, query: Vectors, count: int, among: Selection | None = None
    ) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Positions and exact similarities of the `count` nearest, best first.

        Fewer come back only where fewer are stored or selected.

        Args:
            query: one vector, shape (dimensions,).
            among: entries to search among; None for all.

        Raises:
            SnapshotError: the store cannot be read any more.
        """
        ...

    def describe(self) -> str:
        """One line for operators: kind, size and how exact it is."""
        ...
