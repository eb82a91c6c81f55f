"""Fits what a reader counts for beside the search: the order of the passages, and the decision.

On questions over the documents here; kept only where it is better than the search alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import product

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import StandardScaler

from assistant.deciding import Calibration
from assistant.finding import Found, Words, find
from assistant.language import detect_language
from assistant.quoting import reading_text
from assistant.reader import Asked, Reader
from assistant.reading_calibration import Rereading
from assistant.rereading import is_certain, reordered
from assistant.signals import BARE_SIGNALS, SIGNALS, Fit
from eval.calibrating import abstention_f1, best_threshold
from eval.dataset import EvalQuestion
from index import Index
from index.model import Vectors

__all__ = ["Reread", "figures_of", "fit_rereading", "read_found"]

_STRENGTH = 0.1
"""Inverse of the regularisation."""
_WEIGHTS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0)
_CERTAIN = (1.0, 0.98, 0.95, 0.9, 0.85, 0.8)
_CLEAR = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_LEAST_GAIN = 0.02
"""Of right first passages and abstention F1 together; less may be chance."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A question with what the search found and what a reader made of it."""

    question: EvalQuestion
    found: Found
    texts: Vectors
    """The reader's score of each passage found, shape (hits,)."""

    @property
    def reading(self) -> float:
        return float(self.texts.max(initial=0.0))


def read_found(
    index: Index,
    reader: Reader,
    calibration: Calibration,
    questions: Sequence[EvalQuestion],
    progress: Callable[[Sequence[EvalQuestion]], Iterable[EvalQuestion]] = iter,
) -> list[Reread]:
    """Search for each question and read what is found, save for comparisons, which stand apart."""
    reads = []
    for question in progress(questions):
        language = detect_language(question.question)
        words = Words(question.question, language)
        found = find(index, calibration, question.question, question.history, words)
        if found.is_ordered or not found.findings.hits:
            continue
        asked = Asked(found.text, language, found.vector)
        texts = [reading_text(hit.passage) for hit in found.findings.hits]
        reads.append(Reread(question, found, reader.read(asked, texts).texts))
    return reads


def fit_rereading(reads: Sequence[Reread], described: str) -> tuple[Rereading, bool]:
    """What the reader counts for, and whether the answers get better by it.

    Weight and early exit are those with the best share of right first passages; the threshold is
    that of the best abstention F1, of predictions by ten-fold cross-validation.
    """
    bare = reads[0].found.findings.theme is None
    signals = BARE_SIGNALS if bare else SIGNALS
    answerable = np.array([read.question.answerable for read in reads])
    names = (*signals, "reading")
    alone_f1 = _fit(_signals(reads, signals), answerable, signals, described)[2]
    fit, predicted, f1 = _fit(_signals(reads, names), answerable, names, described)
    order = [first_right(reads, weight) for weight in _WEIGHTS]
    shares = [float(np.mean(rights)) for rights in order]
    best = int(np.argmax(shares))
    certain, clear, skipped = _early_exit(reads, fit, predicted, order[0], order[best])
    figures = {
        "right first, search alone": shares[0],
        "right first": shares[best],
        "abstention F1, search alone": alone_f1,
        "abstention F1": f1,
        "share not read": skipped,
    }
    rounded = {name: round(value, 3) for name, value in figures.items()}
    gains = shares[best] - shares[0] + f1 - alone_f1 > _LEAST_GAIN
    return Rereading(described, rounded, _WEIGHTS[best], fit, certain, clear), gains


def figures_of(reads: Sequence[Reread], rereading: Rereading) -> dict[str, float]:
    """Right first passages and abstention F1 by the search alone and with the reader.

    Args:
        reads: of questions on which nothing was fitted.
    """
    answerable = np.array([read.question.answerable for read in reads])
    names = tuple(rereading.fit.weights)
    weights = np.array(list(rereading.fit.weights.values()))
    logits = _signals(reads, names) @ weights + rereading.fit.bias
    alone = [read.found.decision for read in reads]
    figures = {
        "right first, search alone": float(np.mean(first_right(reads, 0.0))),
        "right first": float(np.mean(first_right(reads, rereading.weight))),
        "abstention F1, search alone": abstention_f1(
            np.array([decision.probability < decision.threshold for decision in alone]), answerable
        ),
        "abstention F1": abstention_f1(
            1 / (1 + np.exp(-logits)) < rereading.fit.threshold, answerable
        ),
    }
    return {name: round(value, 3) for name, value in figures.items()}


def first_right(reads: Sequence[Reread], weight: float) -> list[bool]:
    """For each answerable question whether the right passage comes first."""
    return [
        read.question.is_right(reordered(read.found.findings.hits, read.texts, weight)[0].passage)
        for read in reads
        if read.question.answerable
    ]


def _signals(reads: Sequence[Reread], names: Sequence[str]) -> np.ndarray:
    """Values of the signals, shape (reads, names)."""
    known = [asdict(read.found.decision.signals) | {"reading": read.reading} for read in reads]
    return np.array([[values[name] for name in names] for values in known])


def _fit(
    x: np.ndarray, y: np.ndarray, names: Sequence[str], described: str
) -> tuple[Fit, np.ndarray, float]:
    """The decision, its cross-validated probabilities, shape (reads,), and its abstention F1."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced")
    scaled = scaler.transform(x)
    predicted = cross_val_predict(model, scaled, y, cv=10, method="predict_proba")[:, 1]
    threshold, f1 = best_threshold(predicted, y)
    model.fit(scaled, y)
    weights = model.coef_[0] / scaler.scale_
    bias = round(float(model.intercept_[0] - weights @ scaler.mean_), 4)
    rounded = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return Fit(described, bias, rounded, round(threshold, 3)), predicted, f1


def _early_exit(
    reads: Sequence[Reread],
    fit: Fit,
    predicted: np.ndarray,
    alone: Sequence[bool],
    together: Sequence[bool],
) -> tuple[float, float, float]:
    """(certain, clear, share not read): the most that can stay unread without a loss."""
    numbers = np.flatnonzero([read.question.answerable for read in reads])
    firsts = dict(zip(numbers.tolist(), zip(alone, together, strict=True), strict=True))
    best, kept = (1.0, 0.0, 0.0), _rightness(reads, fit, predicted, firsts, [False] * len(reads))
    for certain, clear in product(_CERTAIN, _CLEAR):
        skipped = [
            is_certain(certain, clear, read.found.decision, read.found.findings.hits)
            for read in reads
        ]
        share = float(np.mean(skipped))
        if share > best[2] and _rightness(reads, fit, predicted, firsts, skipped) >= kept:
            best = (certain, clear, share)
    return best


def _rightness(
    reads: Sequence[Reread],
    fit: Fit,
    predicted: np.ndarray,
    firsts: dict[int, tuple[bool, bool]],
    skipped: Sequence[bool],
) -> int:
    """Questions rightly answered or not, and first passages that are right."""
    right = 0
    for number, (read, skips) in enumerate(zip(reads, skipped, strict=True)):
        decision = read.found.decision
        searched = decision.probability >= decision.threshold
        answers = searched if skips else predicted[number] >= fit.threshold
        right += bool(answers == read.question.answerable)
        if number in firsts:
            right += firsts[number][0 if skips else 1]
    return right
