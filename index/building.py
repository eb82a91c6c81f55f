"""documents/ -> a snapshot of the index; only what changed is embedded again."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index.companions import companion_files, read_companions
from index.corpus import document_folders, load_document
from index.errors import DocumentError, IndexingError, SnapshotError, StorageError
from index.model import Encoder, Prompt, Vectors
from index.parts import SnapshotPart, vector_part
from index.passage import Companion, Document, Passage, Theme, View, ViewRole
from index.questions import OUTSIDE_FILE, load_outside, load_questions
from index.snapshot import Contents, current_snapshot, read_contents, write_snapshot
from index.views import views_of

__all__ = ["BuildReport", "build", "needs_build"]

Progress = Callable[[int, int], None]
"""Called with the number of texts embedded so far and in all."""

_STEP_VERSION = "3"
"""Of everything between a source and its views; a new number structures all documents anew."""
_BATCH = 32
_PARTS = ".parts"
"""Stands among the fingerprints for what the parts of the snapshot are made with."""


@dataclass(slots=True)
class BuildReport:
    """What a build did, for people."""

    documents: int = 0
    passages: int = 0
    views: int = 0
    embedded: int = 0
    problems: list[str] = field(default_factory=list)
    """A line for each document that could not be indexed."""
    notes: list[str] = field(default_factory=list)
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One document's share of the index."""

    fingerprint: str
    document: Document
    passages: tuple[Passage, ...]
    companions: tuple[Companion, ...]
    views: tuple[View, ...]


def needs_build(documents: Path, folder: Path, model: str, parts_version: str = "") -> bool:
    """Whether `build` would change anything; a damaged index needs one too."""
    try:
        old = _old_contents(folder)
    except IndexingError:
        return True
    if old is None or old.model != model:
        return True
    return old.fingerprints != {**_fingerprints(documents), _PARTS: parts_version}


