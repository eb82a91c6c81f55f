import asyncio
import logging
from dataclasses import replace
from html import escape

import pytest

from assistant import Answer, Mode, Outcome, Question, wording
from assistant.catalogue import say
from assistant.glossary import Entry, Glossary
from assistant.ui.asking_page import _placeholder
from assistant.ui.page import _intro, build_page, stylesheet, theme
from index.companions import SIMPLE
from tests.fakes import FakeAssistant, answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT, title="Leitbild <i>neu</i>")
PASSAGE = passage_of(DOCUMENT, TEXT)
OPERATOR = "Stadt <b>Neustadt</b>"
GLOSSARY = Glossary([Entry("Kurs", ("Kurse",), "Ein Kurs ist Unterricht.")])


class _FakeIndex:
    documents = {DOCUMENT.id: DOCUMENT}  # noqa: RUF012
    passages = (PASSAGE,)
    by_id = {PASSAGE.id: PASSAGE}  # noqa: RUF012

    def example_questions(self, count, language="de"):
        asked = {"de": "Wo lerne ich Deutsch?", "en": "Where can I learn German?"}
        return [asked[language]][:count] if language in asked else []


def _assistant(answer, glossary=GLOSSARY):
    assistant = FakeAssistant(answer, glossary)
    assistant.index = _FakeIndex()
    return assistant


def _answering():
    return _assistant(lambda question: answer_of(question, DOCUMENT, passage_of(DOCUMENT, TEXT)))


def _page(assistant):
    async def build():
        return build_page(assistant, OPERATOR)

    # Where no event loop runs, Gradio makes some and never closes them, which is an error here.
    return asyncio.run(build())


def _handlers(page, name):
    return [handler for handler in page.fns.values() if handler.name == name]


def _ask(assistant, text, answers=(), mode="standard"):
    """Everything the page shows one after the other for a question."""
    handler = _handlers(_page(assistant), "ask")[0]
    return list(handler.fn(text, list(answers), mode))


def _conversation(assistant, *texts, mode="standard"):
    """What is shown after the last question, and the answers."""
    answers, shown = [], ""
    for text in texts:
        *_, (shown, answers, _) = _ask(assistant, text, answers, mode)
    return shown, answers


def _switched(assistant, **values):
    """What the switches set, by the name of the part; the answers have none."""
    set_to = {}
    for handler in _handlers(_page(assistant), "switch"):
        given = [values[part.elem_id or "answers"] for part in handler.inputs]
        names = [part.elem_id or "answers" for part in handler.outputs]
        set_to |= dict(zip(names, handler.fn(*given), strict=True))
    return set_to


def _switch(assistant, mode, answers=()):
    """What the switch of the mode sets, by the name of the part."""
    return _switched(assistant, mode=mode, language="de", answers=list(answers))


def _choose(assistant, language, answers=()):
    """What the choice of a language sets, by the name of the part."""
    return _switched(assistant, mode="standard", language=language, answers=list(answers))


def _part(page, name):
    return next(block for block in page.blocks.values() if block.elem_id == name)


def test_parts_of_the_page_can_be_found_by_name():
    ids = {block.elem_id for block in _page(_answering()).blocks.values()}
    expected = {"intro", "mode", "conversation", "question", "send", "clear", "examples"}
    assert expected <= ids


def test_first_screen_says_what_this_is_and_who_runs_it():
    intro = _part(_page(_answering()), "intro").value
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


def test_greeting_leaves_the_field_empty():
    assistant = _assistant(
        lambda question: Answer(question, "de", Outcome.NOT_COVERED, message=wording.ASK_ME)
    )
    *_, (shown, _, kept) = _ask(assistant, "Guten Tag")
    assert wording.ASK_ME in shown
    assert kept == ""


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


def test_answers_are_in_standard_german_until_someone_switches():
    mode = _part(_page(_answering()), "mode")
    assert mode.value == "standard"
    assert [value for _, value in mode.choices] == list(Mode)
    assert mode.label == wording.MODE_LABEL


def test_every_way_to_ask_follows_the_switch():
    page = _page(_answering())
    handlers = _handlers(page, "ask")
    assert len(handlers) == 3, "the button, the enter key, the example"
    assert [handler.inputs[2] for handler in handlers] == 3 * [_part(page, "mode")]


@pytest.mark.parametrize("mode", Mode)
def test_question_is_asked_in_the_mode_of_the_switch(mode):
    assistant = _answering()
    shown, (answer,) = _conversation(assistant, "Wo lerne ich Deutsch?", mode=mode.value)
    assert [question.mode for question in assistant.asked] == [mode]
    assert answer.question.mode is mode
    assert ("Einfach gesagt:" in shown) is (mode is Mode.SIMPLE)
    assert ('class="term"' in shown) is (mode is Mode.SIMPLE)


def test_waiting_and_failing_are_put_in_simple_words():
    def fail(question):
        raise RuntimeError("broken")

    pending, failed = _ask(_assistant(fail), "Wo?", mode="simple")
    assert say(wording.PENDING, SIMPLE) in pending[0]
    assert say(wording.FAILED, SIMPLE) in failed[0]
    assert wording.FAILED not in failed[0]


