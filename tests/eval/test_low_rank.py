import torch
from safetensors.torch import load_file

from eval.low_rank import mean_of_adapters
from index.adapter import save_adapter


def _saved(path, value):
    save_adapter({"0.a": (torch.full((2, 4), 1.0), torch.full((4, 2), value))}, path)
    return path


def test_mean_of_adapters_is_the_mean_of_their_updates(tmp_path):
    first, second = _saved(tmp_path / "first", 1.0), _saved(tmp_path / "second", 3.0)
    target = tmp_path / "mean"
    mean_of_adapters([first, second], target)
    mean = load_file(str(target))
    assert mean["0.a.down"].shape == (4, 4)
    update = mean["0.a.up"].float() @ mean["0.a.down"].float()
    assert torch.allclose(update, torch.full((4, 4), 4.0))  # of 2 and 6
