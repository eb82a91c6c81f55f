"""Documents without example questions, as a city has when it begins, and questions to them.

Three kinds: the documents here without all that was written for them; the German pages of OMoS-QA,
each as the only one; and all of these pages together. Whether a page answers its questions, people
have marked; whether another one does, nobody has: so all together get only those that have an
answer, and questions to the documents here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from assistant.settings import Settings
from eval.ablation import variant
from eval.dataset import EvalQuestion
from eval.omos import Page, index_of, rows_of
from index import Encoder, Index, ViewRole

__all__ = ["Asked", "questions_here", "questions_to_pages"]

Asked = tuple[Index, EvalQuestion]
_STRANGERS = 3
"""One question in so many is asked where nothing is on it, too."""


def questions_here(
    settings: Settings, encoder: Encoder, questions: Sequence[EvalQuestion]
) -> list[Asked]:
    """Questions to the texts of the documents alone."""
    index = variant(settings, encoder, {ViewRole.TEXT}, with_themes=False).index
    return [(index, question) for question in questions]


def questions_to_pages(
    encoder: Encoder, paths: Sequence[Path], german: Path, strangers: Sequence[EvalQuestion]
) -> Iterator[Asked]:
    """Questions of OMoS-QA to each page, and to all of them.

    Args:
        paths: files in several languages, the questions.
        german: the pages.
        strangers: questions that the pages do not answer.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is not of that form.
    """
    rows = {row["id"]: row for row in rows_of(german)}
    asked = [row for path in paths for row in rows_of(path) if row["id"] in rows]
    questions = [_question(row, rows[row["id"]]) for row in asked]
    texts = {question.id: rows[question.id]["context"] for question in questions}
    pages = [Page(text, ()) for text in dict.fromkeys(texts.values())]
    alone = {page.text: index_of([page], encoder, "de") for page in pages}
    random = Random(0)
    for question in questions:
        yield alone[texts[question.id]], question
        if random.randrange(_STRANGERS) == 0:
            other = random.choice([text for text in alone if text != texts[question.id]])
            yield alone[other], _unanswered(question)
    together = index_of(pages, encoder, "de")
    for question in (q for q in questions if q.answerable):
        yield together, question
        if random.randrange(_STRANGERS) == 0:
            yield together, _unanswered(random.choice(strangers))


def _question(asked: dict[str, str], page: dict[str, str]) -> EvalQuestion:
    """A question to a page; right is each passage that holds a sentence that answers."""
    sentences = page["context"].split("\n")
    answers = tuple(sentences[int(number)] for number in page["answers"])
    return EvalQuestion(
        id=asked["id"], question=asked["question"], language="", mode="standard", register="",
        type="page", answerable=bool(answers), evidence=answers, alternatives=(), facts=(),
        status=None, history=(),
    )  # fmt: skip


def _unanswered(question: EvalQuestion) -> EvalQuestion:
    return replace(question, answerable=False, evidence=(), alternatives=())
