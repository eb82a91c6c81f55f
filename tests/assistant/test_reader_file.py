from copy import deepcopy

import pytest
import torch
from safetensors.torch import save_file

from assistant.errors import ReaderError
from assistant.reader_file import read_reader_file, write_reader_file
from assistant.reading_heads import ReadingHeads
from tests.assistant.reading import small_encoder


def _state(encoder):
    return {name: p.detach().clone() for name, p in encoder.encoder.named_parameters()}


@pytest.fixture
def written(tmp_path):
    """A file with a small change, the encoder after it, and its heads."""
    encoder, heads = small_encoder(), ReadingHeads()
    before = _state(encoder)
    with torch.no_grad():
        for parameter in encoder.encoder.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.01)
    path = tmp_path / "reader.safetensors"
    write_reader_file(path, before, _state(encoder), heads)
    return path, encoder, heads


def test_what_was_written_is_read(written):
    path, trained, heads = written
    encoder, fresh = small_encoder(), ReadingHeads()
    read_reader_file(path, encoder, fresh)
    for name, parameter in _state(trained).items():
        assert (dict(encoder.encoder.named_parameters())[name] - parameter).abs().max() < 3e-4
    for name, parameter in heads.state_dict().items():
        assert torch.allclose(fresh.state_dict()[name], parameter, atol=1e-3)


def test_nothing_changed_nothing_to_apply(tmp_path):
    encoder = small_encoder()
    path = tmp_path / "reader.safetensors"
    write_reader_file(path, _state(encoder), _state(encoder), ReadingHeads())
    again = small_encoder()
    read_reader_file(path, again, ReadingHeads())
    assert all(torch.equal(p, _state(encoder)[n]) for n, p in _state(again).items())


def test_weights_take_a_byte_each(written):
    path, encoder, heads = written
    weights = sum(p.numel() for p in encoder.encoder.parameters() if p.ndim == 2)
    others = sum(p.numel() for p in heads.parameters())
    assert path.stat().st_size < 1.1 * (weights + 2 * others)


def test_missing_file(tmp_path):
    with pytest.raises(ReaderError, match="nowhere"):
        read_reader_file(tmp_path / "nowhere", small_encoder(), ReadingHeads())


@pytest.mark.parametrize("content", [b"", b"not a reader", b"\x08" + bytes(40)])
def test_other_file(tmp_path, content):
    path = tmp_path / "reader.safetensors"
    path.write_bytes(content)
    with pytest.raises(ReaderError, match=r"reader\.safetensors.*train-reader"):
        read_reader_file(path, small_encoder(), ReadingHeads())


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_cut_file(written, kept):
    path, _, _ = written
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data))])
    with pytest.raises(ReaderError):
        read_reader_file(path, small_encoder(), ReadingHeads())


def test_tensors_of_another_program(tmp_path):
    path = tmp_path / "reader.safetensors"
    save_file({"weight": torch.zeros(3)}, str(path))
    with pytest.raises(ReaderError, match="not a reader"):
        read_reader_file(path, small_encoder(), ReadingHeads())


def test_reader_for_another_encoder(written):
    path, _, _ = written
    encoder = small_encoder()
    encoder.encoder.layer.append(deepcopy(encoder.encoder.layer[0]))
    with pytest.raises(ReaderError, match="another encoder"):
        read_reader_file(path, encoder, ReadingHeads())
