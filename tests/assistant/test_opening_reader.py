from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant import load_settings
from assistant.deciding import Calibration
from assistant.opening_reader import open_reader
from assistant.reading_calibration import ReadingCalibration, Rereading, Thresholds
from assistant.signals import Fit
from tests.fakes import FakeEncoder

FITTED = ReadingCalibration("", "", {}, {"other": Thresholds(0.5, 0.5)})


@pytest.fixture
def calibration():
    return replace(Calibration.load(), readers={"trained": FITTED})


def _open(calibration, **settings):
    notes = []
    reader = open_reader(load_settings(**settings), FakeEncoder(), calibration, notes.append)
    return reader.name, notes


def test_light_reader_needs_no_word(calibration):
    assert _open(calibration, reader="light") == ("light", [])


def test_trained_reader_without_calibration_is_replaced_and_said(calibration):
    name, notes = _open(replace(calibration, readers={}), reader="trained")
    assert name == "light"
    assert "calibration" in notes[0]


def _reading(bare):
    read = Rereading("", {}, 1.0, Fit("", 0.0, {}, 0.5), 1.0, 0.0)
    return replace(FITTED, bare_rereading=read if bare else None)


@pytest.mark.parametrize(
    ("helps", "bare", "name"),
    [
        pytest.param(True, True, "trained", id="where it helps"),
        pytest.param(True, False, "light", id="documents with example questions"),
        pytest.param(False, True, "light", id="where it was not found to help"),
    ],
)
def test_automatic_choice(calibration, monkeypatch, helps, bare, name):
    trained = SimpleNamespace(name="trained")
    monkeypatch.setattr("assistant.trained_reader.load_trained_reader", lambda *given: trained)
    fitted = replace(calibration, readers={"trained": _reading(helps)})
    notes = []
    reader = open_reader(load_settings(), FakeEncoder(), fitted, notes.append, bare)
    assert (reader.name, notes) == (name, [])


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"damaged"])
def test_file_that_cannot_be_used_is_replaced_and_said(
    calibration, tmp_path, content, models_folder
):
    path = tmp_path / "reader.safetensors"
    if content is not None:
        path.write_bytes(content)
    name, notes = _open(calibration, reader="trained", reader_file=path, var=models_folder.parent)
    assert name == "light"
    assert "reader.safetensors" in notes[0]
    assert "the light reader serves" in notes[0]
