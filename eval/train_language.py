"""Training the weights that tell languages apart; the result is `assistant/language.npz`."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from assistant.catalogue import languages
from assistant.language import told_apart
from eval.language_samples import NONE, Samples
from index.word_parts import BUCKETS, word_parts

__all__ = ["train_language"]

_BATCH = 256
_RATE = 0.02
_SMALLEST = 1.5
"""Steps of the stored weights below which one is left out: the file packs better."""


def train_language(
    documents: Path,
    target: Path,
    steps: int = 3000,
    seed: int = 0,
    progress: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train a linear classifier over word parts on random short texts and write its weights.

    Args:
        documents: folder whose example questions and companions are trained on.
        steps: of 256 texts each.
    """
    torch.manual_seed(seed)
    spoken = _spoken()
    labels = (*spoken, NONE)
    table = torch.nn.EmbeddingBag(BUCKETS, len(labels), mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.nn.Parameter(torch.zeros(len(labels)))
    optimiser = torch.optim.Adam([*table.parameters(), bias], lr=_RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    drawn = Samples(documents, spoken, seed).draw(steps * _BATCH)
    for step in range(steps):
        batch = [next(drawn) for _ in range(_BATCH)]
        loss = cross_entropy(
            _scores(table, [text for text, _ in batch]) + bias,
            torch.tensor([labels.index(label) for _, label in batch]),
            label_smoothing=0.02,
        )
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        progress(step + 1, loss.item())
    _write(table.weight.detach().numpy(), bias.detach().numpy(), spoken, target)


def _spoken() -> tuple[str, ...]:
    """All languages of the assistant; those already told apart first, as they were: then the same
    seed draws the same texts."""
    before = tuple(tag for tag in told_apart() if tag in languages())
    return (*before, *(tag for tag in languages() if tag not in before))


def _scores(table: torch.nn.EmbeddingBag, texts: Sequence[str]) -> torch.Tensor:
    rows: list[int] = []
    values: list[float] = []
    starts: list[int] = []
    for text in texts:
        starts.append(len(rows))
        found, weights = word_parts(text)
        rows += found
        values += weights
    scores: torch.Tensor = table(
        torch.tensor(rows, dtype=torch.long),
        torch.tensor(starts, dtype=torch.long),
        per_sample_weights=torch.tensor(values, dtype=torch.float32),
    )
    return scores


def _write(weights: np.ndarray, bias: np.ndarray, languages: Sequence[str], target: Path) -> None:
    """As whole numbers of 8 bits, with a scale for each language."""
    scale = np.quantile(np.abs(weights), 0.9999, axis=0) / 127
    whole = np.clip(np.round(weights / scale), -127, 127)
    whole[np.abs(whole) < _SMALLEST] = 0
    np.savez_compressed(
        target,
        weights=whole.astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
        languages=np.array(languages),
    )
