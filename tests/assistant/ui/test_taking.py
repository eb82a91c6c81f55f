import asyncio
import base64
import logging
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant import Question, wording
from assistant.catalogue import say
from assistant.export import SUFFIXES, of_answer
from assistant.ui import taking
from assistant.ui.copying import render_taking
from assistant.ui.taking import TAKES, add_taking
from tests.fakes import answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT)
ANSWER = answer_of(Question("Was?"), DOCUMENT, passage_of(DOCUMENT, TEXT))
HERE = SimpleNamespace(headers={"origin": "https://stadt.example"})


def _make(number, address, language, text):
    return of_answer(ANSWER, {DOCUMENT.id: DOCUMENT}, address) if number else None


def _taken(suffix=".md", number="1", make=_make, request=HERE):
    """What comes back for a click: name and bytes."""

    async def build():
        with gr.Blocks() as page:
            shown = gr.HTML("", js_on_load=TAKES)
            switches = gr.Radio(["standard"]), gr.Radio(["de"])
            add_taking(shown, make, [gr.Textbox()], switches, "antwort")
        return page

    (handler,) = [one for one in asyncio.run(build()).fns.values() if one.name == "take"]
    wish = gr.EventData(None, {"suffix": suffix, "number": number})
    name, _, content = handler.fn(wish, request, "standard", "de", "").partition("|")
    return name, base64.b64decode(content)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_there_is_a_button_for_every_format(suffix):
    assert f'data-suffix="{suffix}" data-number="3"' in render_taking("de", 3)
    assert say(wording.TAKE_ALONG, "uk") in render_taking("uk")


def test_file_is_named_after_what_it_is_and_holds_it():
    name, content = _taken(".md")
    assert name == "antwort.md"
    assert TEXT in content.decode("utf-8")


def test_links_in_the_file_lead_to_the_page_it_was_taken_from():
    assert "https://stadt.example/?passage=leitbild" in _taken(".md")[1].decode("utf-8")


def test_page_is_known_by_its_host_where_the_browser_names_no_origin():
    host = SimpleNamespace(headers={"host": "127.0.0.1:7860"})
    assert "http://127.0.0.1:7860/?passage=" in _taken(".md", request=host)[1].decode("utf-8")


def test_nothing_is_taken_where_there_is_nothing():
    assert _taken(number="0")[1] == b""


@pytest.mark.parametrize(("suffix", "number"), [(".exe", "1"), (".md", "x")])
def test_wish_that_cannot_be_met_is_logged_and_said(suffix, number, caplog, monkeypatch):
    said = []
    monkeypatch.setattr(taking.gr, "Warning", said.append)
    with caplog.at_level(logging.ERROR):
        assert _taken(suffix, number) == ("", b"")
    assert said == [wording.FAILED]
    assert len(caplog.records) == 1
