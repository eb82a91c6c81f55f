import os
import socket

import pytest

from assistant import Settings, SettingsError
from assistant.ui import endpoints, serving
from assistant.ui import page as page_module
from assistant.ui.serving import serve


@pytest.fixture
def taken():
    """A port of this machine that is in use."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free():
    """A port of this machine that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _refuse():
    pytest.fail("the assistant is opened only after the port was found free")


def test_port_in_use_is_refused_with_the_remedy(taken):
    with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{taken} .*--port or LEITLINIEN_PORT"):
        serve(Settings(port=taken), _refuse, print)


def test_address_of_another_machine_is_refused(free):
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1"):
        serve(Settings(host="192.0.2.1", port=free), _refuse, print)


class _FakePage:
    """Stands in for the Gradio page and remembers how it was launched."""

    def __init__(self):
        self.launched = {}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def queue(self, **options):
        return self

    def launch(self, **options):
        self.launched = options


@pytest.fixture
def launch(monkeypatch, free):
    """Serves a fake page; returns (how it was launched, what was said, the port)."""
    for name in ("GRADIO_ANALYTICS_ENABLED", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_OFFLINE"):
        monkeypatch.setenv(name, "")
    page, said = _FakePage(), []
    monkeypatch.setattr(page_module, "build_page", lambda *given: page)
    monkeypatch.setattr(endpoints, "add_endpoints", lambda assistant, address: None)

    def start(**options):
        serve(Settings(port=free), lambda: None, said.append, **options)
        return page.launched, said, free

    return start


@pytest.fixture
def launched(launch):
    return launch()


def test_page_is_served_where_it_was_asked_for(launched):
    options, said, port = launched
    assert (options["server_name"], options["server_port"]) == ("127.0.0.1", port)
    assert said[0].startswith(f"http://127.0.0.1:{port}")


def test_nothing_is_shared_or_counted(launched):
    options, _, _ = launched
    assert options["share"] is False
    assert options["show_error"] is False
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"


def test_no_mcp_server_unless_it_is_wanted(launched):
    options, said, _ = launched
    assert options["mcp_server"] is False
    assert not any("MCP" in line for line in said)


def test_mcp_server_says_where_it_is(launch):
    options, said, port = launch(mcp=True)
    assert options["mcp_server"] is True
    assert said[1] == f"MCP: http://127.0.0.1:{port}/gradio_api/mcp/"


def test_mcp_without_its_package(monkeypatch, free):
    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="needs the package mcp; install it"):
        serve(Settings(port=free), _refuse, print, mcp=True)
