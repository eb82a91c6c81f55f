"""Which language a question is in; the only importer of py3langid."""

from functools import lru_cache

import py3langid

__all__ = ["LANGUAGES", "detect_language"]

LANGUAGES = ("de", "en", "ar", "uk", "ru", "tr", "fa", "pl", "ro", "vi", "fr")


def detect_language(text: str, default: str = "de") -> str:
    """The BCP-47 tag of one of `LANGUAGES`; `default` where the text has no letters."""
    if not any(character.isalpha() for character in text):
        return default
    _restrict()
    return str(py3langid.classify(text.lower())[0])


@lru_cache(maxsize=1)
def _restrict() -> None:
    """Tell the library once which languages there are to choose from."""
    py3langid.set_languages(list(LANGUAGES))
