"""The small network on top of the reader's encoder."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from assistant.windows import Window

__all__ = ["ReadingHeads", "read_windows"]

_WIDTH = 384
_HIDDEN = 128


class ReadingHeads(nn.Module):
    """From an encoder's token vectors to a logit for each sentence and one for the window."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = nn.Linear(4 * _WIDTH + 1, _HIDDEN)
        self.answers = nn.Linear(_HIDDEN, 1)
        self.window = nn.Linear(2 * _HIDDEN + _WIDTH + 2, _HIDDEN)
        self.answerable = nn.Linear(_HIDDEN, 1)

    def forward(self, states: Tensor, window: Window) -> tuple[Tensor, Tensor]:
        """Logits, shapes (spans,) and ().

        Args:
            states: the window's token vectors, shape (tokens, 384).
        """
        with torch.autocast("cpu", enabled=False):
            return self._logits(states.float(), window)

    def _logits(self, states: Tensor, window: Window) -> tuple[Tensor, Tensor]:
        asked = states[slice(*window.question)].mean(0)
        means = _span_means(states, window)
        cosine = nn.functional.cosine_similarity(means, asked[None], dim=1)[:, None]
        whole = states[0].expand_as(means)
        features = torch.cat([means, asked * means, (asked - means).abs(), whole, 10 * cosine], 1)
        hidden = nn.functional.gelu(self.sentence(features))
        logits = self.answers(hidden)[:, 0]
        pooled = torch.cat([
            hidden.amax(0), hidden.mean(0), states[0], logits.max()[None], logits.mean()[None],
        ])  # fmt: skip
        return logits, self.answerable(nn.functional.gelu(self.window(pooled)))[0]


def _span_means(states: Tensor, window: Window) -> Tensor:
    """Mean vector of each span's tokens, shape (spans, 384); an empty one takes what follows."""
    spans = (states[start : max(end, start + 1)] for start, end in window.spans)
    return torch.stack([span.mean(0) for span in spans])


def read_windows(
    encoder: Any, heads: ReadingHeads, windows: Sequence[Window]
) -> list[tuple[Tensor, Tensor]]:
    """The logits of each window, from one row of all of them.

    Args:
        encoder: with packed attention.
    """
    lengths = [len(window.tokens) for window in windows]
    tokens = torch.tensor([[token for window in windows for token in window.tokens]])
    places = torch.cat([torch.arange(length) for length in lengths])[None]
    states = encoder(input_ids=tokens, position_ids=places, lengths=lengths).last_hidden_state
    rows = states[0].split(lengths)
    return [heads(row, window) for row, window in zip(rows, windows, strict=True)]
