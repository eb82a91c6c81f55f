"""A built index on disk: its layout, what it says of itself, its checksums, and reading it.

var/index/
  CURRENT            name of the snapshot in use
  journal.bin        vectors of a build that has not ended
  20261122-101500-…/ manifest.json themes.json extents.json vectors.npy keys.bin store.faiss
                     documents.jsonl passages.jsonl companions.jsonl views.jsonl
                     and what other parts of the index add
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.errors import SnapshotError
from index.leasing import Lease
from index.model import Vectors
from index.passage import Companion, Document, Passage, Theme, View
from index.records import companion_of, document_of, passage_of, read_lines, theme_of, view_of

__all__ = [
    "FORMAT",
    "MANIFEST",
    "REBUILD",
    "Contents",
    "Manifest",
    "checksum",
    "checksum_of_manifest",
    "current_snapshot",
    "damages",
    "read_current",
    "read_manifest",
    "read_passages",
    "read_snapshot",
    "read_views",
]

FORMAT = 3
MANIFEST = "manifest.json"
REBUILD = "build it anew with: leitlinien index"
_CHECKED_WHEN_OPENED = 256 * 2**20
"""Bytes; of a larger file only the size is checked at opening, and all of it by `damages`."""

_Read = TypeVar("_Read")


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
    """Memory-mapped where they were read from a snapshot."""
    folder: Path | None = field(default=None, compare=False)
    """The snapshot they were read from."""
    lease: Lease | None = field(default=None, compare=False)
    """Keeps the snapshot's files; to be held as long as they are used."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself."""

    model: str
    precision: str
    """In which the model computed: `float32` or `bfloat16`; vectors are stored as float32."""
    dimensions: int
    counts: dict[str, int]
    """Of documents, passages, companions and views."""
    fingerprints: dict[str, str]
    files: dict[str, tuple[int, str]]
    """Path inside the snapshot -> (bytes, SHA-256)."""
    facts: dict[str, str]
    """What the parts of the index say of themselves, for `leitlinien info`."""


def current_snapshot(folder: Path) -> Path | None:
    """The snapshot in use below `folder`, or None where nothing was built yet.

    Raises:
        SnapshotError: CURRENT cannot be read or names no snapshot.
    """
    try:
        name = (folder / "CURRENT").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"{folder / 'CURRENT'}: cannot be read; {REBUILD}") from error
    snapshot = folder / Path(name).name
    if not name or "\0" in name or not snapshot.is_dir():
        raise SnapshotError(f"{folder / 'CURRENT'}: names no snapshot; {REBUILD}")
    return snapshot


def read_current(folder: Path, read: Callable[[Path], _Read]) -> _Read | None:
    """What `read` makes of the snapshot in use, or None where nothing was built yet.

    Where it is replaced and deleted while it is being read, the one that replaced it is read.

    Raises:
        SnapshotError: a file is missing, damaged or of another format.
    """
    snapshot = current_snapshot(folder)
    while snapshot is not None:
        try:
            return read(snapshot)
        except SnapshotError:
            newer = current_snapshot(folder)
            if newer == snapshot:
                raise
            snapshot = newer
    return None


def read_snapshot(snapshot: Path) -> Contents:
    """Texts and vectors of a snapshot, after the checksums of all its files were verified.

    Raises:
        SnapshotError: a file is missing, damaged or of another format.
    """
    lease = Lease(snapshot)
    manifest = read_manifest(snapshot)
    for damage in damages(snapshot, manifest, _CHECKED_WHEN_OPENED):
        raise SnapshotError(f"{damage}; {REBUILD}")

    def values(name: str, value_of: Callable[[dict[str, Any]], Any]) -> tuple[Any, ...]:
        return tuple(value_of(entry) for entry in read_lines(snapshot / name))

    try:
        return Contents(
            model=manifest.model,
            fingerprints=manifest.fingerprints,
            documents=values("documents.jsonl", document_of),
            passages=values("passages.jsonl", passage_of),
            companions=values("companions.jsonl", companion_of),
            themes=tuple(theme_of(e) for e in json.loads((snapshot / "themes.json").read_bytes())),
            views=values("views.jsonl", view_of),
            vectors=np.load(snapshot / "vectors.npy", mmap_mode="r", allow_pickle=False),
            folder=snapshot,
            lease=lease,
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"{snapshot}: cannot be read ({error}); {REBUILD}") from error


def read_passages(snapshot: Path) -> Iterator[Passage]:
    """The passages of a snapshot that is being written or was read, one at a time."""
    return map(passage_of, read_lines(snapshot / "passages.jsonl"))


def read_views(snapshot: Path) -> Iterator[View]:
    """The views of a snapshot that is being written or was read, in order, one at a time."""
    return map(view_of, read_lines(snapshot / "views.jsonl"))


def read_manifest(snapshot: Path) -> Manifest:
    """What a snapshot says of itself.

    Raises:
        SnapshotError: the manifest is missing, damaged or of another format.
    """
    path = snapshot / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise SnapshotError(f"{snapshot}: of another version; {REBUILD}")
        if data["check"] != checksum_of_manifest(data):
            raise SnapshotError(f"{path}: damaged (checksum differs); {REBUILD}")
        return Manifest(
            model=data["model"],
            precision=data["precision"],
            dimensions=data["dimensions"],
            counts=dict(data["counts"]),
            fingerprints=dict(data["fingerprints"]),
            files={name: (size, sha256) for name, (size, sha256) in data["files"].items()},
            facts=dict(data["facts"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(f"{path}: damaged; {REBUILD}") from error


def damages(snapshot: Path, manifest: Manifest, up_to: float = float("inf")) -> Iterator[str]:
    """A line for each file that is missing or damaged.

    Args:
        up_to: bytes; of a larger file only the size is checked.
    """
    for name, (size, sha256) in manifest.files.items():
        path = snapshot / name
        try:
            if path.stat().st_size != size:
                yield f"{path}: damaged ({path.stat().st_size} bytes instead of {size})"
            elif size <= up_to and checksum(path) != sha256:
                yield f"{path}: damaged (checksum differs)"
        except OSError as error:
            yield f"{path}: missing or unreadable ({error.strerror or error})"


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum_of_manifest(data: dict[str, Any]) -> str:
    """SHA-256 of everything in a manifest but its own checksum."""
    rest = {name: value for name, value in data.items() if name != "check"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
