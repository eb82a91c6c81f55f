"""Which language a question is in: a linear classifier over words and parts of words.

Made for questions of a few words, also typed without diacritics or in Latin letters. Its weights
are trained by `python -m eval train-language`.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BUCKETS",
    "LANGUAGES",
    "RIGHT_TO_LEFT",
    "WEIGHTS_FILE",
    "Detected",
    "detect",
    "detect_language",
    "features_of",
]

LANGUAGES = ("de", "en", "ar", "uk", "ru", "tr", "fa", "pl", "ro", "vi", "fr")
RIGHT_TO_LEFT = ("ar", "fa")
WEIGHTS_FILE = Path(__file__).with_name("language.npz")
BUCKETS = 1 << 16
"""Features are hashed into so many; a collision costs little among millions of word parts."""
_LONGEST_PART = 4
_MOST_WORDS = 40
"""A question's language shows in its first words."""
_SURE = 0.48
"""Probability from which a language counts as found; chosen on the tuning half."""
_SURE_OF_A_NAME = 0.9
"""The same where every word is written like a name."""
_WORD = re.compile(r"[^\W_]+")
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u0640\u00ad"))
"""Invisible characters and the Arabic lengthening stroke: they stand inside words."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What a text's language seems to be."""

    language: str | None
    """A tag of `LANGUAGES`; None where the text does not tell, as with a bare name."""
    certainty: float
    """Probability of the likeliest language, 0 to 1."""


def detect(text: str) -> Detected:
    """The language of a question, or that it cannot be told."""
    rows, values = features_of(text)
    if not rows:
        return Detected(None, 0.0)
    weights, scale, bias = _weights()
    scores = np.asarray(values) @ weights[rows] * scale + bias
    odds = np.exp(scores - scores.max())
    chances = odds / odds.sum()
    best = int(chances[: len(LANGUAGES)].argmax())
    certainty = float(chances[best])
    sure = _SURE_OF_A_NAME if all(word.istitle() for word in _WORD.findall(text)) else _SURE
    return Detected(LANGUAGES[best] if certainty >= sure else None, certainty)


def detect_language(text: str, default: str = "de") -> str:
    """The tag of the text's language; `default` where it cannot be told."""
    return detect(text).language or default


def features_of(text: str) -> tuple[list[int], list[float]]:
    """(buckets, values) of a text's words and their parts; a word weighs the same however long.

    A bucket may occur more than once.
    """
    buckets: list[int] = []
    values: list[float] = []
    for word in _words(text):
        parts = list(_parts(word))
        buckets += (zlib.crc32(part.encode()) % BUCKETS for part in parts)
        values += [len(parts) ** -0.5] * len(parts)
    return buckets, values


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text.translate(_JOINERS)).lower()
    words = _WORD.findall(folded.replace("\u0307", ""))
    return [word for word in words if not word.isdecimal()][:_MOST_WORDS]


def _parts(word: str) -> Iterator[str]:
    """The word, and its parts of up to four characters, its ends marked."""
    yield f"={word}"
    marked = f"<{word}>"
    for length in range(1, _LONGEST_PART + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


@lru_cache(maxsize=1)
def _weights() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """(weights a bucket and language, scale a language, bias a language)."""
    with np.load(WEIGHTS_FILE, allow_pickle=False) as stored:
        return (
            stored["weights"].astype(np.float32),
            stored["scale"].astype(np.float32),
            stored["bias"].astype(np.float32),
        )
