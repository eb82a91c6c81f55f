"""What turns a reader's findings into scores and decisions; a part of the calibration file."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from assistant.signals import Fit
from index.model import Vectors

__all__ = ["Features", "ReadingCalibration", "Rereading", "Thresholds"]

Features = npt.NDArray[np.float64]

_ELSEWHERE = "other"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which scores on a sentence and a text count as answering."""

    sentence: float
    text: float
    of_best: float = 1.0
    """Share of the best sentence's score that is enough for a sentence of a text that answers: such
    a text has one."""


@dataclass(frozen=True, slots=True)
class Rereading:
    """What a reader's scores of the passages found count for beside the search."""

    fitted_on: str
    figures: dict[str, float]
    weight: float
    """Of a passage's score by the reader, beside the share that its score by the search has of the
    best one."""
    fit: Fit
    """The decision whether to answer, with `reading` among its signals."""
    certain: float
    """Probability by the search alone, of an answer or of none, from which on nothing is read …"""
    clear: float
    """… and, for an answer, share of the best score that the second passage must not exceed."""


@dataclass(frozen=True, slots=True)
class ReadingCalibration:
    """Of one reader: fitted by `python -m eval calibrate-reader`."""

    date: str
    fitted_on: str
    figures: dict[str, float]
    thresholds: dict[str, Thresholds]
    """By the question's language; `other` for those that were not measured."""
    sentence_weights: dict[str, float] = field(default_factory=dict)
    sentence_bias: float = 0.0
    """Logistic regression over the features of a sentence, by their names and in their order."""
    text_weights: dict[str, float] = field(default_factory=dict)
    text_bias: float = 0.0
    rereading: Rereading | None = None
    """Fitted by `python -m eval calibrate-rereading`; without it the passages stay as found."""
    bare_rereading: Rereading | None = None
    """The same over documents without example questions and themes outside them; fitted by
    `python -m eval calibrate-bare`."""

    def sentence_scores(self, features: Features) -> Vectors:
        """Probability of each sentence, shape (sentences,), from (sentences, features)."""
        return _logistic(
            features @ np.array(list(self.sentence_weights.values())), self.sentence_bias
        )

    def text_score(self, features: Features) -> float:
        """Probability of a text, from (features,)."""
        weights = np.array(list(self.text_weights.values()))
        return float(_logistic(features @ weights, self.text_bias))

    def thresholds_for(self, language: str) -> Thresholds:
        """Those of the question's language, or of those that were not measured."""
        return self.thresholds.get(language) or self.thresholds[_ELSEWHERE]


def _logistic(logits: Features, bias: float) -> Vectors:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits + bias, -50, 50))), dtype=np.float32)
