"""Exact search in memory; the only importer of faiss."""

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.errors import SnapshotError
from index.model import Vectors

__all__ = ["FaissStore"]


class FaissStore:
    """A flat inner-product index: exact, and fast while the corpus is small."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> "FaissStore":
        """A store of these vectors, shape (count, dimensions)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "FaissStore":
        """A store that was saved.

        Raises:
            SnapshotError: the file is missing or damaged.
        """
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise SnapshotError(f"{path.name}: cannot be read as a vector index") from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, query: Vectors, count: int, allowed: npt.NDArray[np.int64] | None = None
    ) -> tuple[npt.NDArray[np.int64], Vectors]:
        limit = len(self) if allowed is None else len(allowed)
        if limit == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))
        scores, positions = self._index.search(
            np.ascontiguousarray(query[None, :]), min(count, limit), params=parameters
        )
        return positions[0], scores[0]

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))
