"""How much of their wording two texts share."""

import re
from functools import lru_cache

from rapidfuzz.distance import LCSseq

__all__ = ["repeats", "share_contained", "words_of"]

_REPEATED = 0.7
"""Share of the shorter text's words that two texts have in common where one repeats the other."""
_FEWEST_WORDS = 6


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return tuple(re.findall(r"\w+", text.casefold()))


def share_contained(one: str, other: str) -> float:
    """Share of the shorter text's words that stand in the longer one, in the same order."""
    first, second = words_of(one), words_of(other)
    return LCSseq.similarity(first, second) / max(1, min(len(first), len(second)))


def repeats(one: str, other: str) -> bool:
    """Whether a text of more than a few words repeats most of another's wording."""
    fewest = min(len(words_of(one)), len(words_of(other)))
    return fewest >= _FEWEST_WORDS and share_contained(one, other) >= _REPEATED
