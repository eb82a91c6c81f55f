"""What the assistant says in its own words, in other languages: locales/<tag>.po."""

from functools import lru_cache
from pathlib import Path

from index.po import read_po

__all__ = ["LOCALES", "languages", "say"]

LOCALES = Path(__file__).with_name("locales")


def say(text: str, language: str) -> str:
    """A German text of `wording` in a language, or as it is where there is no translation."""
    return _texts(language).get(text, text)


def languages() -> list[str]:
    """Tags of the languages that the page speaks, German first."""
    tags = sorted(path.stem for path in LOCALES.glob("*.po"))
    return ["de", *(tag for tag in tags if not tag.startswith("de"))]


@lru_cache
def _texts(language: str) -> dict[str, str]:
    path = LOCALES / f"{language}.po"
    if not path.is_file():
        return {}
    return {
        entry.source: entry.text for entry in read_po(path)[0] if entry.text and not entry.fuzzy
    }
