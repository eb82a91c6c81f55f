"""Search on one machine, exact or by 8-bit codes; the only importer of faiss."""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.errors import SnapshotError
from index.filters import Selection
from index.model import Vectors
from index.vectors import FLAT_UP_TO, StoreKind, choose_kind
from index.vectors.rows import ArrayRows, Rows, open_rows
from index.vectors.tuning import DEPTHS, Effort, tune

__all__ = ["FILES", "FaissStore"]

FILES = ("store.faiss", "store.json")
"""What `save` writes."""
_METRIC = faiss.METRIC_INNER_PRODUCT
_CODE = faiss.ScalarQuantizer.QT_8bit
_PER_CELL = 40
"""Vectors a centroid is trained on."""
_LINKS = 12
"""Neighbours of a vector in the graph, at each level; twice as many on the lowest."""
_BUILDING_EFFORT = 60
_MOST_GRAPH_EFFORT = 4096
_SPARSE = 0.2
"""Share of selected entries below which a graph is a detour: its codes are read one by one."""
_SPARE = 30
"""Candidates beyond the number wanted, or a quarter of it if that is more, to rank exactly."""

Found = tuple[npt.NDArray[np.int64], Vectors]


class FaissStore:
    """Vectors in a faiss index. From codes it takes candidates, and ranks them exactly."""

    def __init__(
        self, index: "faiss.Index", kind: StoreKind, rows: Rows, effort: Effort = Effort()
    ) -> None:
        self._index = index
        self._kind = kind
        self._rows = rows
        self._effort = effort
        self._cells = 0
        if kind is StoreKind.IVF:
            inverted = faiss.extract_index_ivf(index)
            self._cells = int(inverted.nlist)
            lists = faiss.downcast_InvertedLists(inverted.invlists)
            if isinstance(lists, faiss.OnDiskInvertedLists):
                lists.prefetch_nthread = 0  # threads started for each question cost more

    @classmethod
    def of(cls, vectors: Vectors | Rows, kind: StoreKind = StoreKind.AUTO) -> "FaissStore":
        """A store of these vectors, shape (count, dimensions); they may be memory-mapped.

        An approximate store measures how hard it must search, see `index.vectors.tuning`.
        """
        rows = ArrayRows(vectors) if isinstance(vectors, np.ndarray) else vectors
        kind = choose_kind(rows.shape[0], kind) if rows.shape[0] else StoreKind.FLAT
        index = _empty_index(kind, rows)
        for block in rows.blocks():
            index.add(block)
        store = cls(index, kind, rows)
        if kind is StoreKind.FLAT:
            return store
        most = store._cells if kind is StoreKind.IVF else _MOST_GRAPH_EFFORT
        effort = tune(rows, lambda query, count, work: store._near(query, count, work)[0], most)
        return cls(index, kind, rows, effort)

    @classmethod
    def load(cls, folder: Path, vectors: Path) -> "FaissStore":
        """A store that was saved, memory-mapped.

        Args:
            vectors: `.npy` file of the vectors it was built from, float32.

        Raises:
            SnapshotError: a file is missing, damaged or belongs to another store.
        """
        path, about = (folder / name for name in FILES)
        try:
            data = json.loads(about.read_text(encoding="utf-8"))
            kind = StoreKind(data["kind"])
            effort = Effort(tuple(data["effort"]["at"]), tuple(data["effort"]["recall"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SnapshotError(f"{about.name}: cannot be read as a vector index") from error
        flag = faiss.IO_FLAG_MMAP if kind is StoreKind.IVF else faiss.IO_FLAG_MMAP_IFC
        try:
            index = faiss.read_index(str(path), flag)
        except RuntimeError as error:
            raise SnapshotError(f"{path.name}: cannot be read as a vector index") from error
        rows = open_rows(vectors)
        if (index.ntotal, index.d) != rows.shape:
            raise SnapshotError(f"{path.name}: does not belong to {vectors.name}")
        return cls(index, kind, rows, effort)

    def save(self, folder: Path) -> None:
        """Write `FILES` into a folder."""
        faiss.write_index(self._index, str(folder / FILES[0]))
        data = {"kind": self._kind, "effort": asdict(self._effort)}
        (folder / FILES[1]).write_text(json.dumps(data), encoding="utf-8")

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, count: int, among: Selection | None = None) -> Found:
        return self._near(query, count, self._effort.for_count(count), among)

    def describe(self) -> str:
        size = f"{len(self):,} vectors of {self._index.d}"
        if self._kind is StoreKind.FLAT:
            return f"flat: {size}, exact"
        shape = f"{self._cells} cells" if self._cells else f"{_LINKS} links"
        recall = f"{self._effort.recall[0]:.3f}"
        codes = "8-bit codes, candidates ranked exactly"
        return f"{self._kind}: {size}, {shape}, {codes}; recall@{DEPTHS[0]} {recall} when built"

    def _near(
        self, query: Vectors, count: int, effort: int, among: Selection | None = None
    ) -> Found:
        limit = len(self) if among is None else int(np.count_nonzero(among.mask))
        count = min(count, limit)
        if count <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = np.ascontiguousarray(query[None, :], np.float32)
        selector = None
        if among is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(among.mask, bitorder="little"))
        fetched = min(count + max(_SPARE, count // 4), limit)
        share = limit / len(self)
        if self._kind is StoreKind.FLAT:
            parameters = None if selector is None else faiss.SearchParameters(sel=selector)
            with _threads_for(len(self)):
                positions = self._index.search(query, fetched, params=parameters)[1][0]
        elif self._kind is StoreKind.IVF:
            positions = self._from_cells(query, fetched, count, math.ceil(effort / share), selector)
        else:
            positions = self._from_graph(query, fetched, count, effort, share, selector)
        scores = self._rows.take(positions) @ query[0]
        order = np.lexsort((positions, -scores))[:count]
        return positions[order], scores[order]

    def _from_cells(
        self,
        query: Vectors,
        fetched: int,
        least: int,
        probes: int,
        selector: "faiss.IDSelector | None",
    ) -> npt.NDArray[np.int64]:
        """Candidates from the nearest cells, from more of them where they hold too few."""
        while True:
            probes = min(probes, self._cells)
            parameters = faiss.SearchParametersIVF(nprobe=probes, sel=selector)
            found = self._index.search(query, fetched, params=parameters)[1][0]
            found = found[found >= 0]
            if len(found) >= least or probes == self._cells:
                return np.asarray(found)
            probes *= 4

    def _from_graph(
        self,
        query: Vectors,
        fetched: int,
        least: int,
        effort: int,
        share: float,
        selector: "faiss.IDSelector | None",
    ) -> npt.NDArray[np.int64]:
        """Candidates from a walk over the graph, or from all codes where it reaches too few."""
        if share >= _SPARSE:
            effort = math.ceil(max(effort, fetched) / share)
            parameters = faiss.SearchParametersHNSW(efSearch=effort, sel=selector)
            found = self._index.search(query, fetched, params=parameters)[1][0]
            found = found[found >= 0]
            if len(found) >= least:
                return np.asarray(found)
        parameters = faiss.SearchParameters(sel=selector)
        codes = faiss.downcast_index(self._index.storage)
        found = codes.search(query, fetched, params=parameters)[1][0]
        return np.asarray(found[found >= 0])


def _empty_index(kind: StoreKind, rows: Rows) -> "faiss.Index":
    """A trained index without vectors."""
    count, dimensions = rows.shape
    if kind is StoreKind.FLAT:  # half the bytes to read for each question; ranked exactly after
        return faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, _METRIC)
    cells = _cells_for(count)
    random = np.random.default_rng(0)
    sample = random.choice(count, min(count, _PER_CELL * max(cells, 1000)), replace=False)
    if kind is StoreKind.IVF:
        centroids = faiss.IndexFlatIP(dimensions)
        index = faiss.IndexIVFScalarQuantizer(centroids, dimensions, cells, _CODE, _METRIC)
        index.own_fields = True
        centroids.this.disown()
    else:
        index = faiss.IndexHNSWSQ(dimensions, _CODE, _LINKS, _METRIC)
        index.hnsw.efConstruction = _BUILDING_EFFORT
    index.train(rows.take(np.sort(sample)))
    return index


def _cells_for(count: int) -> int:
    """The power of two near 4 √count, as long as every cell has enough vectors to train on."""
    cells = 1 << round(math.log2(4 * math.sqrt(count)))
    return max(1, min(cells, count // _PER_CELL))


@contextmanager
def _threads_for(count: int) -> Iterator[None]:
    """One thread while few vectors are searched: more gain little, and go on spinning beside the
    encoder of the next question, which then takes half as long again (`python -m eval.speed`)."""
    usual = faiss.omp_get_max_threads()
    if count <= FLAT_UP_TO:
        faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(usual)
