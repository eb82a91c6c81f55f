"""A call that may take so long and no longer."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Semaphore, Thread
from typing import TypeVar

from assistant.errors import TranslationError

__all__ = ["Limit"]

Result = TypeVar("Result")


class Limit:
    """Runs calls in threads of their own, so many at once and each so long.

    What takes longer is left to end by itself: a name server, a stalled connection or a
    calculation cannot be stopped from outside. So long, it keeps its place.
    """

    def __init__(self, seconds: float, at_once: int = 4) -> None:
        self._seconds = seconds
        self._places = Semaphore(at_once)

    def run(self, call: Callable[[], Result]) -> Result:
        """What the call returns or raises.

        Raises:
            TranslationError: it takes too long, or too many others do.
        """
        if not self._places.acquire(timeout=self._seconds):
            raise TranslationError("too many translations are under way")
        future: Future[Result] = Future()

        def work() -> None:
            try:
                future.set_result(call())
            except BaseException as error:  # raised again where it is waited for
                future.set_exception(error)
            finally:
                self._places.release()

        Thread(target=work, name="translation", daemon=True).start()
        try:
            return future.result(self._seconds)
        except TimeoutError:
            raise TranslationError(f"no translation within {self._seconds:g} seconds") from None
