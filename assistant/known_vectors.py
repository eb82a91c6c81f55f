"""Vectors of texts that were encoded before: the documents' sentences are read again and again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from index import Encoder
from index.model import Vectors

__all__ = ["KnownVectors"]

_BATCH = 32


class KnownVectors:
    """Encodes texts once; keeps the vectors of those that were last asked for."""

    def __init__(self, encoder: Encoder, most: int = 20_000) -> None:
        """Keep at most `most` vectors: 20,000 of 384 dimensions take about 45 MB."""
        self._encoder = encoder
        self._most = most
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> list[Vectors]:
        """The vector of each text, shape (dimensions,).

        While it runs, more than are kept may be in memory, if there are as many texts.
        """
        with self._lock:
            known = {text: self._known[text] for text in texts if text in self._known}
        new = self._encoded(sorted({text for text in texts if text not in known}, key=_length))
        known |= new
        with self._lock:
            for text in known:
                known[text] = self._known.setdefault(text, known[text])
                self._known.move_to_end(text)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return [known[text] for text in texts]

    def _encoded(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """In batches, so of like length where the texts are in that order."""
        vectors: dict[str, Vectors] = {}
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            # copied: a row alone would keep its whole batch in memory
            rows = (np.array(row) for row in self._encoder.encode(batch, "passage"))
            vectors.update(zip(batch, rows, strict=True))
        return vectors


def _length(text: str) -> tuple[int, str]:
    return len(text), text
