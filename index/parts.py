"""What a snapshot holds beside texts and vectors: vector index, word index and classifiers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.abbreviations import load_analyser
from index.classifier import CLASSIFIER_FILE, CLASSIFIER_VERSION, COMPARISON_CLASSIFIER_FILE
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
_QUESTIONS = (ViewRole.QUESTION, ViewRole.OUTSIDE, ViewRole.COMPARISON)
SnapshotPart = Callable[[Path, Progress], Mapping[str, str]]
"""Adds files to the folder of a snapshot in which texts, views and vectors stand already.
Tells how far it is, where it learns from them, and returns what `leitlinien info` says of it: a
label and a value each."""


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
    """Fits the classifiers to the example questions among the views that `views` reads in order.

    One that was fitted to the same is taken over from the snapshot in use.
    """

    def write(snapshot: Path, progress: Progress) -> Mapping[str, str]:
        # Imported here: it needs torch, which takes a second and which only a build needs.
        from index.classifier_training import compares, is_fitted_to

        asked = [(n, v) for n, v in enumerate(views(snapshot)) if v.role in _QUESTIONS]
        themes = {view.passage_id for _, view in asked if view.role is ViewRole.OUTSIDE}
        facts: dict[str, str] = {}
        for label, file, is_of in (
            ("classifier", CLASSIFIER_FILE, is_fitted_to),
            ("comparison classifier", COMPARISON_CLASSIFIER_FILE, compares),
        ):
            found = [one for one in asked if is_of(one[1])]
            facts[label] = _fit(snapshot, file, found, themes, progress)
        return facts

    return write


def _fit(
    snapshot: Path,
    file: str,
    asked: Sequence[tuple[int, View]],
    themes: Collection[str],
    progress: Progress,
) -> str:
    """Write a classifier, and say what it is.

    Args:
        asked: the questions, each with the row of its vector.
    """
    from index.classifier_training import fit_classifier

    names = [view.passage_id for _, view in asked]
    questions = [view.text for _, view in asked]
    vectors = np.load(snapshot / "vectors.npy", mmap_mode="r")[[number for number, _ in asked]]
    in_use = _in_use(snapshot.parent)
    earlier = in_use and in_use / file
    classifier = fit_classifier(names, questions, vectors, themes, earlier, progress)
    if classifier is None:
        return f"none: too few or too many example questions ({len(asked):,})"
    classifier.save(snapshot / file)
    return f"{len(classifier.names):,} passages and themes, by {len(asked):,} questions"


def _in_use(folder: Path) -> Path | None:
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
