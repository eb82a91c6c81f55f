import pytest
from openpyxl import load_workbook

from assistant import cli, cli_desk


@pytest.fixture
def run(monkeypatch, capsys, town_index):
    """Runs a command over a made-up town; returns (exit status, standard error)."""
    monkeypatch.setattr(cli_desk, "_open_index", lambda settings: town_index)

    def run_command(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        return ended.value.code, capsys.readouterr().err

    return run_command


def _values(path):
    return [cell.value for row in load_workbook(path).active.iter_rows() for cell in row]


def test_filtered_register_is_exported(run, tmp_path):
    path = tmp_path / "zusagen.xlsx"
    status, err = run("commitments", "--field", 2, "--status", "adopted", "--export", path)
    assert (status, f"Written: {path}" in err) == (0, True)
    values = _values(path)
    assert "Handlungsfeld 2, beschlossen" in values
    assert "Bibliotheken bieten Bücher in vielen Sprachen an." in values
    assert "Nachbarschaften werden gestärkt." not in values


def test_comparison_is_exported(run, tmp_path):
    path = tmp_path / "vergleich.md"
    assert run("compare", "--field", 1, "--export", path)[0] == 0
    assert "~~Parkplätze werden kostenlos" in path.read_text("utf-8")


@pytest.mark.parametrize("command", ["commitments", "compare"])
def test_file_that_cannot_be_written_is_named_before_the_work(run, monkeypatch, tmp_path, command):
    monkeypatch.setattr(cli_desk, "_open_index", lambda settings: pytest.fail("opened"))
    status, err = run(command, "--export", tmp_path / "fehlt" / "a.pdf")
    assert status == 1
    assert "there is no folder" in err
