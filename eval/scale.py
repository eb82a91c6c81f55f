"""How search grows with the number of passages: build time, memory, disk, latency, recall.

Every figure is taken in a process of its own, so that none has the memory or the caches of
another; a question is searched alone, as the assistant does.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from eval.scale_data import TextMaker, VectorMaker, misspelt, write_vectors
from index import Document, Index, Kind, Passage, Status, View, ViewRole
from index.filters import Filters
from index.lexical import Analyser, LexicalIndex
from index.model import Prompt, Vectors
from index.snapshot import Contents
from index.vectors import StoreKind
from index.vectors.faiss import FaissStore
from index.vectors.rows import FileRows
from index.vectors.tuning import exact_neighbours

__all__ = ["NEIGHBOURS", "PARTS", "Asked", "Measured", "in_new_process", "measure"]

NEIGHBOURS = 10
PARTS = ("vectors", "words", "search")
_WORD_HITS = 16_384
"""As `Index` asks the word search for."""
_MEGABYTE = 1e6
_SLOW = 0.05
"""Seconds a question may take before fewer of them are timed."""
_TIMED_IF_SLOW = 60

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that are in no index, with their vectors."""

    texts: tuple[str, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of search at one size; None where a figure has no meaning."""

    series: str
    size: int
    """Passages, of one view each."""
    build_seconds: float
    build_megabytes: float
    """Most memory that building took."""
    open_seconds: float
    resident_megabytes: float
    """Memory after all questions, mapped pages that were read included."""
    disk_megabytes: float
    p50: float
    """Milliseconds for a question."""
    p95: float
    recall: float | None = None
    """Share of the `NEIGHBOURS` nearest that were found."""
    about: str = ""


def measure(
    sizes: Sequence[int],
    kinds: Sequence[StoreKind],
    real: tuple[Vectors, Sequence[str]],
    asked: Asked,
    folder: Path,
    parts: Sequence[str] = PARTS,
    call: Callable[..., Measured] | None = None,
) -> Iterator[Measured]:
    """Measure vectors, words and the whole search at each size, as soon as they are known.

    Args:
        parts: what to measure, of `PARTS`; the whole search needs the two others.
        call: calls a function; in a new process where not given.
        real: vectors to make others from, and German texts to make others from.
        folder: for the data and indexes, up to 4 kB a passage; those of one size at a time.
    """
    call = call or in_new_process
    maker = VectorMaker(real[0])
    made = maker.make(len(asked.texts), np.random.default_rng(2))
    queries = np.concatenate([asked.vectors, made])
    for size in sizes:
        here = folder / str(size)
        here.mkdir(parents=True, exist_ok=True)
        write_vectors(maker, size, here / "vectors.npy")
        truth = exact_neighbours(FileRows(here / "vectors.npy"), queries, min(NEIGHBOURS, size))
        for kind in kinds if "vectors" in parts else ():
            store = here / kind
            store.mkdir(exist_ok=True)
            built = call(_build_vectors, kind, here, store)
            yield call(_search_vectors, built, here, store, queries, truth)
        if "words" in parts:
            words = here / "words"
            words.mkdir(exist_ok=True)
            built = call(_build_words, real[1], size, words)
            yield call(_search_words, built, words, asked.texts)
        if set(parts) == set(PARTS):
            yield call(_find, real[1], size, here, kinds[-1], asked)


def in_new_process(function: Callable[..., Result], *arguments: Any) -> Result:
    """Call a function in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def _build_vectors(kind: StoreKind, here: Path, folder: Path) -> Measured:
    rows = FileRows(here / "vectors.npy")
    before, began = _resident(), time.perf_counter()
    store = FaissStore.of(rows, kind)
    store.save(folder)
    return _built(kind, rows.shape[0], began, before, folder, store.describe())


def _build_words(real: Sequence[str], size: int, folder: Path) -> Measured:
    texts = TextMaker(real).make(size)
    before, began = _resident(), time.perf_counter()
    words = LexicalIndex.of(((text, "de") for text in texts), Analyser({}))
    words.save(folder)
    return _built("words", size, began, before, folder, words.describe())


def _built(
    series: str, size: int, began: float, before: float, folder: Path, about: str
) -> Measured:
    seconds, memory = time.perf_counter() - began, _peak() - before
    return Measured(series, size, seconds, memory, 0, 0, _disk(folder), 0, 0, about=about)


def _search_vectors(
    built: Measured, here: Path, folder: Path, queries: Vectors, truth: npt.NDArray[np.int64]
) -> Measured:
    before, began = _resident(), time.perf_counter()
    store = FaissStore.load(folder, here / "vectors.npy")
    seconds = time.perf_counter() - began
    found, times = _timed(lambda number: store.search(queries[number], NEIGHBOURS), len(queries))
    recalls = [np.isin(truth[number], found[number][0]).mean() for number in found]
    return _searched(built, seconds, before, times, float(np.mean(recalls)))


def _search_words(built: Measured, folder: Path, texts: Sequence[str]) -> Measured:
    random = np.random.default_rng(3)
    asked = [one for text in texts for one in (text, misspelt(text, random))]
    before, began = _resident(), time.perf_counter()
    words = LexicalIndex.load(folder, Analyser({}))
    assert words is not None  # it was saved with the same word analysis
    seconds = time.perf_counter() - began
    times = _timed(lambda number: words.search(asked[number], "de", _WORD_HITS), len(asked))[1]
    return _searched(built, seconds, before, times)


def _find(real: Sequence[str], size: int, here: Path, kind: StoreKind, asked: Asked) -> Measured:
    """The whole search but for encoding the question, every second one with a filter."""
    before = _resident()
    contents = _contents(TextMaker(real).make(size))
    began = time.perf_counter()
    analyser = Analyser({})
    store = FaissStore.load(here / kind, here / "vectors.npy")
    words = LexicalIndex.load(here / "words", analyser)
    index = Index(contents, store, _NoEncoder(), analyser, words=words)
    seconds = time.perf_counter() - began
    filters = (Filters(), Filters(status=Status.DRAFT, field=1))

    def find(number: int) -> object:
        vector, text = asked.vectors[number // 2], asked.texts[number // 2]
        return index.find(vector, text, filters=filters[number % 2])

    times = _timed(find, 2 * len(asked.texts))[1]
    empty = Measured("whole search", size, 0, 0, 0, 0, 0, 0, 0, about=f"over {kind} and words")
    return _searched(empty, seconds, before, times)


def _searched(
    built: Measured, seconds: float, before: float, times: list[float], recall: float | None = None
) -> Measured:
    return replace(
        built,
        open_seconds=seconds,
        resident_megabytes=_resident() - before,
        p50=1000 * float(np.percentile(times, 50)),
        p95=1000 * float(np.percentile(times, 95)),
        recall=recall,
    )


def _timed(search: Callable[[int], Result], count: int) -> tuple[dict[int, Result], list[float]]:
    """Results by question and seconds, after all questions were asked once to warm up."""
    order = np.random.default_rng(4).permutation(count).tolist()
    slow = 0
    for number in order:
        began = time.perf_counter()
        search(number)
        slow += time.perf_counter() - began > _SLOW
        if slow >= _TIMED_IF_SLOW // 4:
            order = order[:_TIMED_IF_SLOW]
            break
    found: dict[int, Result] = {}
    times: list[float] = []
    for number in order:
        began = time.perf_counter()
        found[number] = search(number)
        times.append(time.perf_counter() - began)
    return found, times


def _contents(texts: Iterator[str]) -> Contents:
    """Passages with these texts and a view each; one in twenty is adopted, as many are drafts."""
    document = Document("d", "", "", Status.INFORMATION, "", None, "", "", "", "", "")
    statuses = (Status.ADOPTED, Status.DRAFT, *[Status.INFORMATION] * 18)
    passages = tuple(
        Passage(
            f"d/{number}", "d", text, (), Kind.INFORMATION, statuses[number % len(statuses)],
            number % 7, None, None, None, None, 0, len(text),
        )
        for number, text in enumerate(texts)
    )  # fmt: skip
    views = tuple(View(p.id, ViewRole.TEXT, "de", p.text) for p in passages)
    nothing = np.empty((0, 0), np.float32)  # the store reads the vectors from their file
    return Contents("none", {}, (document,), passages, (), (), views, nothing)


class _NoEncoder:
    name = "none"
    precision = "float32"

    def encode(self, texts: Sequence[str], prompt: Prompt) -> Vectors:
        raise NotImplementedError("questions come with their vectors")

    def encode_layers(self, texts: Sequence[str], prompt: Prompt) -> tuple[Vectors, Vectors]:
        raise NotImplementedError("questions come with their vectors")


def _resident() -> float:
    """Megabytes of this process in memory, mapped files included."""
    return _status("VmRSS")


def _peak() -> float:
    """Most megabytes this process has had in memory."""
    return _status("VmHWM")


def _status(name: str) -> float:
    """Of this process; the kernel's own words, for others count what a parent process had."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024 / _MEGABYTE


def _disk(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MEGABYTE
