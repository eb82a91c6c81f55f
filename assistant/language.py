"""Which language a question is in; the only importer of py3langid."""

import re
from functools import lru_cache

import py3langid

__all__ = ["LANGUAGES", "detect_language"]

LANGUAGES = ("de", "en", "ar", "uk", "ru", "tr", "fa", "pl", "ro", "vi", "fr")
_LETTERS_OF_ONE = {
    "de": "äß", "uk": "іїєґ", "ru": "ыэъё", "fa": "پچژگی", "tr": "ğı", "pl": "łąęńśźż",
    "ro": "șțţ", "vi": "đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "fr": "ëœ",
}  # fmt: skip
"""Letters that only one of the supported languages has."""


def detect_language(text: str, default: str = "de") -> str:
    """The BCP-47 tag of one of `LANGUAGES`; `default` where the text gives no hint."""
    letters = re.sub(r"[\W\d_]+", " ", text.lower()).strip()
    if not letters:
        return default
    hints = {
        language: sum(letters.count(letter) for letter in own)
        for language, own in _LETTERS_OF_ONE.items()
    }
    most = max(hints.values())
    likely = [language for language, count in hints.items() if count == most]
    if most and len(likely) == 1:
        return likely[0]
    return _by_model(letters)


def _by_model(letters: str) -> str:
    _restrict()
    return str(py3langid.classify(letters)[0])


@lru_cache(maxsize=1)
def _restrict() -> None:
    """Tell the library once which languages there are to choose from."""
    py3langid.set_languages(list(LANGUAGES))
