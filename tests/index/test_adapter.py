import hashlib

import pytest
import torch
from torch import nn

from index.adapter import PARTS, adapter_version, merge_adapter, save_adapter
from index.errors import ModelError

WIDTH, RANK, BLOCKS = 4, 2, 2


def _encoder():
    """Blocks with the parts of BERT ones, all weights zero."""
    blocks = nn.ModuleList()
    for _ in range(BLOCKS):
        block = nn.Module()
        for part in PARTS:
            *path, last = part.split(".")
            owner = block
            for name in path:
                if not hasattr(owner, name):
                    owner.add_module(name, nn.Module())
                owner = owner.get_submodule(name)
            owner.add_module(last, nn.Linear(WIDTH, WIDTH))
        blocks.append(block)
    encoder = nn.Module()
    encoder.encoder = nn.Module()
    encoder.encoder.layer = blocks
    with torch.no_grad():
        for weight in encoder.parameters():
            weight.zero_()
    return encoder


def _updates(width=WIDTH, blocks=BLOCKS):
    """(down, up) of each layer; the updates of the blocks differ."""
    return {
        f"{number}.{part}": (torch.ones(RANK, width), torch.full((width, RANK), 1.0 + number))
        for number in range(blocks)
        for part in PARTS
    }


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "adapter.safetensors"
    save_adapter(_updates(), path)
    return path


def test_update_is_up_times_down(path):
    encoder = _encoder()
    merge_adapter(encoder, path)
    for number, block in enumerate(encoder.encoder.layer):
        for part in PARTS:
            layer = block.get_submodule(part)
            assert torch.equal(layer.weight, torch.full((WIDTH, WIDTH), RANK * (1.0 + number)))
            assert not layer.bias.any()


def test_weights_keep_their_precision(path):
    encoder = _encoder().bfloat16()
    merge_adapter(encoder, path)
    assert {weight.dtype for weight in encoder.parameters()} == {torch.bfloat16}


def test_version_belongs_to_the_file(path, tmp_path):
    assert adapter_version(path) == hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    assert adapter_version(tmp_path / "none.safetensors") == ""


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.unlink(), id="missing"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-9]), id="truncated"),
        pytest.param(lambda path: save_adapter(_updates(width=3), path), id="other shapes"),
        pytest.param(lambda path: save_adapter(_updates(blocks=1), path), id="fewer blocks"),
    ],
)
def test_damaged_or_foreign_file(path, damage):
    damage(path)
    with pytest.raises(ModelError, match="not an adapter for this encoder"):
        merge_adapter(_encoder(), path)
