"""Fits the classifier of a snapshot to its example questions."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from index.classifier import CLASSIFIER_VERSION, PassageClassifier
from index.errors import SnapshotError
from index.model import Vectors
from index.passage import View, ViewRole
from index.placing import is_bare
from index.progress import Progress, silent
from index.word_parts import BUCKETS, bag_of

__all__ = ["compares", "fit_classifier", "is_fitted_to"]

_FEWEST, _MOST = 200, 200_000
"""Questions: fewer tell too little, more take too long."""
_MOST_CLASSES = 5_000
_ASKED = (ViewRole.QUESTION, ViewRole.OUTSIDE)
_EPOCHS_OF_VECTORS, _EPOCHS_OF_WORDS = 8, 10
_LEAST_STEPS = 400
"""Of fitting, where there are few questions."""
_BATCH = 512
_RATE = 0.01
_SMOOTHING = 0.05
"""Share of the target that goes to the other classes: several passages may answer a question."""
_OUTSIDE_WEIGHT = 0.4
"""Of a question outside the documents, so that those inside remain what is learnt to be told apart;
on the tuning half."""
_SHARPNESS = 20.0
"""Of the cosine of a question and the mean of a passage's questions, from which fitting starts."""
_WIDTH = 64
"""Of the vector of a word part."""
_DROPPED = 0.3


def is_fitted_to(view: View) -> bool:
    """Whether the classifier of all questions is fitted to a view: it is an example question of
    several words."""
    return view.role in _ASKED and not is_bare(view.text)


def compares(view: View) -> bool:
    """Whether the classifier of comparing questions is fitted to a view."""
    return view.role is ViewRole.COMPARISON


def fit_classifier(
    names: Sequence[str],
    questions: Sequence[str],
    vectors: Vectors,
    themes: Collection[str] = (),
    earlier: Path | None = None,
    progress: Progress = silent,
) -> PassageClassifier | None:
    """The classifier, or None where there are too few or too many questions for one.

    Args:
        names: of the passage or theme that each question leads to.
        vectors: of the questions, shape (questions, dimensions).
        themes: names of those outside the documents.
        earlier: file of a classifier that is taken if it was fitted to the same.
        progress: of fitting, in steps.
    """
    classes, labels = np.unique(np.array(names, np.str_), return_inverse=True)
    if not _FEWEST <= len(questions) <= _MOST or not 1 < len(classes) <= _MOST_CLASSES:
        return None
    inputs = _hash_of(names, questions, vectors, themes)
    if earlier and (same := _loaded(earlier)) and same.inputs == inputs:
        return same
    outside = torch.from_numpy(np.isin(classes, list(themes))[labels])
    targets = _Targets(
        torch.from_numpy(labels.astype(np.int64)), torch.where(outside, _OUTSIDE_WEIGHT, 1.0)
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        steps = _Steps(len(questions), progress)
        by_meaning = _fit_vectors(torch.from_numpy(vectors), targets, len(classes), steps)
        by_words, table = _fit_words(questions, targets, len(classes), steps)
    return PassageClassifier(
        inputs, classes, *_arrays(by_meaning), table.astype(np.float16), *_arrays(by_words)
    )


def _loaded(path: Path) -> PassageClassifier | None:
    try:
        return PassageClassifier.load(path)
    except SnapshotError:  # it is made anew
        return None


def _hash_of(
    names: Sequence[str], questions: Sequence[str], vectors: Vectors, themes: Collection[str]
) -> str:
    digest = hashlib.sha256(CLASSIFIER_VERSION.encode())
    for name, question in zip(names, questions, strict=True):
        digest.update(f"{name}\0{question}\0{name in themes}\0".encode())
    digest.update(np.ascontiguousarray(vectors).data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Targets:
    """What is to be told of each question."""

    labels: Tensor
    """Number of its class, shape (questions,)."""
    weights: Tensor
    """How much it counts."""


class _Steps:
    """Counts the steps of both fits."""

    def __init__(self, questions: int, progress: Progress) -> None:
        self._batches = -(-questions // _BATCH)
        self._progress = progress
        self._done = 0
        all_epochs = self.epochs(_EPOCHS_OF_VECTORS) + self.epochs(_EPOCHS_OF_WORDS)
        self._total = all_epochs * self._batches
        progress(0, self._total)

    def epochs(self, wanted: int) -> int:
        """More of them where few questions would make few steps."""
        return max(wanted, -(-_LEAST_STEPS // self._batches))

    def taken(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)


def _fit_vectors(vectors: Tensor, targets: _Targets, count: int, steps: _Steps) -> nn.Linear:
    """Starts from the mean of each class's vectors."""
    means = torch.zeros(count, vectors.shape[1]).index_add_(0, targets.labels, vectors)
    model = nn.Linear(vectors.shape[1], count)
    with torch.no_grad():
        model.weight.copy_(nn.functional.normalize(means))
        model.bias.zero_()

    def logits(rows: Tensor) -> Tensor:
        return _SHARPNESS * nn.functional.linear(vectors[rows], model.weight) + model.bias

    _fit(model, logits, targets, steps.epochs(_EPOCHS_OF_VECTORS), steps.taken)
    with torch.no_grad():
        model.weight *= _SHARPNESS
    return model


def _fit_words(
    questions: Sequence[str], targets: _Targets, count: int, steps: _Steps
) -> tuple[nn.Linear, np.ndarray]:
    """(what reads the sum of the parts' vectors, those vectors); as fastText (Joulin et al. 2017,
    https://aclanthology.org/E17-2068)."""
    bags = [bag_of(question) for question in questions]
    table = nn.EmbeddingBag(BUCKETS, _WIDTH, mode="sum", include_last_offset=True)
    nn.init.normal_(table.weight, std=0.1)
    reading = nn.Linear(_WIDTH, count)

    def logits(rows: Tensor) -> Tensor:
        drawn = [bags[row] for row in rows.tolist()]
        buckets, values = (np.concatenate(column) for column in zip(*drawn, strict=True))
        starts = np.cumsum([0, *(len(bag[0]) for bag in drawn)])
        summed = table(
            torch.from_numpy(buckets), torch.from_numpy(starts),
            per_sample_weights=torch.from_numpy(values),
        )  # fmt: skip
        dropped = nn.functional.dropout(summed, _DROPPED)
        return nn.functional.linear(dropped, reading.weight, reading.bias)

    epochs = steps.epochs(_EPOCHS_OF_WORDS)
    _fit(nn.ModuleList([table, reading]), logits, targets, epochs, steps.taken)
    return reading, table.weight.detach().numpy()


def _fit(
    model: nn.Module,
    logits: Callable[[Tensor], Tensor],
    targets: _Targets,
    epochs: int,
    taken: Callable[[], None],
) -> None:
    """Softmax regression by AdamW with one cycle of the learning rate."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.0, fused=True)
    count = len(targets.labels)
    steps = epochs * -(-count // _BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    for _ in range(epochs):
        for rows in torch.split(torch.randperm(count), _BATCH):
            losses = nn.functional.cross_entropy(
                logits(rows), targets.labels[rows], label_smoothing=_SMOOTHING, reduction="none"
            )
            loss = (losses * targets.weights[rows]).mean()
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            rate.step()
            taken()


def _arrays(model: nn.Linear) -> tuple[np.ndarray, np.ndarray]:
    return model.weight.detach().numpy(), model.bias.detach().numpy()
