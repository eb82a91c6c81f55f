"""Taking along what a page shows: from the click on a format to the file in the browser.

No file is kept on the server: its bytes travel with the answer to the click.
"""

import base64
import logging
from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant import wording
from assistant.answer import Mode
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.export import Takeaway, render

__all__ = ["TAKES", "add_taking"]

_log = logging.getLogger(__name__)

TAKES = "takes(element, (wish) => trigger('take', wish));"
"""What a part of the page needs on loading so that its buttons work."""


def add_taking(
    shown: gr.HTML,
    make: Callable[..., Takeaway | None],
    inputs: Sequence[gr.Component],
    switches: tuple[gr.Radio, gr.Radio],
    name: str,
) -> None:
    """Let the buttons in a part of the page make a file.

    Args:
        make: what is taken along, from the number on the button, the address of the page, its
            language and the inputs; None where there is nothing.
        switches: of mode and language.
        name: of the file, without suffix.
    """
    file = gr.Textbox(visible="hidden", elem_id=f"file-{name}", label=name, container=False)

    def take(event: gr.EventData, request: gr.Request, mode: str, chosen: str, *values: Any) -> str:
        language = reading_language(Mode(mode), chosen)
        try:
            suffix, number = str(event.suffix), int(event.number)
            takeaway = make(number, _address(request), language, *values)
            content = render(takeaway, suffix) if takeaway else b""
        except Exception:  # between a fault and the person: log it, say so, go on
            _log.exception("nothing could be taken along")
            gr.Warning(say(wording.FAILED, language))
            return ""
        return f"{name}{suffix}|{base64.b64encode(content).decode('ascii')}"

    made = shown.take(take, [*switches, *inputs], file, show_progress="minimal")
    made.then(None, file, None, js="(file) => { save(file); }")


def _address(request: gr.Request) -> str:
    """Of the page as the browser knows it, before permalinks."""
    headers = request.headers
    return str(headers.get("origin") or f"http://{headers.get('host', '')}")
