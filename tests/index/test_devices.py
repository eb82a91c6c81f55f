import pytest
import torch

from index import devices
from index.devices import check_device, precision_on
from index.errors import ModelError


def test_processor_is_always_there():
    check_device("cpu")


@pytest.mark.parametrize("device", ["gpu", "", "cuda:x", "cuda 1"])
def test_unknown_device_is_refused(device):
    with pytest.raises(ModelError, match=r"unknown; use cpu, cuda, cuda:1 or mps"):
        check_device(device)


def test_device_that_computes_nothing_is_refused():
    with pytest.raises(ModelError, match="not for embedding"):
        check_device("meta")


@pytest.mark.parametrize(
    ("count", "device"),
    [(0, "cuda"), (1, "cuda:1"), (2, "cuda:7")],
)
def test_device_that_is_not_there_is_refused_with_the_remedy(monkeypatch, count, device):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: count > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: count)
    with pytest.raises(ModelError, match=f"finds {count} devices of this kind.*use cpu"):
        check_device(device)


@pytest.mark.parametrize("device", ["cuda", "cuda:1"])
def test_device_that_is_there_is_taken(monkeypatch, device):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    check_device(device)


@pytest.mark.parametrize(("native", "precision"), [(True, "bfloat16"), (False, "float32")])
def test_precision_on_a_graphics_card(monkeypatch, native, precision):
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: native)
    assert precision_on("cuda:1") == precision


@pytest.mark.parametrize(
    ("flags", "precision"),
    [
        pytest.param("flags : avx2 avx512_bf16 amx_tile", "bfloat16", id="AVX-512"),
        pytest.param("flags : amx_bf16", "bfloat16", id="AMX"),
        pytest.param("Features : asimd bf16 i8mm", "bfloat16", id="ARM"),
        pytest.param("flags : avx2 avx512f", "float32", id="none"),
        pytest.param(None, "float32", id="not Linux"),
    ],
)
def test_precision_on_a_processor(monkeypatch, tmp_path, flags, precision):
    if flags is not None:
        (tmp_path / "cpuinfo").write_text(flags, encoding="ascii")
    monkeypatch.setattr(devices, "_PROCESSOR", tmp_path / "cpuinfo")
    assert precision_on("cpu") == precision
