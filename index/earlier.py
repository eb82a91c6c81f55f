"""What a build takes over from the snapshot in use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.embedding import KEYS_FILE, Known
from index.errors import SnapshotError
from index.passage import Theme
from index.records import theme_of
from index.snapshot import current_snapshot, damages, read_manifest

__all__ = ["Earlier", "open_earlier"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The snapshot in use, as far as it is whole."""

    snapshot: Path | None = None
    is_of_this_model: bool = False
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    extents: Mapping[str, Any] = field(default_factory=dict)
    """Document id -> where its share stands in the files."""
    counts: Mapping[str, int] = field(default_factory=dict)
    known: Known = field(default_factory=Known.none)

    def is_current(self, fingerprints: Mapping[str, str]) -> bool:
        """Whether it was made from all this, with this model."""
        return self.is_of_this_model and self.fingerprints == fingerprints

    def themes(self) -> list[Theme]:
        if self.snapshot is None:
            return []
        return [theme_of(e) for e in json.loads((self.snapshot / "themes.json").read_bytes())]


def open_earlier(folder: Path, model: str, notes: list[str]) -> Earlier:
    """The snapshot in use; of a damaged one no texts, but the vectors, if these are whole.

    Args:
        notes: gets a line if the snapshot is not whole.

    Raises:
        OSError: a file cannot be read.
    """
    try:
        snapshot = current_snapshot(folder)
        if snapshot is None:
            return Earlier()
        manifest = read_manifest(snapshot)
    except SnapshotError as error:
        notes.append(f"the old index is set aside: {error}")
        return Earlier()
    damaged = list(damages(snapshot, manifest))
    is_of_this_model = manifest.model == model
    vectors_are_whole = not any(line.find(name) >= 0 for line in damaged for name in _VECTORS)
    known = Known.of(snapshot) if is_of_this_model and vectors_are_whole else Known.none()
    if damaged:
        notes.append(f"the old index is set aside: {damaged[0]}")
        return Earlier(known=known)
    extents = json.loads((snapshot / "extents.json").read_bytes())
    return Earlier(
        snapshot, is_of_this_model, manifest.fingerprints, extents, manifest.counts, known
    )


_VECTORS = (KEYS_FILE, "vectors.npy")
