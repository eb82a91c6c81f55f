"""Draft passages whose wording was adopted: the adopted one speaks for both."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from index.passage import Passage, Status

__all__ = ["find_twins"]

_LEAST_LIKENESS = 96.0
"""Percent of likeness (indel ratio of letters and digits) of two wordings that are the same."""
_MOST_CHANGES = 16
"""Letters inserted or deleted; a long text with more of them was changed in substance."""


def find_twins(passages: Sequence[Passage]) -> dict[str, str]:
    """Id of a draft passage -> id of the adopted passage of the same kind and wording."""
    adopted = [(_letters(p), p) for p in passages if p.status is Status.ADOPTED]
    twins: dict[str, str] = {}
    for draft in passages:
        if draft.status is not Status.DRAFT:
            continue
        letters = _letters(draft)
        same_kind = [(other, p) for other, p in adopted if p.kind is draft.kind]
        alike = [
            (fuzz.ratio(letters, other), passage.id)
            for other, passage in same_kind
            if Indel.distance(letters, other) <= _MOST_CHANGES
        ]
        likeness, twin = max(alike, default=(0.0, ""))
        if likeness >= _LEAST_LIKENESS:
            twins[draft.id] = twin
    return twins


def _letters(passage: Passage) -> str:
    return re.sub(r"[\W_]", "", passage.text.casefold())
