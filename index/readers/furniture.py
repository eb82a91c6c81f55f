"""Running headers, footers and page numbers, known by their repetition, and pages without them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.readers.lines import Line, Page, line_distance

__all__ = ["without_furniture"]

_EDGE = 0.14
"""Share of the height of the text at the top and the bottom of a page where furniture stands."""
_OUTERMOST = 3
"""Lines from either edge of a page that may be furniture, however long the page is."""
_GRID = 4.0
"""Points within which two lines stand at the same height."""
_PAGES = 3
"""Pages on which a line must be repeated, in a document that has as many."""
_NUMBER = re.compile(r"\d+|(?<!\w)[ivxlc]+(?!\w)")
_GAP = 1.35
"""Of the usual distance of two lines: how far from the text furniture stands at least."""
_SMALL = 0.93
"""Of the size of the text beside it: furniture that stands nearer is smaller than this."""
_PAGE_NUMBER = re.compile(
    r"\W*(Seite|S\.|Page|Blatt)?\W*#\s*((/|\||von|of)\s*#)?\W*", re.IGNORECASE
)


# Where in a line the number of a page stands: in a column of its own, after the word, or at an end;
# but not as in `3. Wohnen` or `Kapitel 3`.
_WITH_PAGE_NUMBER = re.compile(
    r".*\b(Seite|S\.|Page|Blatt)\W*#.*|#\t.*|.*\t#( ?(/|von) ?#)?|#( ?[|/–·-] ?| )[^\d.)#].*|"
    r"\S+ .*\S ([|/–·-] ?)?#( ?(/|von) ?#)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line near an edge of its page."""

    page: int
    position: int
    """Among the lines of its page."""
    line: Line
    edge: str
    height: int
    """Distance from the edge, on a grid."""
    rank: int
    """How many lines stand between it and the edge."""

    @property
    def key(self) -> tuple[int, int]:
        return self.page, self.position

    def columns(self) -> Iterator[str]:
        """What may be repeated: the line, or its first or last column."""
        text = self.line.text.strip()
        yield text
        parts = text.split("\t")
        if len(parts) > 1:
            yield f"{parts[0]}\t"
            yield f"\t{parts[-1]}"


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without lines that are repeated at the same height of several pages.

    Numbers may differ from page to page if they count with the pages. Where most of what stands at
    one height at an edge is repeated, the rest of it is furniture too: the headings of chapters.
    Furniture is set off from the text by a gap or its size; a text that repeats itself is not.
    """
    candidates = list(_candidates(pages))
    repeated = _repeated(candidates, pages)
    repeated |= _at_the_same_height(candidates, repeated)
    distance = line_distance(pages)
    kept = []
    for page in pages:
        order = sorted(range(len(page.lines)), key=lambda n: (page.lines[n].y, page.lines[n].x0))
        known = [(page.number, position) in repeated for position in order]
        lines = [page.lines[position] for position in order]
        above = _set_off(lines, known, distance)
        below = _set_off(lines[::-1], known[::-1], distance)
        gone = {*order[:above], *order[len(order) - below :]}
        kept.append(replace(page, lines=[x for n, x in enumerate(page.lines) if n not in gone]))
    return kept


def _candidates(pages: Sequence[Page]) -> Iterator[_Candidate]:
    heights = [line.y for page in pages for line in page.lines]
    if not heights:
        return
    top, bottom = min(heights), max(heights)
    zone = _EDGE * (bottom - top)
    for page in pages:
        order = sorted(range(len(page.lines)), key=lambda position: page.lines[position].y)
        for rank, position in enumerate(order):
            line = page.lines[position]
            for edge, distance, outer in (
                ("top", line.y - top, rank),
                ("bottom", bottom - line.y, len(order) - 1 - rank),
            ):
                if distance <= zone and outer < _OUTERMOST:
                    height = round(distance / _GRID)
                    yield _Candidate(page.number, position, line, edge, height, outer)


def _repeated(candidates: Sequence[_Candidate], pages: Sequence[Page]) -> set[tuple[int, int]]:
    """The lines that stand on several pages at the same height, or count the pages there."""
    needed = min(_PAGES, len(pages))
    groups: dict[tuple[str, int, str], dict[int, _Candidate]] = defaultdict(dict)
    for one in candidates:
        for text in one.columns():
            for height in (one.height, one.height + 1):  # neighbours on the grid are alike
                groups[one.edge, height, text].setdefault(one.page, one)
                groups[one.edge, height, _NUMBER.sub("#", text) + "\n"].setdefault(one.page, one)
    found: set[tuple[int, int]] = set()
    for (_, _, text), group in groups.items():
        lines = list(group.values())
        only_numbers = bool(_PAGE_NUMBER.fullmatch(text.strip()))
        enough = len(group) >= needed and len(group) > 1
        if enough and (not text.endswith("\n") or only_numbers or _counts_pages(text, lines)):
            found.update(one.key for one in lines)
        elif only_numbers and len(pages) == 1 and lines[0].line.text[:1].isalpha():
            found.update(one.key for one in lines)  # "Seite 1 von 1"
    return found


def _counts_pages(shape: str, lines: Sequence[_Candidate]) -> bool:
    """Whether the lines hold a number that grows with the pages, where a page number stands."""
    if not _WITH_PAGE_NUMBER.fullmatch(shape.strip("\n")) or shape.rstrip().endswith((".", "!")):
        return False
    offsets: Counter[int] = Counter()
    for one in lines:
        offsets.update({int(number) - one.page for number in re.findall(r"\d+", one.line.text)})
    return bool(offsets) and offsets.most_common(1)[0][1] > 0.6 * len(lines)


def _at_the_same_height(
    candidates: Sequence[_Candidate], found: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Outermost lines at a height where most others are repeated."""
    levels: dict[tuple[str, int], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        if one.rank == 0:
            levels[one.edge, one.height].append(one)
    further: set[tuple[int, int]] = set()
    for lines in levels.values():
        known = sum(one.key in found for one in lines)
        if known >= _PAGES and known > 0.5 * len(lines):
            further.update(one.key for one in lines)
    return further


def _set_off(lines: Sequence[Line], repeated: Sequence[bool], distance: float) -> int:
    """How many lines from an edge on are repeated and stand apart from the text."""
    count = 0
    for number, line in enumerate(lines[:_OUTERMOST], start=1):
        if not repeated[number - 1]:
            break
        inner = lines[number] if number < len(lines) else None
        if inner is None:
            return number
        apart = abs(inner.y - line.y) > _GAP * distance * max(line.size, inner.size)
        if apart or line.size < _SMALL * inner.size:
            count = number
    return count
