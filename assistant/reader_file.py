"""The file of a trained reader: what training changed in the encoder, in 8 bits, and its heads.

A safetensors file. For each weight matrix of the encoder's blocks, `<name>` holds the change in
whole steps (int8) and `<name>.step` the size of a step in each row (float32); other parameters
hold their change in float32. `heads.<name>` are the heads' parameters in float16.
"""

from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from assistant.errors import ReaderError

__all__ = ["READER_FILE", "read_reader_file", "write_reader_file"]

READER_FILE = Path(__file__).with_name("reader.safetensors")
_FORMAT = "leitlinien-reader 1"
_STEPS = 127


def write_reader_file(
    path: Path, before: dict[str, Tensor], after: dict[str, Tensor], heads: nn.Module
) -> None:
    """Write the change of an encoder's blocks between two states, and the heads."""
    tensors: dict[str, Tensor] = {}
    for name, old in before.items():
        change = after[name].float() - old.float()
        if change.ndim < 2:
            tensors[name] = change
            continue
        step = (change.abs().amax(1) / _STEPS).clamp(min=1e-8)
        tensors[name] = (change / step[:, None]).round().to(torch.int8)
        tensors[f"{name}.step"] = step
    tensors |= {f"heads.{name}": value.half() for name, value in heads.state_dict().items()}
    partial = path.with_name(path.name + ".writing")
    contiguous = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    save_file(contiguous, str(partial), metadata={"format": _FORMAT})
    partial.rename(path)


def read_reader_file(path: Path, encoder: Any, heads: nn.Module) -> None:
    """Apply the change to the blocks of a fresh float32 `encoder`, and fill the heads.

    Raises:
        ReaderError: the file is missing, damaged, or made for another encoder or program.
    """
    try:
        with safe_open(str(path), framework="pt") as file:
            if (file.metadata() or {}).get("format") != _FORMAT:
                raise ReaderError(f"{path}: not a reader of this program; train it anew")
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        heads.load_state_dict(
            {name[6:]: tensor.float() for name, tensor in tensors.items() if name[:6] == "heads."}
        )
        changed = {name for name in tensors if name[:6] != "heads." and name[-5:] != ".step"}
        parameters = dict(encoder.encoder.named_parameters())
        if changed != set(parameters):
            raise ReaderError(f"{path}: made for another encoder; train it anew")
        with torch.no_grad():
            for name in changed:
                change = tensors[name].float()
                if f"{name}.step" in tensors:
                    change *= tensors[f"{name}.step"][:, None]
                parameters[name] += change
    except (SafetensorError, OSError, RuntimeError, KeyError) as error:
        reason = str(error).strip().split("\n")[0]
        raise ReaderError(
            f"{path}: cannot be used as a reader ({reason}); restore the file or train it with: "
            "python -m eval train-reader"
        ) from error
