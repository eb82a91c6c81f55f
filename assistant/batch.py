"""Questions from a JSONL file -> answers to a JSONL file, line by line, in order."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answer import Mode, Question
from assistant.assistant import Assistant
from assistant.catalogue import languages, spoken_language
from assistant.records import answer_record

__all__ = ["BatchReport", "run_batch"]


@dataclass(slots=True)
class BatchReport:
    """How many lines were answered, and what was wrong with the others."""

    answered: int = 0
    broken: list[str] = field(default_factory=list)


def run_batch(
    assistant: Assistant,
    source: Path,
    target: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> BatchReport:
    """Answer every line of `source`; a broken one is reported and does not stop the rest.

    Raises:
        OSError: a file cannot be read or written.
    """
    lines = source.read_bytes().splitlines()
    report = BatchReport()
    with target.open("w", encoding="utf-8") as out:
        for number, id, question in _questions(lines, report):
            record = answer_record(assistant.ask(question), id)
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            out.flush()
            report.answered += 1
            progress(number, len(lines))
    return report


def _questions(
    lines: list[bytes], report: BatchReport
) -> Iterator[tuple[int, str | int, Question]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            id, question = _parse(line)
        except ValueError as error:
            report.broken.append(f"line {number}: {error}")
        else:
            yield number, id, question


def _parse(line: bytes) -> tuple[str | int, Question]:
    """(id, question) of a line; raises ValueError, which JSON and UTF-8 errors are too."""
    data: Any = json.loads(line.decode("utf-8-sig"))
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    id, text = data.get("id"), data.get("question")
    if not isinstance(id, str | int) or isinstance(id, bool):
        raise ValueError("'id' must be text or a number")
    str(id).encode()  # half a character could not be written
    if not isinstance(text, str):
        raise ValueError("'question' must be text")
    history = data.get("history") or []
    if not isinstance(history, list) or not all(isinstance(entry, str) for entry in history):
        raise ValueError("'history' must be a list of texts")
    tag = data.get("language")
    language = spoken_language(tag) if isinstance(tag, str) else None
    if tag is not None and language is None:
        raise ValueError(f"'language' must be one of {', '.join(languages())}")
    try:
        mode = Mode(data.get("mode") or Mode.STANDARD)
    except ValueError as error:
        raise ValueError(f"'mode' must be one of {', '.join(Mode)}") from error
    return id, Question(text, language, mode, tuple(history))
