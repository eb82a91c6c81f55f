"""When an engine that fails is asked again."""

import time
from collections.abc import Callable
from threading import Lock

__all__ = ["Pauses"]

_FAILURES = 2
"""In a row, from which an engine is left alone."""
_SECONDS = 60.0


class Pauses:
    """Leaves an engine alone for a minute after two failures in a row, or as long as it asks for.

    After a pause a single failure begins the next one.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Args: clock: seconds since whenever."""
        self._clock = clock
        self._failures = 0
        self._until = float("-inf")
        self._lock = Lock()

    @property
    def asking(self) -> bool:
        """Whether the engine may be asked now."""
        return self._clock() >= self._until

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self, wanted: float = 0.0) -> float:
        """Count a failure; returns for how many seconds the engine is left alone now.

        Args:
            wanted: seconds that the engine itself asks for.
        """
        with self._lock:
            self._failures += 1
            pause = max(wanted, _SECONDS if self._failures >= _FAILURES else 0.0)
            self._until = max(self._until, self._clock() + pause)
            return pause
