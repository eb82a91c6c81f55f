"""Progress bars of the commands, on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields

from rich import progress
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from index.progress import BuildProgress, Progress

__all__ = ["build_progress", "progress_bars"]


@contextmanager
def progress_bars(console: Console, *labels: str) -> Iterator[list[Progress]]:
    """A function for each label that moves its bar; nothing is shown where no terminal is.

    A bar appears with its first report, and says how many a second are done and how long the rest
    will take.
    """
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(),
        TimeRemainingColumn(),
    )  # fmt: skip
    shown = console.is_terminal
    with progress.Progress(*columns, console=console, transient=True, disable=not shown) as bars:
        yield [_Bar(bars, label) for label in labels]


@contextmanager
def build_progress(console: Console) -> Iterator[BuildProgress]:
    """A bar for each long step of a build."""
    names = [step.name for step in fields(BuildProgress)]
    with progress_bars(console, *names) as bars:
        yield BuildProgress(**dict(zip(names, bars, strict=True)))


class _Bar:
    def __init__(self, bars: progress.Progress, label: str) -> None:
        self._bars = bars
        self._label = label
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._task is None:
            self._task = self._bars.add_task(self._label, total=total)
        self._bars.update(self._task, completed=done, total=total)


class _Rate(ProgressColumn):
    """How many a second; nothing before that is known."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text(f"{rate:.1f}/s" if rate else "", style="progress.data.speed")
