"""Runs of drawn text -> the lines of a page."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.readers.drawing import Run

__all__ = ["Line", "Page", "line_distance", "lines_of"]

_WORD_GAP = 0.13
"""Of the size: a wider gap parts two words. Kerning stays below, tightly set lines above."""
_CELL_GAP = 2.0
"""Of the size: a wider gap parts two columns of a table, shown as a tab."""
_SAME_LINE = 0.5
"""Of the size: baselines nearer than this are one line, a raised footnote mark among it."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DOTS = re.compile(r"\u00a8\s?([AOUaou])")
_LETTERS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Bullets of the fonts Symbol and Wingdings, which have no code of their own.
_LETTERS |= dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06f", "•")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page; coordinates in points, `y` grows downwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    """Whether all of it is."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in the order they are to be read."""

    number: int
    """Counted from 1."""
    label: str
    """What the document calls it, such as `iv`; its number where it says nothing."""
    lines: Sequence[Line]
    pictures: bool = False


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines of a page, in the order they are drawn.

    Text across the main direction of the page is left out, so is what the document marks as no
    part of its text, unless there is nothing else.
    """
    inside = [run for run in runs if not run.artifact] or list(runs)
    letters: Counter[int] = Counter()
    for run in inside:
        letters[run.angle] += len(run.text.strip())
    if not letters:
        return []
    main = letters.most_common(1)[0][0]
    lines: list[_Open] = []
    for run in _once(run for run in inside if run.angle == main and run.text):
        if not (lines and lines[-1].takes(run)):
            if not run.text.strip():
                continue
            lines.append(_Open(run))
        else:
            lines[-1].add(run)
    made = [line.line() for line in _joined(lines)]
    return [line for line in made if line.text.strip()]


def _once(runs: Iterable[Run]) -> Iterable[Run]:
    """Without what is drawn a second time at the same place, to look bolder."""
    last: Run | None = None
    for run in runs:
        near = 0.1 * run.size
        again = (
            last is not None
            and run.text == last.text
            and abs(run.x0 - last.x0) < near
            and abs(run.y - last.y) < near
        )
        if not again:
            yield run
        last = run


@dataclass(slots=True)
class _Open:
    """A line that may go on."""

    main: Run
    """Its largest run: the baseline is that of the words, not of a footnote mark."""
    runs: list[Run] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.runs.append(self.main)

    def add(self, run: Run) -> None:
        self.runs.append(run)
        if (run.size, len(run.text)) > (self.main.size, len(self.main.text)):
            self.main = run

    def takes(self, run: Run) -> bool:
        main, last = self.main, self.runs[-1]
        near = abs(run.y - main.y) < _SAME_LINE * max(run.size, main.size)
        return near and run.x0 >= last.x1 - _SAME_LINE * max(run.size, last.size)

    def line(self) -> Line:
        main = self.main
        shown = [run for run in self.runs if run.text.strip()]
        return Line(
            _composed(self.runs, main),
            x0=min(run.x0 for run in shown),
            x1=max(run.x1 for run in shown),
            y=main.y,
            size=_usual_size(shown),
            bold=all(run.bold for run in shown),
        )


def _joined(lines: Sequence[_Open]) -> list[_Open]:
    """Parts of one line that were drawn one after the other, but not from left to right."""
    joined: list[_Open] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and abs(before.main.y - line.main.y) < 0.2 * line.main.size:
            runs = sorted([*before.runs, *line.runs], key=lambda run: run.x0)
            pairs = pairwise(runs)
            if all(second.x0 >= first.x1 - 0.3 * first.size for first, second in pairs):
                before.runs = runs
                continue
        joined.append(line)
    return joined


def _composed(runs: Sequence[Run], main: Run) -> str:
    text, last = "", None
    for run in runs:
        if last is not None:
            gap = (run.x0 - last.x1) / max(run.size, last.size, 0.1)
            if gap > _CELL_GAP:
                text = text.rstrip(" ") + "\t"
            elif gap > _WORD_GAP and not text.endswith((" ", "\t")) and not run.text[0].isspace():
                text += " "
        raised = run.size < 0.85 * main.size and main.y - run.y > 0.15 * main.size
        text += run.text.translate(_RAISED) if raised and run.text.strip().isdigit() else run.text
        last = run
    return _whole_letters(text)


def _whole_letters(text: str) -> str:
    """The dots of an umlaut drawn beside their letter put onto it, ligatures taken apart."""
    text = _DOTS.sub("\\1\u0308", text)
    return unicodedata.normalize("NFC", "".join(_LETTERS.get(letter, letter) for letter in text))


def _usual_size(runs: Sequence[Run]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    return sizes.most_common(1)[0][0]


def line_distance(pages: Sequence[Page]) -> float:
    """The usual distance of two lines, as a multiple of their size."""
    found: Counter[float] = Counter()
    for page in pages:
        for above, line in zip(page.lines, page.lines[1:], strict=False):
            if abs(above.size - line.size) < 0.3 and 0.9 < (line.y - above.y) / line.size < 2.6:
                found[round((line.y - above.y) / line.size, 1)] += 1
    return found.most_common(1)[0][0] + 0.05 if found else 1.25
