"""Fixtures for the evaluation: settings of its own and a made-up town with an index."""

from pathlib import Path

import pytest

from assistant import Settings
from index import build
from tests.fakes import FakeEncoder


@pytest.fixture(autouse=True)
def _own_settings(own_settings: None) -> None:
    """Every test here has them."""


@pytest.fixture
def settings(town: Path, tmp_path: Path) -> Settings:
    """Settings of the town; nothing is built yet."""
    return Settings(documents=town, var=tmp_path / "var")


@pytest.fixture
def built(settings: Settings) -> Settings:
    """Settings of the town with its index built."""
    build(settings.documents, settings.index_folder, FakeEncoder())
    return settings
