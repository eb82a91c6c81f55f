"""The figures of `python -m eval scale`: a table, a JSON file and a page with plots."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

import plotly.graph_objects as go
from rich.box import SIMPLE
from rich.table import Table

from eval.scale import NEIGHBOURS, Measured
from index.vectors import StoreKind

__all__ = ["scale_table", "verdicts", "write_scale"]

_PLOTS: tuple[tuple[str, Callable[[Measured], float | None]], ...] = (
    ("p50 of a question, ms", lambda one: one.p50),
    ("p95 of a question, ms", lambda one: one.p95),
    ("build, s", lambda one: one.build_seconds or None),
    ("most memory while building, MB", lambda one: one.build_megabytes or None),
    ("opening, s", lambda one: one.open_seconds or None),
    ("memory after all questions, MB", lambda one: one.resident_megabytes),
    ("disk, MB", lambda one: one.disk_megabytes or None),
)


def scale_table(measured: Sequence[Measured], title: str) -> Table:
    """A row for each kind of search at each size."""
    table = Table(title=title, box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("passages", justify="right")
    table.add_column("search")
    for name in ("build s", "build MB", "open s", "memory MB", "disk MB", "p50 ms", "p95 ms"):
        table.add_column(name, justify="right")
    table.add_column(f"recall@{NEIGHBOURS}", justify="right")
    for one in measured:
        table.add_row(
            f"{one.size:,}",
            one.series,
            _shown(one.build_seconds),
            _shown(one.build_megabytes),
            _shown(one.open_seconds),
            _shown(one.resident_megabytes),
            _shown(one.disk_megabytes),
            _shown(one.p50),
            _shown(one.p95),
            "–" if one.recall is None else f"{one.recall:.3f}",
        )
    return table


def verdicts(measured: Sequence[Measured], dimensions: int) -> list[str]:
    """For each approximate store: how much faster than the exact one, and how much smaller."""
    flat = {one.size: one for one in measured if one.series == StoreKind.FLAT}
    lines = []
    for one in measured:
        if one.series not in (StoreKind.HNSW, StoreKind.IVF) or one.size not in flat:
            continue
        exact = flat[one.size]
        share = one.resident_megabytes / (4 * dimensions * one.size / 1e6)
        lines.append(
            f"{one.size:,} passages, {one.series}: {exact.p50 / one.p50:.1f} times as fast as flat "
            f"(p95 {exact.p95 / one.p95:.1f}), recall@{NEIGHBOURS} {one.recall:.3f}, "
            f"memory {share:.2f} of the float32 vectors"
        )
    return lines


def write_scale(
    measured: Sequence[Measured], conditions: dict[str, str], dimensions: int, folder: Path
) -> None:
    """Write `scale.json` and `scale.html`.

    Args:
        conditions: what the run was made with, a label and a value each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = {"conditions": conditions, "measured": [asdict(one) for one in measured]}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (folder / "scale.json").write_text(text, encoding="utf-8")
    plots = [_plot(measured, title, value) for title, value in _PLOTS]
    body = "".join(
        plot.to_html(full_html=False, include_plotlyjs=number == 0)
        for number, plot in enumerate(plots)
    )
    facts = [*(f"{label}: {value}" for label, value in conditions.items())]
    facts += verdicts(measured, dimensions)
    facts += [f"{one.size:,}, {one.series}: {one.about}" for one in measured if one.about]
    lines = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    (folder / "scale.html").write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Size and cost</title>"
        "<style>body{font-family:system-ui;margin:2rem auto;max-width:70rem}</style>"
        f"<h1>Size and cost</h1>{body}<ul>{lines}</ul></html>",
        encoding="utf-8",
    )


def _plot(
    measured: Sequence[Measured], title: str, value: Callable[[Measured], float | None]
) -> go.Figure:
    plot = go.Figure()
    for series in dict.fromkeys(one.series for one in measured):
        points = [(one.size, value(one)) for one in measured if one.series == series]
        shown = [(size, height) for size, height in points if height is not None and height > 0]
        if shown:
            sizes, heights = zip(*shown, strict=True)
            plot.add_scatter(name=series, x=sizes, y=heights, mode="lines+markers")
    plot.update_layout(title=title, xaxis_title="passages", height=420)
    plot.update_xaxes(type="log")
    plot.update_yaxes(type="log")
    return plot


def _shown(value: float) -> str:
    if value == 0:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
