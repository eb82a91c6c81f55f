"""Question and passages -> which sentences answer it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from assistant.sentences import sentence_spans
from index import Encoder, Kind, Passage
from index.model import Vectors

__all__ = ["LightReader", "Reader", "Span"]

Span = tuple[int, int]
_DELETION = "~~"
_WHOLE = 110
"""Words up to which a passage is quoted whole: taken apart, it would lose its sense."""
_WHOLE_LIST = 350
"""The same for a list that answers best: who asks for it wants all of it."""
_MOST = 110
"""Words of a quote taken from a longer passage, beyond its first sentence."""


class Reader(Protocol):
    """Chooses what to quote."""

    def quote_spans(self, vector: Vectors, passages: Sequence[Passage]) -> list[Span]:
        """For each passage, the offsets within its text of the part that answers."""
        ...


class LightReader:
    """Untrained: cosine of the question and each sentence with its neighbours."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def quote_spans(self, vector: Vectors, passages: Sequence[Passage]) -> list[Span]:
        spans = [sentence_spans(passage.text) for passage in passages]
        long = [
            len(own) > 1 and _is_long(passage, first=number == 0)
            for number, (passage, own) in enumerate(zip(passages, spans, strict=True))
        ]
        contexts = [
            _in_context(passage, spans[i], j)
            for i, passage in enumerate(passages)
            if long[i]
            for j in range(len(spans[i]))
        ]
        scores = np.empty(0, np.float32)
        if contexts:
            scores = self._encoder.encode(contexts, "passage") @ vector
        chosen: list[Span] = []
        taken = 0
        for passage, own, is_long in zip(passages, spans, long, strict=True):
            if not is_long:
                chosen.append((0, len(passage.text)))
                continue
            own_scores = scores[taken : taken + len(own)]
            taken += len(own)
            chosen.append(_grow(passage.text, own, own_scores))
        return chosen


def _is_long(passage: Passage, first: bool) -> bool:
    most = _WHOLE_LIST if first and passage.kind is Kind.LIST else _WHOLE
    return len(passage.text.split()) > most


def _in_context(passage: Passage, spans: Sequence[Span], number: int) -> str:
    first, last = max(0, number - 1), min(len(spans) - 1, number + 1)
    return f"{passage.section[-1]}\n{passage.text[spans[first][0] : spans[last][1]]}"


def _grow(text: str, spans: Sequence[Span], scores: Vectors) -> Span:
    """From the best sentence on, take in the better neighbour while the quote stays short."""
    first = last = int(np.argmax(scores))
    while True:
        before = scores[first - 1] if first > 0 else -np.inf
        after = scores[last + 1] if last + 1 < len(spans) else -np.inf
        wider = (first - 1, last) if before > after else (first, last + 1)
        if max(before, after) == -np.inf:
            break
        if len(text[spans[wider[0]][0] : spans[wider[1]][1]].split()) > _MOST:
            break
        first, last = wider
    return _with_whole_deletions(text, spans[first][0], spans[last][1])


def _with_whole_deletions(text: str, start: int, end: int) -> Span:
    """Taken apart, a deletion would read as a proposal: then the whole text is quoted."""
    if text[:start].count(_DELETION) % 2 or text[start:end].count(_DELETION) % 2:
        return 0, len(text)
    return start, end
