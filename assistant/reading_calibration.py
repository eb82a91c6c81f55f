"""What turns a reader's findings into scores and decisions; a part of the calibration file."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.model import Vectors

__all__ = ["Features", "ReadingCalibration", "Thresholds"]

Features = npt.NDArray[np.float64]

_ELSEWHERE = "other"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which scores on a sentence and a text count as answering."""

    sentence: float
    text: float


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
