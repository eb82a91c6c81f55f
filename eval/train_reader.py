"""Trains the reader: low-rank adapters in the encoder and two small heads.

First on XQuAD turned into sentence labels, then on OMoS-QA and the example questions. The loss is
the mean binary cross-entropy of the sentences plus a share of that of the window as a whole.
"""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

from assistant.trained_reader import ReadingHeads, Window, read_windows, windows_of
from eval.low_rank import LowRank, insert_low_rank
from eval.reading_data import ReadingExample

__all__ = ["train_reader"]

_RANK = 32
_RATE = 4e-4
_HEAD_RATE = 1e-3
_WARM_UP = 0.05
_TOKENS = 1800
"""Of a step's batch, about; with the longest window they bound the memory."""
_WINDOW_SHARE = 0.3
_SAVE_EVERY = 50

Source = tuple[float, float, Sequence[ReadingExample]]
"""(weight in the first part of the training, weight in the rest, examples)."""
_FIRST_PART = 0.2


def train_reader(
    base: Path,
    sources: Sequence[Source],
    target: Path,
    steps: int = 900,
    seed: int = 0,
    report: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train a reader and save it; an interrupted training goes on where it was last kept.

    Args:
        base: folder of the default model without its adapter.
        report: called after every step with its number and loss.
    """
    torch.manual_seed(seed)
    model = SentenceTransformer(str(base), device="cpu", model_kwargs={"dtype": "bfloat16"})
    encoder: Any = model[0].auto_model.eval()  # no dropout: it makes attention several times slower
    encoder.requires_grad_(False)
    layers, heads = insert_low_rank(encoder, _RANK), ReadingHeads()
    low = [p for layer in layers.values() for p in (layer.down, layer.up)]
    optimiser = torch.optim.AdamW(
        [{"params": low, "lr": _RATE}, {"params": list(heads.parameters()), "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, steps))
    parts = nn.ModuleDict({"heads": heads, "layers": nn.ModuleList(layers.values())})
    kept = target.with_name(target.name + ".partial")
    begun = _resume(kept, parts, optimiser, schedule, (seed, steps))
    for step in range(begun, steps):
        batch = _batch(model[0].tokenizer, sources, Random(f"{seed}/{step}"), step < _FIRST_PART * steps)
        loss = _loss(encoder, heads, batch, model[0].tokenizer.pad_token_id)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*low, *heads.parameters()], 1.0)
        optimiser.step()
        schedule.step()
        report(step + 1, loss.item())
        if (step + 1) % _SAVE_EVERY == 0:
            _keep(kept, parts, optimiser, schedule, (seed, steps), step + 1)
    save_reader(layers, heads, target)
    kept.unlink(missing_ok=True)


def save_reader(layers: dict[str, LowRank], heads: ReadingHeads, target: Path) -> None:
    """The trained parts in float16."""
    tensors = {f"heads.{name}": value for name, value in heads.state_dict().items()}
    for name, layer in layers.items():
        tensors |= {f"{name}.down": layer.down, f"{name}.up": layer.up}
    save_file({n: t.detach().half().contiguous() for n, t in tensors.items()}, str(target))


def _share(step: int, steps: int) -> float:
    """Of the full learning rate: a linear warm-up, then half a cosine."""
    warm = _WARM_UP * steps
    if step < warm:
        return (step + 1) / (warm + 1)
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


Labelled = tuple[Window, ReadingExample]


def _batch(tokenizer: Any, sources: Sequence[Source], random: Random, first: bool) -> list[Labelled]:
    """Windows up to the token budget, from a source drawn anew for each example."""
    weights = [source[0] if first else source[1] for source in sources]
    batch: list[Labelled] = []
    used = 0
    while True:
        examples = random.choices(sources, weights)[0][2]
        example = random.choice(examples)
        windows = windows_of(tokenizer, example.question, example.title, example.sentences)
        window = random.choice(windows)
        if batch and used + len(window.tokens) > _TOKENS:
            return batch
        batch.append((window, example))
        used += len(window.tokens)


def _loss(encoder: Any, heads: ReadingHeads, batch: Sequence[Labelled], padding: int) -> Tensor:
    """Windows of like length go through the encoder together."""
    losses: list[Tensor] = []
    for part in _alike(sorted(batch, key=lambda labelled: len(labelled[0].tokens))):
        read = read_windows(encoder, heads, [window for window, _ in part], padding)
        for (sentences, whole), (window, example) in zip(read, part, strict=True):
            losses.append(_loss_of(sentences, whole, window, example))
    return torch.stack(losses).mean()


def _alike(ordered: Sequence[Labelled]) -> list[list[Labelled]]:
    """Runs in which the longest is at most half again as long as the shortest."""
    parts: list[list[Labelled]] = []
    for labelled in ordered:
        if parts and 2 * len(labelled[0].tokens) <= 3 * len(parts[-1][0][0].tokens):
            parts[-1].append(labelled)
        else:
            parts.append([labelled])
    return parts


def _loss_of(sentences: Tensor, whole: Tensor, window: Window, example: ReadingExample) -> Tensor:
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    if example.answers is None:
        return _WINDOW_SHARE * cross_entropy(whole, torch.tensor(float(example.answerable)))
    numbers = range(window.first, window.first + len(window.spans))
    labels = torch.tensor([float(number in example.answers) for number in numbers])
    return cross_entropy(sentences, labels) + _WINDOW_SHARE * cross_entropy(whole, labels.max())


def _keep(
    path: Path, parts: nn.Module, optimiser: Any, schedule: Any, run: tuple[int, int], step: int
) -> None:
    """Write the state beside the target; it appears whole or not at all."""
    trained = {name: p for name, p in parts.state_dict().items() if ".base." not in name}
    partial = path.with_name(path.name + ".writing")
    state = {
        "parts": trained, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
        "run": list(run), "step": step,
    }  # fmt: skip
    torch.save(state, partial)
    partial.rename(path)


def _resume(
    path: Path, parts: nn.Module, optimiser: Any, schedule: Any, run: tuple[int, int]
) -> int:
    """Number of steps done before; what was kept of another seed or length is left alone."""
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    if state["run"] != list(run):
        return 0
    parts.load_state_dict(state["parts"], strict=False)
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])
