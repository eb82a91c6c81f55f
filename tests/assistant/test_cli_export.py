from types import SimpleNamespace

import pytest

from assistant import cli
from assistant.export import SUFFIXES
from tests.fakes import FakeAssistant, answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse für alle."
DOCUMENT = document_of(TEXT)


@pytest.fixture
def ask(monkeypatch, capsys):
    """Asks a fake assistant on the command line; returns (exit status, standard error)."""
    passage = passage_of(DOCUMENT, TEXT)
    assistant = FakeAssistant(lambda question: answer_of(question, DOCUMENT, passage))
    assistant.index = SimpleNamespace(documents={DOCUMENT.id: DOCUMENT})
    monkeypatch.setattr(cli, "open_assistant", lambda *arguments: assistant)

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["ask", "Wo?", *map(str, arguments)])
        return ended.value.code, capsys.readouterr().err

    return run


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_answer_is_exported(ask, tmp_path, suffix):
    path = tmp_path / f"antwort{suffix}"
    status, err = ask("--export", path)
    assert (status, f"Written: {path}" in err) == (0, True)
    assert path.stat().st_size > 100


def test_permalinks_begin_with_the_address_of_the_page(ask, tmp_path, monkeypatch):
    monkeypatch.setenv("LEITLINIEN_ADDRESS", "https://stadt.example/leitlinien/")
    path = tmp_path / "antwort.md"
    ask("--export", path)
    assert "https://stadt.example/leitlinien/?passage=leitbild/" in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["antwort.odt", "fehlt/antwort.pdf"])
def test_file_that_cannot_be_written(ask, tmp_path, name):
    status, err = ask("--export", tmp_path / name)
    assert status == 1
    assert err.startswith("error: ")
    assert list(tmp_path.iterdir()) == []
