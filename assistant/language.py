"""Which language a question is in: a linear classifier over words and parts of words.

Made for questions of a few words, also typed without diacritics or in Latin letters. Its weights,
and which languages they tell apart, are written by `python -m eval train-language`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.word_parts import word_parts

__all__ = ["WEIGHTS_FILE", "Detected", "detect", "detect_language", "told_apart"]

WEIGHTS_FILE = Path(__file__).with_name("language.npz")
_SURE = 0.48
"""Probability from which a language counts as found; chosen on the tuning half."""
_SURE_OF_A_NAME = 0.9
"""The same where every word is written like a name."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Detected:
    """What a text's language seems to be."""

    language: str | None
    """One of those told apart; None where the text does not tell, as with a bare name."""
    certainty: float
    """Probability of the likeliest language, 0 to 1."""


def detect(text: str) -> Detected:
    """The language of a question, or that it cannot be told."""
    rows, values = word_parts(text)
    if not rows:
        return Detected(None, 0.0)
    weights, scale, bias = _weights()
    languages = told_apart()
    scores = np.asarray(values) @ weights[rows] * scale + bias
    odds = np.exp(scores - scores.max())
    chances = odds / odds.sum()
    best = int(chances[: len(languages)].argmax())
    certainty = float(chances[best])
    sure = _SURE_OF_A_NAME if all(word.istitle() for word in _WORD.findall(text)) else _SURE
    return Detected(languages[best] if certainty >= sure else None, certainty)


def detect_language(text: str, default: str = "de") -> str:
    """The tag of the text's language; `default` where it cannot be told."""
    return detect(text).language or default


@lru_cache(maxsize=1)
def told_apart() -> tuple[str, ...]:
    """Tags of the languages that are told apart; a text in another one is left open."""
    with np.load(WEIGHTS_FILE, allow_pickle=False) as stored:
        return tuple(str(tag) for tag in stored["languages"])


@lru_cache(maxsize=1)
def _weights() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """(weights a bucket and language, scale a language, bias a language); last, that of none."""
    with np.load(WEIGHTS_FILE, allow_pickle=False) as stored:
        return (
            stored["weights"].astype(np.float32),
            stored["scale"].astype(np.float32),
            stored["bias"].astype(np.float32),
        )
