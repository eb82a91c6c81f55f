import json
import shutil
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.errors import SnapshotError
from index.vectors import FLAT_UP_TO, StoreKind, choose_kind
from index.vectors.faiss import FILES, FaissStore

VECTORS = np.random.default_rng(0).normal(size=(2000, 16)).astype(np.float32)
KINDS = [StoreKind.FLAT, StoreKind.HNSW, StoreKind.IVF]


@pytest.fixture(scope="module", params=KINDS)
def saved(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    np.save(folder / "vectors.npy", VECTORS)
    FaissStore.of(VECTORS, request.param).save(folder)
    return folder


@pytest.fixture
def folder(saved, tmp_path):
    """A folder with a saved store and its vectors."""
    return Path(shutil.copytree(saved, tmp_path / "store"))


def _load(folder):
    return FaissStore.load(folder, folder / "vectors.npy")


@pytest.mark.parametrize(
    ("count", "wanted", "kind"),
    [
        pytest.param(0, StoreKind.AUTO, StoreKind.FLAT, id="nothing"),
        pytest.param(FLAT_UP_TO, StoreKind.AUTO, StoreKind.FLAT, id="few"),
        pytest.param(FLAT_UP_TO + 1, StoreKind.AUTO, StoreKind.IVF, id="many"),
        pytest.param(10, StoreKind.HNSW, StoreKind.HNSW, id="as asked for"),
        pytest.param(10**7, StoreKind.FLAT, StoreKind.FLAT, id="flat in spite of the size"),
    ],
)
def test_kind_by_size(count, wanted, kind):
    assert choose_kind(count, wanted) is kind


@pytest.mark.parametrize(
    ("kind", "words"),
    [(StoreKind.FLAT, "exact"), (StoreKind.HNSW, "12 links"), (StoreKind.IVF, "50 cells")],
)
def test_description_names_the_kind(kind, words):
    description = FaissStore.of(VECTORS, kind).describe()
    assert description.startswith(f"{kind}: 2,000 vectors of 16")
    assert words in description


def test_saved_store_finds_and_says_the_same(folder):
    kind = StoreKind(json.loads((folder / "store.json").read_text())["kind"])
    before, after = FaissStore.of(VECTORS, kind), _load(folder)
    assert before.describe() == after.describe()
    for query in VECTORS[:20]:
        for one, other in zip(before.search(query, 10), after.search(query, 10), strict=True):
            np.testing.assert_array_equal(one, other)


def test_codes_are_mapped_and_a_quarter_of_the_vectors(tmp_path):
    np.save(tmp_path / "vectors.npy", VECTORS)
    FaissStore.of(VECTORS, StoreKind.IVF).save(tmp_path)
    index = faiss.read_index(str(tmp_path / "store.faiss"), faiss.IO_FLAG_MMAP)
    assert isinstance(faiss.downcast_InvertedLists(index.invlists), faiss.OnDiskInvertedLists)
    assert faiss.extract_index_ivf(index).code_size * 4 == VECTORS[0].nbytes


@pytest.mark.parametrize("kept", [None, 0, 3, 40, -1], ids=lambda kept: f"kept {kept}")
@pytest.mark.parametrize("name", [*FILES, "vectors.npy"])
def test_damaged_file(folder, name, kept):
    path = folder / name
    data = path.read_bytes()
    path.unlink()
    if kept is not None:
        path.write_bytes(data[:kept])
    with pytest.raises(SnapshotError, match=rf"{name}: (cannot be read as|ends too early)"):
        _load(folder).search(VECTORS[-1], 2000)


def test_store_of_other_vectors(folder):
    np.save(folder / "vectors.npy", VECTORS[:-1])
    with pytest.raises(SnapshotError, match=r"does not belong to vectors\.npy"):
        _load(folder)


@pytest.mark.parametrize(
    "content",
    ["[]", '{"kind": "tree"}', '{"kind": "ivf"}', '{"kind": "ivf", "effort": {"at": 1}}'],
)
def test_unknown_description(folder, content):
    (folder / "store.json").write_text(content)
    with pytest.raises(SnapshotError, match=r"store\.json: cannot be read"):
        _load(folder)


@pytest.mark.parametrize(("most", "threads"), [(1000, 1), (10, 3)], ids=["few", "many"])
def test_few_vectors_are_searched_by_one_thread(monkeypatch, most, threads):
    monkeypatch.setattr("index.vectors.faiss.FLAT_UP_TO", most)
    store = FaissStore.of(np.eye(32, dtype=np.float32), StoreKind.FLAT)
    used = []
    plain = store._index.search

    def search(*arguments, **options):
        used.append(faiss.omp_get_max_threads())
        return plain(*arguments, **options)

    monkeypatch.setattr(store._index, "search", search, raising=False)
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(3)
    try:
        store.search(np.eye(32, dtype=np.float32)[0], 5)
        assert used == [threads]
        assert faiss.omp_get_max_threads() == 3
    finally:
        faiss.omp_set_num_threads(before)
