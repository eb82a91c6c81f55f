"""Hard words and what they mean in simple German: documents/glossary.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.errors import SettingsError

__all__ = ["Entry", "Glossary", "load_glossary"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A hard word, the forms in which it occurs, and its explanation."""

    word: str
    forms: tuple[str, ...]
    explanation: str


class Glossary:
    """Finds explained words in texts."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self._by_form = {form: entry for entry in entries for form in entry.forms}
        longest_first = sorted(self._by_form, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"
            if longest_first
            else r"(?!)"
        )

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        """(start, end, entry) of the first occurrence of each explained word."""
        found: dict[str, tuple[int, int, Entry]] = {}
        for match in self._pattern.finditer(text):
            entry = self._by_form[match[0]]
            found.setdefault(entry.word, (match.start(), match.end(), entry))
        return list(found.values())


def load_glossary(path: Path) -> Glossary:
    """The glossary of a documents folder; one without the file explains nothing.

    Raises:
        SettingsError: the file is not of that form.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := set(data) - {"entry"}:
            raise ValueError(f"unknown key {unknown.pop()!r}")
        entries = TypeAdapter(tuple[Entry, ...]).validate_python(data.get("entry", []))
        for entry in entries:
            if not all(form.strip() for form in entry.forms):
                raise ValueError(f"{entry.word!r} has an empty form")
        return Glossary(entries)
    except FileNotFoundError:
        return Glossary()
    except (OSError, ValueError) as error:  # pydantic's and TOML's errors are ValueErrors
        reason = " ".join(str(error).split())
        raise SettingsError(
            f"{path.name}: cannot be used ({reason}); each [[entry]] has word, forms, explanation"
        ) from error
