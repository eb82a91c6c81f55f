"""Questions to an assistant with a translation engine, from the question to its notices."""

import pytest

import assistant.assistant as module
from assistant import Mode, Outcome, Question, Settings, SettingsError, open_assistant, wording
from assistant.catalogue import say
from assistant.errors import TranslationError
from assistant.translation import Interpreter
from tests.assistant.translation.conftest import (
    KEY,
    PROTOCOLS,
    Reply,
    engine_at,
    loopback,
    speaking,
)
from tests.fakes import FakeEncoder, FakeTranslator

__all__ = ["loopback"]  # a fixture

HOUSING = "Is there affordable housing for people in this city?"
GERMAN = "Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit."
ENGLISH = "The city provides affordable housing for all people."
TOLD = {GERMAN: ENGLISH, HOUSING: "Stellt die Stadt bezahlbaren Wohnraum bereit?"}


@pytest.fixture
def with_engine(town_assistant):
    """Makes an assistant of the town with an engine."""
    return lambda engine, **options: town_assistant(interpreter=Interpreter(engine, 5.0), **options)


def _on_housing(answer):
    (number,) = (c.number for c in answer.citations if c.quote == GERMAN)
    (statement,) = (one for one in answer.statements if one.citations == (number,))
    return statement


def test_quote_without_companion_is_translated_and_marked(with_engine):
    answer = with_engine(FakeTranslator(TOLD)).ask(Question(HOUSING, "en"))
    statement = _on_housing(answer)
    assert ENGLISH in statement.text
    assert statement.language == "en"
    assert say(wording.MACHINE_MARK, "en").format("Dolmetscher 3") in statement.text
    assert say(wording.MACHINE_LABEL, "en").format("Dolmetscher 3") in answer.notices
    assert GERMAN in [citation.quote for citation in answer.citations]


def test_engine_is_named(with_engine, town_assistant):
    assert with_engine(FakeTranslator()).translator == "Dolmetscher 3"
    assert town_assistant().translator is None


def test_companion_is_preferred_to_the_engine(town, request):
    path = town / "translations" / "en" / "leitbild-2020.po"
    path.parent.mkdir(parents=True)
    entry = f'msgctxt "leitbild-2020/hf1/leitlinie-1"\nmsgid "{GERMAN}"\nmsgstr "By people."\n'
    path.write_text(entry, encoding="utf-8")
    engine = FakeTranslator(TOLD)
    make = request.getfixturevalue("town_assistant")
    answer = make(interpreter=Interpreter(engine, 5.0)).ask(Question(HOUSING, "en"))
    assert "By people." in _on_housing(answer).text
    assert "Dolmetscher" not in _on_housing(answer).text
    assert GERMAN not in [text for texts, _, _ in engine.asked for text in texts]


def test_question_is_searched_by_its_german_words(with_engine, town_index, monkeypatch):
    searched = []
    find = town_index.find

    def watched(vector, question, *args, language="de", **kwargs):
        searched.append((question, language))
        return find(vector, question, *args, language=language, **kwargs)

    monkeypatch.setattr(town_index, "find", watched)
    with_engine(FakeTranslator(TOLD)).ask(Question(HOUSING, "en"))
    assert set(searched) == {(TOLD[HOUSING], "de")}


def test_meaning_is_searched_by_the_question_as_it_was_asked(with_engine, encoder):
    encoder.encoded.clear()
    with_engine(FakeTranslator(TOLD)).ask(Question(HOUSING, "en"))
    assert ("query", HOUSING) in encoder.encoded
    assert ("query", TOLD[HOUSING]) not in encoder.encoded


def test_german_words_find_what_foreign_ones_do_not(with_engine, town_assistant):
    asked = Question("ما رأيكم", "uk")
    engine = FakeTranslator({asked.text: "Bibliotheken Bücher Sprachen"})
    found = with_engine(engine).ask(asked).nearest
    ranks = {hit.passage.id: hit.lexical_rank for hit in found}
    assert ranks["leitbild-2020/hf2/leitlinie-2"] == 1
    assert all(hit.lexical_rank is None for hit in town_assistant().ask(asked).nearest)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(Question("Was tut die Stadt gegen hohe Mieten?"), id="German"),
        pytest.param(Question("Was tut die Stadt?", "de", Mode.SIMPLE), id="simple German"),
    ],
)
def test_german_needs_no_engine(with_engine, town_assistant, question):
    engine = FakeTranslator()
    answer = with_engine(engine).ask(question)
    assert engine.asked == []
    without = town_assistant().ask(question)
    assert (answer.statements, answer.notices) == (without.statements, without.notices)


