"""Fits the decision whether the documents answer, and writes the calibration file."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler

from assistant.deciding import CALIBRATION_FILE, Calibration, Signals, signals_of
from assistant.finding import find
from assistant.language import detect_language
from eval.dataset import EvalQuestion
from index import Index
from index.searching import Findings

__all__ = ["calibrate"]


def calibrate(
    index: Index, questions: Sequence[EvalQuestion], path: Path = CALIBRATION_FILE
) -> Calibration:
    """Fit on these questions and write the file; what is not fitted stays as it is in there.

    The threshold is the one with the best abstention F1 of predictions by ten-fold
    cross-validation.
    """
    old = Calibration.load(path)
    findings = [_search(index, old, question) for question in questions]
    names = [field.name for field in fields(Signals)]
    x = np.array([[asdict(signals_of(found))[name] for name in names] for found in findings])
    y = np.array([question.answerable for question in questions])
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1.0, class_weight="balanced")
    scaled = scaler.transform(x)
    predicted = cross_val_predict(model, scaled, y, cv=10, method="predict_proba")[:, 1]
    threshold, f1 = _best_threshold(predicted, y)
    model.fit(scaled, y)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    calibration = Calibration(
        date=time.strftime("%Y-%m-%d"),
        fitted_on=f"{len(questions)} evaluation questions (tune), {int((~y).sum())} not answerable",
        figures={"abstention F1, cross-validated": round(f1, 3)},
        bias=round(bias, 4),
        weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        threshold=round(threshold, 3),
        refusal_lead=old.refusal_lead,
        further_share=old.further_share,
    )
    path.write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    return calibration


def _search(index: Index, calibration: Calibration, question: EvalQuestion) -> Findings:
    language = detect_language(question.question)
    return find(index, calibration, question.question, question.history, language).findings


def _best_threshold(probabilities: np.ndarray, answerable: np.ndarray) -> tuple[float, float]:
    """(threshold, F1 of abstaining below it)."""
    best = (0.5, 0.0)
    for threshold in np.linspace(0.05, 0.95, 91):
        abstained = probabilities < threshold
        right = int((abstained & ~answerable).sum())
        f1 = 2 * right / max(1, int(abstained.sum()) + int((~answerable).sum()))
        if f1 > best[1]:
            best = (float(threshold), f1)
    return best
