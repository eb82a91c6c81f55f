"""Passages by the million, made from real ones: vectors and texts as alike as can be made.

Vectors: a real vector v is moved to x = c v + √(1 - c²) g. The cosine c is drawn from those that
real vectors have with their nearest neighbour, so that the spread is the measured one; g has
length 1, stands at right angles to v and is drawn with the covariance of the real vectors, so
that x varies where real vectors vary, in few of the many dimensions.

Texts: half of the words of a real text, and as many drawn by how often German uses them
(wordfreq); some are joined in pairs to compounds, so that the vocabulary grows as it does in
German.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from wordfreq import top_n_list, zipf_frequency

from index.model import Vectors

__all__ = ["TextMaker", "VectorMaker", "misspelt", "write_vectors"]

_BLOCK = 20_000
_SAMPLE = 4_000
"""Real vectors whose nearest neighbours are looked for."""
_SAME = 0.999
"""Cosine from which two vectors are taken to be of the same text."""
_WORDS = 300_000
_COMPOUNDS = 0.04
"""Share of the drawn words that become compounds."""
_NOT_JOINED = 5.0
"""Zipf frequency from which a word is too common to be half of a compound."""


class VectorMaker:
    """Makes vectors like the real ones."""

    def __init__(self, real: Vectors) -> None:
        """Args: real: of length 1, shape (vectors, dimensions)."""
        self.real = np.ascontiguousarray(real, np.float32)
        random = np.random.default_rng(0)
        sample = random.choice(len(real), min(_SAMPLE, len(real)), replace=False)
        cosines = self.real[sample] @ self.real.T
        cosines[cosines > _SAME] = -1
        self.spread: Vectors = cosines.max(axis=1)
        """Cosine of each sampled vector with its nearest neighbour."""
        self._mean = self.real.mean(axis=0)
        values, axes = np.linalg.eigh(np.cov(self.real, rowvar=False))
        self._factor = (axes * np.sqrt(np.maximum(values, 0))).astype(np.float32).T

    def make(self, count: int, random: np.random.Generator) -> Vectors:
        """That many vectors of length 1."""
        centres = self.real[random.integers(len(self.real), size=count)]
        cosines = random.choice(self.spread, size=(count, 1))
        noise = random.standard_normal(centres.shape, dtype=np.float32)
        moves = self._mean + noise @ self._factor
        moves -= (moves * centres).sum(axis=1, keepdims=True) * centres
        moves /= np.linalg.norm(moves, axis=1, keepdims=True)
        made = cosines * centres + np.sqrt(1 - cosines**2) * moves
        return np.asarray(made, np.float32)


def write_vectors(maker: VectorMaker, count: int, path: Path) -> None:
    """A `.npy` file of so many vectors: real ones, in random order, and then made ones."""
    random = np.random.default_rng(1)
    dimensions = maker.real.shape[1]
    out = np.lib.format.open_memmap(path, "w+", np.float32, (count, dimensions))
    real = min(count, len(maker.real))
    out[:real] = maker.real[random.permutation(len(maker.real))[:real]]
    for start in range(real, count, _BLOCK):
        size = min(_BLOCK, count - start)
        out[start : start + size] = maker.make(size, random)
    out.flush()


class TextMaker:
    """Makes texts like the real ones."""

    def __init__(self, real: Sequence[str]) -> None:
        self._real = [text.split() for text in real]
        words = top_n_list("de", _WORDS)
        zipf = np.array([zipf_frequency(word, "de") for word in words])
        self._words = np.array(words, object)
        self._until = np.cumsum(10**zipf)
        rare = self._words[(zipf < _NOT_JOINED)]
        self._joinable = rare[[len(word) > 3 and word.isalpha() for word in rare]]

    def make(self, count: int, seed: int = 0) -> Iterator[str]:
        """That many texts, the same for the same seed."""
        random = np.random.default_rng(seed)
        for start in range(0, count, _BLOCK):
            chosen = random.integers(len(self._real), size=min(_BLOCK, count - start))
            lengths = [len(self._real[number]) // 2 for number in chosen]
            drawn = self._draw(sum(lengths), random)
            used = 0
            for number, length in zip(chosen, lengths, strict=True):
                words = self._real[number]
                first = int(random.integers(len(words) - length + 1))
                yield " ".join([*words[first : first + length], *drawn[used : used + length]])
                used += length

    def _draw(self, count: int, random: np.random.Generator) -> list[str]:
        places = np.searchsorted(self._until, random.random(count) * self._until[-1])
        words = self._words[places]
        joined = random.random(count) < _COMPOUNDS
        halves = random.choice(self._joinable, size=(2, int(joined.sum())))
        words[joined] = halves[0] + halves[1]
        found: list[str] = words.tolist()
        return found


def misspelt(text: str, random: np.random.Generator) -> str:
    """With two letters swapped in each longer word."""
    words = text.split()
    for number, word in enumerate(words):
        if len(word) > 5:
            at = int(random.integers(1, len(word) - 2))
            words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)
