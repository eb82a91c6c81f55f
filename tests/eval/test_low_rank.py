import pytest
import torch
from safetensors.torch import load_file

from eval.low_rank import mean_of_adapters
from index.adapter import save_adapter


def _saved(path, value, rank=2, layer="0.a"):
    save_adapter({layer: (torch.full((rank, 4), 1.0), torch.full((4, rank), value))}, path)
    return path


def test_mean_of_adapters_is_the_mean_of_their_updates(tmp_path):
    first, second = _saved(tmp_path / "first", 1.0), _saved(tmp_path / "second", 6.0, rank=1)
    target = tmp_path / "mean"
    mean_of_adapters([first, second], target)
    mean = load_file(str(target))
    assert mean["0.a.down"].shape == (3, 4)
    update = mean["0.a.up"].float() @ mean["0.a.down"].float()
    assert torch.allclose(update, torch.full((4, 4), 4.0))  # of 2 and 6


def test_adapters_of_other_layers_are_refused(tmp_path):
    paths = [_saved(tmp_path / "first", 1.0), _saved(tmp_path / "second", 1.0, layer="1.a")]
    with pytest.raises(ValueError, match="same layers"):
        mean_of_adapters(paths, tmp_path / "mean")
