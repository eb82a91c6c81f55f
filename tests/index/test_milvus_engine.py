import json
from dataclasses import replace

import numpy as np
import pytest

from index import Status
from index.abbreviations import load_analyser
from index.building import BuildOptions, build, needs_build
from index.engines import FileEngine, MilvusPlace, Reading
from index.errors import SnapshotError, StorageError, UnavailableError
from index.milvus_engine import MilvusEngine, row_ids
from index.searching import Filters, open_index
from index.snapshot import current_snapshot, read_passages, read_views
from index.vectors import StoreKind
from index.vectors.milvus import Milvus
from tests.fakes import FakeEncoder
from tests.milvus_server import MilvusServer

READING = Reading(read_passages, read_views)
QUESTIONS = ["Wohnraum", "Sprachkurse und Bücher", "Parkplätze", "Wohnraumm", "Bibliothek"]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def place(tmp_path):
    return MilvusPlace(str(tmp_path / "milvus.db"), "", "neustadt", grace=0)


@pytest.fixture
def milvus(place):
    """A look at what is stored, past the engine."""
    milvus = Milvus(place.uri)
    yield milvus
    milvus.close()


@pytest.fixture
def engine_at(town):
    engines = []

    def make(place):
        analyser = load_analyser(town)
        engines.append(MilvusEngine(place, StoreKind.AUTO, analyser, READING, "fake"))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


@pytest.fixture
def engine(engine_at, place):
    return engine_at(place)


def _options(engine, further=()):
    return BuildOptions(parts=(*engine.parts, *further), parts_version=engine.version)


@pytest.fixture
def build_town(town, folder):
    """Builds the index of the town with an engine, and tells the facts about it."""

    def run(engine, further=()):
        build(town, folder, FakeEncoder(), options=_options(engine, further))
        engine.publish(folder)
        snapshot = current_snapshot(folder)
        facts = json.loads((snapshot / "manifest.json").read_text("utf-8"))["facts"]
        return facts, json.loads((snapshot / "milvus.json").read_text("utf-8"))["collection"]

    return run


def _change(town, old="Nachbarschaften werden gestärkt.", new="Nachbarn lernen sich kennen."):
    source = town / "leitbild-2020" / "source.txt"
    source.write_text(source.read_text("utf-8").replace(old, new), encoding="utf-8")


def _found(index, question, filters=Filters()):
    return [(hit.passage.id, hit.lexical_rank) for hit in index.search(question, 10, filters)]


def test_finds_what_the_files_find(town, folder, engine, build_town, tmp_path):
    build_town(engine)
    assert not needs_build(town, folder, "fake", engine.version)
    files = FileEngine(town, StoreKind.AUTO, READING)
    other = tmp_path / "files"
    build(town, other, FakeEncoder(), options=_options(files))
    one = open_index(folder, town, FakeEncoder(), engine)
    two = open_index(other, town, FakeEncoder(), files)
    for question in QUESTIONS:
        for filters in (Filters(), Filters(status=Status.ADOPTED), Filters("protokoll-2019", 1)):
            assert _found(one, question, filters) == _found(two, question, filters)


def test_files_of_the_searches_are_not_written(engine, build_town, folder):
    build_town(engine)
    names = {path.name for path in current_snapshot(folder).iterdir()}
    assert not names & {"store.faiss", "words.data.npy"}


def test_update_changes_only_rows_of_what_changed(town, folder, engine, build_town, milvus):
    first, one = build_town(engine)
    rows = milvus.count(one)
    assert first["rows changed"] == f"{rows} inserted, 0 deleted, of {rows}"
    _change(town)
    _, two = build_town(engine)
    assert milvus.target("neustadt") == two != one
    _change(town, "Nachbarn lernen sich kennen.", "Nachbarn helfen einander.")
    third, three = build_town(engine)
    assert three == one  # it is out of use since the build before
    inserted = int(third["rows changed"].split()[0])
    assert 0 < inserted < rows / 2
    index = open_index(folder, town, FakeEncoder(), engine)
    assert index.search("Nachbarn helfen einander")[0].passage.text == "Nachbarn helfen einander."
    assert list(engine.damages(current_snapshot(folder))) == []


def test_reader_of_the_old_snapshot_sees_it_whole_during_a_build(town, folder, engine, build_town):
    build_town(engine)
    index = open_index(folder, town, FakeEncoder(), engine)
    before = [_found(index, question) for question in QUESTIONS]
    during = []

    def look(*_):
        during.append([_found(index, question) for question in QUESTIONS])
        return {}

    _change(town)
    build_town(engine, [look])
    assert during == [before]
    assert [_found(index, question) for question in QUESTIONS] == before


def test_reader_that_stays_behind_never_gets_rows_of_another_snapshot(
    town, folder, engine, build_town
):
    build_town(engine)
    index = open_index(folder, town, FakeEncoder(), engine)
    for new in ("Nachbarn lernen sich kennen.", "Nachbarn helfen einander."):
        _change(town, "Nachbarschaften werden gestärkt.", new)
        _change(town, "Nachbarn lernen sich kennen.", new)
        build_town(engine)
    texts = {hit.passage.text for hit in index.search("Nachbarn helfen einander", 50)}
    assert texts <= {passage.text for passage in index.passages}


