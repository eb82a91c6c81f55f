from dataclasses import FrozenInstanceError

import pytest

from assistant import Answer, Citation, Mode, Outcome, Question, QuoteError, Statement
from assistant.answer import Explanation
from tests.fakes import document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of("Einleitung.", TEXT)
PASSAGE = passage_of(DOCUMENT, TEXT)
START = PASSAGE.start


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        pytest.param(TEXT, START, PASSAGE.end, id="the whole passage"),
        pytest.param("fördert", START + 10, START + 17, id="a word of it"),
    ],
)
def test_verbatim_quote_is_accepted(quote, start, end):
    citation = Citation(1, PASSAGE, quote, start, end, DOCUMENT.text)
    assert DOCUMENT.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        pytest.param("Die Stadt fordert Kurse.", START, PASSAGE.end, id="a letter differs"),
        pytest.param(TEXT.upper(), START, PASSAGE.end, id="case differs"),
        pytest.param(TEXT, START + 1, PASSAGE.end + 1, id="one place off"),
        pytest.param(TEXT + " ", START, PASSAGE.end + 1, id="beyond the end"),
        pytest.param(TEXT.replace(" ", "\N{NO-BREAK SPACE}"), START, PASSAGE.end, id="other space"),
        pytest.param("", START, START, id="empty"),
        pytest.param("", 0, 0, id="empty at the start"),
    ],
)
def test_other_quote_is_refused_with_its_place(quote, start, end):
    with pytest.raises(QuoteError, match=f"{PASSAGE.id}.*{start}:{end}"):
        Citation(1, PASSAGE, quote, start, end, DOCUMENT.text)


def test_citation_cannot_be_changed_after_the_check():
    citation = Citation(1, PASSAGE, TEXT, START, PASSAGE.end, DOCUMENT.text)
    with pytest.raises(FrozenInstanceError):
        citation.quote = "Die Stadt zahlt alles."


def test_text_of_an_answer_numbers_its_citations():
    statements = (
        Statement("Erstens.", (1,)),
        Statement("Zweitens.", (2, 3)),
        Statement("Und.", ()),
    )
    answer = Answer(Question("Was?"), "de", Outcome.ANSWERED, statements)
    assert answer.text == "Erstens. [1]\nZweitens. [2] [3]\nUnd."


def test_text_without_statements_is_the_message():
    answer = Answer(Question("Was?"), "de", Outcome.NOT_COVERED, message="Dazu steht nichts.")
    assert answer.text == "Dazu steht nichts."


def test_question_is_by_default_in_standard_german_and_alone():
    question = Question("Was?")
    assert (question.language, question.mode, question.history) == (None, Mode.STANDARD, ())


def test_answer_with_its_explanation_can_be_hashed():
    """The page keeps answers in a state that Gradio hashes."""
    told = Explanation("Was?", {"lead": 0.1}, 0.9, 0.5, 0.8, 0.1, "none", {PASSAGE.id: 0.7})
    answer = Answer(Question("Was?"), "de", Outcome.ANSWERED, explanation=told)
    assert hash(answer) == hash(Answer(Question("Was?"), "de", Outcome.ANSWERED, explanation=told))