def build(
    documents: Path,
    folder: Path,
    encoder: Encoder,
    progress: Progress = lambda done, total: None,
    parts: Sequence[SnapshotPart] = (vector_part(),),
    parts_version: str = "",
) -> BuildReport:
    """Bring the index in `folder` up to date with the documents below `documents`.

    A document that cannot be read is reported; if it was indexed before, that version stays.

    Raises:
        DocumentError: there is no document that can be indexed.
        StorageError: the index cannot be written, or another build is under way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=0):
            return _build(documents, folder, encoder, progress, parts, parts_version)
    except Timeout as error:
        raise StorageError(f"{folder}: another build is under way; wait until it ends") from error
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written ({error.strerror or error})") from error


def _build(
    documents: Path,
    folder: Path,
    encoder: Encoder,
    progress: Progress,
    with_parts: Sequence[SnapshotPart],
    parts_version: str,
) -> BuildReport:
    report = BuildReport()
    try:
        old = _old_contents(folder)
    except SnapshotError as error:
        report.notes.append(f"the old index is set aside: {error}")
        old = None
    parts = _parts(documents, old, report)
    if not parts:
        raise DocumentError(
            "no document can be indexed:\n" + "\n".join(report.problems)
            if report.problems
            else f"{documents}: no folder with a document.toml"
        )
    themes, outside = _outside(documents, old, report)
    views = (*(view for part in parts for view in part.views), *outside)
    fingerprints = {part.document.id: part.fingerprint for part in parts}
    fingerprints[OUTSIDE_FILE] = _fingerprint_of([documents / "questions" / OUTSIDE_FILE])
    fingerprints[_PARTS] = parts_version
    report.documents = len(parts)
    report.passages = sum(len(part.passages) for part in parts)
    report.views = len(views)
    if old and old.model == encoder.name and old.fingerprints == fingerprints:
        report.unchanged = True
        return report
    known = _known_vectors(old, encoder.name)
    report.embedded = sum(1 for view in views if _key(view) not in known)
    contents = Contents(
        model=encoder.name,
        fingerprints=fingerprints,
        documents=tuple(part.document for part in parts),
        passages=tuple(passage for part in parts for passage in part.passages),
        companions=tuple(companion for part in parts for companion in part.companions),
        themes=themes,
        views=views,
        vectors=_embed(views, known, encoder, progress),
    )
    write_snapshot(folder, contents, with_parts)
    return report


def _parts(documents: Path, old: Contents | None, report: BuildReport) -> list[_Part]:
    parts: list[_Part] = []
    for folder in document_folders(documents):
        try:
            parts.append(_part(folder, old, report))
        except DocumentError as error:
            report.problems.append(str(error))
            if old and folder.name in old.fingerprints:
                report.notes.append(f"{folder.name}: the version indexed before is kept")
                parts.append(_old_part(old, folder.name))
    return parts


def _part(folder: Path, old: Contents | None, report: BuildReport) -> _Part:
    fingerprint = _fingerprint(folder)
    if old and old.fingerprints.get(folder.name) == fingerprint:
        return _old_part(old, folder.name)
    manuscript = load_document(folder)
    questions = load_questions(_questions_path(folder))
    ids = {passage.id for passage in manuscript.passages}
    report.notes += [
        f"questions/{folder.name}.toml: no passage is called {name!r}; left out"
        for name in questions
        if name not in ids
    ]
    if without := len(ids - set(questions)):
        report.notes.append(f"{folder.name}: {without} of {len(ids)} passages have no questions")
    companions = _companions(folder, manuscript.passages, report)
    views = tuple(views_of(manuscript.passages, questions, companions))
    return _Part(fingerprint, manuscript.document, manuscript.passages, companions, views)


def _companions(
    folder: Path, passages: Sequence[Passage], report: BuildReport
) -> tuple[Companion, ...]:
    companions: list[Companion] = []
    for path in companion_files(folder.parent, folder.name):
        found = read_companions(path, passages)
        companions += found.companions.values()
        where = f"translations/{found.language}/{path.name}"
        report.notes += [f"translations/{problem}" for problem in found.problems]
        for ids, fault in (
            (found.stale, "belong to another wording of their passage; left out"),
            (found.unreviewed, "are not re-read (fuzzy); left out"),
            (found.empty, "are empty"),
        ):
            if ids:
                report.notes.append(f"{where}: {len(ids)} texts {fault}: {', '.join(ids[:3])}")
    return tuple(companions)


def _outside(
    documents: Path, old: Contents | None, report: BuildReport
) -> tuple[tuple[Theme, ...], tuple[View, ...]]:
    try:
        themes, views = load_outside(documents / "questions" / OUTSIDE_FILE)
    except DocumentError as error:
        report.problems.append(str(error))
        if old is None:
            return (), ()
        return old.themes, tuple(view for view in old.views if view.role is ViewRole.OUTSIDE)
    return tuple(themes), tuple(views)


def _old_part(old: Contents, name: str) -> _Part:
    passages = tuple(p for p in old.passages if p.document_id == name)
    ids = {passage.id for passage in passages}
    return _Part(
        old.fingerprints[name],
        next(document for document in old.documents if document.id == name),
        passages,
        tuple(companion for companion in old.companions if companion.passage_id in ids),
        tuple(view for view in old.views if view.passage_id in ids),
    )


def _fingerprints(documents: Path) -> dict[str, str]:
    found = {folder.name: _fingerprint(folder) for folder in document_folders(documents)}
    return {**found, OUTSIDE_FILE: _fingerprint_of([documents / "questions" / OUTSIDE_FILE])}


def _fingerprint(folder: Path) -> str:
    """Hash of everything that the document's passages and views are made from."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    texts = companion_files(folder.parent, folder.name)
    return _fingerprint_of([*files, _questions_path(folder), *texts])


def _fingerprint_of(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256(_STEP_VERSION.encode())
    for path in paths:
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _questions_path(folder: Path) -> Path:
    return folder.parent / "questions" / f"{folder.name}.toml"


def _old_contents(folder: Path) -> Contents | None:
    snapshot = current_snapshot(folder)
    return read_contents(snapshot) if snapshot else None


def _key(view: View) -> tuple[Prompt, str]:
    """What a view's vector depends on; questions are embedded as questions."""
    is_text = view.role in (ViewRole.TEXT, ViewRole.COMPANION)
    return ("passage" if is_text else "query", view.text)


def _known_vectors(old: Contents | None, model: str) -> dict[tuple[Prompt, str], Vectors]:
    if old is None or old.model != model:
        return {}
    return {_key(view): vector for view, vector in zip(old.views, old.vectors, strict=True)}


def _embed(
    views: Sequence[View],
    known: dict[tuple[Prompt, str], Vectors],
    encoder: Encoder,
    progress: Progress,
) -> Vectors:
    """Vectors of all views, shape (views, dimensions); batches hold texts of like length."""
    new = sorted({_key(view) for view in views} - set(known), key=lambda key: len(key[1]))
    found = dict(known)
    done = 0
    for prompt in ("passage", "query"):
        texts = [text for kind, text in new if kind == prompt]
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            for text, vector in zip(batch, encoder.encode(batch, prompt), strict=True):
                found[(prompt, text)] = vector
            done += len(batch)
            progress(done, len(new))
    return np.stack([found[_key(view)] for view in views]).astype(np.float32)
