"""Lines of pages -> the paragraphs, list items, rows and footnotes that they were one day."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from index.hyphenation import is_open_address
from index.readers.lines import Line, Page, line_distance

__all__ = ["CONTENTS_ENTRY", "Part", "PartKind", "body_size", "parts_of"]

CONTENTS_ENTRY = re.compile(r".*?\S[\s\t]*(\.[\s\t]?){4,}[\s\t]*(\d+|[ivxlc]+)\s*")
"""A line of a table of contents: a title, dots, and a page."""

_MARK = re.compile(
    r"(?P<marker>[•▪●◦○■□‣⁃∙·➢►✓✔*–—-]|o(?=\s+[^\Wa-z])|\(?\d{1,3}[.)]|[a-z]\)|\([a-z]\)|[ivx]{1,4}\))\s+(?=\S)"
)
_DATE = re.compile(
    r"\d{1,2}\.\s+(Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Wahlperiode)"
)
_FOOTNOTE = re.compile(r"(?P<marker>[\d⁰¹²³⁴-⁹]{1,3}\)?|\*{1,3})\s*(?=[^\W\d_]|[„\"(»])")
_ENDED = re.compile(r"[.!?:…][\"“”‘’'»)\]⁰¹²³⁴-⁹]*$")
_SMALL = 0.93
"""Of the size of the text: footnotes are set smaller than this."""
_LOOSE = 1.28
"""Of the usual distance of lines: what lies farther apart is not one paragraph."""
_SHORT = 0.35
"""Of a line's width: what it leaves free when the next one was begun on purpose."""
_TITLE_LINES = 4
_INDENT = 0.8
"""Of the size: how far a line must be moved in to begin something."""


class PartKind:
    """What a part of a page is."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(slots=True)
class Part:
    """Lines that belong together; each with the number of its page."""

    kind: str
    marker: str = ""
    lines: list[Line] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    """Whether a line was begun on purpose, as in an address, though there was room above."""
    left: float = 0.0
    """Where its first line begins."""
    space_before: float = 0.0
    """In lines; how far from what stands above it on the page."""

    def add(self, line: Line, page: int, on_purpose: bool = False) -> None:
        self.lines.append(line)
        self.pages.append(page)
        self.breaks.append(on_purpose)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def hang(self) -> float | None:
        """Where its second line begins."""
        return self.lines[1].x0 if len(self.lines) > 1 else None


def body_size(pages: Sequence[Page]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def parts_of(
    pages: Sequence[Page], is_title: Callable[[str, int], bool] = lambda text, page: False
) -> list[Part]:
    """The parts of all pages in reading order; what goes on on the next page is one part.

    Footnotes stand behind the part that their page ends with.

    Args:
        is_title: whether a text on a page is known to be a heading, however close the text below.
    """
    size = body_size(pages)
    reading = _Reading(size, line_distance(pages), is_title)
    for page in pages:
        text, notes = _without_footnotes(page, size)
        reading.take_page(page.number, text)
        reading.notes += _footnotes(page.number, notes)
    reading.close()
    return reading.parts


def _without_footnotes(page: Page, size: float) -> tuple[Sequence[Line], Sequence[Line]]:
    """A page's lines, parted where its footnotes begin."""
    first = len(page.lines)
    while first and page.lines[first - 1].size < _SMALL * size:
        first -= 1
    while first < len(page.lines) and not _FOOTNOTE.match(page.lines[first].text):
        first += 1
    low = page.lines and first < len(page.lines)
    if not low or (first and page.lines[first].y < page.lines[first - 1].y):
        return page.lines, ()
    return page.lines[:first], page.lines[first:]


def _footnotes(page: int, lines: Sequence[Line]) -> Iterator[Part]:
    part: Part | None = None
    for line in lines:
        if mark := _FOOTNOTE.match(line.text):
            if part is not None:
                yield part
            part = Part(PartKind.FOOTNOTE, mark["marker"])
            line = _cut(line, mark.end())  # noqa: PLW2901
        if part is not None:
            part.add(line, page)
    if part is not None:
        yield part


def _cut(line: Line, start: int) -> Line:
    return Line(line.text[start:].strip(), line.x0, line.x1, line.y, line.size, line.bold)


