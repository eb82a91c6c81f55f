"""Words in Latin letters -> what is left of them however somebody spells them.

Where a keyboard has no Arabic or Cyrillic letters, people write by ear: `shcho`, `scho`; `3ala`,
`ala`; `mikhaham`, `mixaham`. The consonants stay, so words are compared by those; the only importer
of anyascii, which gives the Latin letters of any script.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

__all__ = [
    "differences", "has_abjad", "is_latin", "other_readings", "outline", "pronunciations",
    "skeleton", "without_gaps",
]  # fmt: skip

_ABJAD = re.compile(r"[\u0590-\u077f]")
"""Letters of a script that leaves out vowels."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_PREFIX = re.compile(r"\b([bwfl3]?[aei]?l|[bwl])[ -]+(?=[0-9]*[a-z][a-z0-9])", re.IGNORECASE)
"""An article or one-letter word that Arabic writes in one with the next."""
_SEMITIC = {
    "2": "", "3": "", "4": "", "5": "h", "6": "t", "7": "h", "8": "k", "9": "k",
    "tsh": "č", "ch": "č", "sh": "š", "kh": "h", "x": "h", "gh": "k", "q": "k", "g": "k", "c": "k",
    "dh": "z", "zh": "z", "th": "t", "ph": "f", "p": "b",
}  # fmt: skip
"""Spellings of a consonant, also the digits that look like its letter; and what stands for all."""
_VOWELS = re.compile(r"[aeiouywv]")
"""And what is written with the letters of long vowels."""
_LONG = str.maketrans({"a": None, "o": "w", "u": "w", "e": "y", "i": "y"})
_CYRILLIC = {
    "shch": "š", "sch": "š", "tsh": "č", "ch": "č", "sh": "š", "kh": "h", "zh": "z", "ts": "c",
    "g": "h", "x": "h", "w": "v",
}  # fmt: skip
_OTHER_SOUNDS = {"4": "ch", "6": "sh", "w": "sh", "j": "zh", "z": "ts", "ch": "kh", "c": "k"}
_SOFT = re.compile(r"[yij]+(?=[aueo])")


def is_latin(text: str) -> bool:
    """Whether nine in ten letters are Latin."""
    letters = "".join(filter(str.isalpha, text))
    return len(_LATIN.findall(letters)) > 0.9 * len(letters)


def without_gaps(text: str, abjad: bool) -> str:
    """A text in Latin letters without apostrophes; articles beside their words as in Arabic.

    >>> without_gaps("fi al-madina bel 7ay", True), without_gaps("bud' laska", False)
    ('fi almadina bel7ay', 'bud laska')
    """
    joined = re.sub(r"(?<=\w)['’`]", "", text)
    return _PREFIX.sub(r"\1", joined) if abjad else joined


def pronunciations(word: str) -> tuple[str, ...]:
    """A word of another script, once for each sound of a letter that has two."""
    return (word, word.replace("ث", "س")) if "ث" in word else (word,)


def skeleton(text: str, abjad: bool) -> str:
    """What spellings of a word share; of several words, each in a line of its own.

    Args:
        text: in any script.
        abjad: whether it is of a language whose script leaves out vowels.

    >>> skeleton("shcho", False) == skeleton("що", False)
    True
    >>> skeleton("tsa3ed", True) == skeleton("تساعد", True)
    True
    """
    latin = re.sub(r"[^a-z0-9|\n]", "", _in_latin(text))
    return _of_abjad(latin) if abjad else _of_alphabet(latin)


def other_readings(typed: str, abjad: bool) -> Iterator[str]:
    """What an unknown word in Latin letters may also spell.

    >>> list(other_readings("4tobi", False)), list(other_readings("bted3amo", True))
    (['chtobi'], ['ted3amo'])
    """
    if abjad:  # spoken Arabic puts a b before a verb
        yield from (typed[1:],) if typed.startswith("b") else ()
        return
    for letter, sound in _OTHER_SOUNDS.items():
        if letter in typed:
            yield typed.replace(letter, sound)


@lru_cache(maxsize=100_000)
def outline(word: str) -> str:
    """As `skeleton` of an abjad, with what may be a long vowel, and with ayn.

    >>> outline("mosa3ade"), outline("مساعدة"), outline("مسودة")
    ('mws`dy', 'ms`d', 'mswd')
    """
    latin = re.sub(r"[^a-z0-9|`]", "", _in_latin(word).replace("3", "`"))
    consonants = _replaced(latin, _SEMITIC).translate(_LONG)
    return _single(consonants).removesuffix("h")


def differences(typed: str, word: str) -> int:
    """How far a word in an abjad is from one in Latin letters of the same skeleton.

    A long vowel that was not typed counts three, a vowel that is not written one.
    """
    return Levenshtein.distance(outline(typed), outline(word), weights=(3, 1, 3))


def has_abjad(word: str) -> bool:
    """Whether a word is written in a script that leaves out vowels."""
    return _ABJAD.search(word) is not None


def _in_latin(text: str) -> str:
    """In small Latin letters; those of another script apart, as the sounds of two that meet are not
    the one that both spell in Latin."""
    return (text if text.isascii() else "|".join(map(anyascii, text))).lower()


def _of_abjad(latin: str) -> str:
    bare = _single(_VOWELS.sub("", _replaced(latin, _SEMITIC)))
    return re.sub(r"(?<=[^\n])h$", "", bare, flags=re.MULTILINE)


def _of_alphabet(latin: str) -> str:
    return _single(re.sub(r"[yj]", "i", _SOFT.sub("", _replaced(latin, _CYRILLIC))))


def _replaced(word: str, letters: dict[str, str]) -> str:
    """Each of some letters by another, the longer ones first."""
    pattern = "|".join(sorted(letters, key=len, reverse=True))
    return re.sub(pattern, lambda match: letters[match.group()], word).replace("|", "")


def _single(word: str) -> str:
    """Without doubled letters."""
    return re.sub(r"(.)\1+", r"\1", word)
