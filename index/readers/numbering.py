"""The numbers that a word processor puts before paragraphs: `1.`, `2.3`, `a)`, `§ 4`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["BULLET", "Level", "Numbering"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look; `text` is such as `%1.%2`."""

    format: str
    text: str
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of all lists of a document.

    Args of `next`: the list's id and the level, from 0. Lists that share a pattern count on.
    """

    lists: Mapping[str, Mapping[int, Level]]
    patterns: Mapping[str, str]
    """List id -> id of its pattern."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of that list and level; empty for none."""
        levels = self.lists.get(list_id)
        if levels is None or level not in levels:
            return BULLET
        counts = self.counts.setdefault(self.patterns.get(list_id, list_id), {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        own = levels[level]
        if own.format in ("bullet", "none"):
            return BULLET if own.format == "bullet" else ""

        def shown(found: re.Match[str]) -> str:
            of = int(found[1]) - 1
            number = counts.get(of, levels[of].start if of in levels else 1)
            return _FORMATS.get(levels[of].format if of in levels else "decimal", str)(number)

        return re.sub(r"%(\d)", shown, own.text).strip()


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
