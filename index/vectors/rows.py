"""Rows of a matrix of vectors, in memory or in a file that is larger than memory."""

import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.errors import SnapshotError
from index.model import Vectors

__all__ = ["ArrayRows", "FileRows", "Rows", "open_rows"]

_BLOCK = 16_384
"""Rows that are read at once."""
_HELD = 96 * 1024**2
"""Bytes of vectors that may stand in memory as a whole: looked up there, some hundred take an
eighth of the time."""
_TYPES = (np.dtype(np.float32), np.dtype(np.float16))


class Rows(Protocol):
    """Vectors by position."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def take(self, positions: npt.NDArray[np.int64]) -> Vectors:
        """The vectors at these positions, shape (positions, dimensions)."""
        ...

    def blocks(self) -> Iterator[Vectors]:
        """All vectors in order, a bounded number at a time."""
        ...


class ArrayRows:
    """Rows of an array, which may be memory-mapped."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self.shape: tuple[int, int] = (vectors.shape[0], vectors.shape[1])

    def take(self, positions: npt.NDArray[np.int64]) -> Vectors:
        return np.asarray(self._vectors[positions], np.float32)

    def blocks(self) -> Iterator[Vectors]:
        for start in range(0, self.shape[0], _BLOCK):
            yield np.ascontiguousarray(self._vectors[start : start + _BLOCK], np.float32)


class FileRows:
    """Rows of a `.npy` file of float32 or float16.

    They are read, not mapped: a map takes in 16 pages around every row that is touched, and
    some questions later holds the whole file in memory.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            SnapshotError: the file is missing, damaged or of another form.
        """
        self._path = path
        try:
            mapped = np.load(path, mmap_mode="r", allow_pickle=False)
            offset = getattr(mapped, "offset", 0)
        except (OSError, ValueError, EOFError) as error:
            raise SnapshotError(f"{path.name}: cannot be read as vectors") from error
        if mapped.ndim != 2 or mapped.dtype not in _TYPES or not mapped.flags.c_contiguous:
            raise SnapshotError(f"{path.name}: cannot be read as vectors")
        self.shape: tuple[int, int] = mapped.shape
        self._type = mapped.dtype
        self._size = mapped.itemsize * self.shape[1]
        self._offset = offset
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def take(self, positions: npt.NDArray[np.int64]) -> Vectors:
        size = self._size
        parts = [os.pread(self._file, size, self._offset + size * int(i)) for i in positions]
        return self._matrix(b"".join(parts), len(positions))

    def blocks(self) -> Iterator[Vectors]:
        size = self._size
        for start in range(0, self.shape[0], _BLOCK):
            count = min(_BLOCK, self.shape[0] - start)
            data = os.pread(self._file, size * count, self._offset + size * start)
            yield self._matrix(data, count)

    def _matrix(self, data: bytes, count: int) -> Vectors:
        if len(data) != self._size * count:
            raise SnapshotError(f"{self._path.name}: ends too early")
        matrix = np.frombuffer(data, self._type).reshape(count, self.shape[1])
        return np.asarray(matrix, np.float32)


def open_rows(path: Path) -> Rows:
    """The rows of a `.npy` file: held in memory where they are few, else read when needed.

    Raises:
        SnapshotError: the file is missing, damaged or of another form.
    """
    rows = FileRows(path)
    count, dimensions = rows.shape
    if not 0 < count * dimensions * 4 <= _HELD:
        return rows
    return ArrayRows(np.concatenate(list(rows.blocks())))
