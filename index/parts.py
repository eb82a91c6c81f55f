"""What a snapshot holds beside texts and vectors: vector index, word index and classifier."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from index.abbreviations import load_analyser
from index.classifier import CLASSIFIER_VERSION
from index.errors import SnapshotError
from index.lexical import Analyser, LexicalIndex
from index.passage import View, ViewRole
from index.progress import Progress
from index.snapshot import current_snapshot
from index.vectors import StoreKind
from index.vectors.faiss import FaissStore
from index.vectors.rows import FileRows

__all__ = [
    "SnapshotPart", "classifier_part", "parts_of", "vector_part", "word_part", "words_of",
]  # fmt: skip

_WORDLESS = (ViewRole.OUTSIDE, ViewRole.COMPARISON)
"""Questions outside the documents, and those that also hold the words of another text, have no
say in the word search."""
SnapshotPart = Callable[[Path, Progress], Mapping[str, str]]
"""Adds files to the folder of a snapshot in which texts, views and vectors stand already.
Tells how far it is where it learns from them, and
returns what `leitlinien info` says of them: a label and a value each."""


def vector_part(kind: StoreKind = StoreKind.AUTO) -> SnapshotPart:
    """Writes the vector index over `vectors.npy`."""

    def write(snapshot: Path, _: Progress) -> Mapping[str, str]:
        store = FaissStore.of(FileRows(snapshot / "vectors.npy"), kind)
        store.save(snapshot)
        return {"vector index": store.describe()}

    return write


def word_part(analyser: Analyser, views: Callable[[Path], Iterable[View]]) -> SnapshotPart:
    """Writes the word index over the views that `views` reads from the snapshot, in order."""

    def write(snapshot: Path, _: Progress) -> Mapping[str, str]:
        words = LexicalIndex.of(map(words_of, views(snapshot)), analyser)
        words.save(snapshot)
        return {"word index": words.describe()}

    return write


def classifier_part(views: Callable[[Path], Iterable[View]]) -> SnapshotPart:
    """Fits the classifier to the example questions among the views that `views` reads in order.

    One that was fitted to the same is taken over from the snapshot in use.
    """

    def write(snapshot: Path, progress: Progress) -> Mapping[str, str]:
        # Imported here: it needs torch, which takes a second and which only a build needs.
        from index.classifier_training import fit_classifier, is_fitted_to

        asked = [(n, view) for n, view in enumerate(views(snapshot)) if is_fitted_to(view)]
        names = [view.passage_id for _, view in asked]
        questions = [view.text for _, view in asked]
        vectors = np.load(snapshot / "vectors.npy", mmap_mode="r")[[number for number, _ in asked]]
        themes = {view.passage_id for _, view in asked if view.role is ViewRole.OUTSIDE}
        earlier = _earlier(snapshot.parent)
        classifier = fit_classifier(names, questions, vectors, themes, earlier, progress)
        if classifier is None:
            return {"classifier": f"none: too few or too many example questions ({len(asked):,})"}
        classifier.save(snapshot)
        classes = len(classifier.names)
        return {"classifier": f"{classes:,} passages and themes, by {len(asked):,} questions"}

    return write


def _earlier(folder: Path) -> Path | None:
    try:
        return current_snapshot(folder)
    except SnapshotError:
        return None


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
    parts = (vector_part(kind), word_part(analyser, views), classifier_part(views))
    return parts, f"{kind} {analyser.fingerprint} {CLASSIFIER_VERSION}"


def words_of(view: View) -> tuple[str, str]:
    """What the word search reads of a view."""
    return ("" if view.role in _WORDLESS else view.text, view.language.split("-")[0])
