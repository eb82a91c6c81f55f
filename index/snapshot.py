"""A built index on disk: its files, manifest, checksums, and the switch from old to new.

var/index/
  CURRENT            name of the snapshot in use
  20261122-101500-…/ manifest.json documents.json passages.json companions.json
                     themes.json views.json vectors.npy and what the parts add
"""

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import IndexingError, SnapshotError, StorageError
from index.model import Vectors
from index.parts import SnapshotPart, vector_part
from index.passage import Companion, Document, Kind, Passage, Status, Theme, View, ViewRole
from index.vectors.faiss import FaissStore

__all__ = [
    "Contents",
    "current_snapshot",
    "read_contents",
    "read_passages",
    "read_snapshot",
    "read_views",
    "write_snapshot",
]

_FORMAT = 3
_FILES = (
    "documents.json", "passages.json", "companions.json", "themes.json", "views.json",
    "vectors.npy",
)  # fmt: skip
_REBUILD = "build it anew with: leitlinien index"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a snapshot holds; `vectors[i]` belongs to `views[i]`."""

    model: str
    fingerprints: dict[str, str]
    """Document id -> hash of everything its passages and views are made from."""
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    companions: tuple[Companion, ...]
    themes: tuple[Theme, ...]
    views: tuple[View, ...]
    vectors: Vectors
    folder: Path | None = field(default=None, compare=False)
    """The snapshot they were read from."""


def current_snapshot(folder: Path) -> Path | None:
    """The snapshot in use below `folder`, or None where nothing was built yet."""
    try:
        name = (folder / "CURRENT").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"{folder / 'CURRENT'}: cannot be read; {_REBUILD}") from error
    snapshot = folder / Path(name).name
    if not name or not snapshot.is_dir():
        raise SnapshotError(f"{folder / 'CURRENT'}: names no snapshot; {_REBUILD}")
    return snapshot


def write_snapshot(
    folder: Path, contents: Contents, parts: Sequence[SnapshotPart] = (vector_part(),)
) -> Path:
    """Write a snapshot beside the current one, switch to it, and delete older ones.

    A reader sees the old snapshot or the new one, never a mix; if writing fails, the old one
    stays.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    name = time.strftime("%Y%m%d-%H%M%S-") + uuid.uuid4().hex[:8]
    partial = folder / f".{name}"
    try:
        partial.mkdir(parents=True)
        _write_files(partial, contents, parts)
        partial.rename(folder / name)
        pointer = folder / f".CURRENT-{name}"
        pointer.write_text(name, encoding="ascii")
        pointer.replace(folder / "CURRENT")
    except IndexingError:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    except (OSError, RuntimeError) as error:  # faiss reports a full disk as RuntimeError
        shutil.rmtree(partial, ignore_errors=True)
        raise StorageError(f"{folder}: the index cannot be written ({error})") from error
    _delete_old(folder, keep=name)
    return folder / name


def read_snapshot(snapshot: Path) -> tuple[Contents, FaissStore]:
    """As `read_contents`, and the vector index beside them."""
    return read_contents(snapshot), FaissStore.load(snapshot, snapshot / "vectors.npy")


def read_contents(snapshot: Path) -> Contents:
    """Texts and vectors of a snapshot, after all its checksums were verified.

    Raises:
        SnapshotError: a file is missing, damaged or of another format.
    """
    manifest = _manifest(snapshot)
    for name in {*_FILES, *manifest["checksums"]}:
        if _checksum(snapshot / name) != manifest["checksums"].get(name):
            raise SnapshotError(f"{snapshot / name}: damaged (checksum differs); {_REBUILD}")
    try:
        contents = Contents(
            model=manifest["model"],
            fingerprints=manifest["fingerprints"],
            documents=tuple(_document(entry) for entry in _load(snapshot / "documents.json")),
            passages=tuple(_passage(entry) for entry in _load(snapshot / "passages.json")),
            companions=tuple(Companion(**entry) for entry in _load(snapshot / "companions.json")),
            themes=tuple(Theme(**entry) for entry in _load(snapshot / "themes.json")),
            views=tuple(read_views(snapshot)),
            vectors=np.load(snapshot / "vectors.npy", mmap_mode="r", allow_pickle=False),
            folder=snapshot,
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"{snapshot}: cannot be read ({error}); {_REBUILD}") from error
    return contents


def read_passages(snapshot: Path) -> Iterator[Passage]:
    """The passages of a snapshot; nothing is checked."""
    return map(_passage, _load(snapshot / "passages.json"))


def read_views(snapshot: Path) -> Iterator[View]:
    """The views of a snapshot, in the order of their vectors; nothing is checked."""
    return map(_view, _load(snapshot / "views.json"))


def _write_files(folder: Path, contents: Contents, parts: Sequence[SnapshotPart]) -> None:
    for name, values in (
        ("documents.json", contents.documents),
        ("passages.json", contents.passages),
        ("companions.json", contents.companions),
        ("themes.json", contents.themes),
        ("views.json", contents.views),
    ):
        _dump(folder / name, [asdict(value) for value in values])
    np.save(folder / "vectors.npy", contents.vectors)
    facts: dict[str, str] = {}
    for part in parts:
        facts.update(part(folder))
    manifest = {
        "format": _FORMAT,
        "model": contents.model,
        "fingerprints": contents.fingerprints,
        "facts": facts,
        "checksums": {path.name: _checksum(path) for path in sorted(folder.iterdir())},
    }
    _dump(folder / "manifest.json", manifest)
    for path in folder.iterdir():
        _sync(path)


def _dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0), encoding="utf-8")


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _sync(path: Path) -> None:
    """Force a file to the disk before the switch, so that a power cut leaves no empty one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _manifest(snapshot: Path) -> dict[str, Any]:
    try:
        manifest = _load(snapshot / "manifest.json")
        if manifest["format"] != _FORMAT:
            raise SnapshotError(f"{snapshot}: of another version; {_REBUILD}")
        manifest["checksums"].get("", manifest["model"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(f"{snapshot / 'manifest.json'}: damaged; {_REBUILD}") from error
    return dict(manifest)


def _checksum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SnapshotError(f"{path}: missing or unreadable; {_REBUILD}") from error


def _delete_old(folder: Path, keep: str) -> None:
    """All but the current snapshot and its predecessor, which a reader may still be opening."""
    names = sorted(path.name for path in folder.iterdir() if (path / "manifest.json").is_file())
    for name in [name for name in names if name != keep][:-1]:
        shutil.rmtree(folder / name, ignore_errors=True)


def _document(entry: dict[str, Any]) -> Document:
    return Document(**{**entry, "status": Status(entry["status"])})


def _passage(entry: dict[str, Any]) -> Passage:
    typed = {"section": tuple(entry["section"]), "kind": Kind(entry["kind"])}
    return Passage(**{**entry, **typed, "status": Status(entry["status"])})


def _view(entry: dict[str, Any]) -> View:
    return View(**{**entry, "role": ViewRole(entry["role"])})
