"""Question and texts -> which sentences answer it, which text does best, and whether any does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Protocol, overload

import numpy as np

from assistant.known_vectors import KnownVectors
from index import Encoder
from index.model import Vectors
from index.sentences import runs_of

__all__ = ["Asked", "LightReader", "OnDemand", "Reader", "Reading", "ReadingText"]

_MIDDLE, _WIDTH = 0.55, 0.08
"""Cosine of the default model that speaks neither for nor against, and what makes a difference."""
_RUN_WORDS = 110
"""Of sentences that are compared with a question as one, at least."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as readers need it."""

    text: str
    language: str = "de"
    vector: Vectors | None = None
    """Of the question, shape (dimensions,), where it is known already."""


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A text in its sentences, under its title."""

    title: str
    sentences: tuple[str, ...]


class OnDemand(Sequence[Vectors]):
    """Scores of several texts' sentences, each worked out when it is first asked for."""

    def __init__(self, makers: Sequence[Callable[[], Vectors]]) -> None:
        self._makers = [cache(maker) for maker in makers]

    @overload
    def __getitem__(self, number: int) -> Vectors: ...
    @overload
    def __getitem__(self, number: slice) -> "OnDemand": ...
    def __getitem__(self, number: int | slice) -> "Vectors | OnDemand":
        if isinstance(number, slice):
            return OnDemand(self._makers[number])
        return self._makers[number]()

    def __len__(self) -> int:
        return len(self._makers)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader finds; all scores lie between 0 and 1."""

    sentences: Sequence[Vectors]
    """For each text, how much each of its sentences answers; shape (sentences,)."""
    texts: Vectors
    """How much each text answers, shape (texts,)."""
    answerable: float
    """Probability that any of the texts answers: the best one's score; 0 where there is no text."""

    def joined(self, further: "Reading") -> "Reading":
        """What is found in these texts and in further ones after them."""
        return Reading(
            OnDemand([r.scores_of(n) for r in (self, further) for n in range(len(r.sentences))]),
            np.concatenate([self.texts, further.texts]),
            max(self.answerable, further.answerable),
        )

    def scores_of(self, number: int) -> Callable[[], Vectors]:
        """What gives the scores of a text's sentences."""
        return partial(self.sentences.__getitem__, number)


class Reader(Protocol):
    """Reads texts with a question in mind."""

    name: str

    def read(self, question: Asked, texts: Sequence[ReadingText]) -> Reading:
        """Score texts and their sentences; a text without sentences scores 0."""
        ...


class LightReader:
    """Untrained: cosine of the question and each sentence with its neighbours and its title."""

    name = "light"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known = KnownVectors(encoder)

    def read(self, question: Asked, texts: Sequence[ReadingText]) -> Reading:
        sentences = tuple(_scaled(own) for own in self.cosines(question, texts))
        best = np.array([own.max(initial=0.0) for own in sentences], np.float32)
        return Reading(sentences, best, float(best.max(initial=0.0)))

    def asked(self, question: Asked) -> Asked:
        """The question with its vector."""
        return replace(question, vector=self._vector(question))

    def cosines(self, question: Asked, texts: Sequence[ReadingText]) -> list[Vectors]:
        """For each text the cosines of its sentences in context, shape (sentences,)."""
        return self._near(question, [_contexts(text) for text in texts])

    def nearest(self, question: Asked, texts: Sequence[ReadingText]) -> list[float]:
        """For each text the highest cosine of a run of its sentences; 0 where it has none.

        A passage is one run as a rule: that is a third of what its sentences in context cost.
        """
        cosines = self._near(question, [_in_runs(text) for text in texts])
        return [float(own.max(initial=-1.0)) if len(own) else 0.0 for own in cosines]

    def _vector(self, question: Asked) -> Vectors:
        if question.vector is not None:
            return question.vector
        vector: Vectors = self._encoder.encode([question.text], "query")[0]
        return vector

    def _near(self, question: Asked, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """The cosines of each text's parts, shape (parts,)."""
        vector = self._vector(question)
        known = self._known.of([part for parts in texts for part in parts])
        cosines = np.array([own @ vector for own in known], np.float32)
        ends = np.cumsum([len(parts) for parts in texts], dtype=np.int64)
        return np.split(cosines, ends[:-1]) if len(texts) else []


def _contexts(text: ReadingText) -> list[str]:
    """Each sentence with its neighbours, under the title."""
    around = (text.sentences[max(0, n - 1) : n + 2] for n in range(len(text.sentences)))
    return [f"{text.title}\n{' '.join(sentences)}" for sentences in around]


def _in_runs(text: ReadingText) -> list[str]:
    """Runs of whole sentences, under the title."""
    return [f"{text.title}\n{' '.join(run)}" for run in runs_of(text.sentences, _RUN_WORDS)]


def _scaled(cosines: Vectors) -> Vectors:
    return np.asarray(1.0 / (1.0 + np.exp((_MIDDLE - cosines) / _WIDTH)), dtype=np.float32)
