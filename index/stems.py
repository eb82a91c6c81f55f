"""Word -> stem, by language; the only importer of PyStemmer and simplemma.

Ukrainian words are looked up in a dictionary of lemmas: there is no stemmer for them.
"""

from functools import cache, lru_cache
from importlib.metadata import version

import simplemma
import Stemmer

__all__ = ["LIBRARIES", "lemma_of", "stem_of"]

LIBRARIES = tuple(f"{name} {version(name)}" for name in ("PyStemmer", "simplemma"))
"""What stems depend on."""
_STEMMERS = {
    "de": "german", "en": "english", "ar": "arabic", "ru": "russian", "tr": "turkish",
    "fa": "persian", "pl": "polish", "ro": "romanian", "fr": "french",
}  # fmt: skip
_LEMMATISED = frozenset({"uk"})


@lru_cache(maxsize=100_000)
def lemma_of(word: str, language: str) -> str:
    """The form of a word under which a dictionary has it; the word itself in other languages.

    Args:
        word: in lower case, with its accents.
        language: a BCP-47 tag without region, as for `stem_of`.
    """
    return str(simplemma.lemmatize(word, language)) if language in _LEMMATISED else word


@lru_cache(maxsize=100_000)
def stem_of(word: str, language: str) -> str:
    """The stem of a lower-case word; the word itself in a language without a stemmer."""
    name = _STEMMERS.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)
