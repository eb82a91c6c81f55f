"""Vector stores: one protocol, one file (and one heavy import) for each implementation."""

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.model import Vectors

__all__ = ["VectorStore"]


class VectorStore(Protocol):
    """Finds the stored vectors nearest to a question's, by inner product."""

    def __len__(self) -> int: ...

    def search(
        self, query: Vectors, count: int, allowed: npt.NDArray[np.int64] | None = None
    ) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Positions and similarities of the `count` nearest, best first.

        Args:
            query: one vector, shape (dimensions,).
            allowed: positions to search among; None for all.
        """
        ...

    def save(self, path: Path) -> None: ...
