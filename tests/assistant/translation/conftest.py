"""A real HTTP server on loopback that speaks the protocols of the engines, and breaks them."""

import json
import re
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.translation import Translator
from assistant.translation.chat import ChatModel
from assistant.translation.deepl import DeepL
from assistant.translation.libretranslate import LibreTranslate

KEY = "geheim-4711"
PROTOCOLS = ("libretranslate", "deepl", "openai")
Translate = Callable[[Sequence[str], str, str], Sequence[object]]
"""(texts, source, target) -> what the server says to them."""


@dataclass(frozen=True)
class Asked:
    """A request that the server got."""

    method: str
    path: str
    headers: Message
    body: Any


@dataclass(frozen=True)
class Reply:
    """What the server answers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    """What the server says of the length, where that is a lie."""
    reset: bool = False
    """Whether the connection is torn down instead."""
    stall: bool = False
    """Whether nothing comes after the body, although more was promised."""
    drip: bool = False
    """Whether the body comes byte by byte, and never ends."""


Respond = Callable[[Asked], Reply]


def json_reply(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


class Loopback:
    """A server whose answers a test decides."""

    def __init__(self) -> None:
        self.respond: Respond = lambda asked: Reply(500)
        self.asked: list[Asked] = []
        self.released = Event()
        """Set when the test is over: replies that stall end."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.loopback = self
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    loopback: Loopback

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._answer(json.loads(self.rfile.read(length)))

    def _answer(self, body: object) -> None:
        loopback = self.server.loopback
        asked = Asked(self.command, self.path, self.headers, body)
        loopback.asked.append(asked)
        reply = loopback.respond(asked)
        if reply.reset:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            self.connection.close()
            return
        endless = 10_000 if reply.stall or reply.drip else len(reply.body)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(reply.length or endless))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()
        while reply.drip and not loopback.released.wait(0.01):
            self.wfile.write(b" ")
            self.wfile.flush()
        if reply.stall:
            loopback.released.wait()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    server = Loopback()
    yield server
    server.close()


@pytest.fixture
def other_host(loopback: Loopback) -> Iterator[Loopback]:
    """A second server, which nobody told the engine of."""
    server = Loopback()
    yield server
    server.close()


def engine_at(protocol: str, url: str, seconds: float = 5.0, key: str | None = KEY) -> Translator:
    """The engine that speaks a protocol, for a server at an address."""
    secret = SecretStr(key) if key else None
    match protocol:
        case "libretranslate":
            return LibreTranslate(url, secret, seconds)
        case "deepl":
            return DeepL(url, secret or SecretStr(KEY), seconds)
        case "openai":
            return ChatModel(url, secret, "modell-7b", seconds)
    raise AssertionError(protocol)


def speaking(protocol: str, translate: Translate) -> Respond:
    """How a server of that protocol answers that translates so."""
    return {"libretranslate": _libretranslate, "deepl": _deepl, "openai": _openai}[protocol](
        translate
    )


def _libretranslate(translate: Translate) -> Respond:
    codes = ("de", "en", "uk")

    def respond(asked: Asked) -> Reply:
        if (asked.method, asked.path) == ("GET", "/languages"):
            return json_reply([{"code": c, "name": c, "targets": list(codes)} for c in codes])
        if (asked.method, asked.path) != ("POST", "/translate"):
            return Reply(404)
        body = asked.body
        if body.get("api_key") != KEY:
            return json_reply({"error": "Invalid API key"}, 403)
        return json_reply(
            {"translatedText": list(translate(body["q"], body["source"], body["target"]))}
        )

    return respond


def _deepl(translate: Translate) -> Respond:
    def respond(asked: Asked) -> Reply:
        if asked.headers["Authorization"] != f"DeepL-Auth-Key {KEY}":
            return json_reply({"message": "Forbidden"}, 403)
        if asked.path.startswith("/v2/languages"):
            codes = ["DE", "EN-GB", "EN-US", "UK"] if "target" in asked.path else ["DE", "EN", "UK"]
            return json_reply([{"language": code, "name": code} for code in codes])
        if (asked.method, asked.path) != ("POST", "/v2/translate"):
            return Reply(404)
        body = asked.body
        source, target = body["source_lang"].lower(), body["target_lang"].split("-")[0].lower()
        texts = [{"text": text} for text in translate(body["text"], source, target)]
        return json_reply({"translations": texts})

    return respond


def _openai(translate: Translate) -> Respond:
    def respond(asked: Asked) -> Reply:
        if asked.headers["Authorization"] != f"Bearer {KEY}":
            return json_reply({"error": {"message": f"wrong key {KEY[:3]}"}}, 401)
        if asked.path == "/models":
            return json_reply({"data": [{"id": "modell-7b"}]})
        if (asked.method, asked.path) != ("POST", "/chat/completions"):
            return Reply(404)
        task, texts = (message["content"] for message in asked.body["messages"])
        source, target = re.findall(r"\((\w\w)\)", task)[:2]
        said = {"translations": list(translate(json.loads(texts)["texts"], source, target))}
        return completion(json.dumps(said))

    return respond


def completion(content: object, reason: str | None = "stop") -> Reply:
    """What a chat server answers when its model says that."""
    message = {"role": "assistant", "content": content}
    return json_reply({"choices": [{"message": message, "finish_reason": reason}]})


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()
