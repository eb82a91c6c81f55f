"""Question and text -> windows of tokens that an encoder can take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

__all__ = ["Window", "windows_of"]

_LONGEST = 512
_LONGEST_QUESTION = 128
"""Tokens; of a longer question the beginning and the end are read."""
_LONGEST_TITLE = 48
_OVERLAP = 0.75
"""Of two windows: a sentence is read with what stands before it and with what stands after it, and
its logits are averaged. On OMoS-QA's development part the average precision is .505 with a quarter,
.512 with half, .523 with three quarters and .524 with .85 (German questions)."""


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences with their question, as tokens."""

    tokens: tuple[int, ...]
    question: tuple[int, int]
    """Positions [start, end) of the question's tokens."""
    spans: tuple[tuple[int, int], ...]
    """The same for each sentence, or piece of one that is longer than a window."""
    sentences: tuple[int, ...]
    """Number of each span's sentence within its text."""


def windows_of(
    tokenizer: "PreTrainedTokenizerBase", question: str, title: str, sentences: Sequence[str]
) -> list[Window]:
    """Cut a text into windows that hold whole sentences; only longer ones are cut themselves."""
    start, end = tokenizer.cls_token_id, tokenizer.sep_token_id
    asked = _shortened(_ids(tokenizer, f"query: {question}"))
    head = _ids(tokenizer, f"passage: {title}")[:_LONGEST_TITLE]
    lead = [start, *asked, end, *head, end]
    room = _LONGEST - len(lead)
    pieces = [
        (number, ids[begin : begin + room - 1])
        for number, ids in enumerate(_ids(tokenizer, sentence) for sentence in sentences)
        for begin in range(0, max(1, len(ids)), room - 1)
    ]
    windows: list[Window] = []
    for first, last in _runs([len(ids) + 1 for _, ids in pieces], room):
        tokens = list(lead)
        spans: list[tuple[int, int]] = []
        for _, ids in pieces[first:last]:
            spans.append((len(tokens), len(tokens) + len(ids)))
            tokens += [*ids, end]
        numbers = tuple(number for number, _ in pieces[first:last])
        windows.append(Window(tuple(tokens), (1, 1 + len(asked)), tuple(spans), numbers))
    return windows


def _runs(lengths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """[first, last) of each window's pieces: as many as fit, three quarters of them again."""
    first = 0
    while first < len(lengths):
        last, used = first, 0
        while last < len(lengths) and used + lengths[last] <= room:
            used += lengths[last]
            last += 1
        yield first, last
        if last == len(lengths):
            return
        back, repeated = last, 0
        while back - 1 > first and repeated + lengths[back - 1] <= _OVERLAP * room:
            back -= 1
            repeated += lengths[back]
        first = back


def _shortened(ids: list[int]) -> list[int]:
    if len(ids) <= _LONGEST_QUESTION:
        return ids
    half = _LONGEST_QUESTION // 2
    return [*ids[:half], *ids[-half:]]


def _ids(tokenizer: "PreTrainedTokenizerBase", text: str) -> list[int]:
    ids: list[int] = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
    return ids