def test_german_question_with_another_language_chosen_is_not_sent_as_that_language(with_engine):
    engine = FakeTranslator()
    with_engine(engine).ask(Question("Was tut die Stadt gegen hohe Mieten?", "uk"))
    assert {(source, target) for _, source, target in engine.asked} == {("de", "uk")}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(TranslationError("status 500"), id="error"),
        pytest.param(RuntimeError("broken"), id="any error"),
        pytest.param({GERMAN: GERMAN, HOUSING: "?"}, id="mangled"),
    ],
)
def test_failing_engine_leaves_the_german_text_and_a_notice(with_engine, town_assistant, told):
    answer = with_engine(FakeTranslator(told)).ask(Question(HOUSING, "en"))
    assert answer.outcome is Outcome.ANSWERED
    statement = _on_housing(answer)
    assert statement == _on_housing(town_assistant().ask(Question(HOUSING, "en")))
    assert say(wording.TRANSLATION_FAILED, "en") in answer.notices


def test_language_that_the_engine_lacks_is_answered_as_without_one(with_engine, town_assistant):
    question = Question("Có nhà ở giá rẻ không?", "vi")
    engine = FakeTranslator()
    answer = with_engine(engine).ask(question)
    assert engine.asked == []
    assert say(wording.NO_TRANSLATION, "vi") in answer.notices
    assert answer.statements == town_assistant().ask(question).statements


def test_without_an_engine_the_notice_is_that_nobody_wrote_one(town_assistant):
    answer = town_assistant().ask(Question(HOUSING, "en"))
    assert say(wording.NO_TRANSLATION, "en") in answer.notices
    assert say(wording.TRANSLATION_FAILED, "en") not in answer.notices


@pytest.fixture
def opened(town, tmp_path, monkeypatch):
    """Opens the assistant of the town with settings of an engine."""
    monkeypatch.setattr(module, "load_model", lambda *given: FakeEncoder())
    return lambda **settings: open_assistant(
        Settings(documents=town, var=tmp_path / "var", **settings)
    )


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_chosen_server_is_asked(opened, loopback, protocol):
    loopback.respond = speaking(
        protocol, lambda texts, *pair: FakeTranslator(TOLD).translate(texts, *pair)
    )
    assistant = opened(
        translator=protocol,
        translator_url=loopback.url,
        translator_model="modell-7b",
        translator_key=KEY,
    )
    answer = assistant.ask(Question("Про що йдеться: житло для людей?", "uk"))
    assert answer.outcome is Outcome.ANSWERED
    assert any("машинний переклад" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(403),
        Reply(429),
        Reply(500),
        Reply(200, b"<html>"),
        Reply(200, stall=True),
        Reply(reset=True),
        Reply(200, b"\xff"),
    ],
    ids=["403", "429", "500", "HTML", "timeout", "reset", "not UTF-8"],
)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_server_that_fails_later_breaks_no_answer(loopback, town_assistant, protocol, reply):
    speak = speaking(protocol, lambda texts, *pair: texts)
    loopback.respond = lambda asked: speak(asked) if asked.method == "GET" else reply
    engine = engine_at(protocol, loopback.url, seconds=0.2)
    answer = town_assistant(interpreter=Interpreter(engine, 0.2)).ask(Question(HOUSING, "en"))
    assert answer.outcome is Outcome.ANSWERED
    assert GERMAN in _on_housing(answer).text
    assert say(wording.TRANSLATION_FAILED, "en") in answer.notices


def test_wrong_settings_are_named_before_anything_is_built(opened, tmp_path):
    with pytest.raises(SettingsError, match="LEITLINIEN_TRANSLATOR_URL"):
        opened(translator="libretranslate")
    assert not (tmp_path / "var").exists()
