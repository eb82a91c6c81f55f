import asyncio
import logging

from assistant import Answer, Outcome, wording
from assistant.ui.page import build_page, stylesheet, theme
from tests.fakes import FakeAssistant, answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT, title="Leitbild <i>neu</i>")
OPERATOR = "Stadt <b>Neustadt</b>"


class _FakeIndex:
    documents = {DOCUMENT.id: DOCUMENT}  # noqa: RUF012

    def example_questions(self, count):
        return ["Wo lerne ich Deutsch?"][:count]


def _assistant(answer):
    assistant = FakeAssistant(answer)
    assistant.index = _FakeIndex()
    return assistant


def _answering():
    return _assistant(lambda question: answer_of(question, DOCUMENT, passage_of(DOCUMENT, TEXT)))


def _page(assistant):
    async def build():
        return build_page(assistant, OPERATOR)

    # Where no event loop runs, Gradio makes some and never closes them, which is an error here.
    return asyncio.run(build())


def _ask(assistant, text, answers=()):
    """Everything the page shows one after the other for a question."""
    ask = next(fn.fn for fn in _page(assistant).fns.values() if fn.name == "ask")
    return list(ask(text, list(answers)))


def test_parts_of_the_page_can_be_found_by_name():
    ids = {block.elem_id for block in _page(_answering()).blocks.values()}
    assert {"intro", "conversation", "question", "send", "clear", "examples"} <= ids


def test_first_screen_says_what_this_is_and_who_runs_it():
    intro = next(b.value for b in _page(_answering()).blocks.values() if b.elem_id == "intro")
    assert "automatisches System" in intro
    assert "Stadt &lt;b&gt;Neustadt&lt;/b&gt;" in intro
    assert "Leitbild &lt;i&gt;neu&lt;/i&gt;" in intro
    assert "1. März 2020" in intro


def test_question_is_shown_at_once_and_then_its_answer():
    pending, answered = _ask(_answering(), "Wo lerne ich Deutsch?")
    assert wording.PENDING in pending[0]
    assert wording.PENDING not in answered[0]
    assert TEXT in answered[0]
    assert [answer.question.text for answer in answered[1]] == ["Wo lerne ich Deutsch?"]
    assert answered[2] == ""


def test_earlier_questions_are_the_history():
    assistant = _answering()
    *_, (_, answers, _) = _ask(assistant, "Eins?")
    *_, (shown, answers, _) = _ask(assistant, "Zwei?", answers)
    assert assistant.asked[-1].history == ("Eins?",)
    assert len(answers) == 2
    assert shown.index("Eins?") < shown.index("Zwei?")


def test_question_that_was_refused_stays_in_the_field():
    assistant = _assistant(
        lambda question: Answer(question, "de", Outcome.REFUSED, message=wording.NO_WORDS)
    )
    *_, (shown, _, kept) = _ask(assistant, "123")
    assert wording.NO_WORDS in shown
    assert kept == "123"


def test_fault_is_logged_and_put_politely(caplog):
    def fail(question):
        raise RuntimeError("secret detail")

    with caplog.at_level(logging.ERROR):
        *_, (shown, answers, kept) = _ask(_assistant(fail), "Wo?")
    assert wording.FAILED in shown
    assert "secret detail" not in shown
    assert (answers, kept) == ([], "Wo?")
    assert caplog.records[-1].exc_info[1].args == ("secret detail",)


def test_fault_is_logged_without_the_question(caplog):
    def fail(question):
        raise RuntimeError("broken")

    with caplog.at_level(logging.ERROR):
        _ask(_assistant(fail), "Darf ich hier bleiben?")
    assert "Darf ich hier bleiben?" not in caplog.text


def test_fonts_and_styles_are_not_fetched_from_other_hosts():
    assert theme()._stylesheets == []
    assert "://" not in stylesheet()
    assert "@import" not in stylesheet()
