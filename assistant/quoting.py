"""Passages and the scores of their sentences -> what to quote of each."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from assistant.reader import Asked, Reader, ReadingText
from index import Kind, Passage
from index.model import Vectors
from index.sentences import sentence_spans

__all__ = ["Span", "quote_spans", "reading_text"]

Span = tuple[int, int]
_DELETION = "~~"
_WHOLE = 110
"""Words up to which a passage is quoted whole: taken apart, it would lose its sense."""
_WHOLE_LIST = 350
"""The same for a list that answers best: who asks for it wants all of it."""
_MOST = 110
"""Words of a quote taken from a longer passage, beyond its first sentence."""


def reading_text(passage: Passage) -> ReadingText:
    """A passage as readers take it."""
    sentences = tuple(passage.text[a:b] for a, b in sentence_spans(passage.text))
    return ReadingText(passage.section[-1] if passage.section else "", sentences)


def quote_spans(
    reader: Reader,
    question: Asked,
    passages: Sequence[Passage],
    read: Mapping[str, Callable[[], Vectors]] = MappingProxyType({}),
) -> list[Span]:
    """For each passage, best first, the offsets within its text of the part that answers.

    Only passages that are too long to be quoted whole are read.

    Args:
        read: for passages that the reader has read already, by id, what gives the scores of their
            sentences.
    """
    long = {
        passage.id: passage
        for number, passage in enumerate(passages)
        if _is_long(passage, first=number == 0) and len(sentence_spans(passage.text)) > 1
    }
    unread = [passage for id, passage in long.items() if id not in read]
    scores = dict(read)
    if unread:
        reading = reader.read(question, [reading_text(passage) for passage in unread])
        scores |= {passage.id: reading.scores_of(n) for n, passage in enumerate(unread)}
    return [
        _grow(passage.text, sentence_spans(passage.text), scores[passage.id]())
        if passage.id in long
        else (0, len(passage.text))
        for passage in passages
    ]


def _is_long(passage: Passage, first: bool) -> bool:
    most = _WHOLE_LIST if first and passage.kind is Kind.LIST else _WHOLE
    return len(passage.text.split()) > most


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
