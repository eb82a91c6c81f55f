"""`leitlinien ask`: an answer on the terminal, in its own language beside the German wording."""

from collections.abc import Callable
from textwrap import indent

from assistant import wording
from assistant.answer import Answer
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.page_naming import page_in_words
from index import Passage
from index.names import Names

__all__ = ["print_answer"]

_NEAREST_SHOWN = 3


def print_answer(answer: Answer, names: Names, show: Callable[[str, str], None]) -> None:
    """Show the statements, their sources or the nearest passages, and the notices.

    Args:
        show: prints a text in a style of Rich: `""`, `bold` or `dim`.
    """
    language = reading_language(answer.question.mode, answer.language)
    show(answer.text, "")
    said = "\n".join(statement.text for statement in answer.statements)
    for citation in answer.citations:
        show(f"\n[{citation.number}] {_place(citation.passage, names, language)}", "bold")
        signs = f"{citation.passage.document_id}[{citation.start}:{citation.end}]"
        show(f"    {citation.passage.id}, {signs}", "dim")
        if citation.quote not in said:
            show(_labelled(wording.ORIGINAL, citation.quote, language), "")
    if not answer.statements and answer.nearest:
        _show_nearest(answer, names, language, show)
    for notice in answer.notices:
        show(notice, "dim")
    if not answer.language_sure:
        show(say(wording.LANGUAGE_UNSURE, answer.language), "dim")


def _show_nearest(
    answer: Answer, names: Names, language: str, show: Callable[[str, str], None]
) -> None:
    show(f"\n{say(wording.NEAREST, language)}:", "bold")
    beside = {companion.passage_id: companion.text for companion in answer.companions}
    for passage in (hit.passage for hit in answer.nearest[:_NEAREST_SHOWN]):
        show(f"  · {_place(passage, names, language)} ({passage.id})", "")
        if passage.id in beside:
            show(indent(beside[passage.id], "    "), "")
            show(_labelled(wording.ORIGINAL, passage.text, language), "dim")
        else:
            show(indent(passage.text, "    "), "")


def _place(passage: Passage, names: Names, language: str) -> str:
    """Status, section in the reader's language if it has a name there, and page."""
    section = names.path(passage.section, language) or " › ".join(passage.section)
    status = say(wording.STATUSES[passage.status], language)
    return " · ".join(part for part in (status, section, page_in_words(passage, language)) if part)


def _labelled(label: str, text: str, language: str) -> str:
    return indent(f"{say(label, language)}: {text}", "    ")
