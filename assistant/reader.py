"""Question and texts -> which sentences answer it, which text does best, and whether any does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.known_vectors import KnownVectors
from index import Encoder
from index.model import Vectors

__all__ = ["Asked", "LightReader", "Reader", "Reading", "ReadingText"]

_MIDDLE, _WIDTH = 0.55, 0.08
"""Cosine of the default model that speaks neither for nor against, and what makes a difference."""


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader finds; all scores lie between 0 and 1."""

    sentences: tuple[Vectors, ...]
    """For each text, how much each of its sentences answers; shape (sentences,)."""
    texts: Vectors
    """How much each text answers, shape (texts,)."""
    answerable: float
    """Probability that any of the texts answers: the best one's score; 0 where there is no text."""

    def joined(self, further: "Reading") -> "Reading":
        """What is found in these texts and in further ones after them."""
        return Reading(
            (*self.sentences, *further.sentences),
            np.concatenate([self.texts, further.texts]),
            max(self.answerable, further.answerable),
        )


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

    def cosines(self, question: Asked, texts: Sequence[ReadingText]) -> list[Vectors]:
        """For each text the cosines of its sentences in context, shape (sentences,)."""
        vector = question.vector
        if vector is None:
            vector = self._encoder.encode([question.text], "query")[0]
        contexts = [_in_context(t, n) for t in texts for n in range(len(t.sentences))]
        cosines = np.array([known @ vector for known in self._known.of(contexts)], np.float32)
        ends = np.cumsum([len(text.sentences) for text in texts], dtype=np.int64)
        return np.split(cosines, ends[:-1]) if len(texts) else []


def _in_context(text: ReadingText, number: int) -> str:
    around = text.sentences[max(0, number - 1) : number + 2]
    return f"{text.title}\n{' '.join(around)}"


def _scaled(cosines: Vectors) -> Vectors:
    return np.asarray(1.0 / (1.0 + np.exp((_MIDDLE - cosines) / _WIDTH)), dtype=np.float32)
