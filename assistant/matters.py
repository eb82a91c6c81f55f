"""A question about several matters -> what each of its parts finds by itself."""

import re

from index import Hit, Index
from index.placing import is_bare

__all__ = ["matters_of", "parts_of_question"]

_JOINING = "und|aber|and|but|et|mais|і|й|та|але|и|а|но|ve|bir de|ama|و|oraz|i|ale|și|si|dar|và|còn"
_BETWEEN = re.compile(
    rf"(?<=[.?!؟;])\s+|\s[–-]\s|:\s|,?\s+(?:{_JOINING})\s+(?=\S+\s+\S+\s+\S+)", re.IGNORECASE
)
"""Where one matter may end and another begin: at signs, and at a word that joins clauses."""
_MOST_PARTS = 4
"""More are a story, of which one sentence asks."""
_SURE = 0.25
"""Probability of a passage, as classifiers tell it, from which a part of a question asks for it; on
the tuning half. Parts that are no matter of their own are like no passage's questions."""


def parts_of_question(question: str) -> list[str]:
    """The parts of a question that may each be a matter of its own; none where it is one."""
    parts = [part.strip() for part in _BETWEEN.split(question)]
    parts = [part for part in parts if not is_bare(part)]
    return parts if 1 < len(parts) <= _MOST_PARTS else []


def matters_of(index: Index, question: str, language: str) -> tuple[Hit, ...]:
    """The passages that parts of a question surely ask for, in their order.

    Args:
        language: of the question.
    """
    parts = parts_of_question(question)
    if not parts:
        return ()
    found = (
        index.find(vector, part, 1, language=language)
        for part, vector in zip(parts, index.encode(parts), strict=True)
    )
    sure = (hit for one in found if one.inside > 0 for hit in one.hits if _is_sure(hit))
    return tuple({hit.passage.id: hit for hit in sure}.values())


def _is_sure(hit: Hit) -> bool:
    return hit.told is not None and hit.told >= _SURE
