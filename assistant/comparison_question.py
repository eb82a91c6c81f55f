"""Whether a question sets an earlier text beside the adopted one.

People ask for this in more ways than words can be listed. A logistic regression tells, over what
inner layers of the encoder make of the question, its signs and the parts of its words;
`python -m eval train-comparing` fits it for one encoder. With another encoder the signs alone tell.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.comparison_signs import asks_by_words, signs_of
from assistant.signals import logistic
from index.model import Vectors
from index.word_parts import PartBag, bag_of

__all__ = [
    "WEIGHTS_FILE",
    "ComparisonWeights",
    "Judgement",
    "comparison_features",
    "judge_comparison",
    "part_features",
]

_log = logging.getLogger(__name__)

WEIGHTS_FILE = Path(__file__).with_name("comparing.npz")
_LAYERS_SCALE = 10.0
"""Of a layer of length 1 beside signs of 0 and 1: how freely the regression may use it."""
_PARTS_SCALE = 6.0
"""The same for the parts of words."""


@dataclass(frozen=True, slots=True)
class ComparisonWeights:
    """A fitted logistic regression."""

    encoder: str
    """Name of the encoder whose layers it was fitted to."""
    weights: NDArray[np.float32]
    """Of the layers and of the signs, shape (layers + signs,)."""
    parts: NDArray[np.float32]
    """Of the parts of words, shape (buckets,)."""
    bias: float
    threshold: float
    """Probability from which a question compares."""

    def probability(self, question: str, layers: Vectors) -> float:
        """That a question compares."""
        score = comparison_features(question, layers) @ self.weights + self.bias
        buckets, values = part_features(question)
        return logistic(float(score + self.parts[buckets] @ values))

    def save(self, path: Path) -> None:
        """Write a file that `load` reads."""
        np.savez_compressed(
            path, encoder=self.encoder, layers_and_signs=self.weights, bias=self.bias,
            threshold=self.threshold, parts=self.parts.astype(np.float16),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path = WEIGHTS_FILE) -> "ComparisonWeights":
        """Read the file.

        Raises:
            OSError, ValueError, KeyError, EOFError, BadZipFile: it is missing or damaged.
        """
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return cls(
                str(stored["encoder"]), stored["layers_and_signs"],
                stored["parts"].astype(np.float32), float(stored["bias"]),
                float(stored["threshold"]),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a question compares, and how likely that is."""

    compares: bool
    probability: float


def judge_comparison(question: str, layers: Vectors, encoder: str) -> Judgement:
    """Whether a question, in any of the languages, sets an earlier text beside the adopted one.

    Args:
        layers: what inner layers of the encoder make of the question, shape (layers,).
        encoder: its name.
    """
    known = _known_weights()
    if known is None or known.encoder != encoder:
        by_words = asks_by_words(question)
        return Judgement(by_words, float(by_words))
    probability = known.probability(question, layers)
    return Judgement(probability >= known.threshold, probability)


def comparison_features(question: str, layers: Vectors) -> NDArray[np.float32]:
    """What the regression reads beside the parts of words, shape (layers + signs,)."""
    return np.concatenate([layers * _LAYERS_SCALE, signs_of(question)]).astype(np.float32)


def part_features(question: str) -> PartBag:
    """(buckets, values) of the parts of a question's words, as many as there are different ones."""
    buckets, values = bag_of(question)
    return buckets, np.float32(_PARTS_SCALE) * values


@lru_cache(maxsize=1)
def _known_weights() -> ComparisonWeights | None:
    """None where the file cannot be used: then words tell, and a warning says so."""
    try:
        return ComparisonWeights.load()
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        _log.warning(
            "%s cannot be used (%s); words alone tell what compares. "
            "Write it with: python -m eval train-comparing",
            WEIGHTS_FILE, error,
        )  # fmt: skip
        return None
