"""What a snapshot holds beside texts and vectors: the vector index and the word index."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from index.abbreviations import load_analyser
from index.lexical import Analyser, LexicalIndex
from index.passage import View, ViewRole
from index.vectors import StoreKind
from index.vectors.faiss import FaissStore
from index.vectors.rows import FileRows

__all__ = ["SnapshotPart", "parts_of", "vector_part", "word_part", "words_of"]

_WORDLESS = (ViewRole.OUTSIDE, ViewRole.COMPARISON)
"""Questions outside the documents, and those that also hold the words of another text, have no
say in the word search."""
SnapshotPart = Callable[[Path], Mapping[str, str]]
"""Adds files to the folder of a snapshot in which texts, views and vectors stand already.
Returns what `leitlinien info` says of them: a label and a value each."""


def vector_part(kind: StoreKind = StoreKind.AUTO) -> SnapshotPart:
    """Writes the vector index over `vectors.npy`."""

    def write(snapshot: Path) -> Mapping[str, str]:
        store = FaissStore.of(FileRows(snapshot / "vectors.npy"), kind)
        store.save(snapshot)
        return {"vector index": store.describe()}

    return write


def word_part(analyser: Analyser, views: Callable[[Path], Iterable[View]]) -> SnapshotPart:
    """Writes the word index over the views that `views` reads from the snapshot, in order."""

    def write(snapshot: Path) -> Mapping[str, str]:
        words = LexicalIndex.of(map(words_of, views(snapshot)), analyser)
        words.save(snapshot)
        return {"word index": words.describe()}

    return write


def parts_of(
    documents: Path, kind: StoreKind, views: Callable[[Path], Iterable[View]]
) -> tuple[tuple[SnapshotPart, ...], str]:
    """The parts of a snapshot, and what they are made with: when that changes, so do they.

    Args:
        documents: the corpus, for its abbreviations.
        views: reads the views of a snapshot in order.

    Raises:
        DocumentError: the abbreviations file is broken.
    """
    analyser = load_analyser(documents)
    return (vector_part(kind), word_part(analyser, views)), f"{kind} {analyser.fingerprint}"


def words_of(view: View) -> tuple[str, str]:
    """What the word search reads of a view."""
    return ("" if view.role in _WORDLESS else view.text, view.language.split("-")[0])
