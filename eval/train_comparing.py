"""Fits the weights that tell whether a question compares; the result is `assistant/comparing.npz`.

On questions written for this, on those of the tuning half, on the documents' comparing questions
and on their example questions, which hardly ever compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from assistant.comparison_question import ComparisonWeights, comparison_features, part_features
from assistant.comparison_signs import asks_by_words
from eval.dataset import EvalQuestion
from eval.detection import load_short_questions
from index import Encoder
from index.word_parts import BUCKETS

__all__ = ["COMPARING_FILE", "Detection", "load_comparing", "train_comparing"]

COMPARING_FILE = Path(__file__).with_name("comparing") / "questions.tsv"
_COMPARES = "compare"
_OTHER = "other"
_ASKED_WEIGHT = 3.0
"""Of a question of the tuning half; people's questions are like these."""
_EXAMPLE_WEIGHT = 0.2
_EXAMPLES = 4000
_COMPARISON_WEIGHT = 0.1
_FOLDS = 5
_AS_GOOD = 0.02
"""F1 below the best that may be chance."""
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Detection:
    """How well comparing questions are told."""

    precision: float
    recall: float

    @classmethod
    def of(cls, told: np.ndarray, true: np.ndarray) -> "Detection":
        """From what was told and what is true of each question, both shape (questions,)."""
        both = int((told & true).sum())
        return cls(both / max(1, int(told.sum())), both / max(1, int(true.sum())))

    @property
    def f1(self) -> float:
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}"


def load_comparing(path: Path = COMPARING_FILE) -> list[tuple[str, bool]]:
    """(question, whether it compares) of each line of language, kind and question.

    Raises:
        ValueError: a line is not of that form; the message names it.
    """
    questions = []
    for number, row in enumerate(load_short_questions(path), start=2):
        if row.kind not in (_COMPARES, _OTHER):
            raise ValueError(f"{path.name}, line {number}: neither {_COMPARES} nor {_OTHER}")
        questions.append((row.text, row.kind == _COMPARES))
    return questions


def train_comparing(
    encoder: Encoder,
    written: Sequence[tuple[str, bool]],
    asked: Sequence[EvalQuestion],
    examples: Sequence[str],
    comparisons: Sequence[str],
    seed: int = 0,
) -> tuple[ComparisonWeights, dict[str, Detection]]:
    """The weights, and how well they tell by cross-validation.

    The threshold is in the middle of those with about the best F1 on `asked`: taken to compare, a
    question about an earlier text is answered with the adopted one first; not told, one that
    compares is answered with the earlier text first.

    Args:
        asked: of the tuning half.
        examples: example questions of the documents.
        comparisons: their comparing questions.
    """
    random = np.random.default_rng(seed)
    drawn = random.permutation(len(examples))[:_EXAMPLES]
    known = [*written, *((q.question, q.type == "comparison") for q in asked)]
    texts = [*(text for text, _ in known), *(examples[number] for number in drawn), *comparisons]
    x = _features(encoder, texts)
    y = np.array(
        [compares for _, compares in known] + [False] * len(drawn) + [True] * len(comparisons)
    )
    counts = (len(written), len(asked), len(drawn), len(comparisons))
    weights = np.repeat((1.0, _ASKED_WEIGHT, _EXAMPLE_WEIGHT, _COMPARISON_WEIGHT), counts)
    predicted = _cross_validated(x, y, weights, len(known), seed)
    on_written, on_asked = np.split(predicted, [len(written)])
    true_written, true_asked = np.split(y[: len(known)], [len(written)])
    threshold = _best_threshold(on_asked, true_asked)
    model = _fitted(x, y, weights)
    signs = np.array([asks_by_words(question.question) for question in asked])
    figures = {
        "the questions written for this": Detection.of(on_written >= threshold, true_written),
        "the tuning half": Detection.of(on_asked >= threshold, true_asked),
        "the tuning half, by words alone": Detection.of(signs, true_asked),
    }
    dense, parts = np.split(model.coef_[0].astype(np.float32), [-BUCKETS])
    bias = float(model.intercept_[0])
    return ComparisonWeights(encoder.name, dense, parts, bias, threshold), figures


def _features(encoder: Encoder, texts: Sequence[str]) -> sparse.csr_array:
    """What the regression reads of each text, the parts of words last."""
    layers = [
        of_text
        for start in range(0, len(texts), _BATCH)
        for of_text in encoder.encode_layers(texts[start : start + _BATCH], "query")[1]
    ]
    dense = np.stack([comparison_features(*pair) for pair in zip(texts, layers, strict=True)])
    found = [part_features(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(buckets) for buckets, _ in found])
    buckets, values = (np.concatenate(column) for column in zip(*found, strict=True))
    parts = sparse.coo_array((values, (rows, buckets)), shape=(len(texts), BUCKETS))
    return sparse.csr_array(sparse.hstack([sparse.csr_array(dense), parts]))


def _cross_validated(
    x: sparse.csr_array, y: np.ndarray, weights: np.ndarray, count: int, seed: int
) -> np.ndarray:
    """Probabilities of the first `count` questions, each by a fit that did not see it."""
    predicted = np.zeros(count)
    always = np.arange(count, len(y))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
    for seen, unseen in folds.split(x[:count], y[:count]):
        rows = np.concatenate([seen, always])
        model = _fitted(x[rows], y[rows], weights[rows])
        predicted[unseen] = model.predict_proba(x[unseen])[:, 1]
    return predicted


def _fitted(x: sparse.csr_array, y: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(max_iter=3000).fit(x, y, sample_weight=weights)


def _best_threshold(probabilities: np.ndarray, true: np.ndarray) -> float:
    """The middle of all thresholds that are about as good as the best."""
    thresholds = np.linspace(0.05, 0.95, 91)
    found = np.array([Detection.of(probabilities >= t, true).f1 for t in thresholds])
    return float(np.median(thresholds[found >= found.max() - _AS_GOOD]))
