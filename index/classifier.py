"""Which passage a question leads to, as told by what the example questions have in common.

The nearest example questions say what a question is like. What tells apart passages on one matter
(a guideline, its summary, a card) shows only in all questions that lead to each: two classifiers
learn it from them, one by their vectors and one by the parts of their words.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from index.errors import SnapshotError
from index.model import Vectors
from index.ranking import Places, Ranking
from index.snapshot import REBUILD
from index.word_parts import bag_of

__all__ = [
    "CLASSIFIER_FILE", "CLASSIFIER_VERSION", "COMPARISON_CLASSIFIER_FILE", "Classifiers",
    "PassageClassifier", "PlacedClassifier", "Told",
]  # fmt: skip

CLASSIFIER_FILE = "classifier.npz"
COMPARISON_CLASSIFIER_FILE = "comparison-classifier.npz"
CLASSIFIER_VERSION = "classifier 3"
"""Of the way from example questions to a classifier; a new number fits all anew."""
Shares: TypeAlias = npt.NDArray[np.float64]
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

    def save(self, path: Path) -> None:
        """Write the file that `load` reads; raises OSError."""
        np.savez(path, **asdict(self))

    @classmethod
    def load(cls, path: Path) -> "PassageClassifier | None":
        """The one in a file of a snapshot; None where there were too few questions for one.

        Raises:
            SnapshotError: the file is damaged, or of another version.
        """
        if not path.exists():
            return None
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in cls.__slots__}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise SnapshotError(f"{path}: cannot be read ({error}); {REBUILD}") from error
        return cls(**arrays | {"inputs": str(arrays["inputs"])})


@dataclass(frozen=True, slots=True)
class Classifiers:
    """Those of a snapshot; None where there were too few questions."""

    asked: PassageClassifier | None = None
    """Of questions of any kind."""
    comparing: PassageClassifier | None = None
    """Of those that compare, told which passage settled the matter."""

    @classmethod
    def load(cls, snapshot: Path) -> "Classifiers":
        """Raises SnapshotError: a file is damaged, or of another version."""
        files = (CLASSIFIER_FILE, COMPARISON_CLASSIFIER_FILE)
        return cls(*(PassageClassifier.load(snapshot / file) for file in files))


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a question."""

    by_meaning: Shares
    """Probability of each passage, shape (passages,)."""
    by_words: Shares
    inside: float
    """Logit of the probability that any passage is meant and no theme outside the documents, the
    mean of both classifiers."""

    def of(self, place: int) -> float:
        """Probability of one passage, the geometric mean of both classifiers."""
        return math.sqrt(self.by_meaning[place] * self.by_words[place])

    def factors(self, ranking: Ranking) -> Shares:
        """What each passage's score is multiplied by, shape (passages,)."""
        by_meaning = self.by_meaning**ranking.told_by_meaning
        return np.asarray(by_meaning * self.by_words**ranking.told_by_words)


class PlacedClassifier:
    """A classifier over the places of an index: its passages, and after them its themes."""

    def __init__(
        self, classifier: PassageClassifier, place_of: Mapping[str, int], speakers: Places
    ) -> None:
        """Args:
        place_of: place of each passage by its id, and of each theme by its name.
        speakers: place of what speaks for each passage: itself, or what was adopted of a draft;
            shape (passages,).
        """
        self._classifier = classifier
        self._speakers = speakers
        self._count = len(place_of)
        self._classes = np.flatnonzero([name in place_of for name in classifier.names])
        places = np.array([place_of[classifier.names[one]] for one in self._classes], np.int64)
        all_speakers = np.arange(self._count)
        all_speakers[: len(speakers)] = speakers
        self._places = all_speakers[places]
        """Of each class."""
        self._is_unknown = np.bincount(self._places, minlength=self._count)[speakers] == 0
        self._least = 1.0 / len(classifier.names)

    def tell(self, vector: Vectors, question: str) -> Told:
        """What both classifiers make of a question and its vector."""
        classifier = self._classifier
        by_meaning, outside_by_meaning = self._placed(classifier.by_meaning(vector))
        by_words, outside_by_words = self._placed(classifier.by_words(question))
        inside = (_logit(1.0 - outside_by_meaning) + _logit(1.0 - outside_by_words)) / 2
        return Told(by_meaning, by_words, inside)

    def _placed(self, of_class: Vectors) -> tuple[Shares, float]:
        """No passage counts as less likely than by chance, and one that has no example questions
        as no less likely than all that lies outside: questions about it are unlike all others."""
        places = np.bincount(self._places, of_class[self._classes], self._count)
        outside = float(places[len(self._speakers) :].sum())
        passages = np.where(self._is_unknown, outside, places[self._speakers])
        return np.maximum(passages, self._least), outside


def _softmax(logits: Vectors) -> Vectors:
    powers = np.exp(logits - logits.max(initial=-np.inf))
    return np.asarray(powers / powers.sum(), np.float32)


def _logit(probability: float) -> float:
    probability = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(probability / (1.0 - probability))
