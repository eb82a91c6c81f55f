"""Starts the web server: no telemetry, no outside hosts, clear words when the port is taken."""

import os
import socket
from collections.abc import Callable
from importlib.util import find_spec

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.settings import Settings

__all__ = ["serve"]

_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}


def serve(
    settings: Settings,
    opened: Callable[[], Assistant],
    say: Callable[[str], None],
    mcp: bool = False,
) -> None:
    """Serve the page until it is stopped.

    Args:
        opened: opens the assistant, after the port was found free.
        say: prints a line for the person at the terminal.
        mcp: whether other assistants may use the endpoints as tools.

    Raises:
        SettingsError: the port is in use, the address is not this machine's, or `mcp` is not
            installed.
    """
    if mcp and find_spec("mcp") is None:
        raise SettingsError("--mcp needs the package mcp; install it with: pip install 'mcp<2'")
    _check_port(settings.host, settings.port)
    os.environ.update(_QUIET)
    # Imported here: Gradio reads these variables when it is imported, and takes seconds.
    from assistant.ui.endpoints import add_endpoints
    from assistant.ui.page import build_page, head, stylesheet, theme

    assistant = opened()
    page = build_page(assistant, settings.operator)
    with page:
        add_endpoints(assistant, settings.public_address)
    say(f"http://{settings.host}:{settings.port}  (stop with Ctrl+C)")
    if mcp:
        say(f"MCP: http://{settings.host}:{settings.port}/gradio_api/mcp/")
    page.queue(default_concurrency_limit=4).launch(
        server_name=settings.host,
        server_port=settings.port,
        quiet=True,
        footer_links=[],
        head=head(),
        css=stylesheet(),
        theme=theme(),
        show_error=False,
        share=False,
        mcp_server=mcp,
    )


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                f"{host}:{port} cannot be used ({error.strerror}); "
                "choose another with --port or LEITLINIEN_PORT"
            ) from error
