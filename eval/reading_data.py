"""Data to train and measure a reader with: questions, texts in sentences, and which of them answer.

- OMoS-QA `<split>_<language>.jsonl` (CC BY 4.0): `question`, `context` (sentences, one a line, the
  first is the title), `answers` (numbers of the sentences that answer; none: not answerable), `id`.
- XQuAD `xquad.<language>.json` (CC BY-SA 4.0), SQuAD's format. Only German paragraphs are read,
  under questions in every language given.
- the example questions of the documents: each answers to its passage, and to none of the others.
- `reading_questions/*.jsonl`, written for this: `page`, `question` (by language), `answers`; over
  the German training pages of OMoS-QA, whose `id` the page is, or over pages that stand in the
  file themselves (`page`, `sentences`), before their questions.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from index import Index, Passage, ViewRole
from index.sentences import sentence_spans

__all__ = [
    "READING_QUESTIONS", "ReadingExample", "language_of", "of_documents", "of_omos", "of_written",
    "of_xquad",
]  # fmt: skip

READING_QUESTIONS = Path(__file__).with_name("reading_questions")

_HOME = "de"
_NEAREST = slice(4, 40)
"""Ranks of the passages from which wrong ones are drawn: the very first may be right as well."""


@dataclass(frozen=True, slots=True)
class ReadingExample:
    """A question over a text."""

    question: str
    title: str
    sentences: tuple[str, ...]
    answers: tuple[int, ...] | None
    """Numbers of the sentences that answer; None where only `answerable` is known."""
    answerable: bool
    language: str = _HOME
    """Of the question."""


def of_omos(asked: Path, pages: Path | None = None) -> list[ReadingExample]:
    """The questions of a file over its own pages, or over the same pages in another language.

    Args:
        pages: the same split in the language of the pages.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is not of that form; the message names file and line.
    """
    page_of = {row["id"]: row for row in _rows(pages or asked)}
    examples = []
    for row in _rows(asked):
        page = page_of.get(row["id"])
        if page is None:
            continue
        sentences, answers = tuple(page["context"].split("\n")), tuple(page["answers"])
        examples.append(
            ReadingExample(
                row["question"], sentences[0], sentences, answers, bool(answers), language_of(asked)
            )
        )
    return examples


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            count = row["context"].count("\n") + 1
            whole = row["id"] is not None and isinstance(row["question"], str)
            if not whole or not all(0 <= number < count for number in row["answers"]):
                raise ValueError("an answer is no sentence of the context")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path.name}, line {number}: not a line of OMoS-QA") from error
        yield row


def of_written(path: Path, pages: Path | None = None) -> list[ReadingExample]:
    """The questions of a file in each of their languages, over German pages.

    Args:
        pages: the OMoS-QA file whose pages they are about, where these do not stand in the file.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is not of that form; the message names file and line.
    """
    known = {str(row["id"]): row["context"].split("\n") for row in _rows(pages)} if pages else {}
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            if "sentences" in row:
                known[row["page"]] = row["sentences"]
                continue
            sentences, answers = tuple(known[row["page"]]), tuple(row["answers"])
            if not all(0 <= answer < len(sentences) for answer in answers):
                raise ValueError("an answer is no sentence of the page")
            examples += [
                ReadingExample(asked, sentences[0], sentences, answers, bool(answers), language)
                for language, asked in row["question"].items()
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path.name}, line {number}: not a question on a page") from error
    return examples


def of_xquad(paths: Sequence[Path], random: Random) -> Iterator[ReadingExample]:
    """Every question over its German paragraph, or (one in four) over another of its article."""
    home = next((path for path in paths if language_of(path) == _HOME), None)
    if home is None:
        return
    asked: dict[str, dict[str, str]] = {}
    for path in paths:
        for _, _, _, qa in _questions(path):
            asked.setdefault(qa["id"], {})[language_of(path)] = qa["question"]
    for title, paragraphs, own, qa in _questions(home):
        language = random.choice(sorted(asked[qa["id"]]))
        answerable = random.random() < 0.75 or len(paragraphs) == 1
        text = own if answerable else random.choice([p for p in paragraphs if p != own])
        spans = sentence_spans(text)
        start = qa["answers"][0]["answer_start"]
        answers = tuple(i for i, (a, b) in enumerate(spans) if answerable and a <= start < b)
        yield ReadingExample(
            asked[qa["id"]][language], title, tuple(text[a:b] for a, b in spans), answers,
            answerable, language,
        )  # fmt: skip


def _questions(path: Path) -> Iterator[tuple[str, list[str], str, dict[str, Any]]]:
    """(title, the article's paragraphs, the question's own one, the question)."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        paragraphs = [paragraph["context"] for paragraph in article["paragraphs"]]
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                yield article.get("title", ""), paragraphs, paragraph["context"], qa


def of_documents(index: Index, random: Random, vectors: np.ndarray) -> Iterator[ReadingExample]:
    """Every example question over its passage and over a wrong one that is near to it.

    Args:
        vectors: of the index's views, shape (views, dimensions).
    """
    texts = [n for n, view in enumerate(index.views) if view.role is ViewRole.TEXT]
    passages = [index.by_id[index.views[n].passage_id] for n in texts]
    for number, view in enumerate(index.views):
        if view.role not in (ViewRole.QUESTION, ViewRole.OUTSIDE):
            continue
        own = index.by_id.get(view.passage_id)
        if own is not None:
            yield _of_passage(view.text, own, True, view.language)
        order = np.argsort(-(vectors[texts] @ vectors[number]), kind="stable")[_NEAREST]
        wrong = [passages[n] for n in order if own is None or _is_other(index, own, passages[n])]
        if wrong:
            yield _of_passage(view.text, random.choice(wrong), False, view.language)


def _is_other(index: Index, own: Passage, other: Passage) -> bool:
    """Whether two passages are neither the same wording nor list and item."""
    same = index.twins.get(own.id, own.id) == index.twins.get(other.id, other.id)
    related = own.id == other.parent or other.id == own.parent
    return not (same or related)


def _of_passage(question: str, passage: Passage, right: bool, language: str) -> ReadingExample:
    spans = sentence_spans(passage.text)
    sentences = tuple(passage.text[start:end] for start, end in spans)
    answers = None if right and len(spans) > 1 else (0,) if right else ()
    title = passage.section[-1] if passage.section else ""
    return ReadingExample(question, title, sentences, answers, right, language)


def language_of(path: Path) -> str:
    """`dev_de.jsonl` and `xquad.de.json` are German."""
    return path.stem.replace("_", ".").rsplit(".", 1)[-1]
