"""JSON over HTTP for engines that are servers; the only importer of httpx.

An error names the server and what went wrong, never what was sent or received: servers repeat
texts, and keys, in their messages.
"""

import json
import time
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import TypeAdapter, ValidationError

from assistant.errors import SettingsError, TranslationError

__all__ = ["NothingThereError", "Server", "parsed"]

_LARGEST = 2_000_000
"""Bytes of a reply."""
_REFUSED_PAUSE, _BUSY_PAUSE, _LONGEST_PAUSE = 600.0, 60.0, 3600.0
"""Seconds for which a server that refuses, or is asked too often, is left alone."""
_QUOTA_USED_UP = 456
"""Of DeepL."""
_RESET = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
Shape = TypeVar("Shape")


class NothingThereError(TranslationError):
    """The server has nothing at that path."""


class Server:
    """A server at an address; it is asked for nothing but JSON, and follows nobody elsewhere."""

    def __init__(self, url: str, seconds: float, headers: Mapping[str, str] | None = None) -> None:
        """Args: seconds: for one request.

        Raises:
            SettingsError: the address or a header cannot be used.
        """
        self.url = _checked(url)
        self._seconds = seconds
        try:
            self._headers = httpx.Headers({"Accept": "application/json", **(headers or {})})
        except ValueError:  # its message would show the key
            raise SettingsError(
                "the key of the translation engine has characters that keys do not have"
            ) from None
        self._encryption = httpx.create_ssl_context() if self.url.startswith("https:") else False

    def get(self, path: str) -> object:
        """What the server answers at a path.

        Raises:
            TranslationError: it cannot be reached, refuses, is too slow or answers no JSON.
        """
        return self._asked("GET", path, None)

    def post(self, path: str, body: Mapping[str, object]) -> object:
        """What the server answers to an object; errors as for `get`."""
        return self._asked("POST", path, body)

    def _asked(self, method: str, path: str, body: Mapping[str, object] | None) -> object:
        ends = time.monotonic() + self._seconds
        try:
            try:
                content = self._once(method, path, body, ends)
            except _RESET:  # as a server does that was just restarted
                content = self._once(method, path, body, ends)
        except httpx.TimeoutException:
            raise self._error(f"did not answer within {self._seconds:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._error(f"cannot be reached ({type(error).__name__})") from None
        try:
            return json.loads(content.decode("utf-8"))
        except (ValueError, RecursionError):
            raise self._error("answered something that is not JSON", by_settings=True) from None

    def _once(
        self, method: str, path: str, body: Mapping[str, object] | None, ends: float
    ) -> bytes:
        left = max(0.001, ends - time.monotonic())
        with (
            httpx.Client(
                headers=self._headers, timeout=left, verify=self._encryption, follow_redirects=False
            ) as client,
            client.stream(method, f"{self.url}{path}", json=body) as response,
        ):
            self._check(response)
            return self._content(response, ends)

    def _content(self, response: httpx.Response, ends: float) -> bytes:
        content = b""
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > _LARGEST:
                raise self._error(f"answered more than {_LARGEST} bytes")
            if time.monotonic() > ends:  # a timeout of httpx begins anew with every byte
                raise self._error(f"did not answer within {self._seconds:g} seconds")
        return content

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == httpx.codes.OK:
            return
        if response.is_redirect:
            problem = "sends elsewhere, which is not followed; set the address it really has"
            raise self._error(problem, by_settings=True, pause=_REFUSED_PAUSE)
        if status in (401, 403):
            problem = f"refuses (status {status}); check the key"
            raise self._error(problem, by_settings=True, pause=_REFUSED_PAUSE)
        if status in (404, 405, 501):
            problem = f"{response.request.url} does not exist; check the address"
            raise NothingThereError(problem, by_settings=True)
        if status == _QUOTA_USED_UP:
            raise self._error("has no more characters in its quota", pause=_LONGEST_PAUSE)
        if status == httpx.codes.TOO_MANY_REQUESTS:
            raise self._error("is asked too often (status 429)", pause=_retry_after(response))
        raise self._error(f"failed (status {status})")

    def _error(
        self, problem: str, *, by_settings: bool = False, pause: float = 0.0
    ) -> TranslationError:
        return TranslationError(f"{self.url} {problem}", by_settings=by_settings, pause=pause)


def parsed(shape: type[Shape], reply: object) -> Shape:
    """A reply of the form of `shape`.

    Raises:
        TranslationError: it is of another form.
    """
    try:
        return TypeAdapter(shape).validate_python(reply, strict=True)
    except ValidationError:  # its message would show the texts
        raise TranslationError("the reply has another form than this engine's") from None


def _checked(url: str) -> str:
    """The address without a slash at its end."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise SettingsError(
            "setting 'translator_url': must be an address such as http://127.0.0.1:5000"
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingsError(
            "setting 'translator_url': must hold no name, password or query; the key belongs in "
            "LEITLINIEN_TRANSLATOR_KEY"
        )
    return url.rstrip("/")


def _retry_after(response: httpx.Response) -> float:
    """Seconds that a busy server asks to wait."""
    wanted = response.headers.get("Retry-After", "")
    seconds = float(wanted) if wanted.isascii() and wanted.isdigit() else _BUSY_PAUSE
    return min(max(seconds, _BUSY_PAUSE), _LONGEST_PAUSE)