@dataclass(slots=True)
class _Reading:
    """Takes line after line and closes a part where the next one begins."""

    body: float
    distance: float
    is_title: Callable[[str, int], bool]
    parts: list[Part] = field(default_factory=list)
    notes: list[Part] = field(default_factory=list)
    open: Part | None = None
    page: int = 0
    rights: dict[int, float] = field(default_factory=dict)
    """Where lines that begin there end at most, on the page, on a grid."""

    def take_page(self, number: int, lines: Sequence[Line]) -> None:
        self.page = number
        before = self.rights
        self.rights = {}
        for line in lines:
            for column in (round(line.x0 / 25) - 1, round(line.x0 / 25), round(line.x0 / 25) + 1):
                self.rights[column] = max(self.rights.get(column, 0.0), line.x1)
        for position, line in enumerate(lines):
            above = lines[position - 1] if position else None
            self._take(line, above, before if above is None else self.rights)

    def close(self) -> None:
        if self.open is not None:
            self.parts.append(self.open)
        self.parts += self.notes
        self.open, self.notes = None, []

    def _take(self, line: Line, above: Line | None, rights: dict[int, float]) -> None:
        if self.open is None or not self._goes_on(self.open, line, above, rights):
            self.close()
            self._begin(line, above)
        else:
            last = self.open.lines[-1]
            right = rights.get(round(last.x0 / 25), last.x1)
            short = last.x1 < right - _SHORT * (right - last.x0) and not line.text[:1].islower()
            self.open.add(line, self.page, short and not last.text.endswith(("-", "\u00ad", ",")))

    def _begin(self, line: Line, above: Line | None) -> None:
        part = Part(PartKind.TEXT, left=line.x0)
        if above is not None and line.y > above.y:
            part.space_before = (line.y - above.y) / (self.distance * line.size)
        mark = _MARK.match(line.text)
        if mark and not _DATE.match(line.text):
            part.kind, part.marker = PartKind.ITEM, mark["marker"]
            line = _cut(line, mark.end())
        elif _is_row(line):
            part.kind = PartKind.ROW
        part.add(line, self.page)
        self.open = part

    def _goes_on(
        self, part: Part, line: Line, above: Line | None, rights: dict[int, float]
    ) -> bool:
        """Whether a line belongs to the part above it, or at the end of the page before."""
        last = part.lines[-1]
        if abs(line.size - last.size) > 0.07 * last.size or CONTENTS_ENTRY.fullmatch(last.text):
            return False
        if _is_row(line) or part.kind == PartKind.ROW:
            return False
        so_far = " ".join(one.text for one in part.lines[:_TITLE_LINES])
        if self.is_title(so_far, part.pages[0]) or self.is_title(line.text, self.page):
            return False
        ended = bool(_ENDED.search(last.text)) and not is_open_address(last.text)
        full = last.x1 >= rights.get(round(last.x0 / 25), last.x1) - 4 * last.size
        marked = _MARK.match(line.text) and not _DATE.match(line.text)
        if marked and (ended or not full or part.kind == PartKind.ITEM):
            return False
        if part.bold != line.bold and (ended or not full or (part.bold and len(part.lines) == 1)):
            return False
        if above is None or line.y <= above.y:
            return self._goes_on_elsewhere(part, line, ended, full)
        if line.y - above.y > _LOOSE * self.distance * line.size:
            return False
        if part.kind == PartKind.ITEM:
            return _goes_on_in_item(part, line, ended, full)
        return _goes_on_in_text(part, line, ended, full)

    def _goes_on_elsewhere(self, part: Part, line: Line, ended: bool, full: bool) -> bool:
        """On the next page or in the next column: only where a sentence was cut."""
        if ended or part.size > 1.1 * self.body or _MARK.match(line.text):
            return False
        last = part.lines[-1].text
        return line.text[:1].islower() or last.endswith(("-", "\u00ad", ",")) or full


def _is_row(line: Line) -> bool:
    mark = _MARK.match(line.text)
    text = line.text[mark.end() :] if mark else line.text
    return "\t" in text and not re.match(r"[\dIVX.]+\t[^\t]+$", text)


def _goes_on_in_item(part: Part, line: Line, ended: bool, full: bool) -> bool:
    step = _INDENT * line.size
    if line.x0 < part.left - step:
        return False
    if part.hang is None:
        moved_in = line.x0 > part.left + 0.3 * line.size
        return moved_in or not ended or full
    if line.x0 < part.hang - step:
        return not ended and line.text[:1].islower()
    return not (line.x0 > part.hang + step and ended)


def _goes_on_in_text(part: Part, line: Line, ended: bool, full: bool) -> bool:
    if ended and not full:
        return False
    step = _INDENT * line.size
    last = part.lines[-1]
    if line.x0 > last.x0 + step and len(part.lines) > 1:
        return not ended and full
    if line.x0 > last.x0 + step:  # a hanging paragraph, or the first line of the next one
        return not ended
    if line.x0 < last.x0 - step and len(part.lines) > 1:
        return not ended
    return True
