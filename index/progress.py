"""How far the long steps of a build are."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["BuildProgress", "Progress", "silent"]

Progress = Callable[[int, int], None]
"""Called with the number of things done so far and in all."""


def silent(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """What is told of each long step of a build."""

    reading: Progress = silent
    """Of documents."""
    embedding: Progress = silent
    """Of texts."""
    learning: Progress = silent
    """Of fitting to the example questions, in steps."""
