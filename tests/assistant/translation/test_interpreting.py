import logging

import pytest

from assistant.errors import TranslationError
from assistant.translation import Interpreter
from tests.assistant.translation.conftest import KEY, PROTOCOLS, Reply, engine_at, speaking
from tests.fakes import FakeTranslator

GERMAN = "Seit 2019 fördert Magdeburg die Sprachkurse für alle Menschen."
MASKED = "Seit {1} fördert {2} die Sprachkurse für alle Menschen."
GOOD = "Since {1}, {2} has funded language courses for all people."
ENGLISH = "Since 2019, Magdeburg has funded language courses for all people."
OTHER, OTHER_ENGLISH = "Die Stadt baut viele Wohnungen.", "The city builds many flats."


def translated(told, *texts, target="en"):
    return Interpreter(FakeTranslator(told), 5.0).translate(texts, "de", target)


def test_what_is_protected_is_kept_from_the_engine_and_put_back():
    engine = FakeTranslator({MASKED: GOOD})
    assert Interpreter(engine, 5.0).translate([GERMAN], "de", "en") == [ENGLISH]
    assert engine.asked == [([MASKED], "de", "en")]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(" ", id="empty"),
        pytest.param(GOOD.replace("{2}", ""), id="lost name"),
        pytest.param(GOOD.replace("{2}", "{2} {2}"), id="doubled name"),
        pytest.param(GOOD.replace("{1}", "2019"), id="lost number"),
        pytest.param(GOOD + " <b>", id="markup"),
        pytest.param(MASKED, id="not translated"),
        pytest.param(GOOD + "\n\nNote: as an engine I", id="more lines"),
    ],
)
def test_mangled_reply_is_no_translation_and_spoils_no_other(reply, caplog):
    told = {MASKED: reply, OTHER: OTHER_ENGLISH}
    assert translated(told, GERMAN, OTHER) == [None, OTHER_ENGLISH]
    assert "not used" in caplog.text
    assert "Sprachkurse" not in caplog.text
    assert "language courses" not in caplog.text


def test_lists_keep_their_lines_and_bullets():
    text = f"• {OTHER}\n\n  - {GERMAN}\n2. {OTHER}\n– 2019"
    told = {MASKED: GOOD, OTHER: OTHER_ENGLISH}
    engine = FakeTranslator(told)
    (found,) = Interpreter(engine, 5.0).translate([text], "de", "en")
    assert found == f"• {OTHER_ENGLISH}\n\n  - {ENGLISH}\n2. {OTHER_ENGLISH}\n– 2019"
    assert engine.asked == [([OTHER, MASKED], "de", "en")]


def test_text_of_which_one_line_failed_is_no_translation():
    assert translated({MASKED: GOOD, OTHER: " "}, f"{GERMAN}\n{OTHER}") == [None]


def test_texts_without_words_are_not_sent():
    engine = FakeTranslator()
    assert Interpreter(engine, 5.0).translate(["2019", ""], "de", "en") == ["2019", ""]
    assert engine.asked == []


def test_language_that_is_not_offered_is_not_asked_for():
    engine = FakeTranslator()
    interpreter = Interpreter(engine, 5.0)
    assert not interpreter.offers("de", "vi")
    assert interpreter.translate([GERMAN], "de", "vi") == [None]
    assert engine.asked == []


def test_requests_are_of_bounded_size():
    engine = FakeTranslator()
    texts = [f"Die Stadt baut das Haus in der Gasse {'x' * number}." for number in range(100)]
    assert None not in Interpreter(engine, 5.0).translate(texts, "de", "en")
    assert len(engine.asked) > 1
    assert all(len(batch) <= 40 and len("".join(batch)) <= 6000 for batch, _, _ in engine.asked)
    assert [text for batch, _, _ in engine.asked for text in batch] == texts


def test_too_much_text_is_not_sent():
    engine = FakeTranslator()
    long = "Die Stadt baut. " * 2000
    assert Interpreter(engine, 5.0).translate([OTHER, long], "de", "en")[1] is None
    assert engine.asked == [([OTHER], "de", "en")]


def test_translation_is_kept_for_who_turns_the_page(clock):
    engine = FakeTranslator({OTHER: OTHER_ENGLISH})
    interpreter = Interpreter(engine, 5.0, clock)
    for _ in range(2):
        assert interpreter.translate([OTHER], "de", "en") == [OTHER_ENGLISH]
    assert len(engine.asked) == 1
    clock.now += 700
    interpreter.translate([OTHER], "de", "en")
    assert len(engine.asked) == 2


def test_what_people_ask_is_not_kept():
    engine = FakeTranslator({OTHER: OTHER_ENGLISH})
    interpreter = Interpreter(engine, 5.0)
    for _ in range(2):
        interpreter.translate([OTHER], "de", "en", keep=False)
    assert len(engine.asked) == 2


