"""The index of a running assistant: a new snapshot takes the place of the old one by itself."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock, Thread

from index import Document, Index
from index.errors import UnavailableError
from index.snapshot import current_snapshot

__all__ = ["LiveIndex"]

_log = logging.getLogger(__name__)

_PATIENCE = 2.0
"""Seconds that a question waits for a new snapshot; after that the old one answers it."""


class LiveIndex:
    """Opens a new snapshot in the background; every question finds an index that is whole."""

    def __init__(self, index: Index, folder: Path, reopen: Callable[[], Index]) -> None:
        """Args: index: opened from `folder`; reopen: opens the snapshot in use there."""
        self._index = index
        self._folder = folder
        self._reopen = reopen
        self._seen: tuple[int, int] | None = None
        self._opening: Thread | None = None
        self._lock = Lock()

    def newest(self) -> Index:
        """The index to use for the next question; costs a look at one file (`stat`)."""
        if self._stamp() != self._seen:
            opening = self._open_in_background()
            if opening is not None:
                opening.join(_PATIENCE)
        return self._index

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = (self._folder / "CURRENT").stat()
        except OSError:  # the folder is being moved or mended: what is open goes on
            return self._seen
        return found.st_ino, found.st_mtime_ns

    def _open_in_background(self) -> Thread | None:
        with self._lock:
            if self._opening is not None and self._opening.is_alive():
                return None
            stamp = self._stamp()
            if stamp == self._seen:
                return None
            self._seen = stamp
            self._opening = Thread(target=self._open, name="new snapshot", daemon=True)
            self._opening.start()
            return self._opening

    def _open(self) -> None:
        try:
            lease = self._index.lease
            if lease is not None and current_snapshot(self._folder) == lease.snapshot:
                return
            index = self._reopen()
        except UnavailableError as error:
            _log.error("the new snapshot is opened with a later question: %s", error)
            self._seen = None
            return
        except Exception:  # whatever it is, questions go on being answered
            _log.exception("the new snapshot cannot be opened; the one before stays in use")
            return
        index.documents = _Documents(index.documents, self._index.documents)
        self._index = index


class _Documents(dict[str, Document]):
    """The documents of a new snapshot; those it no longer has are still found by their id.

    Answers given before still stand on people's pages, and name them.
    """

    def __init__(self, present: Mapping[str, Document], before: Mapping[str, Document]) -> None:
        super().__init__(present)
        known = dict(before)
        if isinstance(before, _Documents):
            known |= before.gone
        self.gone: dict[str, Document] = {
            id: document for id, document in known.items() if id not in present
        }

    def __missing__(self, id: str) -> Document:
        return self.gone[id]
