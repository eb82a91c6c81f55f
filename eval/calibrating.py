"""Fits the decision whether the documents answer, and writes the calibration file."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler

from assistant.deciding import CALIBRATION_FILE, NEUTRAL, Calibration
from assistant.finding import find
from assistant.language import detect_language
from assistant.signals import COMPARING_SIGNALS, SIGNALS, Fit, Signals
from eval.dataset import EvalQuestion
from index import Index

__all__ = ["abstention_f1", "best_threshold", "calibrate", "fit_decision"]

_STRENGTH = 0.1
"""Inverse of the regularisation: a few dozen negatives carry no fine distinctions."""
_AS_GOOD = 0.02
"""F1 below the best that may be chance."""
_FOLDS = 10
_COMPARISON = "comparison"
"""Type of the questions that have a decision of their own."""


def calibrate(
    index: Index,
    questions: Sequence[EvalQuestion],
    path: Path = CALIBRATION_FILE,
    unanswerable: Sequence[str] = (),
) -> Calibration:
    """Fit on these questions and write the file; what is not fitted stays as it is in there.

    The threshold is the one with the best abstention F1 on `questions` alone, of predictions by
    ten-fold cross-validation.

    Args:
        unanswerable: further questions that the documents do not answer.
    """
    old = Calibration.load(path) if path.exists() else NEUTRAL
    comparing = _fit_comparing(index, old, [q for q in questions if q.type == _COMPARISON])
    if comparing:
        questions = [q for q in questions if q.type != _COMPARISON]
    signals = [_signals(index, old, q.question, q.history) for q in questions]
    further = [_signals(index, old, text, ()) for text in unanswerable]
    x = _values([*signals, *further], SIGNALS)
    y = np.array([question.answerable for question in questions] + [False] * len(further))
    described = (
        f"{len(questions)} questions (tune), {sum(not q.answerable for q in questions)} of them "
        f"not answerable, and {len(further)} further ones that are not"
    )
    fit, _, f1 = fit_decision(x, y, SIGNALS, described, judged=len(questions))
    calibration = Calibration(
        date=time.strftime("%Y-%m-%d"),
        fitted_on=described,
        figures={"abstention F1, cross-validated": round(f1, 3)},
        bias=fit.bias,
        weights=fit.weights,
        threshold=fit.threshold,
        refusal_lead=old.refusal_lead,
        further_share=old.further_share,
        further_gap=old.further_gap,
        readers=old.readers,
        bare=old.bare,
        comparing=comparing or old.comparing,
    )
    path.write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    return calibration


def fit_decision(
    x: np.ndarray,
    y: np.ndarray,
    names: Sequence[str],
    described: str,
    judged: int | None = None,
) -> tuple[Fit, np.ndarray, float]:
    """The decision over signals, its cross-validated probabilities, and its abstention F1.

    Args:
        x: values of the signals, shape (questions, names).
        y: which questions are answerable, shape (questions,).
        judged: number of the first questions on which threshold and F1 are chosen; all if None.
    """
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced")
    scaled = scaler.transform(x)
    predicted = cross_val_predict(model, scaled, y, cv=_FOLDS, method="predict_proba")[:, 1]
    threshold, f1 = best_threshold(predicted[:judged], y[:judged])
    model.fit(scaled, y)
    weights = model.coef_[0] / scaler.scale_
    bias = round(float(model.intercept_[0] - weights @ scaler.mean_), 4)
    rounded = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return Fit(described, bias, rounded, round(threshold, 3)), predicted, f1


def _fit_comparing(index: Index, old: Calibration, questions: Sequence[EvalQuestion]) -> Fit | None:
    """The decision on questions that compare; None where too few are, or are not, answerable."""
    y = np.array([question.answerable for question in questions], bool)
    if min(y.sum(), (~y).sum()) < _FOLDS:
        return None
    described = f"{len(y)} comparing questions (tune), {(~y).sum()} of them not answerable"
    x = _values([_signals(index, old, q.question, q.history) for q in questions], COMPARING_SIGNALS)
    fit, _, f1 = fit_decision(x, y, COMPARING_SIGNALS, described)
    return replace(fit, fitted_on=f"{described}; abstention F1 {f1:.3f}, cross-validated")


def _signals(
    index: Index, calibration: Calibration, text: str, history: tuple[str, ...]
) -> Signals:
    """What was decided on."""
    return find(index, calibration, text, history, detect_language(text)).decision.signals


def _values(signals: Sequence[Signals], names: Sequence[str]) -> np.ndarray:
    """Shape (questions, names)."""
    return np.array([[asdict(found)[name] for name in names] for found in signals])


def best_threshold(probabilities: np.ndarray, answerable: np.ndarray) -> tuple[float, float]:
    """(threshold, F1 of abstaining below it).

    Of all thresholds that are as good, the middle of those with which it abstains about as often
    as there are questions to abstain from: where F1 hardly differs, neither kind of fault may
    prevail.
    """
    found: dict[float, float] = {}
    for threshold in np.linspace(0.05, 0.95, 91):
        found[float(threshold)] = abstention_f1(probabilities < threshold, answerable)
    best = max(found.values())
    as_good = np.array([threshold for threshold, f1 in found.items() if f1 >= best - _AS_GOOD])
    abstained = (probabilities[:, None] < as_good).sum(axis=0)
    amiss = np.abs(abstained - (~answerable).sum())
    return float(np.median(as_good[amiss == amiss.min()])), best


def abstention_f1(abstained: np.ndarray, answerable: np.ndarray) -> float:
    """F1 of not answering against questions that are not answerable; both (questions,)."""
    right = int((abstained & ~answerable).sum())
    return 2 * right / max(1, int(abstained.sum() + (~answerable).sum()))
