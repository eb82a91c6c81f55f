"""Writing a snapshot beside the one in use, and the switch from old to new."""

import errno
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np

from index.embedding import KEYS_FILE, key_of
from index.errors import SnapshotError, StorageError
from index.leasing import LOCK_FILE, is_leased
from index.model import Vectors
from index.parts import SnapshotPart, vector_part
from index.passage import Companion, Document, Passage, Theme, View
from index.progress import Progress, silent
from index.questions import OUTSIDE_FILE
from index.records import Value, line_of
from index.snapshot import (
    FORMAT,
    MANIFEST,
    Contents,
    checksum,
    checksum_of_manifest,
    current_snapshot,
)

__all__ = [
    "SnapshotWriter",
    "delete_leftovers",
    "storing",
    "write_snapshot",
]

_LINES = {"documents": "documents.jsonl", "passages": "passages.jsonl",
          "companions": "companions.jsonl", "views": "views.jsonl"}  # fmt: skip
_CHUNK = 2**20
_NEARLY_NOTHING = 2**20
"""Bytes left on a disk that is called full."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class SnapshotWriter:
    """Writes a snapshot document by document, so that its size does not matter to the memory.

    Nothing is seen of it until `switch`; left without that, it leaves nothing behind.
    """

    def __init__(self, folder: Path) -> None:
        """Begin a snapshot below `folder`; raises OSError."""
        self._folder = folder
        self._name = time.strftime("%Y%m%d-%H%M%S-") + uuid.uuid4().hex[:8]
        self.partial = folder / f".{self._name}"
        self._is_in_use = False
        self.counts = dict.fromkeys(_LINES, 0)
        self.fingerprints: dict[str, str] = {}
        self._extents: dict[str, dict[str, tuple[int, int, int]]] = {}
        self._files: dict[str, BinaryIO] = {}

    def __enter__(self) -> "SnapshotWriter":
        self.partial.mkdir(parents=True)
        (self.partial / LOCK_FILE).touch()
        for name in (*_LINES.values(), KEYS_FILE):
            self._files[name] = (self.partial / name).open("wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for file in self._files.values():
            try:
                file.close()
            except OSError:  # a full disk; what is in there is deleted anyway
                continue
        if not self._is_in_use:
            for path in (self.partial, self._folder / self._name):
                shutil.rmtree(path, ignore_errors=True)

    def add(
        self,
        id: str,
        fingerprint: str,
        documents: Sequence[Document] = (),
        passages: Sequence[Passage] = (),
        companions: Sequence[Companion] = (),
        views: Sequence[View] = (),
    ) -> None:
        """Add one document's share; raises OSError."""
        began = {name: file.tell() for name, file in self._files.items()}
        shares: dict[str, Sequence[Value]] = {
            "documents": documents,
            "passages": passages,
            "companions": companions,
            "views": views,
        }
        for kind, values in shares.items():
            for value in values:
                self._files[_LINES[kind]].write(line_of(value))
            self.counts[kind] += len(values)
        for view in views:
            self._files[KEYS_FILE].write(key_of(view))
        counts = {_LINES[kind]: len(values) for kind, values in shares.items()}
        self.fingerprints[id] = fingerprint
        self._extents[id] = {
            name: (began[name], file.tell(), counts.get(name, 0))
            for name, file in self._files.items()
        }

    def copy(self, old: Path, extents: Mapping[str, Any], id: str, fingerprint: str) -> None:
        """Take over one document's share of another snapshot; raises OSError.

        Args:
            extents: what `extents.json` of that snapshot says of the document.
        """
        taken: dict[str, tuple[int, int, int]] = {}
        for name, file in self._files.items():
            start, end, count = extents[name]
            began = file.tell()
            with (old / name).open("rb") as source:
                source.seek(start)
                _copy_bytes(source, file, end - start)
            taken[name] = (began, file.tell(), count)
        for kind, name in _LINES.items():
            self.counts[kind] += taken[name][2]
        self.fingerprints[id], self._extents[id] = fingerprint, taken

    def finish_texts(self, themes: Iterable[Theme]) -> None:
        """End the files of texts, which are complete; raises OSError."""
        lines = b",".join(line_of(theme) for theme in themes)
        (self.partial / "themes.json").write_bytes(b"[" + lines + b"]")
        (self.partial / "extents.json").write_text(json.dumps(self._extents), encoding="utf-8")
        for file in self._files.values():
            file.close()

    def write_vectors(self, chunks: Iterable[Vectors], dimensions: int) -> None:
        """Write the vectors of all views in order, a chunk at a time; raises OSError.

        They are written, not mapped: a full disk is an error then, and does not end the process.
        """
        shape = (self.counts["views"], dimensions)
        header = {"descr": "<f4", "fortran_order": False, "shape": shape}
        with (self.partial / "vectors.npy").open("wb") as file:
            np.lib.format.write_array_header_2_0(file, header)
            for chunk in chunks:
                file.write(np.ascontiguousarray(chunk, "<f4").data)

    def switch(
        self,
        model: str,
        precision: str,
        dimensions: int,
        parts: Sequence[SnapshotPart] = (vector_part(),),
        learning: Progress = silent,
    ) -> Path:
        """Add the parts and the manifest, and make this the snapshot in use.

        Raises:
            OSError: the disk is full or the folder cannot be written.
        """
        facts = self._add(parts, learning)
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "model": model,
            "precision": precision,
            "dimensions": dimensions,
            "counts": self.counts,
            "fingerprints": self.fingerprints,
            "files": self._checksums(),
            "facts": facts,
        }
        manifest["check"] = checksum_of_manifest(manifest)
        (self.partial / MANIFEST).write_text(json.dumps(manifest, indent=0), encoding="utf-8")
        for path in [*self.partial.rglob("*"), self.partial]:
            _sync(path)
        snapshot = self._folder / self._name
        self.partial.rename(snapshot)
        _sync(self._folder)
        previous = _in_use(self._folder)
        pointer = self._folder / f".CURRENT-{self._name}"
        pointer.write_text(self._name, encoding="ascii")
        _sync(pointer)
        pointer.replace(self._folder / "CURRENT")
        self._is_in_use = True
        _sync(self._folder)
        _delete_old(self._folder, keep={snapshot, previous})
        return snapshot

    def _add(self, parts: Sequence[SnapshotPart], learning: Progress) -> dict[str, str]:
        facts: dict[str, str] = {}
        for part in parts:
            try:
                facts.update(part(self.partial, learning))
            except RuntimeError as error:  # so faiss reports that it cannot write, never why
                if shutil.disk_usage(self.partial).free < _NEARLY_NOTHING:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
                raise OSError(str(error)) from error
        return facts

    def _checksums(self) -> dict[str, tuple[int, str]]:
        paths = (path for path in sorted(self.partial.rglob("*")) if path.is_file())
        return {
            str(path.relative_to(self.partial)): (path.stat().st_size, checksum(path))
            for path in paths
            if path.name != LOCK_FILE
        }


