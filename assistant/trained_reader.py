"""The trained reader: one pass over question and text together, a score for each sentence.

Input: `<s> query: question </s> passage: title </s> sentence 1 </s> sentence 2 </s> ...` in windows
of at most 512 tokens that overlap by a quarter. The encoder is the plain multilingual-e5-small with a
low-rank update of its own; two small heads read its vectors.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

__all__ = ["ReadingHeads", "Window", "read_windows", "windows_of"]

_LONGEST = 512
_LONGEST_QUESTION = 96
_LONGEST_TITLE = 48
_OVERLAP = 0.25
_WIDTH = 384
_HIDDEN = 128


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences with their question, as tokens."""

    tokens: tuple[int, ...]
    question: tuple[int, int]
    """Positions [start, end) of the question's tokens."""
    spans: tuple[tuple[int, int], ...]
    """The same for each sentence."""
    first: int
    """Number of the first of these sentences within its text."""


def windows_of(
    tokenizer: "PreTrainedTokenizerBase", question: str, title: str, sentences: Sequence[str]
) -> list[Window]:
    """Cut a text into windows; a sentence longer than a window loses its end."""
    start, end = tokenizer.cls_token_id, tokenizer.sep_token_id
    asked = _ids(tokenizer, f"query: {question}")[:_LONGEST_QUESTION]
    head = _ids(tokenizer, f"passage: {title}")[:_LONGEST_TITLE]
    lead = [start, *asked, end, *head, end]
    room = _LONGEST - len(lead)
    tokenized = [_ids(tokenizer, sentence)[: room - 1] for sentence in sentences]
    windows: list[Window] = []
    for first, last in _runs([len(ids) + 1 for ids in tokenized], room):
        tokens = list(lead)
        spans: list[tuple[int, int]] = []
        for ids in tokenized[first:last]:
            spans.append((len(tokens), len(tokens) + len(ids)))
            tokens += [*ids, end]
        windows.append(Window(tuple(tokens), (1, 1 + len(asked)), tuple(spans), first))
    return windows


def _runs(lengths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """[first, last) of each window's sentences: as many as fit, a quarter of them again."""
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


def _ids(tokenizer: "PreTrainedTokenizerBase", text: str) -> list[int]:
    ids: list[int] = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
    return ids


def _pad(windows: Sequence[Window], padding: int) -> tuple[Tensor, Tensor]:
    """Tokens and attention mask, shape (windows, longest)."""
    longest = max(len(window.tokens) for window in windows)
    tokens = torch.full((len(windows), longest), padding)
    for row, window in zip(tokens, windows, strict=True):
        row[: len(window.tokens)] = torch.tensor(window.tokens)
    mask = torch.zeros_like(tokens)
    for row, window in zip(mask, windows, strict=True):
        row[: len(window.tokens)] = 1
    return tokens, mask


class ReadingHeads(nn.Module):
    """From an encoder's token vectors to a logit for each sentence and one for the window."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = nn.Linear(4 * _WIDTH + 1, _HIDDEN)
        self.answers = nn.Linear(_HIDDEN, 1)
        self.window = nn.Linear(2 * _HIDDEN + _WIDTH + 2, _HIDDEN)
        self.answerable = nn.Linear(_HIDDEN, 1)

    def forward(self, states: Tensor, window: Window) -> tuple[Tensor, Tensor]:
        """Logits, shapes (sentences,) and ().

        Args:
            states: the window's token vectors, shape (tokens, 384).
        """
        states = states.float()
        asked = states[slice(*window.question)].mean(0)
        means = torch.stack([states[start : max(end, start + 1)].mean(0) for start, end in window.spans])
        cosine = nn.functional.cosine_similarity(means, asked[None], dim=1)[:, None]
        whole = states[0].expand_as(means)
        features = torch.cat([means, asked * means, (asked - means).abs(), whole, 10 * cosine], 1)
        hidden = nn.functional.gelu(self.sentence(features))
        logits = self.answers(hidden)[:, 0]
        pooled = torch.cat([
            hidden.amax(0), hidden.mean(0), states[0], logits.max()[None], logits.mean()[None],
        ])  # fmt: skip
        return logits, self.answerable(nn.functional.gelu(self.window(pooled)))[0]


def read_windows(
    encoder: Any, heads: ReadingHeads, windows: Sequence[Window], padding: int
) -> list[tuple[Tensor, Tensor]]:
    """The logits of each window, from one batch."""
    tokens, mask = _pad(windows, padding)
    states = encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
    return [heads(row, window) for row, window in zip(states, windows, strict=True)]
