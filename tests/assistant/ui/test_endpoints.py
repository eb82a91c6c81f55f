"""The endpoints as programs and other assistants call them."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import gradio as gr
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant import wording
from assistant.ui.endpoints import EndpointError, add_endpoints
from index import Index
from index.errors import UnavailableError
from tests.conftest import write_town
from tests.town_server import FAULT

ROOT = Path(__file__).parents[3]
NAMES = {"ask", "search", "commitments", "compare", "passage"}
GUIDELINE = "leitbild-2020/hf1/leitlinie-1"
SECONDS_TO_START = 900
"""The first start with the real documents embeds them all."""


@pytest.fixture
def page(town_assistant):
    """A page with a button of its own and the endpoints."""

    async def build():
        with gr.Blocks(analytics_enabled=False) as blocks:
            button = gr.Button()

            def ask() -> None:
                pass

            button.click(ask)
            add_endpoints(town_assistant(), "http://stadt.example")
        return blocks

    return asyncio.run(build())


def _endpoint(page, name):
    return next(event.fn for event in page.fns.values() if event.api_name == name)


def test_only_the_five_are_published(page):
    public = [e.api_name for e in page.fns.values() if e.api_visibility != "private"]
    assert sorted(public) == sorted(NAMES)


def test_program_gets_an_object(page):
    found = _endpoint(page, "passage")(GUIDELINE, None)
    assert found["permalink"] == f"http://stadt.example/?passage={GUIDELINE}"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("passage", ["nichts"], "no passage 'nichts'"),
        ("compare", ["viele", "", False], "field: Input should be a valid integer"),
        ("ask", [["Wo?"], "", "standard", None], "question: Input should be a valid string"),
        ("ask", ["", "", "standard", None], "geben Sie eine Frage ein"),
    ],
)
def test_error_is_a_message(page, name, given, message):
    with pytest.raises(EndpointError) as raised:
        _endpoint(page, name)(*given, None)
    assert message in str(raised.value)
    assert not raised.value.print_exception


def test_program_is_told_that_the_search_is_away(page, monkeypatch, caplog):
    def away(*arguments):
        raise UnavailableError("http://engine: does not answer")

    monkeypatch.setattr(Index, "search", away)
    with pytest.raises(EndpointError, match="im Moment nicht erreichbar") as raised:
        _endpoint(page, "search")("Wohnraum", "", None, "", "", 10, "de", None)
    assert str(raised.value) == wording.UNAVAILABLE
    assert "http://engine: does not answer" in caplog.text
    assert "Wohnraum" not in caplog.text


def test_endpoints_need_a_page(town_assistant):
    with pytest.raises(RuntimeError, match="inside its `with`"):
        add_endpoints(town_assistant())


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serves a made-up town with MCP; gives its address and its log."""
    folder = tmp_path_factory.mktemp("served")
    documents, port = write_town(folder / "documents"), _free_port()
    command = ["-m", "tests.town_server", str(documents), str(folder / "index"), str(port)]
    with _running(command, port, folder / "log") as address:
        yield address, folder / "log"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _running(command, port, log):
    """Runs a server of another process until the end; gives its address."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LEITLINIEN_")}
    own |= {"LEITLINIEN_DOCUMENTS": str(ROOT / "documents"), "LEITLINIEN_VAR": str(ROOT / "var")}
    with log.open("wb") as out:
        app = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=own, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_it_answers(app, f"http://127.0.0.1:{port}/", log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            app.terminate()
            app.wait(timeout=30)


def _wait_until_it_answers(app, address, log):
    deadline = time.monotonic() + SECONDS_TO_START
    while app.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(address, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.2)  # between two looks at a server of another process
    pytest.fail(f"the app does not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def client(served):
    program = Client(served[0], verbose=False)
    yield program
    program.close()


@pytest.mark.slow
def test_published_names_and_types(client):
    named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert {name.lstrip("/") for name in named} == NAMES
    types = {p["parameter_name"]: p["type"]["type"] for p in named["/search"]["parameters"][:2]}
    assert types == {"query": "string", "document": "string"}


@pytest.mark.slow
def test_program_asks_searches_and_looks_up(client, served):
    answer = client.predict("Was tut die Stadt gegen hohe Mieten?", api_name="/ask")
    assert answer["citations"][0]["permalink"] == f"{served[0]}?passage={GUIDELINE}"
    found = client.predict("Fahrräder", status="suggestion", api_name="/search")
    assert found["hits"][0]["status"] == "suggestion"
    assert client.predict(field=1, api_name="/commitments")["count"] == 2
    assert client.predict(api_name="/compare")["differences"]
    assert client.predict(GUIDELINE, api_name="/passage")["id"] == GUIDELINE


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("/passage", {"id": "x"}, "no passage 'x'"),
        ("/ask", {"question": "x" * 5000}, r"5\.000 Zeichen"),
        ("/ask", {"question": f"Ist das {FAULT}?"}, "nicht geklappt"),
        ("/commitments", {"field": 99}, "field of action 99; known are 1, 2"),
    ],
)
def test_program_is_told_what_is_wrong(client, name, given, message):
    with pytest.raises(AppError, match=message):
        client.predict(**given, api_name=name)


@pytest.mark.slow
def test_questions_are_not_logged(client, served):
    with pytest.raises(AppError):
        client.predict(f"Geheimnis {FAULT}", api_name="/ask")
    client.predict("Geheimnis der Stadt?", api_name="/ask")
    log = served[1].read_text(encoding="utf-8", errors="replace")
    assert "the endpoint 'ask' failed" in log
    assert "Geheimnis" not in log


def _with_session(address, use):
    """What `use` returns of a session with the MCP server."""

    async def talk():
        async with (
            streamable_http_client(f"{address}gradio_api/mcp/") as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            return await use(session)

    return asyncio.run(talk())


@pytest.mark.slow
def test_other_assistants_see_five_described_tools(served):
    tools = _with_session(served[0], lambda session: session.list_tools()).tools
    assert {tool.name for tool in tools} == NAMES
    for tool in tools:
        assert len(tool.description) > 40
        assert all(one["description"] for one in tool.inputSchema["properties"].values())
    (ask,) = (tool for tool in tools if tool.name == "ask")
    assert ask.inputSchema["required"] == ["question"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "given", "key"),
    [("ask", {"question": "Wo lerne ich Deutsch?"}, "citations"), ("commitments", {}, "count")],
)
def test_other_assistants_get_json(served, name, given, key):
    result = _with_session(served[0], lambda session: session.call_tool(name, given))
    assert not result.isError
    assert json.loads(result.content[0].text)[key]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("passage", {"id": "x"}, "no passage 'x'"),
        ("ask", {}, "'question' is a required property"),
        ("page-0", {}, "page-0"),
    ],
)
def test_other_assistants_are_told_what_is_wrong(served, name, given, message):
    result = _with_session(served[0], lambda session: session.call_tool(name, given))
    assert result.isError
    assert message in result.content[0].text


@pytest.mark.slow
def test_real_commitments_over_the_command(tmp_path):
    port = _free_port()
    command = ["-m", "assistant.cli", "serve", "--mcp", "--port", str(port)]
    with _running(command, port, tmp_path / "log") as address:
        found = _with_session(
            address, lambda session: session.call_tool("commitments", {"field": 4})
        )
        asked = {"question": "Was tut die Stadt gegen Rassismus?"}
        answer = _with_session(address, lambda session: session.call_tool("ask", asked))
    rows = json.loads(found.content[0].text)["commitments"]
    assert {(row["status"], row["field"]) for row in rows} == {("adopted", 4)}
    assert any(row["obligations"] for row in rows)
    record = json.loads(answer.content[0].text)
    assert record["outcome"] == "answered"
    assert record["citations"][0]["permalink"].startswith(f"{address}?passage=")
