"""The one user of an engine: asks it sparingly and takes from it only what passes the checks."""

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from assistant.errors import TranslationError
from assistant.tagging import proper_names
from assistant.translation.engine import Translator, one_each
from assistant.translation.keeping import Kept
from assistant.translation.limiting import Limit
from assistant.translation.pausing import Pauses
from assistant.translation.protecting import Masked, mask, restore
from assistant.translation.verifying import fault_of, speaks

__all__ = ["Interpreter"]

_log = logging.getLogger(__name__)

_MOST_LINES, _MOST_CHARACTERS = 40, 6000
"""Of one request."""
_LONGEST = 20_000
"""Characters of all texts that are translated at once."""
_AROUND = re.compile(r"(\s*(?:(?:[-–•*·✓✔]|\d+[.)])\s+)?)(.*?)(\s*)", re.DOTALL)
"""A line: what it begins with as an item of a list, its text, the space after it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text on its way to the engine and back."""

    before: str
    masked: Masked
    after: str

    @property
    def has_words(self) -> bool:
        return any(character.isalpha() for character in self.masked.text)


class Interpreter:
    """Translates texts with an engine; never raises, and says None for what failed."""

    def __init__(
        self, engine: Translator, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Args: seconds: for all that is translated at once; clock: seconds since whenever."""
        self.name = engine.name
        self._engine = engine
        self._limit = Limit(seconds)
        self._pauses = Pauses(clock)
        self._kept = Kept(clock)
        self._pairs: frozenset[tuple[str, str]] | None = None

    def check(self) -> None:
        """Ask the engine which translations it offers.

        Raises:
            TranslationError: it cannot be reached or used.
        """
        self._pairs = self._limit.run(self._engine.pairs)

    def offers(self, source: str, target: str) -> bool:
        """Whether the engine translates so; supposed so long as it could not be asked."""
        if self._pairs is None and self._pauses.asking:
            self._guarded(self.check)
        return self._pairs is None or (source, target) in self._pairs

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, keep: bool = True
    ) -> list[str | None]:
        """The texts in another language; None for each that could not be translated.

        Args:
            keep: whether to remember them for a while; not for what people ask.
        """
        done = {text: self._kept.get((source, target, text)) for text in texts}
        missing = [text for text, translation in done.items() if translation is None]
        known = self.offers(source, target) and self._pairs is not None
        if missing and known and self._pauses.asking:
            for text, translation in self._new(missing, source, target).items():
                done[text] = translation
                if keep:
                    self._kept.put((source, target, text), translation)
        return [done[text] for text in texts]

    def _new(self, texts: Sequence[str], source: str, target: str) -> dict[str, str]:
        """Translations of those texts for which the engine gave usable ones."""
        lines = {text: _lines_of(text, source) for text in _within(texts, _LONGEST)}
        asked = dict.fromkeys(
            line.masked.text for several in lines.values() for line in several if line.has_words
        )
        replies = self._replies(list(asked), source, target)
        found: dict[str, str] = {}
        for text, several in lines.items():
            if any(line.has_words and line.masked.text not in replies for line in several):
                continue
            try:
                found[text] = _assembled(several, replies, target)
            except TranslationError as error:
                _log.warning("%s: not used: %s", self.name, error)
        return found

    def _replies(self, lines: Sequence[str], source: str, target: str) -> dict[str, str]:
        """What the engine says to the lines, as far as it gets in its time."""
        replies: dict[str, str] = {}
        over = Event()

        def ask() -> None:
            for batch in _batches(lines):
                if over.is_set():
                    return
                texts = one_each(batch, self._engine.translate(batch, source, target))
                replies.update(zip(batch, texts, strict=True))

        self._guarded(lambda: self._limit.run(ask))
        over.set()
        return dict(replies)

    def _guarded(self, call: Callable[[], None]) -> None:
        try:
            call()
        except TranslationError as error:
            self._failed(error)
        except Exception as error:  # an engine is somebody else's program; its message may quote
            self._failed(TranslationError(f"failed ({type(error).__name__})"))
        else:
            self._pauses.succeeded()

    def _failed(self, error: TranslationError) -> None:
        pause = self._pauses.failed(error.pause)
        again = f"; not asked again for {pause:.0f} seconds" if pause else ""
        _log.warning("%s: %s%s", self.name, error, again)


def _within(texts: Sequence[str], most: int) -> Iterator[str]:
    """The first texts, so many characters altogether."""
    length = 0
    for text in texts:
        length += len(text)
        if length > most:
            return
        yield text


def _lines_of(text: str, source: str) -> list[_Line]:
    """A text in lines, which engines would join or lose."""
    names = proper_names(text) if source == "de" else ()
    found: list[_Line] = []
    for line in text.split("\n"):
        match = _AROUND.fullmatch(line)
        before, inner, after = match.groups() if match else ("", line, "")
        found.append(_Line(before, mask(inner, names), after))
    return found


def _batches(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines in requests of bounded size; a line too long for one goes alone."""
    batch: list[str] = []
    for line in lines:
        full = len(batch) == _MOST_LINES or sum(map(len, batch)) + len(line) > _MOST_CHARACTERS
        if batch and full:
            yield batch
            batch = []
        batch.append(line)
    if batch:
        yield batch


def _assembled(lines: Sequence[_Line], replies: dict[str, str], target: str) -> str:
    """The translated text.

    Raises:
        TranslationError: a line's reply cannot be used.
    """
    spoken: list[tuple[str, str]] = []
    parts: list[str] = []
    for line in lines:
        reply = line.masked.text
        if line.has_words:
            reply = replies[reply].strip()
            if fault := fault_of(line.masked, reply):
                raise TranslationError(f"a reply {fault}")
            spoken.append((reply, line.masked.text))
        parts.append(f"{line.before}{restore(reply, line.masked)}{line.after}")
    if not speaks([reply for reply, _ in spoken], [text for _, text in spoken], target):
        raise TranslationError("a reply is not in the language that was asked for")
    return "\n".join(parts)