@pytest.mark.parametrize(
    ("before", "after"), [("standard", "simple"), ("simple", "standard"), ("simple", "simple")]
)
def test_switch_asks_every_earlier_question_again(before, after):
    assistant = _answering()
    _, answers = _conversation(assistant, "Eins?", "Zwei?", "Drei?", mode=before)
    earlier = list(assistant.asked)
    assistant.asked.clear()
    set_to = _switch(assistant, after, answers)
    assert assistant.asked == [replace(question, mode=Mode(after)) for question in earlier]
    histories = [question.history for question in assistant.asked]
    assert histories == [(), ("Eins?",), ("Eins?", "Zwei?")]
    assert [answer.question for answer in set_to["answers"]] == assistant.asked


def test_switch_keeps_the_order_of_the_conversation():
    assistant = _answering()
    _, answers = _conversation(assistant, "Zwei?", "Eins?", "Zwei?")
    shown = _switch(assistant, "simple", answers)["conversation"]
    places = [shown.index(f'id="turn-{number}"') for number in (1, 2, 3)]
    assert places == sorted(places)
    turns = shown.split("<article")[1:]
    asked = ("Zwei?", "Eins?", "Zwei?")
    assert all(text in turn for text, turn in zip(asked, turns, strict=True))
    assert all("Einfach gesagt:" in turn for turn in turns)


def test_switching_back_shows_what_was_there_before():
    assistant = _answering()
    shown, answers = _conversation(assistant, "Eins?", "Zwei?")
    simple = _switch(assistant, "simple", answers)
    again = _switch(assistant, "standard", simple["answers"])
    assert simple["conversation"] != shown
    assert (again["conversation"], again["answers"]) == (shown, answers)


def test_switch_changes_the_earlier_answers_without_touching_them():
    assistant = _answering()
    _, answers = _conversation(assistant, "Eins?")
    kept = list(answers)
    _switch(assistant, "simple", answers)
    assert answers == kept


def test_follow_up_after_the_switch_knows_the_questions_before():
    assistant = _answering()
    _, answers = _conversation(assistant, "Eins?")
    answers = _switch(assistant, "simple", answers)["answers"]
    *_, (shown, answers, _) = _ask(assistant, "Zwei?", answers, "simple")
    assert (assistant.asked[-1].history, assistant.asked[-1].mode) == (("Eins?",), Mode.SIMPLE)
    assert shown.count("Einfach gesagt:") == len(answers) == 2


def test_switch_before_any_question_asks_nothing():
    assistant = _answering()
    set_to = _switch(assistant, "simple")
    assert assistant.asked == []
    assert (set_to["conversation"], set_to["answers"]) == ("", [])


def test_switch_puts_the_page_in_simple_words():
    set_to = _switch(_answering(), "simple")
    for text in (wording.INTRO, wording.RIGHTS):
        assert say(text, SIMPLE) != text
        assert say(text, SIMPLE) in set_to["intro"]
        assert text not in set_to["intro"].replace(say(text, SIMPLE), "")
    changed = {
        name: {key: value for key, value in set_to[name].items() if key != "__type__"}
        for name in ("mode", "question", "send", "clear")
    }
    assert changed == {
        "mode": {"label": say(wording.MODE_LABEL, SIMPLE), "visible": True},
        "question": {
            "label": say(wording.QUESTION_LABEL, SIMPLE),
            "placeholder": "Zum Beispiel: Wo lerne ich Deutsch?",
        },  # and no value: what someone is writing stays
        "send": {"value": say(wording.SEND, SIMPLE)},
        "clear": {"value": say(wording.CLEAR, SIMPLE)},
    }
    assert changed["mode"]["label"] != wording.MODE_LABEL
    assert changed["clear"]["value"] != wording.CLEAR


def test_simple_intro_names_operator_and_documents_escaped():
    intro = _switch(_answering(), "simple")["intro"]
    named = '<bdi lang="de">Stadt &lt;b&gt;Neustadt&lt;/b&gt;</bdi>'
    assert say(wording.OPERATED_BY, SIMPLE).format(named) in intro
    assert "Leitbild &lt;i&gt;neu&lt;/i&gt;" in intro
    assert "<b>" not in intro


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_that_nobody_runs_yet_says_so(language):
    intro = _intro(_answering(), "", "", language)
    assert escape(say(wording.OPERATOR_UNKNOWN, language)) in intro
    assert say(wording.OPERATED_BY, language).split("{", maxsplit=1)[0] not in intro


def test_page_has_the_title_that_is_set():
    intro = _intro(_answering(), OPERATOR, "Frag <b>Neustadt</b>", "en")
    assert "<h1>Frag &lt;b&gt;Neustadt&lt;/b&gt;</h1>" in intro


def test_no_example_stands_in_the_field_where_there_is_none():
    assert _placeholder(_answering(), "en", "en") == "For example: Where can I learn German?"
    assert _placeholder(_answering(), "tr", "tr") == ""


