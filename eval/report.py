"""What an evaluation found: a table, an HTML page with plots, a JSON file to compare runs."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from rich.table import Table

from assistant import Answer
from eval.dataset import HALVES, EvalQuestion, half_of
from eval.metrics import FIGURES, Judged, figures

__all__ = [
    "Row",
    "comparison_table",
    "figure_table",
    "group_table",
    "groups_by",
    "halves",
    "write_html",
    "write_json",
]

_CHIEF = ("hit@1", "hit@3", "right source cited", "cited first", "key facts", "abstention F1")

Row = tuple[EvalQuestion, Answer, Judged]
Groups = Mapping[str, Sequence[Judged]]


def figure_table(groups: Groups, title: str) -> Table:
    """A column for each group of answers, a row for each figure."""
    table = Table(title=title)
    table.add_column("")
    for name, rows in groups.items():
        table.add_column(f"{name} ({len(rows)})", justify="right")
    for figure, measure in FIGURES.items():
        table.add_row(figure, *(_shown(measure(rows)) for rows in groups.values()))
    return table


def group_table(groups: Groups, title: str) -> Table:
    """A row for each group of answers, a column for each of the chief figures."""
    table = Table("", "n", *_CHIEF, title=title)
    for name, rows in groups.items():
        table.add_row(name, str(len(rows)), *(_shown(FIGURES[key](rows)) for key in _CHIEF))
    return table


def groups_by(rows: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    """Answers grouped by a key, the groups in order of name."""
    groups: dict[str, list[Judged]] = {}
    for row in sorted(rows, key=key):
        groups.setdefault(key(row), []).append(row)
    return groups


def halves(rows: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The tuning and the test half."""
    return {half: [row for row in rows if half_of(row.id) == half] for half in HALVES}


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Figures of both halves and every judged answer."""
    judged = [row[2] for row in rows]
    data = {
        "figures": {half: figures(part) for half, part in halves(judged).items() if part},
        "answers": [asdict(row) for row in judged],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def comparison_table(one: Mapping[str, Any], other: Mapping[str, Any]) -> Table:
    """Both runs' figures on both halves, and the difference."""
    table = Table("half", "figure", "first", "second", "difference")
    for half in HALVES:
        before, after = one["figures"].get(half, {}), other["figures"].get(half, {})
        for figure in FIGURES:
            first, second = before.get(figure), after.get(figure)
            if first is None or second is None:
                continue
            change = second - first
            table.add_row(half, figure, _shown(first), _shown(second), f"{change:+.3f}")
    return table


def write_html(rows: Sequence[Row], path: Path) -> None:
    """A page with plots and every answer that was wrong: question, expected, given."""
    judged = [row[2] for row in rows]
    by_language = groups_by(judged, lambda row: row.language)
    by_type = groups_by(judged, lambda row: row.type)
    plots = [
        _bars("Both halves", halves(judged), list(FIGURES)),
        _bars("By language", by_language, ["hit@1", "hit@3", "right source cited", "key facts"]),
        _bars("By type", by_type, ["hit@1", "right source cited", "key facts"]),
    ]
    wrong = "".join(_wrong(*row) for row in rows if _is_wrong(row[2]))
    body = "".join(
        plot.to_html(full_html=False, include_plotlyjs=number == 0)
        for number, plot in enumerate(plots)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Evaluation</title>"
        "<style>body{font-family:system-ui;margin:2rem auto;max-width:70rem}"
        "article{border-top:1px solid #ccc;padding:.5rem 0}dt{font-weight:600}</style>"
        f"<h1>Evaluation</h1>{body}<h2>Wrong answers</h2>{wrong}</html>",
        encoding="utf-8",
    )


def _bars(title: str, groups: Groups, names: Sequence[str]) -> go.Figure:
    plot = go.Figure()
    for name in names:
        heights = [FIGURES[name](rows) for rows in groups.values()]
        labels = [f"{group} ({len(rows)})" for group, rows in groups.items()]
        plot.add_bar(name=name, x=labels, y=heights)
    plot.update_layout(title=title, yaxis_range=[0, 1], barmode="group", height=420)
    return plot


def _is_wrong(row: Judged) -> bool:
    if not row.answerable:
        return row.outcome == "answered"
    return not row.right_cited


def _wrong(question: EvalQuestion, answer: Answer, row: Judged) -> str:
    expected = " … ".join(question.evidence) or "no answer"
    history = " → ".join((*question.history, question.question))
    return (
        f"<article><p><b>{escape(row.id)}</b> {escape(row.type)}, {escape(row.language)}, "
        f"{half_of(row.id)}, rank {row.rank}</p><dl><dt>Question</dt>"
        f"<dd dir='auto'>{escape(history)}</dd><dt>Expected</dt><dd>{escape(expected)}</dd>"
        f"<dt>Given ({escape(row.outcome)})</dt><dd>{escape(answer.text)}</dd></dl></article>"
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
