"""Fits a reader's scores and thresholds on OMoS-QA; each figure is of pages not fitted on."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import fmean

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from assistant.reader import Asked, Reader, Reading, ReadingText
from assistant.reading_calibration import ReadingCalibration, Thresholds
from assistant.trained_reader import (
    SENTENCE_FEATURES,
    TEXT_FEATURES,
    Clues,
    TrainedReader,
    sentence_features,
    text_features,
)
from eval.reading import (
    ReadingFigures,
    averaged_score,
    micro_score,
    no_answer_score,
    predicted,
    reading_figures,
)
from eval.reading_data import ReadingExample

__all__ = ["Read", "calibrate_light", "calibrate_trained", "read_all"]

_FOLDS = 6
_STRENGTH = 0.1
"""Inverse of the regularisation."""
_SENTENCE_GRID = np.linspace(0.05, 0.6, 23)
_AS_GOOD = 0.2
"""Percent below the best that may be chance."""
_TEXT_GRID = np.linspace(0.05, 0.8, 16)
_OF_BEST = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Read:
    """A question over a page, and what a reader made of it."""

    example: ReadingExample
    reading: Reading

    @property
    def gold(self) -> set[int]:
        return set(self.example.answers or ())


def read_all(
    reader: Reader,
    examples: Sequence[ReadingExample],
    progress: Callable[[Sequence[ReadingExample]], Iterable[ReadingExample]] = iter,
) -> list[Read]:
    """Read every page with its question."""
    found = []
    for example in progress(examples):
        asked = Asked(example.question, example.language)
        found.append(Read(example, reader.read(asked, [_text(example)])))
    return found


def figures_at(reads: Sequence[Read], thresholds: Thresholds) -> ReadingFigures:
    """Figures of what is predicted at these thresholds."""
    found = [predicted(read.reading, thresholds) for read in reads]
    return reading_figures([read.reading for read in reads], [read.gold for read in reads], found)


def best_thresholds(reads: Sequence[Read]) -> Thresholds:
    """Those with the best sum of strict, micro and no-answer F, the middle one of equals."""
    gold = [read.gold for read in reads]
    scored: list[tuple[float, Thresholds]] = []
    for sentence, text, share in product(_SENTENCE_GRID, _TEXT_GRID, _OF_BEST):
        thresholds = Thresholds(round(float(sentence), 3), round(float(text), 3), share)
        found = [predicted(read.reading, thresholds) for read in reads]
        strict = averaged_score(gold, found, of_nothing=0.0)
        scores = (strict, micro_score(gold, found), no_answer_score(gold, found))
        scored.append((sum(score.f1 for score in scores), thresholds))
    best = max(score for score, _ in scored)
    as_good = [thresholds for score, thresholds in scored if score >= best - _AS_GOOD]
    return as_good[len(as_good) // 2]


def calibrate_light(
    reader: Reader,
    examples: Sequence[ReadingExample],
    progress: Callable[[Sequence[ReadingExample]], Iterable[ReadingExample]] = iter,
) -> ReadingCalibration:
    """Thresholds of a reader whose scores stay as they are."""
    reads = read_all(reader, examples, progress)
    return _with_thresholds(ReadingCalibration(_today(), _described(examples), {}, {}), reads)


def calibrate_trained(
    reader: TrainedReader,
    examples: Sequence[ReadingExample],
    progress: Callable[[Sequence[ReadingExample]], Iterable[ReadingExample]] = iter,
) -> ReadingCalibration:
    """Scores and thresholds; thresholds and figures from readings by folds of pages."""
    clues = [reader.clues(Asked(e.question, e.language), [_text(e)])[0] for e in progress(examples)]
    pages = {example.sentences: number for number, example in enumerate(examples)}
    groups = np.array([pages[example.sentences] for example in examples])
    reads: list[Read] = []
    for fitted_on, held_out in GroupKFold(_FOLDS).split(examples, groups=groups):
        fold = _fit([examples[i] for i in fitted_on], [clues[i] for i in fitted_on])
        reads += [_read(fold, examples[i], clues[i]) for i in held_out]
    return _with_thresholds(_fit(examples, clues), reads)


def _read(calibration: ReadingCalibration, example: ReadingExample, clues: Clues) -> Read:
    sentences = calibration.sentence_scores(sentence_features(_text(example), clues))
    score = calibration.text_score(text_features(clues))
    return Read(example, Reading((sentences,), np.array([score], np.float32), score))


def _fit(examples: Sequence[ReadingExample], clues: Sequence[Clues]) -> ReadingCalibration:
    x = np.concatenate(
        [sentence_features(_text(e), own) for e, own in zip(examples, clues, strict=True)]
    )
    y = np.concatenate([np.isin(np.arange(len(e.sentences)), e.answers or ()) for e in examples])
    sentence_weights, sentence_bias = _regression(x, y, SENTENCE_FEATURES)
    x = np.array([text_features(own) for own in clues])
    text_weights, text_bias = _regression(
        x, np.array([e.answerable for e in examples]), TEXT_FEATURES
    )
    return ReadingCalibration(
        _today(), _described(examples), {}, {},
        sentence_weights, sentence_bias, text_weights, text_bias,
    )  # fmt: skip


def _regression(
    x: np.ndarray, y: np.ndarray, names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights by name, and bias, of a logistic regression in the features' own units."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(scaler.transform(x), y)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    return {n: round(float(w), 5) for n, w in zip(names, weights, strict=True)}, round(bias, 5)


def _with_thresholds(calibration: ReadingCalibration, reads: Sequence[Read]) -> ReadingCalibration:
    by_language: dict[str, list[Read]] = {}
    for read in reads:
        by_language.setdefault(read.example.language, []).append(read)
    thresholds = {language: best_thresholds(own) for language, own in by_language.items()}
    thresholds["other"] = Thresholds(
        round(fmean(t.sentence for t in thresholds.values()), 3),
        round(fmean(t.text for t in thresholds.values()), 3),
        round(fmean(t.of_best for t in thresholds.values()), 3),
    )
    figures = {
        f"{language} {name}": value
        for language in by_language
        for own in [by_language[language]]
        for found in [figures_at(own, thresholds[language])]
        for name, value in (
            ("strict F", found.strict.f1), ("micro F", found.micro.f1),
            ("no-answer F", found.no_answer.f1), ("AP", found.average_precision),
        )
    }  # fmt: skip
    return replace(calibration, thresholds=thresholds, figures=figures)


def _text(example: ReadingExample) -> ReadingText:
    return ReadingText(example.title, example.sentences)


def _described(examples: Sequence[ReadingExample]) -> str:
    languages = sorted({example.language for example in examples})
    return f"OMoS-QA, {len(examples)} questions in {', '.join(languages)} over German pages"


def _today() -> str:
    return time.strftime("%Y-%m-%d")
