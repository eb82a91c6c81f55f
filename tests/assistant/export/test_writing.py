import os

import pytest

from assistant import cli
from assistant.errors import ExportError
from assistant.export import SUFFIXES, check_target, render, write


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_is_written_and_nothing_else_is_left(takeaway_in, tmp_path, suffix):
    path = tmp_path / f"Zusagen für Müller{suffix.upper()}"
    write(takeaway_in("de", "Text"), path)
    assert path.read_bytes()[:4] == render(takeaway_in("de", "Text"), suffix)[:4]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("a.txt", r"'\.txt' names no format.*\.docx", id="unknown"),
        pytest.param("a", "without a suffix", id="no suffix"),
        pytest.param("fehlt/a.pdf", "no folder .*fehlt", id="no folder"),
        pytest.param("da.pdf", "is a folder", id="folder"),
        pytest.param("file.md/a.pdf", "no folder", id="file for a folder"),
        pytest.param("a\0.pdf", "cannot be written|no folder", id="no name"),
    ],
)
def test_file_that_cannot_be_written(takeaway_in, tmp_path, name, message):
    (tmp_path / "da.pdf").mkdir()
    (tmp_path / "file.md").touch()
    with pytest.raises(ExportError, match=message):
        write(takeaway_in(), tmp_path / name)


def test_closed_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ExportError, match="no right to write"):
        check_target(tmp_path / "a.pdf")


def test_failure_keeps_the_earlier_file(takeaway_in, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("früher")

    def fail(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="No space left"):
        write(takeaway_in(), path)
    assert path.read_text() == "früher"
    assert list(tmp_path.iterdir()) == [path]


def test_name_that_is_too_long(takeaway_in, tmp_path):
    with pytest.raises(ExportError, match="cannot be written"):
        write(takeaway_in(), tmp_path / ("n" * 300 + ".csv"))


def test_command_says_it_before_it_works(monkeypatch, tmp_path, capsys, own_settings):
    monkeypatch.setattr(cli, "open_assistant", lambda *arguments: pytest.fail("opened"))
    with pytest.raises(SystemExit):
        cli.main(["ask", "Wo?", "--export", str(tmp_path / "a.odt")])
    assert "names no format" in capsys.readouterr().err
