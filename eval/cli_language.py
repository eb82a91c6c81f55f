"""`python -m eval language` and `train-language`: telling which language a question is in."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.language import WEIGHTS_FILE
from assistant.settings import load_settings
from eval.detection import detection_table, load_short_questions, misjudged
from eval.train_language import train_language

__all__ = ["language", "train_language_command"]

_out = Console()


def language(
    wrong: Annotated[
        bool, typer.Option(help="List what was misjudged in the tuning half.")
    ] = False,
) -> None:
    """Measure how well the language of short questions is told."""
    questions = load_short_questions()
    _out.print(detection_table(questions))
    if wrong:
        for question, found in misjudged(one for one in questions if one.half == "tune"):
            _out.print(f"{question.language} -> {found}: {question.text}", markup=False)


def train_language_command(
    target: Annotated[Path, typer.Option(help="file of the weights")] = WEIGHTS_FILE,
    steps: int = 4000,
    seed: int = 0,
) -> None:
    """Train the weights that tell languages apart on the documents and on frequent words."""
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("training", total=steps)
        train_language(
            load_settings().documents,
            target,
            steps,
            seed,
            lambda step, loss: bar.update(task, completed=step, description=f"loss {loss:.3f}"),
        )
