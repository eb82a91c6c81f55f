import numpy as np
import pytest

from index.errors import SnapshotError
from index.vectors import rows as rows_module
from index.vectors.rows import ArrayRows, FileRows, open_rows

VECTORS = np.random.default_rng(0).normal(size=(25, 6)).astype(np.float32)


@pytest.fixture(params=["array", "file", "half-precision file"])
def rows(request, tmp_path, monkeypatch):
    monkeypatch.setattr(rows_module, "_BLOCK", 10)
    if request.param == "array":
        return ArrayRows(VECTORS)
    kind = np.float32 if request.param == "file" else np.float16
    np.save(tmp_path / "vectors.npy", VECTORS.astype(kind))
    return FileRows(tmp_path / "vectors.npy")


@pytest.mark.parametrize("positions", [[], [24], [3, 0, 3]], ids=str)
def test_vectors_by_position(rows, positions):
    taken = rows.take(np.array(positions, np.int64))
    assert (taken.shape, taken.dtype) == ((len(positions), 6), np.float32)
    np.testing.assert_allclose(taken, VECTORS[positions], atol=2e-3)


def test_all_vectors_a_block_at_a_time(rows):
    blocks = list(rows.blocks())
    assert [len(block) for block in blocks] == [10, 10, 5]
    np.testing.assert_allclose(np.concatenate(blocks), VECTORS, atol=2e-3)
    assert rows.shape == VECTORS.shape


@pytest.mark.parametrize(
    "array",
    [np.zeros(5, np.float32), np.zeros((5, 2)), np.asfortranarray(VECTORS)],
    ids=["one dimension", "double precision", "columns first"],
)
def test_file_of_another_form(tmp_path, array):
    np.save(tmp_path / "vectors.npy", array)
    with pytest.raises(SnapshotError, match=r"vectors\.npy: cannot be read as vectors"):
        FileRows(tmp_path / "vectors.npy")


def test_file_that_is_shortened_while_it_is_open(tmp_path):
    path = tmp_path / "vectors.npy"
    np.save(path, VECTORS)
    rows = FileRows(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    assert len(rows.take(np.array([0]))) == 1
    with pytest.raises(SnapshotError, match="ends too early"):
        rows.take(np.array([24]))


@pytest.mark.parametrize(("held", "kind"), [(600, ArrayRows), (599, FileRows)])
def test_few_rows_are_held_and_many_read(tmp_path, monkeypatch, held, kind):
    monkeypatch.setattr(rows_module, "_HELD", held)
    np.save(tmp_path / "vectors.npy", VECTORS)
    rows = open_rows(tmp_path / "vectors.npy")
    assert isinstance(rows, kind)
    np.testing.assert_array_equal(rows.take(np.array([24, 3])), VECTORS[[24, 3]])


def test_no_rows(tmp_path):
    np.save(tmp_path / "vectors.npy", VECTORS[:0])
    assert open_rows(tmp_path / "vectors.npy").shape == (0, 6)
