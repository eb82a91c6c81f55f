import json
import shutil
from threading import Event, Thread
from types import SimpleNamespace

import numpy as np
import pytest

from index.building import BuildOptions, build
from index.errors import StorageError
from index.parts import vector_part
from index.searching import open_index
from index.snapshot import (
    Contents,
    current_snapshot,
    damages,
    read_current,
    read_manifest,
    read_snapshot,
)
from index.writing import write_snapshot
from tests.fakes import FakeEncoder


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


def _edit(town, year):
    source = town / "protokoll-2019" / "source.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(text + f"- ✓ Eine Karte von {year}\n", encoding="utf-8")


def _part(snapshot, _):
    """Adds a folder with a file, made from what stands in the snapshot already."""
    views = (snapshot / "views.jsonl").read_bytes().splitlines()
    vectors = np.load(snapshot / "vectors.npy", mmap_mode="r")
    (snapshot / "own").mkdir()
    (snapshot / "own" / "counts.json").write_text(json.dumps([len(views), len(vectors)]))
    return {"own part": f"{len(views)} views"}


def test_parts_add_files_that_are_checked_and_say_something_of_themselves(town, folder):
    report = build(town, folder, FakeEncoder(), options=BuildOptions(parts=(vector_part(), _part)))
    snapshot = current_snapshot(folder)
    manifest = read_manifest(snapshot)
    views = f"{report.views} views"
    assert manifest.facts == {
        "vector index": f"flat: {report.views} vectors of 64, exact",
        "own part": views,
    }
    added = snapshot / "own" / "counts.json"
    assert json.loads(added.read_text()) == [report.views, report.views]
    added.write_text("[0, 0]")
    assert [line.split(":")[0] for line in damages(snapshot, manifest)] == [str(added)]


def test_parts_of_another_version_are_written_anew(town, folder):
    build(town, folder, FakeEncoder())
    before, encoder = current_snapshot(folder), FakeEncoder()
    report = build(town, folder, encoder, options=BuildOptions(parts_version="2"))
    assert (report.unchanged, encoder.encoded) == (False, [])
    assert current_snapshot(folder) != before


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), RuntimeError("faiss: disk full")]
)
def test_part_that_fails_leaves_the_old_snapshot(town, folder, error):
    build(town, folder, FakeEncoder())
    before = current_snapshot(folder)
    _edit(town, 2021)

    def fail(snapshot, _):
        (snapshot / "half").write_bytes(b"half")
        raise error

    with pytest.raises(StorageError, match=r"run it again: the index in use stays as it is"):
        build(town, folder, FakeEncoder(), options=BuildOptions(parts=(fail,)))
    assert current_snapshot(folder) == before
    assert list(folder.glob(".2*")) == []
    encoder = FakeEncoder()
    build(town, folder, encoder)
    assert encoder.encoded == []  # what was embedded before the fault was kept


def test_contents_without_order_keep_their_vectors(town, folder):
    build(town, folder, FakeEncoder())
    contents = read_snapshot(current_snapshot(folder))
    mixed = np.random.default_rng(0).permutation(len(contents.views))
    values = {name: getattr(contents, name) for name in Contents.__slots__}
    values |= {
        "views": tuple(contents.views[i] for i in mixed), "vectors": contents.vectors[mixed]
    }  # fmt: skip
    written = read_snapshot(write_snapshot(folder, Contents(**values)))
    for view, vector in zip(written.views, written.vectors, strict=True):
        np.testing.assert_array_equal(vector, FakeEncoder().encode([view.text], "passage")[0])


def test_snapshot_that_is_read_is_kept_whatever_is_built(town, folder):
    build(town, folder, FakeEncoder())
    index = open_index(folder, town, FakeEncoder())
    first = current_snapshot(folder)
    for year in range(2021, 2025):
        _edit(town, year)
        build(town, folder, FakeEncoder())
    assert list(damages(first, read_manifest(first))) == []
    del index
    _edit(town, 2025)
    build(town, folder, FakeEncoder())
    assert not first.exists()
    assert len(list(folder.glob("2*"))) == 2


def test_reader_whose_snapshot_is_deleted_while_it_reads_gets_the_newer_one(town, folder):
    build(town, folder, FakeEncoder())
    first = current_snapshot(folder)
    _edit(town, 2021)
    seen = []

    def slow(snapshot):
        seen.append(snapshot)
        if len(seen) == 1:
            build(town, folder, FakeEncoder())
            shutil.rmtree(first)
        return read_snapshot(snapshot)

    contents = read_current(folder, slow)
    assert seen == [first, current_snapshot(folder)]
    assert any("2021" in passage.text for passage in contents.passages)


def test_reader_during_a_build_sees_the_old_one_until_the_switch(town, folder):
    build(town, folder, FakeEncoder())
    before = current_snapshot(folder)
    _edit(town, 2021)
    under_way, go_on = Event(), Event()

    class Waiting(FakeEncoder):
        def encode(self, texts, prompt):
            under_way.set()
            assert go_on.wait(60)
            return super().encode(texts, prompt)

    builder = Thread(target=build, args=(town, folder, Waiting()))
    builder.start()
    try:
        assert under_way.wait(60)
        assert current_snapshot(folder) == before
        index = open_index(folder, town, FakeEncoder())
        assert not any("2021" in passage.text for passage in index.passages)
        assert index.search("Sprachkurse am Abend")
    finally:
        go_on.set()
        builder.join()
    assert index.search("Sprachkurse am Abend")  # what was open goes on
    newer = open_index(folder, town, FakeEncoder())
    assert any("2021" in passage.text for passage in newer.passages)


def test_leftovers_of_killed_builds_are_deleted(town, folder):
    build(town, folder, FakeEncoder())
    partial = folder / ".20261122-101500-0badcafe"
    partial.mkdir()
    (partial / "in-use").touch()
    (partial / "views.jsonl").write_bytes(b"half")
    (folder / ".CURRENT-20261122-101500-0badcafe").write_bytes(b"")
    build(town, folder, FakeEncoder())
    names = {path.name for path in folder.glob(".*")}
    assert names == {".lock"}


@pytest.mark.parametrize(
    ("free", "remedy"),
    [(0, r"No space left on device\); free some space"), (2**30, r"faiss: broken\); see that")],
)
def test_library_that_cannot_write_is_explained_by_the_space_left(
    town, folder, monkeypatch, free, remedy
):
    def fail(snapshot, _):
        raise RuntimeError("faiss: broken")

    monkeypatch.setattr("index.writing.shutil.disk_usage", lambda path: SimpleNamespace(free=free))
    with pytest.raises(StorageError, match=remedy):
        build(town, folder, FakeEncoder(), options=BuildOptions(parts=(fail,)))
