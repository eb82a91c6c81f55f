"""Translations kept for a while: somebody who turns a page gets it again as it was."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeAlias

__all__ = ["Kept"]

Key: TypeAlias = tuple[str, str, str]
"""Source language, target language, text."""

_MOST, _SECONDS = 500, 600.0


class Kept:
    """The latest 500 translations, each for ten minutes, in memory only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Args: clock: seconds since whenever."""
        self._clock = clock
        self._texts: OrderedDict[Key, tuple[float, str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> str | None:
        with self._lock:
            since, text = self._texts.get(key, (float("-inf"), ""))
            return text if self._clock() - since < _SECONDS else None

    def put(self, key: Key, text: str) -> None:
        with self._lock:
            self._texts.pop(key, None)
            self._texts[key] = (self._clock(), text)
            while len(self._texts) > _MOST:
                self._texts.popitem(last=False)
