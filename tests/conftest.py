"""Fixtures for all tests: the real documents, a small made-up town, and no network."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import DEFAULT_MODEL, Encoder, Manuscript, document_folders, load_document, load_model

_ROOT = Path(__file__).parents[1]

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
