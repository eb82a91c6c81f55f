"""Builds that are killed or run out of disk, in a process of their own.

`python -m tests.index.crashing FOLDER` forks a child for each way to end; prints a line of JSON
for each: how the child ended, and what the index looked like afterwards.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from index.building import build
from index.errors import StorageError
from index.journal import Journal
from index.snapshot import current_snapshot, damages, read_manifest, read_snapshot
from tests.fakes import FakeEncoder

__all__: list[str] = []

_CALLS = ("open", "fsync", "rename", "replace", "unlink", "truncate", "mkdir")
"""What a build asks of the file system."""
_DIMENSIONS = 512
"""Enough that the vectors are larger than the texts."""


def _die_at(number: int) -> None:
    """Kill this process with SIGKILL at its n-th call to the file system."""
    count = 0

    def counting(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **options)

        return counted

    for name in _CALLS:
        setattr(os, name, counting(name, getattr(os, name)))


class _DyingEncoder(FakeEncoder):
    """Kills its process instead of embedding the n-th batch."""

    def __init__(self, batch: int) -> None:
        super().__init__(dimensions=_DIMENSIONS)
        self._left = batch

    def encode(self, texts, prompt):
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode(texts, prompt)


def _in_child(work: Callable[[], None]) -> int:
    """Exit status of `work` in a child, negative for the signal that killed it."""
    child = os.fork()
    if child == 0:
        status = 70
        try:
            work()
            status = 0
        except StorageError as error:
            print(error, file=sys.stderr)
            status = 3
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _state(folder: Path) -> dict[str, object]:
    """The snapshot in use, whether it is whole, and the vectors that are kept for the next."""
    snapshot = current_snapshot(folder)
    if snapshot is None:
        texts, damaged = [], []
    else:
        texts = sorted(passage.text for passage in read_snapshot(snapshot).passages)
        damaged = list(damages(snapshot, read_manifest(snapshot)))
    return {"snapshot": snapshot.name if snapshot else None, "texts": texts, "damaged": damaged}


def _kept(folder: Path) -> int:
    return len(Journal(folder / "journal.bin", "fake").keys)


def _trial(documents: Path, folder: Path, work: Callable[[], None], **named: object) -> int:
    """Let a build end badly, look, and let the next one go on; prints what was seen."""
    status = _in_child(work)
    state = _state(folder)
    kept = _kept(folder)
    encoder = FakeEncoder(dimensions=_DIMENSIONS)
    build(documents, folder, encoder)
    left = sorted(path.name for path in folder.glob(".*") if path.name != ".lock")
    after = _state(folder)
    print(
        json.dumps(
            {**named, "status": status, "state": state, "kept": kept,
             "embedded": len(encoder.encoded), "after": after, "left": left}
        ),
        flush=True,
    )  # fmt: skip
    return status


def main(root: Path) -> None:
    """Every trial begins with an index of the town as it was, and builds it as it is now."""
    before, now = root / "before", root / "now"

    def begin(name: str) -> Path:
        folder = root / name
        build(before, folder, FakeEncoder(dimensions=_DIMENSIONS))
        return folder

    for batch in range(3):
        folder = begin(f"batch-{batch}")
        encoder = _DyingEncoder(batch)
        _trial(now, folder, lambda f=folder, e=encoder: build(now, f, e), at=f"batch {batch}")

    number, status = 0, -signal.SIGKILL
    while status == -signal.SIGKILL:
        number += 1
        folder = begin(f"call-{number}")

        def dying(folder: Path = folder, number: int = number) -> None:
            _die_at(number)
            build(now, folder, FakeEncoder(dimensions=_DIMENSIONS))

        status = _trial(now, folder, dying, at=f"call {number}")

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for size in (0, 1000, 20_000, 60_000, 150_000):
        folder = begin(f"size-{size}")

        def full(folder: Path = folder, size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            build(now, folder, FakeEncoder(dimensions=_DIMENSIONS))

        _trial(now, folder, full, at=f"size {size}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
