"""Figures of a reader: which sentences it finds, and whether it knows when there are none.

As for OMoS-QA (Kleinle et al. 2024, arXiv:2407.15736). *paper F*: precision and recall averaged
over the answerable questions, where predicting nothing counts as precision 1; it can be gamed.
*strict F*: the same with precision 0 for predicting nothing. *micro F*: over the sentences of
all questions together. *no-answer F*: nothing predicted against nothing to find. *average
precision*: of the sentence scores of all questions together, free of thresholds.
"""

from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass
from statistics import fmean

import numpy as np
from sklearn.metrics import average_precision_score

from assistant.reader import Reading
from assistant.reading_calibration import Thresholds

__all__ = [
    "ReadingFigures",
    "Score",
    "averaged_score",
    "micro_score",
    "no_answer_score",
    "predicted",
    "reading_figures",
]


@dataclass(frozen=True, slots=True)
class Score:
    """A harmonic mean with what it is made of, in percent."""

    f1: float
    precision: float
    recall: float

    @classmethod
    def of(cls, precision: float, recall: float) -> "Score":
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return cls(*(round(100 * share, 1) for share in (f1, precision, recall)))


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """How well a reader does on a set of questions."""

    questions: int
    answerable: int
    strict: Score
    micro: Score
    paper: Score
    no_answer: Score
    average_precision: float

    def record(self) -> dict[str, object]:
        """For JSON: `<name>_f1`, `<name>_precision`, `<name>_recall` of each score."""
        found = asdict(self)
        for name in ("strict", "micro", "paper", "no_answer"):
            found |= {f"{name}_{key}": value for key, value in found.pop(name).items()}
        return found


def predicted(reading: Reading, thresholds: Thresholds) -> set[int]:
    """The sentences of the only text that are taken to answer."""
    scores = reading.sentences[0]
    if reading.answerable < thresholds.text or not len(scores):
        return set()
    least = min(thresholds.sentence, thresholds.of_best * float(scores.max()))
    return set(np.flatnonzero(scores >= least).tolist())


def reading_figures(
    readings: Sequence[Reading], gold: Sequence[Set[int]], found: Sequence[Set[int]]
) -> ReadingFigures:
    """Figures of one reading of one text for each question.

    Args:
        gold: numbers of the sentences that answer; an empty set where the text does not.
        found: the same as predicted.
    """
    labels = [
        number in own
        for reading, own in zip(readings, gold, strict=True)
        for number in range(len(reading.sentences[0]))
    ]
    scores = np.concatenate([reading.sentences[0] for reading in readings])
    precision = float(average_precision_score(labels, scores)) if any(labels) else 0.0
    return ReadingFigures(
        questions=len(gold),
        answerable=sum(bool(own) for own in gold),
        strict=averaged_score(gold, found, of_nothing=0.0),
        micro=micro_score(gold, found),
        paper=averaged_score(gold, found, of_nothing=1.0),
        no_answer=no_answer_score(gold, found),
        average_precision=round(precision, 3),
    )


def averaged_score(gold: Sequence[Set[int]], found: Sequence[Set[int]], of_nothing: float) -> Score:
    """Mean precision and recall of the answerable questions.

    Args:
        of_nothing: the precision of predicting nothing.
    """
    pairs = [(p, g) for p, g in zip(found, gold, strict=True) if g]
    precision = [len(p & g) / len(p) if p else of_nothing for p, g in pairs]
    return Score.of(_mean(precision), _mean([len(p & g) / len(g) for p, g in pairs]))


def no_answer_score(gold: Sequence[Set[int]], found: Sequence[Set[int]]) -> Score:
    """Of predicting nothing, against nothing to find."""
    right = sum(not p and not g for p, g in zip(found, gold, strict=True))
    predicted, true = sum(not p for p in found), sum(not g for g in gold)
    return Score.of(_share(right, predicted), _share(right, true))


def micro_score(gold: Sequence[Set[int]], found: Sequence[Set[int]]) -> Score:
    """Of the sentences of all questions together."""
    shared = sum(len(p & g) for p, g in zip(found, gold, strict=True))
    predicted, true = sum(len(p) for p in found), sum(len(g) for g in gold)
    return Score.of(_share(shared, predicted), _share(shared, true))


def _mean(shares: Sequence[float]) -> float:
    return fmean(shares) if shares else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