def write_snapshot(
    folder: Path, contents: Contents, parts: Sequence[SnapshotPart] = (vector_part(),)
) -> Path:
    """Write contents that are in memory as a snapshot, and switch to it.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    by_document: dict[str, list[int]] = {}
    document_of = {passage.id: passage.document_id for passage in contents.passages}
    for number, view in enumerate(contents.views):
        by_document.setdefault(document_of.get(view.passage_id, ""), []).append(number)
    with storing(folder), SnapshotWriter(folder) as writer:
        for document in contents.documents:
            writer.add(
                document.id,
                contents.fingerprints.get(document.id, ""),
                [document],
                [p for p in contents.passages if p.document_id == document.id],
                [c for c in contents.companions if document_of[c.passage_id] == document.id],
                [contents.views[number] for number in by_document.get(document.id, ())],
            )
        outside = by_document.get("", [])
        writer.add(OUTSIDE_FILE, "", views=[contents.views[number] for number in outside])
        writer.fingerprints = dict(contents.fingerprints)
        writer.finish_texts(contents.themes)
        order = [n for d in contents.documents for n in by_document.get(d.id, ())]
        vectors = contents.vectors[[*order, *outside]]
        writer.write_vectors([vectors], vectors.shape[1])
        return writer.switch(contents.model, "float32", vectors.shape[1], parts)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turns what the file system refuses into a StorageError that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = "free some space" if error.errno in _FULL else "see that it can be written"
        raise StorageError(
            f"{folder}: the index cannot be written ({reason}); {remedy} and run it again: "
            "the index in use stays as it is, and what was embedded so far is kept"
        ) from error


def delete_leftovers(folder: Path) -> None:
    """Delete what builds that were killed have left; only while no other build is under way."""
    for path in folder.glob(".*-*-*"):
        if (path / LOCK_FILE).is_file() or (path.is_dir() and not any(path.iterdir())):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(".CURRENT-"):
            path.unlink(missing_ok=True)


def _in_use(folder: Path) -> Path | None:
    try:
        return current_snapshot(folder)
    except SnapshotError:  # a pointer to nothing, which is about to be replaced
        return None


def _delete_old(folder: Path, keep: set[Path | None]) -> None:
    """All snapshots that nobody reads, but the one in use and its predecessor.

    A reader may be about to open the predecessor.
    """
    for path in folder.iterdir():
        if path not in keep and (path / MANIFEST).is_file() and not is_leased(path):
            shutil.rmtree(path, ignore_errors=True)


def _copy_bytes(source: BinaryIO, target: BinaryIO, count: int) -> None:
    while count > 0:
        data = source.read(min(count, _CHUNK))
        if not data:
            raise OSError("a file of the old snapshot is too short")
        target.write(data)
        count -= len(data)


def _sync(path: Path) -> None:
    """Force a file or folder to the disk, so that a power cut leaves no empty one."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
