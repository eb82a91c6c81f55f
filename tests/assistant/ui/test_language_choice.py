import asyncio
import logging
from dataclasses import replace

import gradio as gr
import pytest

from assistant import Mode, Question, wording
from assistant.catalogue import languages, say
from assistant.ui.language_choice import add_language_choice, answer_in
from tests.fakes import FakeAssistant, answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT)


class _FakeIndex:
    documents = {DOCUMENT.id: DOCUMENT}  # noqa: RUF012


def _answer(question):
    answer = answer_of(question, DOCUMENT, passage_of(DOCUMENT, TEXT))
    return replace(answer, language_sure=question.language is not None)


@pytest.fixture
def assistant():
    assistant = FakeAssistant(_answer)
    assistant.index = _FakeIndex()
    return assistant


@pytest.fixture
def handlers(assistant):
    """The event handlers of a page with nothing but the choice, by name."""

    async def build():
        with gr.Blocks() as page:
            parts = gr.State([]), gr.HTML(), gr.Radio(["de", "ar"])
            add_language_choice(assistant, *parts)
        return page

    # Where no event loop runs, Gradio makes some and never closes them, which is an error here.
    page = asyncio.run(build())
    return {handler.name: handler.fn for handler in page.fns.values()}


def test_choice_is_offered_only_where_the_last_question_leaves_the_language_open(handlers):
    sure, unsure = _answer(Question("Was?", "de")), _answer(Question("Kita"))
    assert handlers["offer"]([], "de")["visible"] is False
    assert handlers["offer"]([unsure, sure], "de")["visible"] is False
    offered = handlers["offer"]([sure, unsure], "de")
    assert (offered["visible"], offered["value"]) == (True, None)


@pytest.mark.parametrize("page", languages())
def test_choice_is_asked_for_in_the_language_of_the_page(handlers, page):
    assert handlers["offer"]([], page)["label"] == say(wording.CHOOSE_LANGUAGE, page)


def test_last_question_is_answered_again_in_the_chosen_language(assistant, handlers):
    first, last = _answer(Question("Was?", "de")), _answer(Question("Kita", mode=Mode.SIMPLE))
    shown, answers = handlers["ask_again"]("ar", [first, last])
    assert assistant.asked == [Question("Kita", "ar", Mode.SIMPLE)]
    assert answers[0] is first
    assert (len(answers), answers[1].language, answers[1].language_sure) == (2, "ar", True)
    assert 'lang="ar" dir="rtl"' in shown


def test_nothing_was_asked_yet(assistant):
    assert answer_in(assistant, "ar", []) == []
    assert assistant.asked == []


def test_fault_keeps_the_conversation(caplog):
    def fail(question):
        raise RuntimeError("broken")

    answers = [_answer(Question("Kita"))]
    with caplog.at_level(logging.ERROR):
        assert answer_in(FakeAssistant(fail), "ar", answers) == answers
    assert "Kita" not in caplog.text
