import io
import json

import pytest

from assistant import cli
from assistant.cli_readability import print_readability
from assistant.readability import readability
from assistant.simplify import Rule, findings

EASY = "Wir lernen Deutsch.\nDas ist gut."
HARD = "Ja.\nDas [b]AGG[/b] wird nicht geprüft. "


@pytest.fixture
def run(run):
    """Runs the command; returns (exit status, standard output, standard error)."""
    return lambda *arguments: run("readability", *arguments)


@pytest.fixture
def file(tmp_path):
    def write(content, name="text.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def _stdin(monkeypatch, data):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def _plain(text):
    return " ".join(text.split())


def test_figures_come_with_a_judgement(run, file):
    status, out, _ = run(file(EASY))
    assert status == 0
    assert "Wörter pro Satz │ 3,0 │ leicht" in _plain(out).replace("┃", "│")
    assert "etwa B1 oder leichter" in out
    assert "Keine schweren Stellen gefunden." in out


def test_hard_text_is_called_hard(run, file):
    long_words = "Integrationspolitische Verwaltungsvorschriften konkretisieren Zuständigkeiten."
    _, out, _ = run(file(long_words))
    assert "schwer" in out
    assert "schwerer als B1" in out


def test_findings_come_with_line_column_rule_and_suggestion(run, file):
    status, out, _ = run(file(HARD))
    assert status == 0
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines()]
    rows = [row for row in rows if len(row) == 5 and row[0]]
    assert [row[:4] for row in rows] == [
        ["2", "8", "Abkürzung", "AGG"],
        ["2", "16", "Passiv", "wird nicht geprüft"],
        ["2", "21", "Verneinung", "nicht"],
    ]
    assert all(row[4] for row in rows)


def test_long_places_are_cut_and_brackets_are_no_markup(run, file):
    _, out, _ = run(file("[b]Er" + " und er" * 20 + "[/b]."))
    assert "…" in out
    assert "[b]Er" not in out.split("Schwere Stellen")[0]
    assert "langer Satz" in _plain(out)


def test_json_has_figures_and_findings(run, file):
    status, out, _ = run(file(HARD), "--json")
    assert status == 0
    record = json.loads(out)
    assert list(record) == ["figures", "findings"]
    figures = readability(HARD)
    assert record["figures"]["words"] == figures.words
    assert record["figures"]["zix"] == round(figures.zix, 2)
    expected = findings(HARD)
    assert [(f["rule"], f["start"], f["end"]) for f in record["findings"]] == [
        (finding.rule, finding.start, finding.end) for finding in expected
    ]
    assert record["findings"][0] == {
        "line": 2,
        "column": 8,
        "rule": "abbreviation",
        "start": 11,
        "end": 14,
        "text": "AGG",
        "suggestion": expected[0].suggestion,
    }


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HARD.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + HARD.encode(), id="byte order mark"),
        pytest.param(HARD.replace("\n", "\r\n").encode(), id="line ends of Windows"),
    ],
)
def test_standard_input(run, monkeypatch, data):
    _stdin(monkeypatch, data)
    status, out, _ = run("-", "--json")
    assert status == 0
    places = [(f["line"], f["column"]) for f in json.loads(out)["findings"]]
    assert places == [(2, 8), (2, 16), (2, 21)]


def test_glossary_of_the_documents_counts(run, file, monkeypatch, tmp_path):
    (tmp_path / "glossary.toml").write_text(
        '[[entry]]\nword = "AGG"\nforms = ["AGG"]\nexplanation = "Ein Gesetz."\n', encoding="utf-8"
    )
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(tmp_path))
    _, out, _ = run(file(HARD), "--json")
    assert Rule.ABBREVIATION not in {f["rule"] for f in json.loads(out)["findings"]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "text.txt: The text has no words", id="empty"),
        pytest.param(b" 12 % \n", "text.txt: The text has no words", id="without words"),
        pytest.param(b"Stra\xdfe", "text.txt: not UTF-8 at byte 4", id="Latin 1"),
    ],
)
def test_text_that_cannot_be_judged(run, file, content, message):
    status, out, err = run(file(content))
    assert (status, out) == (1, "")
    assert err.startswith("error: ")
    assert message in err
    assert err.count("\n") == 1


def test_standard_input_is_named_in_messages(run, monkeypatch):
    _stdin(monkeypatch, b"\xff")
    status, _, err = run("-")
    assert status == 1
    assert "standard input: not UTF-8 at byte 0" in err


def test_missing_file_and_folder(run, tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        status, out, err = run(path)
        assert (status, out) == (1, "")
        assert str(path) in err
        assert err.count("\n") == 1


def test_command_is_registered():
    assert print_readability in [command.callback for command in cli.app.registered_commands]
