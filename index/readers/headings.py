"""Which parts of a PDF are headings, and of which level: by its bookmarks, sizes and numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.readers.paragraphs import CONTENTS_ENTRY, Part, PartKind

__all__ = ["Bookmark", "heading_levels", "named_by"]

_LARGE = 1.08
"""Of the size of the text: what is set larger is no common text."""
_LONGEST = 30
"""Words of a heading that is set larger; one that is only bold or numbered has half as many."""
_NUMBER = re.compile(r"(?P<number>\d{1,2}(\.\d{1,2})*)\.?\s+(?=[A-ZÄÖÜ„\"»(])")
_DEEP_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})+\.?\s+(?=[A-ZÄÖÜ„\"»(])")
_LABEL = re.compile(
    r"(§+|Artikel|Art\.|Kapitel|Abschnitt|Teil|Anlage|Anhang)\s*(\d+[a-z]?|[IVX]+)\b", re.IGNORECASE
)
_NO_TITLE = re.compile(r"[.;,!]$")
_NUMBERED_TITLE = re.compile(
    r"^(kapitel|abschnitt|anhang|teil|§)?\s*[\divx]+(\.\d+)*\.?\s+", re.IGNORECASE
)
_TRUSTED = 0.5


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: level from 1, page counted from 1."""

    title: str
    level: int
    page: int


_Style = tuple[float, bool]


def heading_levels(
    parts: Sequence[Part], texts: Sequence[str], bookmarks: Sequence[Bookmark], body: float
) -> dict[int, int]:
    """Position of each heading in `parts` -> its level, from 1.

    Bookmarks decide where the document has them; what looks like those headings is one too.

    Args:
        texts: the text of each part.
        body: the size of common text.
    """
    marked = _marked(parts, texts, bookmarks)
    looks = [n for n, part in enumerate(parts) if _looks_like_one(part, texts[n], body)]
    if len(marked) >= max(3, _TRUSTED * len(bookmarks)):
        known: dict[_Style, int] = Counter(_style(parts[n]) for n in marked)
        all_alike = Counter(_style(parts[n]) for n in {*looks, *marked})
        styles = {style for style, count in known.items() if count >= _TRUSTED * all_alike[style]}
        looks = [n for n in looks if _style(parts[n]) in styles]
    looks += [n - 1 for n in {*looks, *marked} if n and _LABEL.fullmatch(texts[n - 1])]
    found = {n: marked.get(n) or _depth(texts[n]) for n in sorted({*looks, *marked})}
    by_style = _levels_of_styles({n: level for n, level in found.items() if level}, parts)
    _rank_the_rest({_style(parts[n]) for n in found}, by_style)
    levels = {n: level or by_style[_style(parts[n])] for n, level in found.items()}
    for n in levels:  # a label such as `Kapitel 5` belongs to the title below it
        if n + 1 in levels and _LABEL.fullmatch(texts[n]):
            levels[n] = levels[n + 1]
    return levels


def _marked(
    parts: Sequence[Part], texts: Sequence[str], bookmarks: Sequence[Bookmark]
) -> dict[int, int]:
    """The parts that a bookmark names, each found on its page."""
    wanted = _wanted(bookmarks)
    found: dict[int, int] = {}
    for n, (part, text) in enumerate(zip(parts, texts, strict=True)):
        if part.kind not in (PartKind.TEXT, PartKind.ITEM) or len(text.split()) > _LONGEST:
            continue
        for title in (f"{part.marker} {text}", text, _NUMBERED_TITLE.sub("", text)):
            level = wanted.get((part.pages[0], _key(title)))
            if level and _key(title):
                found[n] = level
                break
    return found


def named_by(bookmarks: Sequence[Bookmark]) -> Callable[[str, int], bool]:
    """Whether a bookmark names a text on a page."""
    wanted = _wanted(bookmarks)
    return lambda text, page: (page, _key(text)) in wanted


def _wanted(bookmarks: Sequence[Bookmark]) -> dict[tuple[int, str], int]:
    """Page and title, with its number and without -> level."""
    wanted: dict[tuple[int, str], int] = {}
    for mark in bookmarks:
        for title in (mark.title, _NUMBERED_TITLE.sub("", mark.title)):
            if _key(title):
                wanted.setdefault((mark.page, _key(title)), mark.level)
    return wanted


def _looks_like_one(part: Part, text: str, body: float) -> bool:
    words = len(text.split())
    if (
        part.kind not in (PartKind.TEXT, PartKind.ITEM)
        or not words
        or not re.search(r"[^\W\d_]", text)
    ):
        return False
    if CONTENTS_ENTRY.fullmatch(text) or re.search(r"\t(\d+|[ivxl]+)$", part.lines[-1].text):
        return False  # an entry of the table of contents
    if part.kind == PartKind.ITEM:
        numbered = part.marker.rstrip(".").isdigit()
        styled = part.bold or part.size > _LARGE * body
        return numbered and styled and words <= _LONGEST / 2 and not _NO_TITLE.search(text)
    if part.size > _LARGE * body:
        return words <= _LONGEST
    if words > _LONGEST / 2 or _NO_TITLE.search(text) or text.endswith(":"):
        return False
    return part.size > 0.95 * body and (
        part.bold or bool(_DEEP_NUMBER.match(text)) or bool(_LABEL.match(text) and words <= 8)
    )


def _depth(text: str) -> int | None:
    """The level that a number says: 2 for `3.1 Wohnen`."""
    number = _DEEP_NUMBER.match(text)
    return number[0].strip().rstrip(".").count(".") + 1 if number else None


def _levels_of_styles(found: Mapping[int, int], parts: Sequence[Part]) -> dict[_Style, int]:
    """The level that most headings of a style have."""
    levels: dict[_Style, Counter[int]] = defaultdict(Counter)
    for n, level in found.items():
        levels[_style(parts[n])][level] += 1
    return {style: counts.most_common(1)[0][0] for style, counts in levels.items()}


def _rank_the_rest(styles: Iterable[_Style], known: dict[_Style, int]) -> None:
    """Give every style a level: one below the next larger style, the largest 1."""
    above = 0
    for style in sorted(styles, reverse=True):
        if style not in known:
            known[style] = above + 1
        above = known[style]


def _style(part: Part) -> _Style:
    return round(part.size * 2) / 2, part.bold


def _key(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
