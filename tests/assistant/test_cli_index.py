import json

import pytest
from filelock import FileLock
from rich.console import Console

from assistant import cli_index
from assistant.cli_progress import build_progress, progress_bars
from assistant.search_engine import search_engine
from assistant.settings import load_settings
from index.milvus_record import read_record
from index.snapshot import current_snapshot
from tests.fakes import FakeEncoder


@pytest.fixture(autouse=True)
def loaded(monkeypatch, town, tmp_path):
    """Settings of the town and a fake model; what was asked of the model's loading."""
    given = []
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(town))
    monkeypatch.setenv("LEITLINIEN_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(cli_index, "load_model", lambda *args: given.append(args) or FakeEncoder())
    return given


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var" / "index"


def _break(town):
    (town / "leitbild-2020" / "document.toml").write_text("title = ", encoding="utf-8")


def test_index_builds_and_then_is_up_to_date(run):
    status, _, err = run("index")
    assert status == 0
    assert "Indexed 2 documents" in err
    assert run("index") == (0, "", "The index is up to date.\n")


def test_index_names_a_broken_document_and_ends_with_1(run, town):
    _break(town)
    status, _, err = run("index")
    assert status == 1
    assert [line.split("/")[0] for line in err.splitlines() if "toml" in line] == ["leitbild-2020"]
    assert "Indexed 1 documents" in err


def test_strict_index_stops_at_a_broken_document(run, town, folder):
    _break(town)
    status, _, err = run("index", "--strict")
    assert status == 1
    assert err.startswith("error: leitbild-2020/document.toml")
    assert current_snapshot(folder) is None


@pytest.mark.parametrize(
    ("options", "device"), [([], "cpu"), (["--device", "cuda:1"], "cuda:1")], ids=["none", "cuda"]
)
def test_device_is_passed_on(run, loaded, options, device):
    assert run("index", *options)[0] == 0
    assert loaded[0][2] == device


def test_device_comes_from_the_settings(run, loaded, monkeypatch):
    monkeypatch.setenv("LEITLINIEN_DEVICE", "mps")
    assert run("index")[0] == 0
    assert loaded[0][2] == "mps"


def test_second_builder_is_told_to_wait(run, folder):
    folder.mkdir(parents=True)
    with FileLock(folder / ".lock"):
        status, _, err = run("index")
    assert status == 1
    assert "another build is under way; wait until it ends" in err
    assert run("index", "--wait")[0] == 0


def test_verify_of_a_whole_index(run, loaded):
    run("index")
    loaded.clear()
    status, out, err = run("index", "--verify")
    assert (status, out, loaded) == (0, "", [])
    assert "files, all as they were written" in err


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        pytest.param("vectors.npy", lambda d: d[:-9] + b"x" + d[-8:], id="changed"),
        pytest.param("passages.jsonl", lambda d: d[:-9], id="cut"),
        pytest.param("store.faiss", None, id="missing"),
        pytest.param("manifest.json", lambda d: d.replace(b"fake", b"fale"), id="manifest"),
    ],
)
def test_verify_names_what_is_damaged_and_what_to_do(run, folder, name, damage):
    run("index")
    path = current_snapshot(folder) / name
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage(path.read_bytes()))
    status, out, err = run("index", "--verify")
    assert (status, out) == (1, "")
    assert str(path) in err
    assert "leitlinien index" in err
    assert run("index")[0] == 0
    assert run("index", "--verify")[0] == 0


def test_verify_names_damage_outside_of_the_files(run, monkeypatch):
    monkeypatch.setenv("LEITLINIEN_VECTOR_STORE", "milvus")
    run("index")
    settings = load_settings()
    engine = search_engine(settings, "fake")
    record = read_record(current_snapshot(settings.index_folder))
    engine._milvus.drop(record.collection)
    engine.close()
    status, out, err = run("index", "--verify")
    assert (status, out) == (1, "")
    assert f"there is no collection '{record.collection}'" in err
    assert "mended" in run("index")[2]
    assert run("index", "--verify")[0] == 0


def test_index_while_the_search_engine_is_away(run, monkeypatch):
    run("index")
    monkeypatch.setenv("LEITLINIEN_VECTOR_STORE", "milvus")
    monkeypatch.setenv("LEITLINIEN_MILVUS_URI", "http://127.0.0.1:1")
    status, _, err = run("index")
    assert status == 1
    assert "http://127.0.0.1:1: the search engine does not answer" in err


@pytest.mark.parametrize("command", [["info"], ["index", "--verify"]], ids=" ".join)
def test_without_an_index_there_is_nothing_to_say(run, command):
    status, out, err = run(*command)
    assert (status, out) == (1, "")
    assert "no index yet; build it with: leitlinien index" in err


def test_info_says_what_the_index_holds(run, folder):
    run("index")
    status, out, err = run("info")
    assert (status, err) == (0, "")
    expected = {
        "model": "fake", "precision": "float32", "dimensions": "64", "documents": "2",
        "passages": "12", "companions": "0", "views": "17",
        "vector index": "flat: 17 vectors of 64, exact",
    }  # fmt: skip
    said = [" ".join(line.split()) for line in out.splitlines()]
    assert [f"{label} {value}" for label, value in expected.items()] == said[: len(expected)]
    assert "search engine faiss" in said
    assert current_snapshot(folder).name in out


def test_info_as_json(run, folder):
    run("index")
    status, out, _ = run("info", "--json")
    facts = json.loads(out)
    assert status == 0
    assert (facts["documents"], facts["snapshot"]) == (2, str(current_snapshot(folder)))
    files = [path for path in current_snapshot(folder).iterdir() if path.name != "manifest.json"]
    assert facts["bytes on disk"] == sum(path.stat().st_size for path in files)


def test_progress_shows_rate_and_time_left():
    console = Console(force_terminal=True, width=100)
    with (
        console.capture() as captured,
        build_progress(console) as progress,
    ):
        for done in range(5):
            progress.embedding(done, 5)
    shown = captured.get()
    assert "embedding" in shown
    assert "5" in shown
    assert "reading" not in shown


def test_progress_is_silent_where_no_terminal_is(capsys):
    with progress_bars(Console(stderr=True), "embedding") as (embedding,):
        embedding(1, 2)
    assert capsys.readouterr() == ("", "")
