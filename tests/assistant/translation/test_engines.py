"""Every engine that is a server, against a real one on loopback that speaks its protocol."""

import socket

import pytest

from assistant.errors import TranslationError
from tests.assistant.translation.conftest import (
    KEY,
    PROTOCOLS,
    Reply,
    engine_at,
    json_reply,
    speaking,
)

TEXTS = ["Die Stadt baut.", "Die Stadt hilft."]
ENGLISH = {"Die Stadt baut.": "The city builds.", "Die Stadt hilft.": "The city helps."}

pytestmark = pytest.mark.parametrize("protocol", PROTOCOLS)


def translate(texts, source, target):
    assert (source, target) == ("de", "en")
    return [ENGLISH[text] for text in texts]


def test_texts_come_back_translated_in_their_order(loopback, protocol):
    loopback.respond = speaking(protocol, translate)
    engine = engine_at(protocol, loopback.url)
    assert engine.translate(TEXTS, "de", "en") == ["The city builds.", "The city helps."]
    (asked,) = loopback.asked
    assert asked.headers["Content-Type"] == "application/json"


def test_slash_at_the_end_of_the_address_is_no_fault(loopback, protocol):
    loopback.respond = speaking(protocol, translate)
    engine = engine_at(protocol, f"{loopback.url}/")
    assert engine.translate(TEXTS[:1], "de", "en") == ["The city builds."]


def test_offered_languages_are_asked_for(loopback, protocol):
    loopback.respond = speaking(protocol, translate)
    pairs = engine_at(protocol, loopback.url).pairs()
    assert {("de", "en"), ("de", "uk"), ("en", "de"), ("uk", "de")} <= pairs
    assert ("de", "de") not in pairs


def test_wrong_key_is_a_fault_of_the_settings(loopback, protocol):
    loopback.respond = speaking(protocol, translate)
    engine = engine_at(protocol, loopback.url, key="falsch")
    with pytest.raises(TranslationError, match="check the key") as caught:
        engine.translate(TEXTS, "de", "en")
    assert caught.value.by_settings
    assert caught.value.pause > 60
    assert "falsch" not in str(caught.value)


HTML = b"<!DOCTYPE html><html><body>Die Stadt baut. geheim-4711 Bad gateway</body></html>"
BROKEN = [
    pytest.param(Reply(400, b'{"error": "Die Stadt baut."}'), "status 400", id="400"),
    pytest.param(Reply(403, b'{"error": "Die Stadt baut."}'), "status 403", id="403"),
    pytest.param(Reply(404, HTML), "does not exist", id="404"),
    pytest.param(Reply(429, b"{}"), "status 429", id="429"),
    pytest.param(Reply(456, b"{}"), "quota", id="456"),
    pytest.param(Reply(500, b"Die Stadt baut."), "status 500", id="500"),
    pytest.param(Reply(502, HTML), "status 502", id="502 with an HTML page"),
    pytest.param(Reply(200, HTML), "not JSON", id="HTML page instead of JSON"),
    pytest.param(Reply(200, b""), "not JSON", id="nothing"),
    pytest.param(Reply(200, b'{"translatedText": ["The ci'), "not JSON", id="cut off JSON"),
    pytest.param(Reply(200, "„Stadt“".encode("cp1252")), "not JSON", id="not UTF-8"),
    pytest.param(Reply(200, b"[" * 100_000), "not JSON", id="nested without end"),
    pytest.param(Reply(200, b" " * 3_000_000), "more than", id="much too long"),
    pytest.param(Reply(200, b"{}", length=500), "cannot be reached", id="shorter than announced"),
    pytest.param(Reply(200, b"\x1f\x8b no", {"Content-Encoding": "gzip"}), "reached", id="no gzip"),
    pytest.param(json_reply({"result": "The city builds."}), "another form", id="another form"),
    pytest.param(json_reply("The city builds."), "another form", id="a text"),
    pytest.param(json_reply(None), "another form", id="null"),
    pytest.param(json_reply({"translatedText": [1, 2]}), "another form", id="numbers"),
    pytest.param(json_reply({"translations": [{"text": None}] * 2}), "another form", id="no text"),
    pytest.param(json_reply({"choices": [{}]}), "another form", id="no message"),
]


