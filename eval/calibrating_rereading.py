"""Fits what a reader counts for beside the search: the order of the passages, and the decision.

On questions over the documents here; kept only where it is better than the search alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product

import numpy as np

from assistant.deciding import Calibration, decide
from assistant.finding import Found, find
from assistant.language import detect_language
from assistant.quoting import reading_text
from assistant.reader import Asked, Reader
from assistant.reading_calibration import Rereading
from assistant.rereading import is_certain, reordered
from assistant.signals import BARE_SIGNALS, SIGNALS, Fit, Signals
from eval.calibrating import abstention_f1, fit_decision
from eval.dataset import EvalQuestion
from index import Index
from index.model import Vectors

__all__ = ["Reread", "figures_of", "fit_bare", "fit_rereading", "read_found"]

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

    @property
    def signals(self) -> Signals:
        """Those of the search, and the reader's."""
        return replace(self.found.decision.signals, reading=self.reading)


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
        found = find(index, calibration, question.question, question.history, language)
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
    alone_f1 = fit_decision(_signals(reads, signals), answerable, signals, described)[2]
    fit, predicted, f1 = fit_decision(_signals(reads, names), answerable, names, described)
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


def fit_bare(
    calibration: Calibration, reads: Sequence[Reread], described: str
) -> tuple[Calibration, list[Reread]]:
    """The calibration with a decision by the search alone over documents without example questions
    and themes outside them, and the questions as it decides on them."""
    answerable = np.array([read.question.answerable for read in reads])
    fit, _, f1 = fit_decision(_signals(reads, BARE_SIGNALS), answerable, BARE_SIGNALS, described)
    fit = replace(fit, fitted_on=f"{described}; abstention F1 {f1:.3f}, cross-validated")
    fitted = replace(calibration, bare=fit)
    return fitted, [
        replace(read, found=replace(read.found, decision=decide(read.found.findings, fitted)))
        for read in reads
    ]


def figures_of(reads: Sequence[Reread], rereading: Rereading) -> dict[str, float]:
    """Right first passages and abstention F1 by the search alone and with the reader.

    Args:
        reads: of questions on which nothing was fitted.
    """
    answerable = np.array([read.question.answerable for read in reads])
    alone = [read.found.decision for read in reads]
    together = np.array([rereading.fit.probability(read.signals) for read in reads])
    figures = {
        "right first, search alone": float(np.mean(first_right(reads, 0.0))),
        "right first": float(np.mean(first_right(reads, rereading.weight))),
        "abstention F1, search alone": abstention_f1(
            np.array([decision.probability < decision.threshold for decision in alone]), answerable
        ),
        "abstention F1": abstention_f1(together < rereading.fit.threshold, answerable),
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
    known = [asdict(read.signals) for read in reads]
    return np.array([[values[name] for name in names] for values in known])


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
