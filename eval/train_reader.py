"""Trains the reader: the whole encoder but its word embeddings, and two small heads.

First on what teaches to find an answer at all, then ever more on what answers are to be like.
The loss is the mean binary cross-entropy of the sentences plus a share of that of the whole window.
"""

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn

from assistant.packed_attention import use_packed_attention
from assistant.reader_file import read_reader_file, write_reader_file
from assistant.reading_heads import ReadingHeads, read_windows
from assistant.windows import Window, windows_of
from eval.reading_data import ReadingExample

__all__ = ["Source", "mean_of_readers", "train_reader"]

_RATE = 6e-5
_HEAD_RATE = 1e-3
_WARM_UP = 0.05
_TOKENS = 1800
"""Of a step's batch, about; with the longest window they bound the memory."""
_TEXT_SHARE = 0.3
_FIRST_PART = 0.2
"""Of all steps, with the first weights of the sources."""
_SAVE_EVERY = 100


@dataclass(frozen=True, slots=True)
class Source:
    """Examples with how often they are drawn, relative to other sources: in the first part of the
    training, right after it, and at its end; between these two it changes evenly."""

    first: float
    then: float
    last: float
    examples: Sequence[ReadingExample]

    def weight(self, done: float, first_part: float) -> float:
        """At this share of the training, whose first part is so long a share of it."""
        if done < first_part:
            return self.first
        share = (done - first_part) / (1 - first_part)
        return self.then + share * (self.last - self.then)


def train_reader(
    base: tuple[Any, Any],
    sources: Sequence[Source],
    target: Path,
    steps: int = 1500,
    seed: int = 0,
    report: Callable[[int, float], None] = lambda step, loss: None,
    start: Path | None = None,
) -> None:
    """Train a reader and write its file; an interrupted training goes on where it was last kept.

    Args:
        base: float32 encoder and tokenizer of the default model without its adapter.
        report: called after every step with its number and loss.
        start: file of a reader to train further; it has had the first part of the training.
    """
    torch.manual_seed(seed)
    training = _Training(base, sources, steps, seed, 0.0 if start else _FIRST_PART)
    before = {n: p.detach().clone() for n, p in training.encoder.encoder.named_parameters()}
    if start:
        read_reader_file(start, training.encoder, training.heads)
    kept = target.with_name(target.name + ".partial")
    for step in range(training.resume(kept), steps):
        report(step + 1, training.step(step))
        if (step + 1) % _SAVE_EVERY == 0:
            training.keep(kept, step + 1)
    after = dict(training.encoder.encoder.named_parameters())
    write_reader_file(target, before, after, training.heads)
    kept.unlink(missing_ok=True)


def mean_of_readers(encoder: Any, first: Path, second: Path, share: float, target: Path) -> None:
    """Write the weighted mean of two readers of the same encoder.

    Args:
        encoder: the float32 encoder without either.
        share: weight of the second; the first has the rest.

    Raises:
        ReaderError: a file is missing, damaged, or made for another encoder.
    """
    before = {n: p.detach().clone() for n, p in encoder.encoder.named_parameters()}
    after = {name: parameter.clone() for name, parameter in before.items()}
    mean = ReadingHeads()
    heads = {name: torch.zeros_like(value) for name, value in mean.state_dict().items()}
    for path, weight in ((first, 1 - share), (second, share)):
        own = ReadingHeads()
        read_reader_file(path, encoder, own)
        with torch.no_grad():
            for name, parameter in encoder.encoder.named_parameters():
                after[name] += weight * (parameter - before[name])
                parameter.copy_(before[name])
            for name, value in own.state_dict().items():
                heads[name] += weight * value
    mean.load_state_dict(heads)
    write_reader_file(target, before, after, mean)


class _Training:
    """The state of a training between two steps."""

    def __init__(
        self,
        base: tuple[Any, Any],
        sources: Sequence[Source],
        steps: int,
        seed: int,
        first_part: float,
    ) -> None:
        self.encoder, self._tokenizer = base[0].eval(), base[1]  # eval: dropout makes it slow
        self.encoder.embeddings.requires_grad_(False)
        use_packed_attention(self.encoder)
        self.heads = ReadingHeads()
        self._sources, self._steps, self._seed = sources, steps, seed
        self._first_part = first_part
        self._run = [seed, steps, first_part]  # tells one training from another
        body = list(self.encoder.encoder.parameters())
        self._trained = [*body, *self.heads.parameters()]
        self._optimiser = torch.optim.AdamW(
            [
                {"params": body, "lr": _RATE},
                {"params": list(self.heads.parameters()), "lr": _HEAD_RATE},
            ],
            weight_decay=0.01,
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, self._rate)

    def step(self, number: int) -> float:
        """Learn from one batch; its loss."""
        batch = self._batch(Random(f"{self._seed}/{number}"), number / self._steps)
        loss = self._loss(batch)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimiser.step()
        self._schedule.step()
        return loss.item()

    def keep(self, path: Path, step: int) -> None:
        """Write the state; it appears whole or not at all."""
        partial = path.with_name(path.name + ".writing")
        torch.save({**self._state(), "run": self._run, "step": step}, partial)
        partial.rename(path)

    def resume(self, path: Path) -> int:
        """Number of steps done before; what was kept of another seed or length is left alone."""
        if not path.is_file():
            return 0
        state = torch.load(path, weights_only=True)
        if state["run"] != self._run:
            warnings.warn(f"{path}: kept of another training; begun anew", stacklevel=2)
            return 0
        self.encoder.encoder.load_state_dict(state["encoder"])
        self.heads.load_state_dict(state["heads"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._schedule.load_state_dict(state["schedule"])
        return int(state["step"])

    def _state(self) -> dict[str, Any]:
        return {
            "encoder": self.encoder.encoder.state_dict(),
            "heads": self.heads.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "schedule": self._schedule.state_dict(),
        }

    def _rate(self, step: int) -> float:
        """Share of the full learning rate: a linear warm-up, then half a cosine."""
        warm = _WARM_UP * self._steps
        if step < warm:
            return (step + 1) / (warm + 1)
        return 0.5 * (1 + math.cos(math.pi * (step - warm) / (self._steps - warm)))

    def _batch(self, random: Random, done: float) -> list[tuple[Window, ReadingExample]]:
        """Windows up to the token budget, from a source drawn anew for each example."""
        weights = [source.weight(done, self._first_part) for source in self._sources]
        batch: list[tuple[Window, ReadingExample]] = []
        used = 0
        while True:
            example = random.choice(random.choices(self._sources, weights)[0].examples)
            found = windows_of(self._tokenizer, example.question, example.title, example.sentences)
            window = random.choice(found)
            if batch and used + len(window.tokens) > _TOKENS:
                return batch
            batch.append((window, example))
            used += len(window.tokens)

    def _loss(self, batch: Sequence[tuple[Window, ReadingExample]]) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = read_windows(self.encoder, self.heads, [window for window, _ in batch])
        losses = [
            _loss_of(sentences.float(), whole.float(), window, example)
            for (sentences, whole), (window, example) in zip(read, batch, strict=True)
        ]
        return torch.stack(losses).mean()


def _loss_of(sentences: Tensor, whole: Tensor, window: Window, example: ReadingExample) -> Tensor:
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    if example.answers is None:
        return _TEXT_SHARE * cross_entropy(whole, torch.tensor(float(example.answerable)))
    labels = torch.tensor([float(number in example.answers) for number in window.sentences])
    return cross_entropy(sentences, labels) + _TEXT_SHARE * cross_entropy(whole, labels.max())
