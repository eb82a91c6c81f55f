"""Which snapshots are in use, so that a build deletes none of them."""

import fcntl
import os
from pathlib import Path

__all__ = ["LOCK_FILE", "Lease", "is_leased"]

LOCK_FILE = "in-use"
"""Empty file inside a snapshot; who reads the snapshot holds a shared lock of it (flock)."""


class Lease:
    """Holds a snapshot until it is given back or forgotten, and no longer than the process lives.

    Where the file system knows no locks it holds nothing: the
    current snapshot and its predecessor are kept in any case.
    """

    def __init__(self, snapshot: Path) -> None:
        self.snapshot = snapshot
        self._descriptor: int | None = None
        try:
            self._descriptor = os.open(snapshot / LOCK_FILE, os.O_RDONLY)
            # Waits no longer than a build takes to look whether the snapshot is in use.
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
        except OSError:
            self.give_back()

    def give_back(self) -> None:
        """Let the snapshot be deleted."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __del__(self) -> None:
        self.give_back()


def is_leased(snapshot: Path) -> bool:
    """Whether any process holds the snapshot."""
    try:
        descriptor = os.open(snapshot / LOCK_FILE, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
