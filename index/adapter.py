"""A low-rank update of the default encoder, trained on questions; merged in when it is loaded."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["ADAPTER_FILE", "PARTS", "adapter_version", "merge_adapter", "save_adapter"]

ADAPTER_FILE = Path(__file__).with_name("adapter.safetensors")
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The linear layers of a BERT block that are updated."""


def adapter_version(path: Path = ADAPTER_FILE) -> str:
    """The first digits of the file's hash; empty where there is no adapter."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else ""


def save_adapter(updates: Mapping[str, tuple["Tensor", "Tensor"]], path: Path) -> None:
    """Save (down, up) of each updated layer, named `<block>.<part>`, in float16."""
    from safetensors.torch import save_file

    tensors = {}
    for name, (down, up) in updates.items():
        tensors[f"{name}.down"] = down.detach().half().contiguous()
        tensors[f"{name}.up"] = up.detach().half().contiguous()
    save_file(tensors, str(path))


def merge_adapter(encoder: Any, path: Path = ADAPTER_FILE) -> None:
    """Add each update to its layer's weight: W + up @ down.

    Raises:
        ModelError: the file is damaged or made for another encoder.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(str(path))
        with torch.no_grad():
            for number, block in enumerate(encoder.encoder.layer):
                for part in PARTS:
                    weight = block.get_submodule(part).weight
                    down = tensors[f"{number}.{part}.down"].float()
                    up = tensors[f"{number}.{part}.up"].float()
                    weight += (up @ down).to(weight.dtype)
    except (SafetensorError, OSError, KeyError, RuntimeError) as error:
        raise ModelError(f"{path}: not an adapter for this encoder ({error})") from error
