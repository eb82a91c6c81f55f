"""The regression gate: figures on the test half may not fall below the committed ones."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from eval.metrics import Judged, figures

__all__ = ["falls_below"]

GATE_FILE = Path(__file__).with_name("gate.toml")


def falls_below(rows: Sequence[Judged], path: Path = GATE_FILE) -> list[str]:
    """A line for each figure that is lower than the file's least value for it.

    The file's `earlier` holds the same for the questions whose ids do not begin with its `without`.
    """
    gate = tomllib.loads(path.read_text(encoding="utf-8"))
    fallen = _fallen(rows, gate["least"], path)
    if earlier := gate.get("earlier"):
        later = tuple(earlier["without"])
        known = [row for row in rows if not row.id.startswith(later)]
        fallen += [f"earlier questions: {line}" for line in _fallen(known, earlier["least"], path)]
    return fallen


def _fallen(rows: Sequence[Judged], least: dict[str, float], path: Path) -> list[str]:
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
