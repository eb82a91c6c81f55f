import logging
from dataclasses import replace
from functools import partial
from threading import Event, Thread

import pytest

from assistant import Question
from assistant.assistant import Assistant
from assistant.deciding import Calibration
from assistant.live import LiveIndex
from assistant.reader import LightReader
from assistant.ui.rendering import render_conversation
from index import build, open_index
from index.errors import UnavailableError
from index.snapshot import current_snapshot
from tests.fakes import FakeEncoder

ASKED = "Was tut die Stadt gegen hohe Mieten?"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def reopen(town, folder, encoder):
    return partial(open_index, folder, town, encoder)


@pytest.fixture
def live(town, folder, encoder, reopen):
    build(town, folder, encoder)
    return LiveIndex(reopen(), folder, reopen)


@pytest.fixture
def rebuild(town, folder):
    """Changes a document and builds."""

    def change_and_build(text):
        source = town / "protokoll-2019" / "source.md"
        source.write_text(source.read_text("utf-8") + f"- ✓ {text}\n", encoding="utf-8")
        build(town, folder, FakeEncoder())

    return change_and_build


def _texts(index):
    return {passage.text for passage in index.passages}


def _assistant(live, encoder):
    calibration = replace(Calibration.load(), bias=50.0, weights={}, threshold=0.5)
    return Assistant(live.newest(), LightReader(encoder), calibration, newest=live.newest)


def test_without_a_new_snapshot_the_index_stays(live):
    first = live.newest()
    assert live.newest() is first


def test_new_snapshot_is_taken(live, rebuild):
    before = live.newest()
    rebuild("Mehr Brunnen")
    assert "Mehr Brunnen" in _texts(live.newest())
    assert "Mehr Brunnen" not in _texts(before)
    rebuild("Mehr Bänke")
    assert {"Mehr Brunnen", "Mehr Bänke"} <= _texts(live.newest())


def test_questions_during_builds_are_all_answered_from_one_snapshot_each(
    live, rebuild, encoder, town
):
    assistant, asked, ended, faults = _assistant(live, encoder), [], Event(), []

    def ask():
        try:
            while not ended.is_set() or len(asked) < 10:
                answer = assistant.ask(Question(ASKED, "de"))
                asked.append(answer)
        except Exception as error:
            faults.append(error)

    thread = Thread(target=ask)
    thread.start()
    try:
        for number in range(5):
            rebuild(f"Karte {number}")
    finally:
        ended.set()
        thread.join()
    assert faults == []
    assert all(answer.statements for answer in asked)
    assert "Karte 4" in _texts(assistant.index)


def test_long_opening_leaves_questions_to_the_old_one(live, rebuild, folder, monkeypatch, reopen):
    monkeypatch.setattr("assistant.live._PATIENCE", 0.0)
    may_open, opened = Event(), Event()

    def slowly():
        assert may_open.wait(60)
        index = reopen()
        opened.set()
        return index

    slow = LiveIndex(live.newest(), folder, slowly)
    rebuild("Mehr Brunnen")
    old = [slow.newest() for _ in range(3)]
    assert all("Mehr Brunnen" not in _texts(index) for index in old)
    may_open.set()
    assert opened.wait(60)
    slow._opening.join()
    assert "Mehr Brunnen" in _texts(slow.newest())


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda f: (current_snapshot(f) / "views.jsonl").write_bytes(b""), id="damage"),
        pytest.param(lambda f: (f / "CURRENT").write_bytes(b"nowhere"), id="pointer"),
    ],
)
def test_snapshot_that_cannot_be_opened_is_logged_and_the_old_one_stays(
    live, rebuild, folder, caplog, spoil
):
    before = live.newest()
    rebuild("Mehr Brunnen")
    spoil(folder)
    with caplog.at_level(logging.ERROR):
        assert [live.newest(), live.newest()] == [before, before]
    assert [record.message for record in caplog.records] == [
        "the new snapshot cannot be opened; the one before stays in use"
    ]
    rebuild("Mehr Bänke")
    assert "Mehr Bänke" in _texts(live.newest())


def test_snapshot_is_opened_later_if_the_search_engine_was_away(
    live, rebuild, folder, reopen, caplog
):
    faults = [UnavailableError("http://engine: does not answer")]

    def reopen_or_fail():
        if faults:
            raise faults.pop()
        return reopen()

    before = live.newest()
    live = LiveIndex(before, folder, reopen_or_fail)
    rebuild("Mehr Brunnen")
    assert live.newest() is before
    assert "http://engine: does not answer" in caplog.text
    assert "Mehr Brunnen" in _texts(live.newest())


def test_snapshot_of_another_model_is_not_taken(live, town, folder, caplog):
    before = live.newest()
    build(town, folder, FakeEncoder("other"))
    assert live.newest() is before
    assert "was made with the model 'other'" in caplog.text


def test_folder_that_is_gone_does_not_matter(live, folder):
    before = live.newest()
    folder.rename(folder.with_name("moved"))
    assert live.newest() is before


def test_answer_from_a_document_that_was_removed_is_still_shown(live, town, folder, encoder):
    assistant = _assistant(live, encoder)
    answer = assistant.ask(Question(ASKED, "de"))
    cited = {citation.passage.document_id for citation in answer.citations}
    assert "leitbild-2020" in cited
    (town / "leitbild-2020" / "document.toml").unlink()
    build(town, folder, encoder)
    documents = assistant.index.documents
    assert set(documents) == {"protokoll-2019"}
    assert "Leitbild 2020" in render_conversation([answer], documents)
    (town / "protokoll-2019" / "source.md").write_text("# Karten\n\n- ✓ Neu\n", encoding="utf-8")
    build(town, folder, encoder)
    assert "Leitbild 2020" in render_conversation([answer], assistant.index.documents)
    with pytest.raises(KeyError):
        documents["atlantis"]
