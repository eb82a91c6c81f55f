"""Fixtures for the assistant: settings of its own, a made-up town, and the real thing once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings, cli, open_assistant
from assistant.deciding import Calibration
from assistant.reader import LightReader
from index import Encoder, Index, build, open_index
from tests.fakes import FakeEncoder

_ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_settings(own_settings: None) -> None:
    """Every test here has them."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[object, str, str]]:
    """Runs the command; returns (exit status, standard output, standard error)."""

    def run_command(*arguments: object) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return ended.value.code, out, err

    return run_command


@pytest.fixture
def encoder() -> Encoder:
    return FakeEncoder()


@pytest.fixture
def town_index(town: Path, tmp_path: Path, encoder: Encoder) -> Index:
    build(town, tmp_path / "index", encoder)
    return open_index(tmp_path / "index", town, encoder)


@pytest.fixture
def town_assistant(town_index: Index, encoder: Encoder) -> Callable[..., Assistant]:
    """Makes an assistant of the town that answers with the given bias, whatever it finds."""

    def make(bias: float = 50.0, **options: Any) -> Assistant:
        calibration = replace(Calibration.load(), bias=bias, weights={}, threshold=0.5)
        return Assistant(town_index, LightReader(encoder), calibration, **options)

    return make


@pytest.fixture(scope="session")
def real_assistant() -> Assistant:
    """The assistant over the real documents with the real model; for slow tests only."""
    return open_assistant(Settings(documents=_ROOT / "documents", var=_ROOT / "var"))
