"""Named endpoints of the app: what the pages show, for programs and other assistants."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from traceback import format_tb
from typing import Any

import gradio as gr
from gradio.context import get_blocks_context
from pydantic import ValidationError, validate_call

from assistant import wording
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.lookups import Lookups
from index.errors import UnavailableError

__all__ = ["EndpointError", "add_endpoints"]

_log = logging.getLogger(__name__)


class EndpointError(gr.Error):  # type: ignore[misc]
    """A message for whoever called; it is shown but not logged."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_exception=False)

    def __str__(self) -> str:
        return str(self.message)


def add_endpoints(assistant: Assistant, address: str = "") -> None:
    """Publish `ask`, `search`, `commitments`, `compare` and `passage` of the page being built.

    Every event of the page that is there already stays its own business: no other name is
    published. With an MCP server these five are its tools, as their docstrings describe them.

    Args:
        address: of the page, before permalinks, without a slash at its end.
    """
    page = get_blocks_context()
    if page is None:
        raise RuntimeError("endpoints belong to a page: call this inside its `with`")
    for number, event in page.fns.items():
        event.api_visibility = "private"
        event.api_name = f"page-{number}"  # Gradio names them after functions, such as `ask`
    lookups = Lookups(assistant, address)
    for lookup in (
        lookups.ask,
        lookups.search,
        lookups.commitments,
        lookups.compare,
        lookups.passage,
    ):
        # Outside the queue, which other assistants would have to be let into over the network.
        gr.api(_endpoint(lookup), api_name=lookup.__name__, queue=False)


def _endpoint(lookup: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """A lookup that checks the types of what it is given and turns errors into messages."""
    checked = validate_call(lookup)

    @wraps(lookup)
    def answer(*given: Any) -> Any:
        *values, request = given
        try:
            found = checked(*values)
        except ValidationError as error:
            raise EndpointError(_message(lookup, error)) from None
        except AssistantError as error:
            raise EndpointError(str(error)) from None
        except UnavailableError as error:
            _log.error("%s", error)
            raise EndpointError(wording.UNAVAILABLE) from None
        except Exception as error:  # the one place between a fault and the caller
            # Without the message of the error, which may hold the question.
            where = "".join(format_tb(error.__traceback__))
            _log.error("the endpoint %r failed: %s\n%s", lookup.__name__, type(error), where)
            raise EndpointError(wording.FAILED) from None
        # Tools of other assistants give text: Gradio would write Python's, not JSON.
        return json.dumps(found, ensure_ascii=False) if _is_tool(request) else found

    own = signature(lookup)
    request = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=gr.Request)
    answer.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[*own.parameters.values(), request.replace(default=None)]
    )
    answer.__annotations__ = {**lookup.__annotations__, "request": gr.Request}
    return answer


def _message(lookup: Callable[..., Any], error: ValidationError) -> str:
    """Which parameter is wrong, and how."""
    first = error.errors(include_url=False, include_input=False)[0]
    names = list(signature(lookup).parameters)
    place = first["loc"][0] if first["loc"] else ""
    name = names[place] if isinstance(place, int) and place < len(names) else place
    return f"{name}: {first['msg']}"


def _is_tool(request: Any) -> bool:
    """Whether the MCP server calls, whose path Gradio fixes."""
    return request is not None and "/gradio_api/mcp" in request.url.path
