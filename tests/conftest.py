"""Fixtures for all tests: the real documents, a small made-up town, and no network."""

import ipaddress
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from index import DEFAULT_MODEL, Encoder, Manuscript, document_folders, load_document, load_model

_ROOT = Path(__file__).parents[1]
_SECONDS_TO_START = 900
"""The first start unpacks the model and embeds all documents."""
_SECONDS_TO_ANSWER = 60
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)

_TOWN_FILES = {
    "leitbild-2020/document.toml": """
title = "Leitbild der Stadt Neustadt"
short_title = "Leitbild 2020"
source = "source.txt"
status = "adopted"
date = "2020-03-01"
reference = "B 12/20"
publisher = "Stadt Neustadt"
licence = "gemeinfrei"

[[section]]
heading = 'Handlungsfeld (?P<field>\\d) .*'
path = "hf{field}"
item = "leitlinie-{n}"
whole = "leitlinien"
kind = "guideline"
""",
    "leitbild-2020/source.txt": """Handlungsfeld 1 Wohnen

• Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit.
• Nachbarschaften werden gestärkt.

Handlungsfeld 2 Sprache

• Die Stadt fördert den Erwerb der deutschen Sprache durch Kurse.
• Bibliotheken bieten Bücher in vielen Sprachen an.
""",
    "protokoll-2019/document.toml": """
title = "Protokoll der Bürgerversammlung"
source = "source.md"
status = "suggestion"
date = "2019-11"
publisher = "Stadt Neustadt"
licence = "gemeinfrei"

[[section]]
heading = 'Entwurf'
path = "hf1"
field = 1
item = "leitlinie-{n}"
whole = "leitlinien"
kind = "guideline"
status = "draft"

[[section]]
heading = 'Karten'
path = "karten"
kind = "card"
""",
    "protokoll-2019/source.md": """# Entwurf

- Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit!
- Parkplätze werden kostenlos.

## Karten

- ✓ Mehr Sprachkurse am Abend
- ✓ Fahrräder für Kinder
""",
    "questions/leitbild-2020.toml": """
["leitbild-2020/hf1/leitlinie-1"]
de = ["Was tut die Stadt gegen hohe Mieten?"]
en = ["Is there affordable housing?"]
["leitbild-2020/hf2/leitlinie-1"]
de = ["Wo lerne ich Deutsch?"]
""",
    "questions/out-of-scope.toml": """
[[theme]]
name = "Wetter"
outcome = "not_covered"
turn_to = "den Wetterdienst"
de = ["Wie wird das Wetter morgen?"]
en = ["Will it rain tomorrow?"]
""",
    "abbreviations.toml": 'VHS = "Volkshochschule"\n',
}


def write_town(documents: Path) -> Path:
    """Write the documents of a made-up town to a folder."""
    for name, content in _TOWN_FILES.items():
        path = documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return documents


class NetworkCallError(AssertionError):
    """A test tried to reach another host; not an OSError, so that nothing takes it for a fault."""


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> Iterator[None]:
    """Refuse connections and name look-ups beyond this machine."""
    connect, connect_ex, look_up = (
        socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
    )  # fmt: skip

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check((host,))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _check(address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else None  # a path: a socket of this machine
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        inside = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        raise NetworkCallError(f"a test looked up the host {name!r}") from None
    if not (inside.is_loopback or inside.is_unspecified):
        raise NetworkCallError(f"a test connected to {name!r}")


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the real documents."""
    return _ROOT / "documents"


@pytest.fixture(scope="session")
def corpus(documents: Path) -> dict[str, Manuscript]:
    """The real documents by id."""
    folders = document_folders(documents)
    return {folder.name: load_document(folder) for folder in folders}


@pytest.fixture(scope="session")
def leitlinien(corpus: dict[str, Manuscript]) -> Manuscript:
    """The adopted guidelines of 2019."""
    return corpus["leitlinien-2019"]


@pytest.fixture(scope="session")
def dokumentation(corpus: dict[str, Manuscript]) -> Manuscript:
    """The documentation of the discussion of 2018."""
    return corpus["dokumentation-2018"]


@pytest.fixture
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings from the environment or the working folder of whoever runs the tests."""
    for name in os.environ:
        if name.upper().startswith("LEITLINIEN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The documents folder of a made-up town; its draft guideline 1 was adopted as it was."""
    return write_town(tmp_path / "documents")


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """Where the project unpacks the real model; for slow tests only."""
    return _ROOT / "var" / "models"


@pytest.fixture(scope="session")
def model(models_folder: Path) -> Encoder:
    """The real embedding model; for slow tests only."""
    return load_model(DEFAULT_MODEL, models_folder)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves the app on a free port of this machine and gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if not name.startswith("LEITLINIEN_")}
    own |= {"LEITLINIEN_DOCUMENTS": str(_ROOT / "documents"), "LEITLINIEN_VAR": str(_ROOT / "var")}
    log = tmp_path_factory.mktemp("app") / "log"
    with log.open("wb") as out:
        app = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)],
            cwd=_ROOT,
            env=own,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_answers(app, f"http://127.0.0.1:{port}/", log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            app.terminate()
            app.wait(timeout=30)


def _wait_until_it_answers(app: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        if app.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)  # between two looks at a server of another process
    pytest.fail(f"the app does not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright  # only browser tests need it

    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    assert found, "the browser tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A fresh page with the app; `tab.requested` holds the address of every request."""
    with browser.new_context() as context:
        page = context.new_page()
        page.requested, page.faults = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.set_default_timeout(_SECONDS_TO_ANSWER * 1000)
        page.goto(address)
        page.wait_for_selector("#question textarea")
        yield page
