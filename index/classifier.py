"""Which passage a question leads to, as told by what the example questions have in common.

The nearest example questions say what a question is like. What tells apart passages on one matter
(a guideline, its summary, a card) shows only in all questions that lead to each: two classifiers
learn it from them, one by their vectors and one by the parts of their words.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.model import Vectors
from index.word_parts import bag_of

__all__ = [
    "CLASSIFIER_FILE", "CLASSIFIER_VERSION", "PassageClassifier", "PlacedClassifier", "Told",
]  # fmt: skip

CLASSIFIER_FILE = "classifier.npz"
CLASSIFIER_VERSION = "classifier 1"
"""Of the way from example questions to a classifier; a new number fits all anew."""
_LEAST = 1e-3
"""Probability that counts as none."""


@dataclass(frozen=True, slots=True)
class PassageClassifier:
    """Two softmax regressions over the same classes."""

    inputs: str
    """Hash of what it was fitted to."""
    names: npt.NDArray[np.str_]
    """Of the classes: ids of passages, and names of themes outside the documents; (classes,)."""
    vector_weights: Vectors
    """Shape (classes, dimensions)."""
    vector_bias: Vectors
    part_vectors: npt.NDArray[np.float16]
    """Of each bucket of word parts, shape (buckets, width)."""
    part_weights: Vectors
    """Shape (classes, width)."""
    part_bias: Vectors

    def by_meaning(self, vector: Vectors) -> Vectors:
        """Probability of each class for the vector of a question, shape (classes,)."""
        return _softmax(self.vector_weights @ vector + self.vector_bias)

    def by_words(self, question: str) -> Vectors:
        """Probability of each class for the words of a question, shape (classes,)."""
        buckets, values = bag_of(question)
        hidden = values @ self.part_vectors[buckets].astype(np.float32)
        return _softmax(self.part_weights @ hidden + self.part_bias)

    def save(self, folder: Path) -> None:
        """Write the file that `load` reads; raises OSError."""
        np.savez(folder / CLASSIFIER_FILE, **asdict(self))

    @classmethod
    def load(cls, folder: Path) -> "PassageClassifier | None":
        """The one of a snapshot; None where there were too few example questions for one.

        Raises:
            OSError, ValueError, KeyError: the file is damaged.
        """
        path = folder / CLASSIFIER_FILE
        if not path.exists():
            return None
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in cls.__slots__}
        return cls(**arrays | {"inputs": str(arrays["inputs"])})


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a question."""

    by_meaning: Vectors
    """Probability of each passage, shape (passages,)."""
    by_words: Vectors
    inside: float
    """Logit of the probability that any passage is meant and no theme outside the documents, the
    mean of both classifiers."""


class PlacedClassifier:
    """A classifier over the places of an index: its passages, and after them its themes."""

    def __init__(
        self,
        classifier: PassageClassifier,
        place_of: Mapping[str, int],
        passages: int,
        draft_of: Mapping[int, int],
    ) -> None:
        """Args:
        place_of: place of each passage by its id, and of each theme by its name.
        passages: their number.
        draft_of: place of an adopted passage -> that of a draft it speaks for.
        """
        self._classifier = classifier
        known = [name in place_of for name in classifier.names]
        self._classes = np.flatnonzero(known)
        self._places = np.array([place_of[classifier.names[one]] for one in self._classes], int)
        self._passages = passages
        self._count = max(passages, int(self._places.max(initial=0)) + 1)
        self._adopted = np.fromiter(draft_of.keys(), np.int64, len(draft_of))
        self._drafts = np.fromiter(draft_of.values(), np.int64, len(draft_of))
        self._least = 1.0 / max(1, len(classifier.names))
        self._is_unknown = np.bincount(self._places, minlength=self._count)[:passages] == 0

    def tell(self, vector: Vectors, question: str) -> Told:
        """What both classifiers make of a question and its vector."""
        classifier = self._classifier
        by_meaning, outside_by_meaning = self._placed(classifier.by_meaning(vector))
        by_words, outside_by_words = self._placed(classifier.by_words(question))
        inside = (_logit(1.0 - outside_by_meaning) + _logit(1.0 - outside_by_words)) / 2
        return Told(by_meaning, by_words, inside)

    def _placed(self, of_class: Vectors) -> tuple[Vectors, float]:
        """No passage counts as less likely than by chance, and one that has no example questions
        as no less likely than all that lies outside: questions about it are unlike all others."""
        places = np.bincount(self._places, of_class[self._classes], self._count)
        passages, outside = places[: self._passages], float(places[self._passages :].sum())
        both = passages[self._adopted] + passages[self._drafts]
        passages[self._adopted] = passages[self._drafts] = both
        passages[self._is_unknown] = outside
        return np.maximum(passages, self._least).astype(np.float32), outside


def _softmax(logits: Vectors) -> Vectors:
    powers = np.exp(logits - logits.max(initial=-np.inf))
    return np.asarray(powers / powers.sum(), np.float32)


def _logit(probability: float) -> float:
    probability = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(probability / (1.0 - probability))
