import builtins

import pytest

from assistant import Question, SettingsError, load_settings, open_assistant, wording
from assistant.answer import Mode, Outcome
from assistant.assistant import current_index
from assistant.catalogue import say
from assistant.search_engine import search_engine
from index.engines import FileEngine
from index.errors import UnavailableError
from tests.fakes import FakeEncoder
from tests.milvus_server import MilvusServer


@pytest.fixture
def settings(town, tmp_path):
    def make(**changes):
        return load_settings(documents=town, var=tmp_path / "var", **changes)

    return make


def test_files_unless_something_else_is_chosen(settings):
    assert isinstance(search_engine(settings(), "fake"), FileEngine)


def test_milvus_in_this_process_lies_in_var(settings, tmp_path):
    engine = search_engine(settings(vector_store="milvus"), "fake")
    assert str(tmp_path / "var" / "milvus.db") in engine.version


def test_missing_package_is_named_with_the_remedy(settings, monkeypatch):
    real_import = builtins.__import__

    def without(name, *arguments, **options):
        if name == "index.milvus_engine":
            raise ModuleNotFoundError("no", name="pymilvus")
        return real_import(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingsError, match=r"pymilvus.*pip install.*\[milvus\]"):
        search_engine(settings(vector_store="milvus"), "fake")


def test_changing_the_engine_builds_the_index_for_it(settings):
    encoder = FakeEncoder()
    current_index(settings(), encoder)
    reports = []
    chosen = settings(vector_store="milvus")
    index = current_index(chosen, encoder, reported=reports.append)
    assert reports[0].embedded == 0
    assert index.store.describe().startswith("milvus flat")
    assert current_index(chosen, encoder, reported=reports.append).search("Wohnraum")
    assert len(reports) == 1


def test_collection_that_got_lost_is_made_anew_when_the_index_is_opened(settings):
    chosen, encoder = settings(vector_store="milvus"), FakeEncoder()
    current_index(chosen, encoder)
    engine = search_engine(chosen, encoder.name)
    for name in engine._milvus.collections():
        engine._milvus.drop(name)
    engine.close()
    assert current_index(chosen, encoder).search("Wohnraum")


@pytest.fixture
def server(tmp_path):
    server = MilvusServer(tmp_path / "server")
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("language", "mode", "reading"),
    [("fr", Mode.STANDARD, "fr"), ("de", Mode.SIMPLE, "de-simple")],
)
def test_answer_while_the_server_is_away(
    settings, server, monkeypatch, caplog, language, mode, reading
):
    monkeypatch.setattr("assistant.assistant.load_model", lambda *arguments: FakeEncoder())
    assistant = open_assistant(settings(vector_store="milvus", milvus_uri=server.uri))
    question = Question("Bezahlbarer Wohnraum?", language, mode)
    before = assistant.ask(question)
    server.stop()
    away = assistant.ask(question)
    assert (away.outcome, away.text) == (Outcome.REFUSED, say(wording.UNAVAILABLE, reading))
    assert "does not answer" in caplog.text
    assert "Wohnraum" not in caplog.text
    server.start()
    assert assistant.ask(question).text == before.text


def test_snapshot_built_before_the_server_went_away_is_used_when_it_is_back(
    settings, server, town, monkeypatch
):
    monkeypatch.setattr("assistant.assistant.load_model", lambda *arguments: FakeEncoder())
    monkeypatch.setattr("assistant.live._PATIENCE", 60.0)
    chosen = settings(vector_store="milvus", milvus_uri=server.uri)
    assistant = open_assistant(chosen)
    source = town / "protokoll-2019" / "source.md"
    source.write_text(source.read_text("utf-8") + "- ✓ Mehr Brunnen\n", encoding="utf-8")
    current_index(chosen, FakeEncoder())
    server.stop()
    assert assistant.ask(Question("Mehr Brunnen?", "de")).text == wording.UNAVAILABLE
    server.start()
    assert assistant.index.search("Mehr Brunnen")[0].passage.text == "Mehr Brunnen"


def test_start_without_the_server_says_what_is_missing(settings):
    chosen = settings(vector_store="milvus", milvus_uri="http://127.0.0.1:1")
    with pytest.raises(UnavailableError, match=r"http://127\.0\.0\.1:1: the search engine"):
        current_index(chosen, FakeEncoder())
