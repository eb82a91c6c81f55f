"""Draft passages whose wording was adopted: the adopted one speaks for both."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from index.passage import Kind, Passage, Status

__all__ = ["find_twins"]

_LEAST_LIKENESS = 96.0
"""Percent of likeness (indel ratio of letters and digits) of two wordings that are the same."""
_MOST_CHANGES = 16
"""Letters inserted or deleted; a long text with more of them was changed in substance."""
_PIECES = (6, 8, 11, 15, 20, 28, 40, 60, 100)
"""Lengths of the pieces that texts are compared by, in letters."""


def find_twins(passages: Sequence[Passage]) -> dict[str, str]:
    """Id of a draft passage -> id of the adopted passage of the same kind and wording.

    Only texts with a piece in common are compared letter by letter: a text in more pieces than
    it may have changes keeps one of them unchanged.
    """
    drafts = [passage for passage in passages if passage.status is Status.DRAFT]
    adopted = [p for p in passages if p.status is Status.ADOPTED] if drafts else []
    wordings = [_letters(passage) for passage in adopted]
    by_piece: dict[tuple[Kind, str], list[int]] = defaultdict(list)
    for number, (passage, letters) in enumerate(zip(adopted, wordings, strict=True)):
        for piece in _pieces(letters):
            by_piece[passage.kind, piece].append(number)
    twins: dict[str, str] = {}
    for draft in drafts:
        letters = _letters(draft)
        near = {
            number
            for part in _parts(letters)
            for number in by_piece.get((draft.kind, part), ())
            if abs(len(wordings[number]) - len(letters)) <= _MOST_CHANGES
        }
        alike = [
            (fuzz.ratio(letters, wordings[number]), adopted[number].id)
            for number in near
            if Indel.distance(letters, wordings[number], score_cutoff=_MOST_CHANGES)
            <= _MOST_CHANGES
        ]
        likeness, twin = max(alike, default=(0.0, ""))
        if likeness >= _LEAST_LIKENESS:
            twins[draft.id] = twin
    return twins


def _letters(passage: Passage) -> str:
    return re.sub(r"[\W_]", "", passage.text.casefold())


def _most_changes(length: int) -> int:
    """Changes to a text of that length that leave it the same wording, at most."""
    allowed = (100 - _LEAST_LIKENESS) / 100
    # The other text is longer by no more than the changes: 2 length + changes letters in all.
    return min(_MOST_CHANGES, int(2 * length * allowed / (1 - allowed) + 1e-9))


def _piece_length(length: int) -> int:
    """Of a text cut into more pieces than it may have changes; 0 if it is too short for that."""
    longest = length // (_most_changes(length) + 1)
    return max((size for size in _PIECES if size <= longest), default=0)


def _pieces(letters: str) -> Iterator[str]:
    size = _piece_length(len(letters))
    if size == 0:
        yield letters
        return
    for number in range(_most_changes(len(letters)) + 1):
        yield letters[number * size : (number + 1) * size]


def _parts(letters: str) -> set[str]:
    """Everything in a text that can be a piece of a text of nearly its length."""
    spread = _most_changes(len(letters) + _MOST_CHANGES)
    lengths = range(max(0, len(letters) - spread), len(letters) + spread + 1)
    sizes = {_piece_length(length) for length in lengths}
    parts = {letters}
    for size in sizes - {0}:
        parts.update(letters[start : start + size] for start in range(len(letters) - size + 1))
    return parts
