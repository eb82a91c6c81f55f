"""Words and how often they are written, found by what people leave out when they type."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from wordfreq import get_frequency_dict

from index.romanised import has_abjad, is_latin, pronunciations, skeleton

__all__ = [
    "Lexicon", "general_lexicon", "has_marks", "lower", "without_marks", "without_umlaut_e",
]  # fmt: skip

_MOST_ALIKE = 12
"""Words that one typed word may stand for."""
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670]")
"""Combining ones, of the scripts of Europe and the Near East."""
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ı": "i", "ß": "ss", "œ": "oe", "æ": "ae"}
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "", "\u200c": ""}
    | dict.fromkeys("'’ʼ", "")
)


class Lexicon:
    """Words of one language with their frequencies."""

    def __init__(self, frequencies: Mapping[str, float], language: str) -> None:
        """Args: frequencies: share of each word, in small letters, of all that is written."""
        self.frequencies = frequencies
        self._language = language

    def __contains__(self, word: str) -> bool:
        return word in self.frequencies

    def alike(self, typed: str) -> Sequence[str]:
        """Words that differ from a typed one in marks at most, the most frequent first."""
        return self._by_bare.get(without_marks(typed, self._language), ())

    def transcribed(self, typed: str) -> Sequence[str]:
        """Words of another script that one in Latin letters may stand for, the same way."""
        return self._by_skeleton.get(skeleton(typed, self.is_abjad), ())

    @cached_property
    def is_latin(self) -> bool:
        """Whether the words are written in Latin letters; none are."""
        return not self.frequencies or is_latin("".join(self.frequencies))

    @cached_property
    def is_abjad(self) -> bool:
        """Whether the words are of a script that leaves out vowels."""
        return sum(map(has_abjad, self.frequencies)) > len(self.frequencies) / 2

    @cached_property
    def marked_share(self) -> float:
        """Share of words with diacritics in what is written."""
        words = list(self.frequencies)
        bare = _bare("\n".join(words)).split("\n") if words else []
        pairs = zip(words, bare, strict=True)
        return sum(self.frequencies[word] for word, without in pairs if word != without)

    @cached_property
    def _by_bare(self) -> dict[str, list[str]]:
        words = self._most_frequent_first()
        return _grouped(words, without_marks("\n".join(words), self._language))

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        words = [word for word in self._most_frequent_first() if not word.isascii()]
        spoken = [as_spoken for word in words for as_spoken in pronunciations(word)]
        written = [word for word in words for _ in pronunciations(word)]
        return _grouped(written, skeleton("\n".join(spoken), self.is_abjad))

    def _most_frequent_first(self) -> list[str]:
        return sorted(self.frequencies, key=self.frequencies.__getitem__, reverse=True)


def _grouped(words: Sequence[str], shared: str) -> dict[str, list[str]]:
    """The first few words that share something, by that.

    Args:
        shared: by each word, in a line of its own.
    """
    found: dict[str, list[str]] = {}
    for word, key in zip(words, shared.split("\n") if words else (), strict=True):
        alike = found.setdefault(key, [])
        if len(alike) < _MOST_ALIKE:
            alike.append(word)
    return found


@lru_cache(maxsize=32)
def general_lexicon(language: str) -> Lexicon:
    """The frequent words of a language at large; none of a language that is not known."""
    try:
        return Lexicon(get_frequency_dict(language, wordlist="small"), language)
    except LookupError:
        return Lexicon({}, language)


def without_marks(text: str, language: str) -> str:
    """In small letters, without diacritics, one for all variants of a letter.

    German `ae`, `oe`, `ue` as `a`, `o`, `u`.

    >>> without_marks("Gebühr", "de"), without_marks("gebuehr", "de")
    ('gebuhr', 'gebuhr')
    """
    bare = _bare(text)
    return without_umlaut_e(bare) if language == "de" else bare


def without_umlaut_e(text: str) -> str:
    """`ae`, `oe`, `ue` as in `ä`, `ö`, `ü` without their dots; not the `ue` of `neue`.

    >>> without_umlaut_e("gebuehr neue quelle")
    'gebuhr neue quelle'
    """
    return re.sub(r"(?<![aeq])([aou])e", r"\1", text)


def has_marks(word: str) -> bool:
    """Whether a word has diacritics or variants of letters.

    >>> has_marks("Gebühr"), has_marks("Gebuehr")
    (True, False)
    """
    return _bare(word) != lower(word)


def lower(text: str) -> str:
    """In small letters, a Turkish `İ` without the dot that is left over.

    >>> lower("İŞ")
    'iş'
    """
    return unicodedata.normalize("NFC", text).lower().replace("i̇", "i")


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", lower(text).translate(_LETTERS)).translate(_LETTERS)
    return _MARKS.sub("", apart)
