"""Low-rank adapters beside the linear layers of an encoder (Hu et al. 2021, arXiv:2106.09685)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from index.adapter import PARTS, save_adapter

__all__ = ["LowRank", "insert_low_rank", "mean_of_adapters"]


class LowRank(nn.Module):
    """A frozen linear layer plus a trained update of low rank."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / rank**0.5 * 0.1)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        low = nn.functional.linear(x, self.down.to(x.dtype))
        out: Tensor = self.base(x) + nn.functional.linear(low, self.up.to(x.dtype))
        return out


def insert_low_rank(encoder: Any, rank: int) -> dict[str, LowRank]:
    """Put a trained update beside every linear layer of the encoder."""
    layers: dict[str, LowRank] = {}
    for number, block in enumerate(encoder.encoder.layer):
        for part in PARTS:
            *path, last = part.split(".")
            parent = block
            for name in path:
                parent = getattr(parent, name)
            layer = LowRank(getattr(parent, last), rank)
            setattr(parent, last, layer)
            layers[f"{number}.{part}"] = layer
    return layers


def mean_of_adapters(paths: Sequence[Path], target: Path) -> None:
    """Save the adapter whose update is the mean of others (Wortsman et al. 2022, arXiv:2203.05482).

    Its rank is the sum of theirs: the factors stand beside each other.

    Raises:
        ValueError: they do not update the same layers.
    """
    adapters = [load_file(str(path)) for path in paths]
    keys = {frozenset(adapter) for adapter in adapters}
    if len(keys) != 1:
        raise ValueError("the adapters do not update the same layers")
    updates = {}
    for name in sorted({key.rsplit(".", maxsplit=1)[0] for key in keys.pop()}):
        down = torch.cat([adapter[f"{name}.down"] for adapter in adapters])
        up = torch.cat([adapter[f"{name}.up"] for adapter in adapters], dim=1)
        updates[name] = (down, up / len(adapters))
    save_adapter(updates, target)