def test_collections_stay_as_they_are_for_the_time_of_grace(
    town, engine_at, place, build_town, milvus
):
    patient = engine_at(replace(place, grace=3600))
    names = [build_town(patient)[1]]
    for number in range(3):
        _change(town, "Bibliotheken", f"Bibliotheken {number}")
        names.append(build_town(patient)[1])
    assert len(set(names)) == 4
    assert sorted(milvus.collections()) == sorted(names)
    _change(town, "Kurse", "Kurse und Bücher")
    used = build_town(engine_at(place))[1]
    assert used == names[2]  # the latest that went out of use
    assert sorted(milvus.collections()) == sorted([used, names[3]])


def test_failed_build_leaves_all_as_it_was_and_the_next_goes_on(
    town, folder, engine, build_town, milvus
):
    _, used = build_town(engine)
    before = current_snapshot(folder)
    _change(town)

    def fail(snapshot, _):
        raise OSError("no space left")

    with pytest.raises(StorageError):
        build_town(engine, [fail])
    assert current_snapshot(folder) == before
    assert milvus.target("neustadt") == used
    facts, _ = build_town(engine)
    assert facts["rows changed"].startswith("0 inserted, 0 deleted")


def test_build_that_stops_among_the_rows_goes_on_there(folder, engine, build_town, monkeypatch):
    insert, calls = Milvus.insert, []

    def insert_once(self, name, rows):
        if calls:
            raise UnavailableError("away")
        calls.append(len(rows))
        insert(self, name, rows)

    monkeypatch.setattr("index.milvus_engine._BATCH", 5)
    monkeypatch.setattr(Milvus, "insert", insert_once)
    with pytest.raises(UnavailableError):
        build_town(engine)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []
    monkeypatch.setattr(Milvus, "insert", insert)
    facts, _ = build_town(engine)
    rows = int(facts["rows changed"].split()[-1])
    assert facts["rows changed"] == f"{rows - 5} inserted, 0 deleted, of {rows}"


def test_switch_that_was_not_completed_is_completed_later(town, folder, engine, milvus):
    build(town, folder, FakeEncoder(), options=_options(engine))
    assert milvus.target("neustadt") is None
    engine.publish(folder)
    assert milvus.target("neustadt") in milvus.collections()


def _drop(milvus, name):
    milvus.drop(name)


def _delete_rows(milvus, name):
    milvus.delete(name, milvus.ids(name)[:2])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        pytest.param(_drop, "there is no collection", id="missing"),
        pytest.param(_delete_rows, "rows of 64 numbers instead of", id="rows missing"),
    ],
)
def test_damage_is_named_and_mended(town, folder, engine, build_town, milvus, damage, words):
    _, name = build_town(engine)
    damage(milvus, name)
    with pytest.raises(SnapshotError, match=f"{name}.*{words}|{words}.*{name}"):
        open_index(folder, town, FakeEncoder(), engine)
    assert words in next(engine.damages(current_snapshot(folder)))
    assert "mended" in engine.publish(folder)[0]
    assert open_index(folder, town, FakeEncoder(), engine).search("Wohnraum")
    assert engine.publish(folder) == []


def test_rows_exchanged_behind_our_back_are_found_by_verifying(folder, engine, build_town, milvus):
    _, name = build_town(engine)
    first = int(milvus.ids(name)[0])
    milvus.delete(name, np.array([first]))
    row = {"id": first + 1, "document": "", "field": 0, "kind": "", "status": "", "words": ""}
    milvus.insert(name, [{**row, "outside": False, "vector": np.ones(64, np.float32)}])
    assert "1 rows of the collection" in next(engine.damages(current_snapshot(folder)))


def test_foreign_collection_is_named(town, folder, engine, build_town, milvus):
    _, name = build_town(engine)
    milvus.drop(name)
    milvus._connected().create_collection(name, dimension=8)
    with pytest.raises(SnapshotError, match=f"{name}.*was not made by this program"):
        open_index(folder, town, FakeEncoder(), engine)


def test_snapshot_of_another_engine(town, folder, engine):
    build(town, folder, FakeEncoder())
    assert needs_build(town, folder, "fake", engine.version)
    with pytest.raises(SnapshotError, match="not made for a Milvus"):
        open_index(folder, town, FakeEncoder(), engine)


def test_server_that_was_away_is_used_again(town, folder, engine_at, build_town, tmp_path):
    server = MilvusServer(tmp_path / "server")
    server.start()
    try:
        engine = engine_at(MilvusPlace(server.uri, "", "neustadt"))
        build_town(engine)
        index = open_index(folder, town, FakeEncoder(), engine)
        before = _found(index, "Wohnraum")
        server.stop()
        for _ in range(3):
            with pytest.raises(UnavailableError, match="does not answer"):
                index.search("Wohnraum")
        server.start()
        assert _found(index, "Wohnraum") == before
    finally:
        server.stop()


def test_build_without_a_server_changes_nothing(town, folder, engine_at, build_town):
    with pytest.raises(UnavailableError, match=r"127\.0\.0\.1:1:"):
        build_town(engine_at(MilvusPlace("http://127.0.0.1:1", "", "neustadt")))
    assert current_snapshot(folder) is None


def test_token_is_in_no_message(engine_at):
    engine = engine_at(MilvusPlace("http://127.0.0.1:1", "root:geheim", "neustadt"))
    with pytest.raises(UnavailableError) as caught:
        engine._milvus.collections()
    assert "geheim" not in str(caught.value) + engine.version


def test_equal_rows_get_ids_of_their_own():
    digests = np.array([70, 3, 70, 90, 70], np.int64)
    assert row_ids(digests).tolist() == [70, 3, 71, 90, 72]
