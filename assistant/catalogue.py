"""What the assistant says in its own words, in other languages: locales/<tag>.po.

A file there is all that makes a language one of the assistant's.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

from assistant import wording
from index.companions import SIMPLE
from index.po import read_po

__all__ = ["LOCALES", "is_right_to_left", "languages", "say", "spoken_language"]

LOCALES = Path(__file__).with_name("locales")


def say(text: str, language: str) -> str:
    """A German text of `wording` in a language, or as it is where there is no translation."""
    return _texts(language).get(text, text)


def languages() -> list[str]:
    """Tags of the languages that can be asked for, and that the page speaks; German first."""
    tags = sorted(path.stem for path in LOCALES.glob("*.po"))
    return ["de", *(tag for tag in tags if tag != SIMPLE)]


def spoken_language(tag: str) -> str | None:
    """The language for a tag as people write it, such as `UK` or `en-GB`; None if there is none.

    The tag is shortened from its end until it is known (RFC 4647, section 3.4).
    """
    known = {language.lower(): language for language in languages()}
    parts = tag.strip().replace("_", "-").lower().split("-")
    shortened = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((known[one] for one in shortened if one in known), None)


def is_right_to_left(language: str) -> bool:
    """Whether a language is read from right to left, as its own name shows."""
    name = say(wording.OWN_NAME, language)
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)


@lru_cache
def _texts(language: str) -> dict[str, str]:
    path = LOCALES / f"{language}.po"
    if not path.is_file():
        return {}
    return {
        entry.source: entry.text for entry in read_po(path)[0] if entry.text and not entry.fuzzy
    }
