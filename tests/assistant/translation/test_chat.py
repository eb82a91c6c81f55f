import json

import pytest

from assistant.errors import TranslationError
from tests.assistant.translation.conftest import Reply, completion, engine_at, json_reply

SAID = json.dumps({"translations": ["The city builds."]})


def translated(loopback, reply):
    loopback.respond = lambda asked: reply
    return engine_at("openai", loopback.url).translate(["Die Stadt baut."], "de", "uk")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SAID, id="JSON"),
        pytest.param(f"```json\n{SAID}\n```", id="in a fence"),
        pytest.param(f"<think>Hm, {{1}}?\n</think>\n{SAID}", id="after its thoughts"),
    ],
)
def test_reply_of_a_model_is_read(loopback, content):
    assert translated(loopback, completion(content)) == ["The city builds."]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(completion(SAID, "length"), "cut off", id="cut off"),
        pytest.param(completion("The city builds."), "not JSON", id="chatter"),
        pytest.param(completion(f"Sure! {SAID}"), "not JSON", id="chatter before JSON"),
        pytest.param(completion('["The city builds."]'), "another form", id="list"),
        pytest.param(completion('{"translations": [{"en": "x"}]}'), "another form", id="objects"),
        pytest.param(completion(None), "another form", id="no content"),
        pytest.param(json_reply({"choices": []}), "said nothing", id="no choice"),
    ],
)
def test_other_reply_of_a_model_is_an_error(loopback, reply, problem):
    with pytest.raises(TranslationError, match=problem):
        translated(loopback, reply)


def test_model_is_told_its_task_and_the_texts_apart(loopback):
    translated(loopback, completion(SAID))
    (asked,) = loopback.asked
    task, texts = asked.body["messages"]
    assert asked.body["model"] == "modell-7b"
    assert "from Deutsch (de) into Українська (uk)" in task["content"]
    assert "Die Stadt baut." not in task["content"]
    assert json.loads(texts["content"]) == {"texts": ["Die Stadt baut."]}


@pytest.mark.parametrize("status", [404, 405, 501])
def test_server_without_a_list_of_models_is_no_fault(loopback, status):
    loopback.respond = lambda asked: Reply(status)
    assert ("de", "ar") in engine_at("openai", loopback.url).pairs()


def test_page_instead_of_the_list_of_models_is_a_fault_of_the_settings(loopback):
    loopback.respond = lambda asked: Reply(200, b"<html>")
    with pytest.raises(TranslationError) as caught:
        engine_at("openai", loopback.url).pairs()
    assert caught.value.by_settings
