"""`python -m eval typed`: the same questions as people type them, on other keyboards, in haste."""

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant import Assistant, load_settings, open_assistant
from eval.dataset import PARALLEL_FOLDER, EvalQuestion, load_questions
from eval.language_samples import bare
from eval.metrics import FIGURES, Judged, judge
from eval.transliteration import transliterated
from index import Index

__all__ = ["BY_HAND", "WAYS", "typed_by_hand", "typed_command"]

Way = Callable[[str, str, random.Random], str | None]
"""A question, its language and a source of chance -> as it may be typed; None if it cannot be."""

_SHOWN = ("hit@1", "right source cited", "abstention F1")
_WITH_MARKS = frozenset({"de", "fr", "pl", "ro", "tr", "vi"})
_SLIPS = 0.3
"""Share of the words of five letters and more that are misspelt."""
BY_HAND = Path(__file__).with_name("typing") / "questions.jsonl"
"""Some of the questions, typed anew by hand with the letters of a German keyboard."""
_out = Console()


def _without_marks(text: str, language: str) -> str | None:
    if language not in _WITH_MARKS:
        return None
    return bare(text.replace("ß", "ss").replace("ı", "i"))


def _in_small_letters(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text.lower())


def _with_slips(text: str, chance: random.Random) -> str:
    """One letter of some words left out, swapped, doubled or another one."""

    def slipped(word: str) -> str:
        if len(word) < 5 or chance.random() >= _SLIPS:
            return word
        at = chance.randrange(1, len(word) - 1)
        before, letter, after = word[:at], word[at], word[at + 1 :]
        swapped = after[0] + letter + after[1:]
        other = chance.choice([c for c in word if c.isalpha()] or ["e"])
        return before + chance.choice((after, swapped, letter + letter + after, other + after))

    return " ".join(map(slipped, text.split(" ")))


def _in_latin_letters(text: str, language: str, chance: random.Random) -> str | None:
    return transliterated(re.sub(r"[^\w\s'’]", "", text), language, chance)


WAYS: dict[str, Way] = {
    "as it is": lambda text, *_: text,
    "no diacritics": lambda text, language, _: _without_marks(text, language),
    "small letters": lambda text, *_: _in_small_letters(text),
    "capitals": lambda text, *_: text.upper(),
    "slips": lambda text, _, chance: _with_slips(text, chance),
    "Latin letters": _in_latin_letters,
}


def typed_command(
    half: Annotated[str, typer.Option(help="tune or test")] = "tune",
) -> None:
    """Ask the questions as people type them: read as typed, and spelt as the documents are."""
    assistant = open_assistant(load_settings())
    questions = (*load_questions(half), *load_questions(half, PARALLEL_FOLDER))
    judged: dict[str, tuple[list[Judged], list[Judged]]] = {}
    typed = {name: _asked(questions, way) for name, way in WAYS.items()}
    typed["by hand"] = typed_by_hand(questions)
    for name, asked in typed.items():
        with patch.object(Index, "spelt", _as_typed):
            as_typed = _judged(assistant, asked, f"{name}, as typed")
        judged[name] = as_typed, _judged(assistant, asked, f"{name}, spelt anew")
    _out.print(_table(judged, f"{half}: as typed → spelt anew"))
    _out.print(_language_table(judged, "hit@1 by language: as typed → spelt anew"))


def _table(judged: Mapping[str, tuple[list[Judged], list[Judged]]], title: str) -> Table:
    """A row for each way, a column for each figure."""
    table = Table("typed", "questions", *_SHOWN, title=title)
    for name, (before, after) in judged.items():
        changes = (_change(figure, before, after) for figure in _SHOWN)
        table.add_row(name, str(len(after)), *changes)
    return table


def _language_table(judged: Mapping[str, tuple[list[Judged], list[Judged]]], title: str) -> Table:
    """A row for each language, a column for each way."""
    table = Table("", *judged, title=title)
    for language in sorted({row.language for _, rows in judged.values() for row in rows}):
        of_each = (
            [[row for row in rows if row.language == language] for rows in pair]
            for pair in judged.values()
        )
        table.add_row(language, *(_change("hit@1", before, after, 2) for before, after in of_each))
    return table


def _change(figure: str, before: Sequence[Judged], after: Sequence[Judged], digits: int = 3) -> str:
    measured = [FIGURES[figure](rows) for rows in (before, after)]
    return "→".join("–" if value is None else f"{value:.{digits}f}" for value in measured)


def _asked(questions: Sequence[EvalQuestion], way: Way) -> list[EvalQuestion]:
    """Those that can be typed so; their history stays as it is."""
    chance = random.Random(1)
    typed = ((one, way(one.question, one.language, chance)) for one in questions)
    return [replace(one, question=text) for one, text in typed if text]


def typed_by_hand(questions: Sequence[EvalQuestion]) -> list[EvalQuestion]:
    """Those that were typed anew by hand, as they were."""
    lines = BY_HAND.read_text(encoding="utf-8").splitlines()
    typed = {row["id"]: row["question"] for row in map(json.loads, lines)}
    return [replace(one, question=typed[one.id]) for one in questions if one.id in typed]


def _judged(assistant: Assistant, asked: Sequence[EvalQuestion], what: str) -> list[Judged]:
    shown = track(asked, what, console=Console(stderr=True))
    return [judge(one, assistant.ask(one.asked()), assistant.index) for one in shown]


def _as_typed(_index: Index, question: str, _language: str) -> str:
    return question
