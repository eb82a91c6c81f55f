"""What a snapshot keeps of its collection: the name, and the id of the row of each view."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import SnapshotError
from index.vectors import StoreKind

__all__ = ["CollectionRecord", "read_ids", "read_record", "write_ids", "write_record"]

_ABOUT, _IDS = "milvus.json", "milvus.ids.npy"


@dataclass(frozen=True, slots=True)
class CollectionRecord:
    """The collection of a snapshot."""

    collection: str
    rows: int
    dimensions: int
    kind: StoreKind
    retired: dict[str, float] = field(default_factory=dict)
    """Collections that went out of use, and when (Unix time)."""


def write_record(snapshot: Path, record: CollectionRecord) -> None:
    """Raises OSError."""
    (snapshot / _ABOUT).write_text(json.dumps(asdict(record)), encoding="utf-8")


def read_record(snapshot: Path) -> CollectionRecord | None:
    """None where the snapshot was made for another engine.

    Raises:
        SnapshotError: it is damaged.
    """
    path = snapshot / _ABOUT
    if not path.exists():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return CollectionRecord(**{**data, "kind": StoreKind(data["kind"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SnapshotError(f"{path}: cannot be read") from error


def write_ids(snapshot: Path, ids: npt.NDArray[np.int64]) -> None:
    """Raises OSError."""
    np.save(snapshot / _IDS, ids)


def read_ids(snapshot: Path) -> npt.NDArray[np.int64]:
    """Ids of the rows of all views in order; raises SnapshotError where they are damaged."""
    try:
        return np.asarray(np.load(snapshot / _IDS, allow_pickle=False))
    except (OSError, ValueError, EOFError) as error:
        raise SnapshotError(f"{snapshot / _IDS}: cannot be read") from error
