import numpy as np
import pytest

from index.errors import SnapshotError
from index.vectors.faiss import FaissStore

VECTORS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0, 0, 1]], np.float32)
QUERY = np.array([1, 0, 0], np.float32)


@pytest.fixture
def store():
    return FaissStore.of(VECTORS)


def test_nearest_come_first(store):
    positions, scores = store.search(QUERY, 2)
    assert positions.tolist() == [0, 1]
    np.testing.assert_allclose(scores, [1, 0.8])


def test_no_more_than_there_are(store):
    positions, scores = store.search(QUERY, 10)
    assert sorted(positions.tolist()) == [0, 1, 2, 3]
    assert len(scores) == len(store) == 4


@pytest.mark.parametrize(
    ("allowed", "found"),
    [
        pytest.param([1, 3], [1, 3], id="some"),
        pytest.param([2], [2], id="one"),
        pytest.param([], [], id="none"),
    ],
)
def test_search_among_allowed_positions(store, allowed, found):
    positions, scores = store.search(QUERY, 10, np.array(allowed, np.int64))
    assert positions.tolist() == found
    assert scores.shape == positions.shape


def test_empty_store_finds_nothing():
    positions, scores = FaissStore.of(np.zeros((0, 3), np.float32)).search(QUERY, 5)
    assert len(positions) == len(scores) == 0


def test_saved_store_finds_the_same(store, tmp_path):
    store.save(tmp_path / "store.faiss")
    loaded = FaissStore.load(tmp_path / "store.faiss")
    for before, after in zip(store.search(QUERY, 4), loaded.search(QUERY, 4), strict=True):
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("kept", [None, 0, 3, 40, -1], ids=lambda kept: f"kept {kept}")
def test_damaged_file(store, tmp_path, kept):
    path = tmp_path / "store.faiss"
    store.save(path)
    data = path.read_bytes()
    path.unlink()
    if kept is not None:
        path.write_bytes(data[:kept])
    with pytest.raises(SnapshotError, match=r"store\.faiss: cannot be read as a vector index"):
        FaissStore.load(path)