@pytest.mark.parametrize(
    "error",
    [TranslationError("status 500"), RuntimeError(f"no model for {GERMAN}"), MemoryError()],
    ids=["its own error", "any error", "no memory"],
)
def test_failing_engine_is_left_alone_after_two_failures(error, clock, caplog):
    engine = FakeTranslator(error)
    interpreter = Interpreter(engine, 5.0, clock)
    for _ in range(5):
        assert interpreter.translate([GERMAN], "de", "en") == [None]
    assert len(engine.asked) == 2
    clock.now += 61
    interpreter.translate([GERMAN], "de", "en")
    assert len(engine.asked) == 3
    assert "not asked again for 60 seconds" in caplog.text
    assert "Sprachkurse" not in caplog.text


def test_engine_that_refuses_is_left_alone_at_once(clock):
    engine = FakeTranslator(TranslationError("status 403", pause=600))
    interpreter = Interpreter(engine, 5.0, clock)
    for _ in range(3):
        interpreter.translate([GERMAN], "de", "en")
    assert len(engine.asked) == 1


def test_engine_that_mangles_a_text_is_asked_for_others():
    engine = FakeTranslator({MASKED: MASKED, OTHER: OTHER_ENGLISH})
    interpreter = Interpreter(engine, 5.0)
    for _ in range(3):
        assert interpreter.translate([GERMAN], "de", "en") == [None]
    assert interpreter.translate([OTHER], "de", "en") == [OTHER_ENGLISH]


@pytest.mark.parametrize("replies", [[None], [7], [], ["a", "b"], None])
def test_engine_that_gives_something_else_breaks_nothing(replies):
    engine = FakeTranslator()
    engine.translate = lambda texts, source, target: replies
    assert Interpreter(engine, 5.0).translate([OTHER], "de", "en") == [None]


class _Unreachable(FakeTranslator):
    """An engine that is started later."""

    def __init__(self):
        super().__init__({OTHER: OTHER_ENGLISH})
        self.started = False
        self.wanted = 0

    def pairs(self):
        self.wanted += 1
        if not self.started:
            raise TranslationError("cannot be reached")
        return super().pairs()


def test_engine_that_was_not_there_is_used_once_it_is(clock):
    engine = _Unreachable()
    interpreter = Interpreter(engine, 5.0, clock)
    for _ in range(4):
        assert interpreter.offers("de", "en")
        assert interpreter.translate([OTHER], "de", "en") == [None]
    assert (engine.wanted, engine.asked) == (2, [])
    engine.started = True
    clock.now += 61
    assert interpreter.translate([OTHER], "de", "en") == [OTHER_ENGLISH]


@pytest.fixture
def words():
    return {MASKED: GOOD, OTHER: OTHER_ENGLISH}


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_real_server_translates_through_its_protocol(loopback, protocol, words):
    loopback.respond = speaking(protocol, lambda texts, *_: [words[text] for text in texts])
    interpreter = Interpreter(engine_at(protocol, loopback.url), 5.0)
    assert interpreter.translate([OTHER, GERMAN], "de", "en") == [OTHER_ENGLISH, ENGLISH]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(GOOD.replace("{1}", ""), id="lost placeholder"),
        pytest.param(GOOD.replace("{1}", "{1} {1}"), id="doubled placeholder"),
        pytest.param(GOOD.replace("{2}", "{7}"), id="invented placeholder"),
    ],
)
def test_real_server_that_mangles_is_not_believed(loopback, protocol, reply):
    loopback.respond = speaking(protocol, lambda texts, *_: [reply for _ in texts])
    interpreter = Interpreter(engine_at(protocol, loopback.url), 5.0)
    assert interpreter.translate([GERMAN], "de", "en") == [None]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_nothing_secret_or_private_is_logged(loopback, protocol, status, caplog):
    caplog.set_level(logging.DEBUG)
    speak = speaking(protocol, lambda texts, *_: texts)
    loopback.respond = lambda asked: (
        speak(asked) if asked.method == "GET" else Reply(status, f"{GERMAN} {KEY}".encode())
    )
    interpreter = Interpreter(engine_at(protocol, loopback.url), 5.0)
    assert interpreter.translate([GERMAN], "de", "en") == [None]
    assert str(status) in caplog.text
    assert "Sprachkurse" not in caplog.text
    assert KEY not in caplog.text


def test_slow_server_costs_its_time_once_and_then_nothing(loopback):
    speak = speaking("libretranslate", lambda texts, *_: texts)
    loopback.respond = lambda asked: speak(asked) if asked.method == "GET" else Reply(stall=True)
    interpreter = Interpreter(engine_at("libretranslate", loopback.url, 0.1), 0.1)
    for _ in range(6):
        assert interpreter.translate([GERMAN], "de", "en") == [None]
    assert len([asked for asked in loopback.asked if asked.method == "POST"]) == 2
