"""Fixtures for the evaluation: settings of its own and a made-up town with an index."""

import os
from pathlib import Path

import pytest

from assistant import Settings
from index import build
from tests.fakes import FakeEncoder


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings from the environment or the working folder of whoever runs the tests."""
    for name in os.environ:
        if name.upper().startswith("LEITLINIEN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings(town: Path, tmp_path: Path) -> Settings:
    """Settings of the town; nothing is built yet."""
    return Settings(documents=town, var=tmp_path / "var")


@pytest.fixture
def built(settings: Settings) -> Settings:
    """Settings of the town with its index built."""
    build(settings.documents, settings.index_folder, FakeEncoder())
    return settings
