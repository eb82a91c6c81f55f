"""What a snapshot holds beside texts and vectors: the vector index."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from index.vectors.faiss import FaissStore

__all__ = ["SnapshotPart", "vector_part"]

SnapshotPart = Callable[[Path], Mapping[str, str]]
"""Adds files to the folder of a snapshot in which texts, views and vectors stand already.
Returns what `leitlinien info` says of them: a label and a value each."""


def vector_part() -> SnapshotPart:
    """Writes the vector index over `vectors.npy`."""

    def write(snapshot: Path) -> Mapping[str, str]:
        vectors = np.load(snapshot / "vectors.npy", mmap_mode="r")
        FaissStore.of(vectors).save(snapshot / "store.faiss")
        return {"vector index": "flat (exact)"}

    return write
