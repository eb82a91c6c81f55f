"""Words in Latin letters -> what is left of them however somebody spells them.

Where a keyboard has no Arabic or Cyrillic letters, people write by ear: `shcho`, `scho`; `3ala`,
`ala`; `mikhaham`, `mixaham`. The consonants stay, so words are compared by those; the only importer
of anyascii, which gives the Latin letters of any script.
"""

import re

from anyascii import anyascii

__all__ = ["has_abjad", "is_latin", "pronunciations", "skeleton", "without_gaps"]

_ABJAD = re.compile(r"[\u0590-\u077f]")
"""Letters of a script that leaves out vowels."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ARTICLE = re.compile(r"\b([aei]?l)[ -]+(?=[a-z0-9]{2})", re.IGNORECASE)
_DIGITS = {"2": "", "3": "", "4": "", "5": "h", "6": "t", "7": "h", "8": "k", "9": "k"}
"""Arabic sounds that are typed as digits of a like shape."""
_CONSONANTS = {
    "tsh": "č", "ch": "č", "sh": "š", "kh": "h", "x": "h", "gh": "k", "q": "k", "g": "k", "c": "k",
    "dh": "z", "zh": "z", "th": "t", "ph": "f", "p": "b",
}  # fmt: skip
_VOWELS = re.compile(r"[aeiouywv]")
"""And what is written with the letters of long vowels."""
_CYRILLIC = {
    "shch": "š", "sch": "š", "tsh": "č", "ch": "č", "sh": "š", "kh": "h", "zh": "z", "ts": "c",
    "g": "h", "x": "h", "w": "v",
}  # fmt: skip
_SOFT = re.compile(r"[yij]+(?=[aueo])")


def is_latin(text: str) -> bool:
    """Whether nine in ten letters are Latin."""
    letters = "".join(filter(str.isalpha, text))
    return len(_LATIN.findall(letters)) > 0.9 * len(letters)


def without_gaps(text: str) -> str:
    """A text in Latin letters without apostrophes, an Arabic article beside its word as in Arabic.

    >>> without_gaps("fi al-madina w el baladiye, bud' laska")
    'fi almadina w elbaladiye, bud laska'
    """
    return _ARTICLE.sub(r"\1", re.sub(r"(?<=\w)['’`]", "", text))


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
    latin = re.sub(r"[^a-z0-9\n]", "", anyascii(text).lower())
    return _of_abjad(latin) if abjad else _of_alphabet(latin)


def has_abjad(word: str) -> bool:
    """Whether a word is written in a script that leaves out vowels."""
    return _ABJAD.search(word) is not None


def _of_abjad(latin: str) -> str:
    bare = _single(_VOWELS.sub("", _replaced(latin, _DIGITS | _CONSONANTS)))
    return re.sub(r"(?<=[^\n])h$", "", bare, flags=re.MULTILINE)


def _of_alphabet(latin: str) -> str:
    return _single(re.sub(r"[yj]", "i", _SOFT.sub("", _replaced(latin, _CYRILLIC))))


def _replaced(word: str, letters: dict[str, str]) -> str:
    """Each of some letters by another, the longer ones first."""
    pattern = "|".join(sorted(letters, key=len, reverse=True))
    return re.sub(pattern, lambda match: letters[match.group()], word)


def _single(word: str) -> str:
    """Without doubled letters."""
    return re.sub(r"(.)\1+", r"\1", word)
