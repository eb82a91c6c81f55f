"""Figures of the answers in each language, beside those in German."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from eval.metrics import FIGURES, Judged

__all__ = ["LEAST_QUESTIONS", "language_table", "largest_difference"]

_SHOWN = (
    "hit@1", "hit@3", "right source cited", "cited first", "key facts", "abstention right",
    "language right", "statements in its language",
)  # fmt: skip
_COMPARED = ("hit@1", "hit@3", "right source cited", "cited first", "key facts", "abstention right")
"""Not the F1 of abstention: some languages have a single question to abstain from."""
LEAST_QUESTIONS = 8
"""Of a language that is compared with German: of fewer, each question weighs too much."""


def language_table(groups: Mapping[str, Sequence[Judged]]) -> Table:
    """A row for each language, a column for each figure."""
    table = Table("", "n", *_SHOWN, title="By language")
    for language, rows in groups.items():
        values = (FIGURES[name](rows) for name in _SHOWN)
        shown = ("–" if value is None else f"{value:.3f}" for value in values)
        table.add_row(language, str(len(rows)), *shown)
    return table


def largest_difference(groups: Mapping[str, Sequence[Judged]]) -> str:
    """For each figure, by how much the weakest language falls short of German; and the language."""
    german = groups.get("de", ())
    others = {
        language: rows
        for language, rows in groups.items()
        if language != "de" and len(rows) >= LEAST_QUESTIONS
    }
    found: list[str] = []
    for name in _COMPARED:
        measure = FIGURES[name]
        base = measure(german)
        values = ((measure(rows), language) for language, rows in others.items())
        known = [(value, language) for value, language in values if value is not None]
        if base is not None and known:
            least, weakest = min(known)
            found.append(f"{name} {least - base:+.3f} ({weakest})")
    if not found:
        return f"No language but German has {LEAST_QUESTIONS} questions."
    return (
        f"Largest difference to German among languages with at least {LEAST_QUESTIONS} questions: "
        + ", ".join(found)
    )
