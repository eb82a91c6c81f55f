"""An answer with its sources, to take along."""

from collections.abc import Iterator, Mapping
from datetime import date

from assistant import wording
from assistant.answer import Answer, Citation, Statement
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.export.sources import labels_in, made_on, quoted, rights_of, source_of
from assistant.export.takeaway import Fact, Row, Table, Takeaway, Text, text_of
from index import Document, Passage

__all__ = ["of_answer"]

_NEAREST = 3
"""Passages that are shown where nothing answers."""


def of_answer(
    answer: Answer,
    documents: Mapping[str, Document],
    address: str = "",
    day: str | None = None,
) -> Takeaway:
    """Question, answer and every source; where nothing answers, the nearest passages.

    Args:
        documents: by id.
        address: of the page, before permalinks: `http://127.0.0.1:7860`.
        day: when it was made, ISO 8601; today if not given.
    """
    language = reading_language(answer.question.mode, answer.language)
    asked = text_of(answer.question.text, answer.question.language or answer.language)
    shown = [(citation.passage, citation) for citation in answer.citations]
    nearest = [(hit.passage, None) for hit in answer.nearest[:_NEAREST]]
    rows: list[tuple[Passage, Citation | None]] = [*(shown or nearest)]
    cited = {passage.document_id: documents[passage.document_id] for passage, _ in rows}
    facts = [
        Fact(say(wording.QUESTION_LABEL, language), (asked,)),
        Fact(say(wording.ANSWER, language), tuple(_lines(answer, language))),
    ]
    if cited:
        facts.append(rights_of(cited.values(), language))
    facts.append(made_on(day or date.today().isoformat(), language))
    return Takeaway(
        title=say(wording.ANSWER_WITH_SOURCES, language),
        language=language,
        facts=tuple(facts),
        table=Table(
            title=say(wording.SOURCES if shown else wording.NEAREST, language) if rows else "",
            columns=(say(wording.NUMBER, language), say(wording.QUOTE, language)),
            shares=(0.5, 4.0),
            sources=(say(wording.SOURCE, language).format("").strip(),),
            rows=tuple(
                Row(
                    (
                        text_of(str(number)),
                        quoted(citation.quote if citation else passage.text),
                    ),
                    (source_of(passage, documents[passage.document_id], language, address),),
                )
                for number, (passage, citation) in enumerate(rows, start=1)
            ),
        ),
        notices=(*answer.notices, say(wording.BINDING, language)),
        labels=labels_in(language),
    )


def _lines(answer: Answer, language: str) -> Iterator[Text]:
    """The statements with the numbers of their citations, or what is said instead."""
    if not answer.statements:
        yield text_of(answer.message, language)
    for statement in answer.statements:
        yield from _statement_lines(statement, language)


def _statement_lines(statement: Statement, language: str) -> Iterator[Text]:
    """A statement in German stands after words of the reader's language that lead to it."""
    numbers = text_of("".join(f" [{number}]" for number in statement.citations), language)
    lead, mark, quote = statement.text.partition("»")
    if statement.language == "de" and language != "de" and mark:
        yield (*text_of(lead, language), *quoted(mark + quote), *numbers)
        return
    first, *others = statement.text.split("\n")
    lines = [_said(line, statement.language) for line in (first, *others)]
    lines[-1] += numbers
    yield from lines


def _said(line: str, language: str) -> Text:
    return quoted(line) if language == "de" else text_of(line, language)
