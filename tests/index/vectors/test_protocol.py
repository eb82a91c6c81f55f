"""What every vector store does, whatever is behind it. A new one joins `STORES`."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import Passage, Status, View, ViewRole
from index.engines import MilvusPlace, Reading
from index.filters import Filters, Selection
from index.lexical import Analyser
from index.milvus_engine import MilvusEngine
from index.progress import silent
from index.snapshot import Contents
from index.vectors import StoreKind, VectorStore
from index.vectors.faiss import FaissStore
from tests.fakes import document_of, passage_of

MakeStore = Callable[[Path, np.ndarray, Sequence[Passage]], VectorStore]
"""(empty folder, vectors, the passage of each vector, whose fields filters ask for) -> store"""


def _in_memory(kind: StoreKind) -> MakeStore:
    return lambda folder, vectors, passages: FaissStore.of(vectors, kind)


def _saved(kind: StoreKind) -> MakeStore:
    def make(folder: Path, vectors: np.ndarray, passages: Sequence[Passage]) -> VectorStore:
        np.save(folder / "vectors.npy", vectors)
        FaissStore.of(vectors, kind).save(folder)
        return FaissStore.load(folder, folder / "vectors.npy")

    return make


def _in_milvus(kind: StoreKind) -> MakeStore:
    def make(folder: Path, vectors: np.ndarray, passages: Sequence[Passage]) -> VectorStore:
        snapshot = folder / "snapshot"
        snapshot.mkdir()
        np.save(snapshot / "vectors.npy", vectors)
        views = [View(passage.id, ViewRole.TEXT, "de", "Satz.") for passage in passages]
        place = MilvusPlace(str(folder / "milvus.db"), "", "stadt")
        reading = Reading(lambda _: passages, lambda _: views)
        engine = MilvusEngine(place, kind, ANALYSER, reading, "fake")
        engine.parts[0](snapshot, silent)
        contents = Contents("fake", {}, (), (), (), (), (), vectors, folder=snapshot)
        return engine.open(contents, ANALYSER)[0]

    return make


_KINDS = [kind for kind in StoreKind if kind is not StoreKind.AUTO]
STORES: dict[str, MakeStore] = {
    **{f"{kind} in Milvus": _in_milvus(kind) for kind in _KINDS},
    **{f"{kind} in memory": _in_memory(kind) for kind in _KINDS},
    **{f"{kind} saved": _saved(kind) for kind in _KINDS},
}

ANALYSER = Analyser({})
_SLOW = ("hnsw in Milvus", "ivf in Milvus")
_DIMENSIONS = 32
_RARE = 9
"""Every ninth passage, and every ninth alone, is a draft."""


def _passages(count: int) -> list[Passage]:
    document = document_of("Satz.")
    status = [Status.ADOPTED if number % _RARE else Status.DRAFT for number in range(count)]
    return [
        passage_of(document, "Satz.", id=f"{number}", status=status[number], field=number % 3)
        for number in range(count)
    ]


def _vectors(count: int, seed: int) -> np.ndarray:
    """Vectors of length 1 around thirty centres; the centres do not depend on the seed."""
    centres = np.random.default_rng(1).normal(size=(30, _DIMENSIONS))
    random = np.random.default_rng(seed)
    around = 0.5 * random.normal(size=(count, _DIMENSIONS))
    vectors = centres[random.integers(30, size=count)] + around
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


VECTORS = _vectors(3000, seed=2)
PASSAGES = _passages(len(VECTORS))
QUERIES = _vectors(40, seed=3)


def _selection(filters: Filters, passages: Sequence[Passage] = PASSAGES) -> Selection:
    return Selection(filters, np.array([filters.allow(one) for one in passages], bool))


ALL = None
DRAFTS = _selection(Filters(status=Status.DRAFT))
A_THIRD = _selection(Filters(status=Status.ADOPTED, field=1))
NOTHING = _selection(Filters(document="nirgends"))
SELECTIONS = pytest.mark.parametrize(
    "among",
    [
        pytest.param(ALL, id="all"),
        pytest.param(A_THIRD, id="some"),
        pytest.param(DRAFTS, id="few"),
    ],
)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(make, id=name, marks=[pytest.mark.slow] if name in _SLOW else [])
        for name, make in STORES.items()
    ],
)
def make(request):
    return request.param


@pytest.fixture(scope="module")
def store(make, tmp_path_factory):
    return make(tmp_path_factory.mktemp("store"), VECTORS, PASSAGES)


def _exact(query, count, among):
    scores = VECTORS @ query
    if among is not None:
        scores[~among.mask] = -np.inf
    return np.argsort(-scores, kind="stable")[:count]


@SELECTIONS
@pytest.mark.parametrize("count", [1, 10, 200])
def test_finds_the_nearest(store, among, count):
    shares = [
        np.isin(_exact(query, count, among), store.search(query, count, among)[0]).mean()
        for query in QUERIES
    ]
    assert np.mean(shares) >= 0.95


@SELECTIONS
def test_similarities_are_exact_and_in_order(store, among):
    for query in QUERIES:
        positions, scores = store.search(query, 20, among)
        np.testing.assert_allclose(scores, VECTORS[positions] @ query, rtol=1e-5, atol=1e-6)
        assert (np.diff(scores) <= 0).all()


@SELECTIONS
def test_nothing_is_found_twice_nor_outside_the_selection(store, among):
    for query in QUERIES:
        positions, _ = store.search(query, 200, among)
        assert len(set(positions.tolist())) == len(positions) == 200
        assert among is None or among.mask[positions].all()


def test_a_stored_vector_finds_itself(store):
    for number in range(0, len(VECTORS), 100):
        assert store.search(VECTORS[number], 1)[0].tolist() == [number]


def test_all_that_are_selected_are_found_where_more_are_asked_for(store):
    positions, scores = store.search(QUERIES[0], 10_000, DRAFTS)
    assert sorted(positions.tolist()) == np.flatnonzero(DRAFTS.mask).tolist()
    assert scores.shape == positions.shape


@pytest.mark.parametrize(
    ("count", "among"),
    [pytest.param(10, NOTHING, id="nothing selected"), pytest.param(0, ALL, id="none wanted")],
)
def test_finds_nothing(store, count, among):
    positions, scores = store.search(QUERIES[0], count, among)
    assert (positions.dtype, scores.dtype) == (np.int64, np.float32)
    assert len(positions) == len(scores) == 0


def test_says_what_it_is(store):
    assert len(store) == len(VECTORS)
    assert "3,000" in store.describe()
    assert "\n" not in store.describe()


def test_several_questions_at_once_get_what_they_get_alone(store):
    alone = [store.search(query, 10, A_THIRD)[0].tolist() for query in QUERIES]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda query: store.search(query, 10, A_THIRD)[0].tolist(), QUERIES)
    assert list(together) == alone


@pytest.mark.parametrize("size", [0, 1, 2, 45])
def test_small_stores_find_everything(make, tmp_path, size):
    store = make(tmp_path, VECTORS[:size], PASSAGES[:size])
    positions, _ = store.search(QUERIES[0], 100)
    assert sorted(positions.tolist()) == list(range(size)) == list(range(len(store)))


def test_equal_vectors_are_all_found(make, tmp_path):
    store = make(tmp_path, np.tile(VECTORS[:1], (50, 1)), PASSAGES[:50])
    positions, scores = store.search(VECTORS[0], 50)
    assert sorted(positions.tolist()) == list(range(50))
    np.testing.assert_allclose(scores, 1, rtol=1e-5)
