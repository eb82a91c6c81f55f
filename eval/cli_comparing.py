"""`python -m eval train-comparing`: telling whether a question compares."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant import load_settings
from assistant.assistant import current_index
from assistant.comparison_question import WEIGHTS_FILE
from eval.dataset import load_tuning_questions
from eval.train_comparing import load_comparing, train_comparing
from index import ViewRole, load_model

__all__ = ["train_comparing_command"]

_out = Console()


def train_comparing_command(
    target: Annotated[Path, typer.Option(help="file of the weights")] = WEIGHTS_FILE,
    seed: int = 0,
) -> None:
    """Fit the weights that tell whether a question compares."""
    settings = load_settings()
    encoder = load_model(settings.model, settings.models_folder)
    views = current_index(settings, encoder).views
    examples, comparisons = (
        [view.text for view in views if view.role is role]
        for role in (ViewRole.QUESTION, ViewRole.COMPARISON)
    )
    weights, figures = train_comparing(
        encoder, load_comparing(), load_tuning_questions(), examples, comparisons, seed
    )
    weights.save(target)
    for what, detection in figures.items():
        _out.print(f"{what}: {detection}")
    _out.print(f"{target}: {target.stat().st_size / 1e3:.1f} kB")
