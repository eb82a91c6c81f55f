"""Views -> vectors: what is known already is looked up, and only the rest is embedded."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.journal import KEY_BYTES, Journal, Keys
from index.model import Encoder, Prompt, Vectors
from index.passage import View, ViewRole
from index.progress import Progress, silent
from index.records import view_of

__all__ = [
    "BATCH",
    "EMBEDDING_VERSION",
    "KEYS_FILE",
    "Known",
    "embed",
    "key_of",
    "vectors_of",
]

EMBEDDING_VERSION = "1"
"""Of the way from a view to its vector; a new number embeds everything anew."""
KEYS_FILE = "keys.bin"
"""Keys of all views in order, `KEY_BYTES` each."""
BATCH = 32
"""Texts that are embedded at once."""
_CHUNK = 512
"""Vectors that are copied at once."""


def prompt_of(view: View) -> Prompt:
    """Questions are embedded as questions."""
    return "passage" if view.role in (ViewRole.TEXT, ViewRole.COMPANION) else "query"


def key_of(view: View) -> bytes:
    """Hash of all that a view's vector depends on beside the model."""
    text = f"{EMBEDDING_VERSION}\0{prompt_of(view)}\0{view.text}"
    return hashlib.blake2b(text.encode(), digest_size=KEY_BYTES).digest()


@dataclass(frozen=True, slots=True)
class Known:
    """The vectors of an earlier snapshot, looked up by key: 24 bytes of memory for each."""

    keys: Keys
    """Sorted."""
    rows: npt.NDArray[np.int64]
    path: Path | None
    """The file of the vectors."""
    dimensions: int
    """Of the vectors; 0 where there are none."""

    @classmethod
    def of(cls, snapshot: Path) -> "Known":
        """Those of a snapshot whose files are whole."""
        keys = read_keys(snapshot)
        order = np.argsort(keys, kind="stable")
        path = snapshot / "vectors.npy"
        return cls(keys[order], order, path, np.load(path, mmap_mode="r").shape[1])

    @classmethod
    def none(cls) -> "Known":
        return cls(np.empty(0, f"S{KEY_BYTES}"), np.empty(0, np.int64), None, 0)

    def take(self, rows: npt.NDArray[np.int64]) -> Vectors:
        """The vectors of these rows, shape (len(rows), dimensions)."""
        if self.path is None or len(rows) == 0:
            return np.empty((0, self.dimensions), np.float32)
        # Mapped anew each time: what stays mapped counts as memory in use.
        return np.asarray(np.load(self.path, mmap_mode="r")[rows])

    def find(self, keys: Keys) -> npt.NDArray[np.int64]:
        """The row of each key's vector, -1 where there is none."""
        return _find(self.keys, self.rows, keys)


def read_keys(snapshot: Path) -> Keys:
    return np.fromfile(snapshot / KEYS_FILE, f"S{KEY_BYTES}")


def embed(
    snapshot: Path,
    known: Known,
    journal: Journal,
    encoder: Encoder,
    progress: Progress = silent,
) -> int:
    """Embed the views of a snapshot whose vectors neither are known nor stand in the journal.

    Batches hold texts of like length. They come in mixed order, so that the rate seen so far says
    how long the rest will take.

    Args:
        snapshot: folder with the views and their keys.

    Returns:
        The number of texts that were embedded.

    Raises:
        ModelError: the model gives no numbers, or vectors of another size than before.
        OSError: the journal cannot be written.
    """
    missing = _missing(snapshot, known, journal)
    batches = _batches(missing)
    done = 0
    if batches:
        progress(0, len(missing))
    with (snapshot / "views.jsonl").open("rb") as views:
        for batch in batches:
            found: list[View] = []
            for offset in batch["offset"]:
                views.seek(offset)
                found.append(view_of(json.loads(views.readline())))
            vectors = encoder.encode([view.text for view in found], prompt_of(found[0]))
            _check(vectors, known.dimensions, journal, encoder)
            journal.append([key_of(view) for view in found], vectors)
            done += len(found)
            progress(done, len(missing))
    journal.reload()
    return done


def vectors_of(snapshot: Path, known: Known, journal: Journal) -> Iterator[Vectors]:
    """The vectors of all views in order, in chunks of shape (at most 512, dimensions)."""
    order = np.argsort(journal.keys, kind="stable")
    in_journal = journal.keys[order]
    keys = read_keys(snapshot)
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        old = known.find(chunk)
        new = _find(in_journal, order, chunk)
        dimensions = known.dimensions or journal.dimensions or 0
        vectors = np.empty((len(chunk), dimensions), np.float32)
        is_old = old >= 0
        vectors[is_old] = known.take(old[is_old]) if is_old.any() else 0
        vectors[~is_old] = journal.vectors(new[~is_old]) if not is_old.all() else 0
        yield vectors


def _missing(snapshot: Path, known: Known, journal: Journal) -> npt.NDArray[np.void]:
    """Where the views that must be embedded stand in `views.jsonl`, and how long they are."""
    keys = read_keys(snapshot)
    unique, first = np.unique(keys, return_index=True)
    is_missing = (known.find(unique) < 0) & ~np.isin(unique, journal.keys)
    wanted = np.zeros(len(keys), bool)
    wanted[first[is_missing]] = True
    found = np.zeros(
        int(wanted.sum()), [("offset", np.int64), ("length", np.int32), ("passage", bool)]
    )
    row, offset = 0, 0
    with (snapshot / "views.jsonl").open("rb") as views:
        for is_wanted, line in zip(wanted, views, strict=True):
            if is_wanted:
                view = view_of(json.loads(line))
                found[row] = offset, len(view.text), prompt_of(view) == "passage"
                row += 1
            offset += len(line)
    return found


def _batches(missing: npt.NDArray[np.void]) -> list[npt.NDArray[np.void]]:
    batches: list[npt.NDArray[np.void]] = []
    for is_passage in (True, False):
        alike = np.sort(missing[missing["passage"] == is_passage], order=["length", "offset"])
        batches += [alike[start : start + BATCH] for start in range(0, len(alike), BATCH)]
    return [batches[number] for number in np.random.default_rng(0).permutation(len(batches))]


def _find(keys: Keys, rows: npt.NDArray[np.int64], wanted: Keys) -> npt.NDArray[np.int64]:
    """Binary search in sorted keys; -1 where a wanted one is not among them."""
    if len(keys) == 0:
        return np.full(len(wanted), -1, np.int64)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, rows[places], -1)


def _check(vectors: Vectors, dimensions: int, journal: Journal, encoder: Encoder) -> None:
    if not np.isfinite(vectors).all():
        raise ModelError(f"the model {encoder.name!r} gives values that are no numbers")
    expected = dimensions or journal.dimensions or vectors.shape[1]
    if vectors.shape[1] != expected:
        raise ModelError(
            f"the model {encoder.name!r} gives {vectors.shape[1]} dimensions, but gave {expected} "
            "before; delete the index folder and build it anew with: leitlinien index"
        )
