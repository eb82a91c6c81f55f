"""How well the language of short questions is told: eval/language/questions.tsv."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from assistant.language import LANGUAGES, detect_language
from eval.dataset import HALVES, half_of
from eval.language_samples import NONE

__all__ = ["ShortQuestion", "detection_table", "load_short_questions", "misjudged"]

QUESTIONS_FILE = Path(__file__).with_name("language") / "questions.tsv"


@dataclass(frozen=True, slots=True)
class ShortQuestion:
    """A question of a few words."""

    language: str
    """A tag, or `none` for names, gibberish and other languages: these are to be left open."""
    kind: str
    """Such as plain, typo, ascii (without diacritics), mixed, translit."""
    text: str

    @property
    def half(self) -> str:
        """`tune` or `test`, by the text; nothing may be chosen by the test half."""
        return half_of(self.text)


def load_short_questions(path: Path = QUESTIONS_FILE) -> list[ShortQuestion]:
    """The questions of a file of language, kind and question, parted by tabs.

    Raises:
        ValueError: a line is not of that form; the message names it.
    """
    questions: list[ShortQuestion] = []
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows, None)
        for number, row in enumerate(rows, start=2):
            if len(row) != 3 or row[0] not in (*LANGUAGES, NONE) or not row[2].strip():
                raise ValueError(f"{path.name}, line {number}: not language, kind and question")
            questions.append(ShortQuestion(*row))
    return questions


def misjudged(questions: Iterable[ShortQuestion]) -> list[tuple[ShortQuestion, str]]:
    """Those whose language is not told, with what was found instead."""
    found = [(one, detect_language(one.text, NONE)) for one in questions]
    return [(one, language) for one, language in found if language != one.language]


def detection_table(questions: Sequence[ShortQuestion]) -> Table:
    """The share of right languages, in each half and language; of open ones, that they are open."""
    table = Table("", *HALVES, title="Language of short questions")
    wrong = {one for one, _ in misjudged(questions)}
    asked = [one for one in questions if one.language != NONE]
    table.add_row("all", *(_share(asked, wrong, half) for half in HALVES))
    for language in (*LANGUAGES, NONE):
        ones = [one for one in questions if one.language == language]
        table.add_row(language, *(_share(ones, wrong, half) for half in HALVES))
    return table


def _share(ones: Sequence[ShortQuestion], wrong: set[ShortQuestion], half: str) -> str:
    there = [one for one in ones if one.half == half]
    if not there:
        return "–"
    return f"{1 - sum(one in wrong for one in there) / len(there):.3f} ({len(there)})"