@pytest.mark.parametrize("engine", [None, "Dolmetscher <b>3</b>"])
def test_intro_says_who_else_gets_questions(engine):
    assistant = _answering()
    assistant.translator = engine
    intro = _part(_page(assistant), "intro").value
    told = wording.MACHINE_SERVICE.format("<bdi>Dolmetscher &lt;b&gt;3&lt;/b&gt;</bdi>")
    assert (told in intro) is (engine is not None)
    assert (wording.MACHINE_SERVICE.split("{", maxsplit=1)[0] in intro) is (engine is not None)


def test_switching_back_restores_every_fixed_text():
    assistant = _answering()
    page, set_to = _page(assistant), _switch(assistant, "standard")
    assert set_to["intro"] == _part(page, "intro").value
    for name in ("mode", "question", "send", "clear"):
        part = _part(page, name)
        changes = {key: value for key, value in set_to[name].items() if key != "__type__"}
        assert changes == {key: getattr(part, key) for key in changes}


def test_new_conversation_leaves_the_switch_as_it_is():
    page = _page(_answering())
    clear = next(h for h in page.fns.values() if (_part(page, "clear")._id, "click") in h.targets)
    assert _part(page, "mode") not in clear.outputs


def test_fault_while_switching_is_logged_and_keeps_the_conversation(caplog):
    _, answers = _conversation(_answering(), "Eins?")

    def fail(question):
        raise RuntimeError("secret detail")

    with caplog.at_level(logging.ERROR):
        set_to = _switch(_assistant(fail), "simple", answers)
    assert "secret detail" not in set_to["conversation"]
    assert "Eins?" in set_to["conversation"]
    assert caplog.records[-1].exc_info[1].args == ("secret detail",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", wording.EMPTY_QUESTION, id="empty"),
        pytest.param("123", wording.NO_WORDS, id="no words"),
        pytest.param("Wo lerne ich Deutsch?", wording.TOO_LONG, id="too long"),
    ],
)
def test_refusal_is_put_in_simple_words(town_assistant, text, reason):
    shown, _ = _conversation(town_assistant(longest_question=20), text, mode="simple")
    assert say(reason, SIMPLE) != reason
    assert say(reason, SIMPLE).format(length=len(text), most=20) in shown


def test_fonts_and_styles_are_not_fetched_from_other_hosts():
    assert theme()._stylesheets == []
    assert "://" not in stylesheet()
    assert "@import" not in stylesheet()


def test_language_can_be_chosen_by_its_own_name():
    names = [name for name, _ in _part(_page(_answering()), "language").choices]
    assert names[0] == "Deutsch"
    assert {"English", "العربية", "Українська"} <= set(names)


def test_chosen_language_words_the_page_and_its_examples():
    set_to = _choose(_answering(), "en")
    assert say(wording.INTRO, "en") in set_to["intro"]
    assert set_to["send"]["value"] == say(wording.SEND, "en") != wording.SEND
    assert say(wording.EXAMPLES, "en") in set_to["examples-title"]
    assert set_to["example-1"]["value"] == "Where can I learn German?"
    assert set_to["mode"]["visible"] is False


def test_language_without_examples_shows_none():
    assert _choose(_answering(), "vi")["example-1"]["visible"] is False


def test_questions_are_answered_in_the_chosen_language():
    assistant = _answering()
    _, answers = _conversation(assistant, "Eins?")
    assert assistant.asked[-1].language is None
    set_to = _choose(assistant, "uk", answers)
    assert [answer.question.language for answer in set_to["answers"]] == ["uk"]
    back = _choose(assistant, "de", set_to["answers"])
    assert [answer.question.language for answer in back["answers"]] == [None]


def test_new_question_is_asked_in_the_chosen_language():
    assistant = _answering()
    handler = _handlers(_page(assistant), "ask")[0]
    list(handler.fn("Eins?", [], "standard", "ar"))
    assert assistant.asked[-1].language == "ar"


def test_language_chosen_for_a_question_outlives_another_mode():
    assistant = _answering()
    chosen = assistant.ask(Question("Kita", "uk"))
    _switch(assistant, "simple", [chosen])
    assert assistant.asked[-1] == Question("Kita", "uk", Mode.SIMPLE)


def test_language_chosen_for_the_page_replaces_that_of_a_question():
    assistant = _answering()
    chosen = assistant.ask(Question("Kita", "uk"))
    _choose(assistant, "ar", [chosen])
    assert assistant.asked[-1].language == "ar"
    _choose(assistant, "de", [assistant.ask(Question("Kita", "ar"))])
    assert assistant.asked[-1].language is None


def test_intro_has_dates_as_in_the_language_and_german_titles():
    page = _choose(_answering(), "fa")["intro"]
    assert "۱ مارس ۲۰۲۰" in page
    assert '<cite lang="de" dir="ltr">Leitbild &lt;i&gt;neu&lt;/i&gt;</cite>' in page
