"""The regression gate: figures on the test half may not fall below the committed ones."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from eval.metrics import Judged, figures

__all__ = ["falls_below"]

GATE_FILE = Path(__file__).with_name("gate.toml")


def falls_below(rows: Sequence[Judged], path: Path = GATE_FILE) -> list[str]:
    """A line for each figure that is lower than the file's least value for it."""
    least = tomllib.loads(path.read_text(encoding="utf-8"))["least"]
    found = figures(rows)
    if unknown := set(least) - set(found):
        raise ValueError(f"{path.name}: no figure is called {unknown.pop()!r}")
    fallen: list[str] = []
    for name, value in least.items():
        figure = found[name]
        if figure is None:
            fallen.append(f"{name}: does not apply to any question")
        elif figure < value:
            fallen.append(f"{name}: {figure:.3f} is below {value}")
    return fallen
