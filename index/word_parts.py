"""A text as its words and their parts, hashed: what linear classifiers of short questions read."""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["BUCKETS", "PartBag", "bag_of", "word_parts"]

PartBag = tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]
"""(buckets, values), each bucket once and ascending."""

BUCKETS = 1 << 16
"""Parts are hashed into so many; a collision costs little among millions of word parts."""
_LONGEST_PART = 4
_MOST_WORDS = 40
"""What a question is like shows in its first words."""
_WORD = re.compile(r"[^\W_]+")
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u0640\u00ad"))
"""Invisible characters and the Arabic lengthening stroke: they stand inside words."""


def word_parts(text: str) -> tuple[list[int], list[float]]:
    """(buckets, values) of a text's words and their parts; a word weighs the same however long.

    A bucket may occur more than once.
    """
    buckets: list[int] = []
    values: list[float] = []
    for word in _words(text):
        parts = list(_parts(word))
        buckets += (zlib.crc32(part.encode()) % BUCKETS for part in parts)
        values += [len(parts) ** -0.5] * len(parts)
    return buckets, values


@lru_cache(maxsize=64)
def bag_of(text: str) -> PartBag:
    """The parts of a text's words, their values as a vector of length 1; several read the same."""
    parts, values = word_parts(text)
    buckets, of_part = np.unique(np.array(parts, np.intp), return_inverse=True)
    sums = np.bincount(of_part, values, len(buckets))
    length = max(float(np.linalg.norm(sums)), 1e-9)
    return buckets, (sums / length).astype(np.float32)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text.translate(_JOINERS)).lower()
    words = _WORD.findall(folded.replace("\u0307", ""))
    return [word for word in words if not word.isdecimal()][:_MOST_WORDS]


def _parts(word: str) -> Iterator[str]:
    """The word, and its parts of up to four characters, its ends marked."""
    yield f"={word}"
    marked = f"<{word}>"
    for length in range(1, _LONGEST_PART + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]
