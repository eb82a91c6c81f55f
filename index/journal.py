"""Vectors computed by a build that has not ended yet: the next build goes on from them."""

import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.model import Vectors

__all__ = ["KEY_BYTES", "Journal", "Keys"]

Keys = npt.NDArray[np.bytes_]
"""Of views, shape (count,), dtype S16."""

KEY_BYTES = 16
_FORMAT = 1
_CHUNK = 512


class Journal:
    """A file that only grows: a header line, then (key, vector, CRC-32) records of fixed size.

    A process may be killed or the disk may fill while a record is written: what is incomplete or
    damaged is left out when the file is opened, and the rest counts.
    """

    def __init__(self, path: Path, model: str) -> None:
        """Open the journal, or begin a new one where there is none for this model.

        Raises:
            OSError: the file cannot be read or written.
        """
        self.path = path
        self._model = model
        self._begin = 0
        self.dimensions: int | None = None
        """Of the vectors; None while there is none."""
        self.keys: Keys = np.empty(0, f"S{KEY_BYTES}")
        self._places: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self.reload()

    def append(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep the vectors of a batch, shape (len(keys), dimensions); `reload` makes them count.

        Raises:
            OSError: the disk is full or the file cannot be written.
        """
        if self.dimensions is None:
            self._start(vectors.shape[1])
        records = np.zeros(len(keys), self._record())
        records["key"], records["vector"] = keys, vectors
        records["check"] = [_check(record) for record in records]
        # Unbuffered: a write that fails leaves nothing behind that closing would try again.
        with self.path.open("ab", buffering=0) as file:
            _write_all(file.fileno(), records.tobytes())

    def vectors(self, rows: npt.NDArray[np.int64]) -> Vectors:
        """Vectors by their position in `keys`, shape (len(rows), dimensions)."""
        records = np.memmap(self.path, self._record(), "r", offset=self._begin)
        return np.asarray(records["vector"][self._places[rows]])

    def discard(self) -> None:
        """The build has ended; its vectors stand in the snapshot."""
        self.path.unlink(missing_ok=True)

    def _start(self, dimensions: int) -> None:
        header = {"format": _FORMAT, "model": self._model, "dimensions": dimensions}
        line = json.dumps(header).encode() + b"\n"
        with self.path.open("wb", buffering=0) as file:
            _write_all(file.fileno(), line)
        self._begin, self.dimensions = len(line), dimensions

    def reload(self) -> None:
        """Read what the file holds now.

        Raises:
            OSError: the file cannot be read, or what is broken cannot be cut off.
        """
        self._begin, self.dimensions = 0, None
        self.keys, self._places = self.keys[:0], self._places[:0]
        header = self._header()
        if header is None:
            self.path.unlink(missing_ok=True)
            return
        self.dimensions = header["dimensions"]
        size = self._record().itemsize
        whole = (self.path.stat().st_size - self._begin) // size
        os.truncate(self.path, self._begin + whole * size)
        if whole == 0:
            return
        keys, sound = [], []
        for start in range(0, whole, _CHUNK):
            # Read, not mapped: what was mapped would count as memory in use until the end.
            records = np.fromfile(
                self.path, self._record(), _CHUNK, offset=self._begin + start * size
            )
            is_sound = np.array([_check(record) == record["check"] for record in records])
            sound.append(start + np.flatnonzero(is_sound))
            keys.append(records["key"][is_sound])
        self.keys, self._places = np.concatenate(keys), np.concatenate(sound)

    def _header(self) -> dict[str, Any] | None:
        """The first line, if it is of this format and model."""
        try:
            with self.path.open("rb") as file:
                line = file.readline(4096)
            header = json.loads(line)
            fits = (header["format"], header["model"]) == (_FORMAT, self._model)
            if not fits or not line.endswith(b"\n") or not 0 < int(header["dimensions"]) < 1 << 16:
                return None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        self._begin = len(line)
        return dict(header)

    def _record(self) -> np.dtype[np.void]:
        vector = ("vector", "<f4", (self.dimensions or 0,))
        return np.dtype([("key", f"S{KEY_BYTES}"), vector, ("check", "<u4")])


def _check(record: np.void) -> int:
    return zlib.crc32(record.tobytes()[:-4])


def _write_all(descriptor: int, data: bytes) -> None:
    """A single write may take only a part: on a disk that is nearly full, for one."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
