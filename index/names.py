"""Names in other languages: section titles of the documents and offices to turn to.

documents/translations/<tag>/headings.po and out-of-scope.po: gettext like the companions. `msgid`
is the German text exactly as it stands in the documents or in out-of-scope.toml.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from index.po import read_po

__all__ = ["HEADINGS_FILE", "NAME_FILES", "Names", "load_names", "read_names"]

HEADINGS_FILE = "headings.po"
NAME_FILES = (HEADINGS_FILE, "out-of-scope.po")
_NONE: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class Names:
    """German names -> names in other languages."""

    def __init__(self, by_language: Mapping[str, Mapping[str, str]] = _NONE) -> None:
        self._by_language = by_language

    def find(self, german: str, language: str) -> str | None:
        """A name in a language; None where there is none, or it is the German one."""
        found = self._by_language.get(language, {}).get(german)
        return None if found == german else found

    def path(self, section: tuple[str, ...], language: str) -> str | None:
        """The last two titles of a section's path, if all of them are known."""
        titles = [self._by_language.get(language, {}).get(title) for title in section[-2:]]
        known = [title for title in titles if title]
        path = " › ".join(known)
        return path if known and len(known) == len(titles) else None


def load_names(documents: Path) -> Names:
    """The names in all languages below a documents folder; what is broken in a file is left out."""
    by_language: dict[str, dict[str, str]] = {}
    for folder in sorted((documents / "translations").glob("*/")):
        paths = (folder / file for file in NAME_FILES)
        found = (read_names(path)[0] for path in paths if path.is_file())
        by_language[folder.name] = {
            german: name for names in found for german, name in names.items()
        }
    return Names(by_language)


def read_names(path: Path) -> tuple[dict[str, str], list[str]]:
    """(German -> name) of a file, and a line for each thing wrong in it; none not re-read."""
    entries, problems = read_po(path)
    return {
        entry.source: entry.text for entry in entries if entry.text and not entry.fuzzy
    }, problems
