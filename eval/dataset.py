"""Evaluation questions: reading them, checking them, and the two halves."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from assistant import Mode, Question
from index import Passage

__all__ = [
    "HALVES", "LATER_FOLDER", "OUTSIDE_FOLDER", "PARALLEL_FOLDER", "QUESTIONS_FOLDER",
    "TUNING_FOLDER", "EvalQuestion", "check_questions", "half_of", "load_questions",
    "load_tuning_questions",
]  # fmt: skip

QUESTIONS_FOLDER = Path(__file__).with_name("questions")
PARALLEL_FOLDER = Path(__file__).with_name("parallel")
"""The same questions in each language, which tell what the language alone makes of an answer."""
TUNING_FOLDER = Path(__file__).with_name("tuning")
"""More questions of two hard kinds, for tuning alone."""
LATER_FOLDER = Path(__file__).with_name("later")
"""Questions by writers who saw the documents alone, after all else was written."""
OUTSIDE_FOLDER = Path(__file__).with_name("outside")
"""Questions near the documents' subjects that they do not answer: one for each theme outside and
each language, drawn from those written for the theme, of which the others are its examples."""
HALVES = ("tune", "test")
_COPIED_WORDS = 5
"""Words in a row that a question may not share with a passage."""


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question with what a right answer must show."""

    id: str
    question: str
    language: str
    mode: str
    register: str
    type: str
    answerable: bool
    evidence: tuple[str, ...]
    """Verbatim snippets, all of which a right answer shows."""
    alternatives: tuple[str, ...]
    """Verbatim snippets each of which would be right instead."""
    facts: tuple[str, ...]
    """Texts that the quotes must contain; `|` parts alternatives."""
    status: str | None
    history: tuple[str, ...]

    def asked(self) -> Question:
        """As a person asks it: nobody says which language it is."""
        return Question(self.question, None, Mode(self.mode), self.history)

    def is_right(self, passage: Passage) -> bool:
        """Whether a passage holds the evidence or an alternative."""
        return any(snippet in passage.text for snippet in (*self.evidence, *self.alternatives))


def half_of(id: str) -> str:
    """`tune` or `test`, by the parity of the SHA-256 of the id.

    The same question in several languages (`p01-de`, `p01-uk`) stays together: what stands before
    the hyphen counts.
    """
    return HALVES[hashlib.sha256(id.split("-", maxsplit=1)[0].encode()).digest()[0] % 2]


def load_questions(
    half: str | None = None, folder: Path = QUESTIONS_FOLDER
) -> tuple[EvalQuestion, ...]:
    """All questions of the JSONL files in `folder`, or those of one half.

    Raises:
        ValueError: a line is not of that form; the message names file and line.
    """
    questions: list[EvalQuestion] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                questions.append(_parse(json.loads(line)))
            except (ValueError, TypeError, KeyError) as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error
    return tuple(question for question in questions if half in (None, half_of(question.id)))


def load_tuning_questions() -> tuple[EvalQuestion, ...]:
    """All that may be tuned on: the tuning halves, and the questions for tuning alone."""
    halves = (load_questions("tune", folder) for folder in (QUESTIONS_FOLDER, LATER_FOLDER))
    return (*chain.from_iterable(halves), *load_questions(folder=TUNING_FOLDER))


def _parse(data: dict[str, Any]) -> EvalQuestion:
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    lists = ("evidence", "alternatives", "facts", "history")
    for key in lists:
        values = data.get(key)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ValueError(f"{key!r} must be a list of texts")
    Mode(str(data.get("mode")))
    typed: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in data.items()}
    return EvalQuestion(**typed)


def check_questions(questions: Iterable[EvalQuestion], passages: Sequence[Passage]) -> list[str]:
    """What is wrong with the questions: copied wording, evidence that stands nowhere, twins."""
    copied = {gram for passage in passages for gram in _word_runs(passage.text)}
    faults: list[str] = []
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            faults.append(f"{question.id}: a second question of this id")
        seen.add(question.id)
        if runs := _word_runs(question.question) & copied:
            faults.append(f"{question.id}: copies the documents: {' '.join(sorted(runs)[0])!r}")
        for snippet in (*question.evidence, *question.alternatives):
            if not any(snippet in passage.text for passage in passages):
                faults.append(f"{question.id}: stands in no passage: {snippet!r}")
        if question.answerable != bool(question.evidence):
            faults.append(f"{question.id}: 'answerable' and 'evidence' contradict each other")
    return faults


def _word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + _COPIED_WORDS]) for i in range(len(words) - _COPIED_WORDS + 1)}
