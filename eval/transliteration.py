"""Ukrainian, Russian, Arabic and Persian words in Latin letters, in the ways people type them."""

import random

__all__ = ["transliterated"]

_CYRILLIC = {
    "а": ("a",), "б": ("b",), "в": ("v", "w"), "г": ("g",), "д": ("d",), "е": ("e",),
    "ж": ("zh", "j", "z"), "з": ("z",), "и": ("i",), "й": ("y", "j", "i"), "к": ("k",),
    "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",),
    "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh", "h", "x"), "ц": ("ts", "c"),
    "ч": ("ch",), "ш": ("sh",), "щ": ("shch", "sch"), "ь": ("", "'"), "ю": ("yu", "iu", "ju"),
    "я": ("ya", "ia", "ja"), "'": ("",), "’": ("",),
}  # fmt: skip
_RUSSIAN = _CYRILLIC | {"ы": ("y",), "э": ("e",), "ъ": ("",), "ё": ("yo", "e", "jo")}
_UKRAINIAN = _CYRILLIC | {
    "г": ("h", "g"), "ґ": ("g",), "и": ("y",), "і": ("i",), "ї": ("yi", "i", "ji"),
    "є": ("ye", "ie", "je"),
}  # fmt: skip
_SEMITIC = {
    "ا": ("a",), "أ": ("a", "2a"), "إ": ("i",), "آ": ("a", "aa"), "ب": ("b",), "ت": ("t",),
    "ث": ("th",), "ج": ("j", "g"), "ح": ("7", "h"), "خ": ("kh", "5"), "د": ("d",),
    "ذ": ("dh", "z"), "ر": ("r",), "ز": ("z",), "س": ("s",), "ش": ("sh",), "ص": ("s",),
    "ض": ("d",), "ط": ("t",), "ظ": ("z",), "ع": ("3", "a"), "غ": ("gh",), "ف": ("f",),
    "ق": ("q", "2", "k"), "ك": ("k",), "ل": ("l",), "م": ("m",), "ن": ("n",), "ه": ("h",),
    "ة": ("a", "e"), "و": ("w", "oo", "u"), "ي": ("y", "i", "ee"), "ى": ("a",), "ئ": ("2", "i"),
    "ؤ": ("2", "o"), "ء": ("2", ""),
}  # fmt: skip
_PERSIAN = _SEMITIC | {
    "پ": ("p",), "چ": ("ch",), "ژ": ("zh",), "گ": ("g",), "ک": ("k",), "ی": ("i", "y"),
    "و": ("v", "o", "oo"), "ح": ("h",), "خ": ("kh",), "ع": ("a", ""), "ق": ("gh",), "ث": ("s",),
    "ج": ("j",), "ذ": ("z",), "ا": ("a",), "أ": ("a",),
}  # fmt: skip
_LETTERS = {"uk": _UKRAINIAN, "ru": _RUSSIAN, "ar": _SEMITIC, "fa": _PERSIAN}
_UNWRITTEN = {"ar": "aiu", "fa": "aeo"}
"""Short vowels, which the Arabic script leaves out."""
_VOWELS = "aeiou"


def transliterated(text: str, language: str, chance: random.Random) -> str | None:
    """The text in Latin letters, or None for a language written in them or another letter in it."""
    letters = _LETTERS.get(language)
    if letters is None:
        return None
    words: list[str] = []
    for word in text.lower().split():
        spelt = ""
        for letter in word:
            choices = letters.get(letter)
            if choices is None and letter.isalpha():
                return None
            added = chance.choice(choices) if choices else ""
            gap = spelt and added and spelt[-1] not in _VOWELS and added[0] not in _VOWELS
            if gap and language in _UNWRITTEN and chance.random() < 0.6:
                spelt += chance.choice(_UNWRITTEN[language])
            spelt += added
        if spelt:
            words.append(spelt)
    return " ".join(words) or None