@pytest.mark.parametrize(("reply", "problem"), BROKEN)
def test_broken_reply_is_an_error_that_quotes_nothing(loopback, protocol, reply, problem):
    loopback.respond = lambda asked: reply
    with pytest.raises(TranslationError, match=problem) as caught:
        engine_at(protocol, loopback.url).translate(TEXTS, "de", "en")
    assert "Stadt" not in str(caught.value)
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_wrong_number_of_texts_is_an_error(loopback, protocol, count):
    loopback.respond = speaking(protocol, lambda *asked: ["The city builds."] * count)
    with pytest.raises(TranslationError, match=f"{count} texts came back for 2"):
        engine_at(protocol, loopback.url).translate(TEXTS, "de", "en")


def test_redirect_to_another_host_is_not_followed(loopback, other_host, protocol):
    other_host.respond = speaking(protocol, translate)
    loopback.respond = lambda asked: Reply(307, b"", {"Location": other_host.url + asked.path})
    with pytest.raises(TranslationError, match="sends elsewhere") as caught:
        engine_at(protocol, loopback.url).translate(TEXTS, "de", "en")
    assert caught.value.by_settings
    assert other_host.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(200, stall=True), id="nothing comes"),
        pytest.param(Reply(200, b'{"translat', stall=True), id="stops in the middle"),
        pytest.param(Reply(200, b"{", drip=True), id="comes byte by byte"),
    ],
)
def test_slow_reply_is_not_waited_for(loopback, protocol, reply):
    loopback.respond = lambda asked: reply
    with pytest.raises(TranslationError, match=r"within 0\.2 seconds"):
        engine_at(protocol, loopback.url, seconds=0.2).translate(TEXTS, "de", "en")


def test_connection_that_breaks_is_tried_once_more(loopback, protocol):
    speak = speaking(protocol, translate)
    loopback.respond = lambda asked: Reply(reset=True) if len(loopback.asked) == 1 else speak(asked)
    engine = engine_at(protocol, loopback.url)
    assert engine.translate(TEXTS[:1], "de", "en") == ["The city builds."]


def test_connection_that_keeps_breaking_is_an_error(loopback, protocol):
    loopback.respond = lambda asked: Reply(reset=True)
    with pytest.raises(TranslationError, match="cannot be reached"):
        engine_at(protocol, loopback.url).translate(TEXTS, "de", "en")
    assert len(loopback.asked) == 2


def test_error_is_not_tried_again(loopback, protocol):
    loopback.respond = lambda asked: Reply(500)
    with pytest.raises(TranslationError, match="status 500"):
        engine_at(protocol, loopback.url).translate(TEXTS, "de", "en")
    assert len(loopback.asked) == 1


def test_server_that_is_not_there_is_an_error(protocol, loopback):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(TranslationError, match="cannot be reached"):
        engine_at(protocol, f"http://127.0.0.1:{port}").translate(TEXTS, "de", "en")


@pytest.mark.parametrize(
    ("wanted", "pause"),
    [("120", 120.0), ("1", 60.0), ("999999", 3600.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 60.0)],
    ids=["as asked", "at least a minute", "at most an hour", "a date"],
)
def test_server_that_is_asked_too_often_says_how_long_to_wait(loopback, protocol, wanted, pause):
    loopback.respond = lambda asked: Reply(429, b"", {"Retry-After": wanted})
    with pytest.raises(TranslationError) as caught:
        engine_at(protocol, loopback.url).translate(TEXTS, "de", "en")
    assert caught.value.pause == pause
