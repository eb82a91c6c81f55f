"""Where views are searched: in files on this machine, or in a Milvus that several share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias

from index.errors import SnapshotError
from index.lexical import Analyser, LexicalIndex, WordSearch
from index.parts import SnapshotPart, parts_of
from index.passage import Passage, View
from index.snapshot import Contents
from index.vectors import StoreKind, VectorStore
from index.vectors.faiss import FaissStore

__all__ = [
    "EngineKind",
    "FileEngine",
    "MilvusPlace",
    "Reading",
    "SearchEngine",
    "Searches",
    "open_files",
]


Searches: TypeAlias = tuple[VectorStore, WordSearch | None]


class EngineKind(StrEnum):
    """What searches."""

    FAISS = "faiss"
    """Files beside the texts, on this machine."""
    MILVUS = "milvus"
    """A server that several machines share."""


class SearchEngine(Protocol):
    """Keeps what the two searches need, for each snapshot."""

    @property
    def parts(self) -> Sequence[SnapshotPart]:
        """What they add to a snapshot while it is built."""
        ...

    @property
    def version(self) -> str:
        """What the parts are made with: when that changes, so do they."""
        ...

    def open(self, contents: Contents, analyser: Analyser) -> Searches:
        """Both searches over a snapshot.

        Raises:
            SnapshotError: what they need is missing or damaged.
            UnavailableError: the server is away.
        """
        ...

    def publish(self, folder: Path) -> list[str]:
        """To be called after a build: completes the switch to the snapshot in use below
        `folder`, and mends what it needs outside of its files. Returns lines for people.
        """
        ...

    def damages(self, snapshot: Path) -> Iterator[str]:
        """A line for each damage outside of the snapshot's files."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read from the folder of a snapshot that is being built."""

    passages: Callable[[Path], Iterable[Passage]]
    views: Callable[[Path], Iterable[View]]
    """In the order of their vectors."""


class FileEngine:
    """Files of the snapshot, searched in this process."""

    def __init__(self, documents: Path, kind: StoreKind, reading: Reading) -> None:
        """Args: documents: the corpus, for its abbreviations."""
        self.parts, self.version = parts_of(documents, kind, reading.views)

    def open(self, contents: Contents, analyser: Analyser) -> Searches:
        return open_files(contents, analyser)

    def publish(self, folder: Path) -> list[str]:  # noqa: ARG002
        return []

    def damages(self, snapshot: Path) -> Iterator[str]:  # noqa: ARG002
        return iter(())


def open_files(contents: Contents, analyser: Analyser) -> Searches:
    """Both searches from files of the snapshot; no word search where it was made otherwise."""
    folder = contents.folder
    if folder is None:
        raise SnapshotError("contents that were not read from a snapshot have no files")
    store = FaissStore.load(folder, folder / "vectors.npy")
    return store, LexicalIndex.load(folder, analyser)


@dataclass(frozen=True, slots=True)
class MilvusPlace:
    """Which Milvus, and what its collections are called."""

    uri: str
    token: str
    name: str
    """Alias of the collection in use; those of the snapshots begin with it."""
    grace: float = 3600.0
    """Seconds that a collection stays as it is after it went out of use."""
