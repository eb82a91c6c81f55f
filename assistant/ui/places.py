"""Places in the documents: the addresses that lead to them, and what an address means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.commitments import permalink
from index import Index, Passage

__all__ = ["Place", "find_place", "place_link"]


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a passage: `document.text[start:end]`."""

    passage: Passage
    start: int
    end: int
    certain: bool = True
    """Whether these are the words that were asked for; else it is the whole passage instead."""


def place_link(passage: Passage, start: int | None = None, end: int | None = None) -> str:
    """The permalink of a passage, or of the words `document.text[start:end]` in it."""
    words = "" if start is None or end is None else f"&start={start}&end={end}"
    return permalink(passage.id) + words


def find_place(index: Index, query: Mapping[str, Any]) -> Place | None:
    """What the parts `passage`, `start` and `end` of an address lead to; None: no such passage."""
    passage = index.by_id.get(str(query.get("passage")))
    if passage is None:
        return None
    start, end = query.get("start"), query.get("end")
    if start is None and end is None:
        return Place(passage, passage.start, passage.end)
    first, last = _offset(start), _offset(end)
    if first is not None and last is not None and passage.start <= first < last <= passage.end:
        return Place(passage, first, last)
    return Place(passage, passage.start, passage.end, certain=False)


def _offset(value: object) -> int | None:
    """A number of up to nine plain digits."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
