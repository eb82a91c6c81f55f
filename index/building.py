"""documents/ -> a snapshot of the index; only what changed is embedded again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock, Timeout

from index.corpus import document_folders
from index.earlier import Earlier, open_earlier
from index.embedding import embed, vectors_of
from index.errors import BusyError, DocumentError, IndexingError
from index.fingerprints import fingerprint, fingerprint_of_outside
from index.journal import Journal
from index.model import Encoder
from index.parts import SnapshotPart, vector_part
from index.passage import Theme
from index.progress import BuildProgress
from index.questions import OUTSIDE_FILE, load_outside
from index.shares import load_share
from index.snapshot import current_snapshot, damages, read_manifest
from index.writing import SnapshotWriter, delete_leftovers, storing

__all__ = ["BuildOptions", "BuildReport", "build", "needs_build"]

_PARTS = ".parts"
"""Stands among the fingerprints for what the parts are made with."""


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
class BuildOptions:
    """How to build."""

    strict: bool = False
    """The first document that cannot be indexed stops the build, and nothing is switched."""
    wait: float = 0.0
    """Seconds to wait for another build to end; below 0 for as long as it takes."""
    parts: Sequence[SnapshotPart] = (vector_part(),)
    parts_version: str = ""
    """What the parts are made with; another one makes a new snapshot."""


def needs_build(documents: Path, folder: Path, model: str, parts_version: str = "") -> bool:
    """Whether `build` would change anything; an index with damage that shows needs one too.

    Only the manifest and the sizes of the files are read.
    """
    try:
        snapshot = current_snapshot(folder)
        if snapshot is None:
            return True
        manifest = read_manifest(snapshot)
        found = {folder.name: fingerprint(folder) for folder in document_folders(documents)}
    except IndexingError:
        return True
    found |= _fingerprints_of_others(documents, parts_version)
    if manifest.model != model or manifest.fingerprints != found:
        return True
    return any(damages(snapshot, manifest, up_to=0))


def build(
    documents: Path,
    folder: Path,
    encoder: Encoder,
    progress: BuildProgress = BuildProgress(),
    options: BuildOptions = BuildOptions(),
) -> BuildReport:
    """Bring the index in `folder` up to date with the documents below `documents`.

    A document that cannot be read is reported; if it was indexed before, that version stays. What
    was embedded is kept whatever happens, and the next build goes on from there.

    Raises:
        DocumentError: there is no document that can be indexed, or with `strict` one cannot.
        BusyError: another build is under way.
        StorageError: the index cannot be written.
    """
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / ".lock", timeout=options.wait):
                return _Build(documents, folder, encoder, progress, options).run()
        except Timeout as error:
            raise BusyError(f"{folder}: another build is under way; wait until it ends") from error


class _Build:
    """One build, while the lock is held."""

    def __init__(
        self,
        documents: Path,
        folder: Path,
        encoder: Encoder,
        progress: BuildProgress,
        options: BuildOptions,
    ) -> None:
        self._documents = documents
        self._folder = folder
        self._encoder = encoder
        self._progress = progress
        self._options = options
        self._report = BuildReport()
        self._earlier = Earlier()

    def run(self) -> BuildReport:
        delete_leftovers(self._folder)
        self._earlier = open_earlier(self._folder, self._encoder.name, self._report.notes)
        plan = _plan(self._documents)
        journal = Journal(self._folder / "journal.bin", self._encoder.name)
        if self._is_current(plan):
            self._count(self._earlier.counts)
        else:
            with SnapshotWriter(self._folder) as writer:
                self._write_texts(writer, plan)
                self._count(writer.counts)
                if self._earlier.is_current(writer.fingerprints):
                    self._report.unchanged = True
                else:
                    self._embed_and_switch(writer, journal)
        journal.discard()
        return self._report

    def _is_current(self, plan: "_Plan") -> bool:
        """Whether there is nothing to do; then nothing is written."""
        found = {folder.name: print_ for folder, print_ in plan if isinstance(print_, str)}
        others = self._fingerprints_of_others()
        current = len(found) == len(plan) and self._earlier.is_current({**found, **others})
        self._report.unchanged = current
        return current

    def _fingerprints_of_others(self) -> dict[str, str]:
        return _fingerprints_of_others(self._documents, self._options.parts_version)

    def _count(self, counts: Mapping[str, int]) -> None:
        self._report.documents = counts["documents"]
        self._report.passages = counts["passages"]
        self._report.views = counts["views"]

    def _embed_and_switch(self, writer: SnapshotWriter, journal: Journal) -> None:
        known, encoder = self._earlier.known, self._encoder
        if kept := len(journal.keys):
            note = f"{kept} texts were embedded by a build that did not end; they are used"
            self._report.notes.append(note)
        embedding, learning = self._progress.embedding, self._progress.learning
        self._report.embedded = embed(writer.partial, known, journal, encoder, embedding)
        dimensions = known.dimensions or journal.dimensions or 0
        writer.write_vectors(vectors_of(writer.partial, known, journal), dimensions)
        writer.switch(encoder.name, encoder.precision, dimensions, self._options.parts, learning)

    def _write_texts(self, writer: SnapshotWriter, plan: "_Plan") -> None:
        for number, (folder, print_) in enumerate(plan, start=1):
            try:
                self._add(writer, folder, print_)
            except DocumentError as error:
                self._report_problem(error)
                if self._keep(writer, folder.name):
                    note = f"{folder.name}: the version indexed before is kept"
                    self._report.notes.append(note)
            self._progress.reading(number, len(plan))
        if not writer.counts["documents"]:
            raise DocumentError(
                "no document can be indexed:\n" + "\n".join(self._report.problems)
                if self._report.problems
                else f"{self._documents}: no folder with a document.toml"
            )
        writer.finish_texts(self._add_outside(writer))
        writer.fingerprints[_PARTS] = self._options.parts_version

    def _add(self, writer: SnapshotWriter, folder: Path, print_: str | DocumentError) -> None:
        if isinstance(print_, DocumentError):
            raise print_
        if self._earlier.fingerprints.get(folder.name) == print_:
            self._keep(writer, folder.name)
            return
        share = load_share(folder)
        writer.add(
            folder.name, print_, [share.document], share.passages, share.companions, share.views
        )
        self._report.notes += share.notes

    def _add_outside(self, writer: SnapshotWriter) -> list[Theme]:
        print_ = self._fingerprints_of_others()[OUTSIDE_FILE]
        try:
            themes, views = load_outside(self._documents / "questions" / OUTSIDE_FILE)
        except DocumentError as error:
            self._report_problem(error)
            if self._keep(writer, OUTSIDE_FILE):
                return self._earlier.themes()
            themes, views, print_ = [], [], ""
        writer.add(OUTSIDE_FILE, print_, views=views)
        return themes

    def _keep(self, writer: SnapshotWriter, id: str) -> bool:
        """Take over what was indexed before, if anything was."""
        earlier = self._earlier
        if earlier.snapshot is None or id not in earlier.extents:
            return False
        writer.copy(earlier.snapshot, earlier.extents[id], id, earlier.fingerprints[id])
        return True

    def _report_problem(self, error: DocumentError) -> None:
        if self._options.strict:
            raise error
        self._report.problems.append(str(error))


_Plan: TypeAlias = list[tuple[Path, str | DocumentError]]
"""The folder of each document with its fingerprint, or why it has none."""


def _plan(documents: Path) -> _Plan:
    plan: _Plan = []
    for folder in document_folders(documents):
        try:
            plan.append((folder, fingerprint(folder)))
        except DocumentError as error:
            plan.append((folder, error))
    return plan


def _fingerprints_of_others(documents: Path, parts_version: str) -> dict[str, str]:
    return {OUTSIDE_FILE: fingerprint_of_outside(documents), _PARTS: parts_version}
