import json

import numpy as np
import pytest

from index.corpus import document_folders, load_document
from index.errors import SnapshotError, StorageError
from index.passage import Companion, Theme, View, ViewRole
from index.snapshot import Contents, current_snapshot, read_snapshot, read_views
from index.vectors.faiss import FaissStore
from index.views import views_of
from index.writing import write_snapshot
from tests.fakes import FakeEncoder

_FILES = [
    "manifest.json", "documents.jsonl", "passages.jsonl", "companions.jsonl", "themes.json",
    "views.jsonl", "vectors.npy", "keys.bin", "extents.json", "store.faiss",
]  # fmt: skip


@pytest.fixture
def contents(town):
    manuscripts = [load_document(folder) for folder in document_folders(town)]
    passages = tuple(p for manuscript in manuscripts for p in manuscript.passages)
    companions = (
        Companion(passages[1].id, "de-simple", "Wohnungen für alle."),
        Companion(passages[1].id, "uk", "Житло\nдля всіх.", "A. Weber, 2026-11-22"),
    )
    views = (
        *views_of(passages, {}, companions),
        View("Wetter", ViewRole.OUTSIDE, "de", "Regnet es?"),
    )
    return Contents(
        model="fake",
        fingerprints={manuscript.document.id: "1" for manuscript in manuscripts},
        documents=tuple(manuscript.document for manuscript in manuscripts),
        passages=passages,
        companions=companions,
        themes=(Theme("Wetter", "not_covered", ""),),
        views=views,
        vectors=FakeEncoder().encode([view.text for view in views], "passage"),
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


def test_what_was_written_is_read(folder, contents):
    snapshot = write_snapshot(folder, contents)
    assert current_snapshot(folder) == snapshot
    read = read_snapshot(snapshot)
    for name in (
        "model", "fingerprints", "documents", "passages", "companions", "themes", "views"
    ):  # fmt: skip
        assert getattr(read, name) == getattr(contents, name)
    assert ViewRole.COMPANION in {view.role for view in read.views}
    np.testing.assert_array_equal(read.vectors, contents.vectors)
    assert tuple(read_views(snapshot)) == contents.views
    assert read.folder == snapshot
    store = FaissStore.load(snapshot, snapshot / "vectors.npy")
    positions, _ = store.search(contents.vectors[2], 1)
    assert positions.tolist() == [2]


def test_nothing_was_built_yet(folder):
    assert current_snapshot(folder) is None


def test_snapshot_before_the_last_one_stays_for_readers(folder, contents):
    first, second, third = (write_snapshot(folder, contents) for _ in range(3))
    kept = {path for path in folder.iterdir() if path.is_dir()}
    assert third in kept
    assert len(kept & {first, second}) == 1
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    "pointer",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"20200101-000000-aaaaaaaa", id="no such snapshot"),
        pytest.param(b"2026\xff", id="not ASCII"),
        pytest.param(b"manifest.json", id="a file"),
        pytest.param(b"\0", id="NUL"),
    ],
)
def test_pointer_that_names_nothing(folder, contents, pointer):
    write_snapshot(folder, contents)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    (folder / "CURRENT").write_bytes(pointer)
    with pytest.raises(SnapshotError, match=r"CURRENT: .*build it anew with: leitlinien index"):
        current_snapshot(folder)


def test_pointer_cannot_lead_out_of_the_folder(folder, contents, tmp_path):
    snapshot = write_snapshot(folder, contents)
    snapshot.rename(tmp_path / snapshot.name)
    (folder / "CURRENT").write_text(f"../{snapshot.name}", encoding="ascii")
    with pytest.raises(SnapshotError, match="names no snapshot"):
        current_snapshot(folder)


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path, data: path.unlink(), id="missing"),
        pytest.param(lambda path, data: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path, data: path.write_bytes(data[: len(data) // 2]), id="truncated"),
        pytest.param(
            lambda path, data: path.write_bytes(data[:-9] + b"x" + data[-8:]), id="changed"
        ),
    ],
)
def test_damaged_file_is_named_with_the_remedy(folder, contents, name, damage):
    snapshot = write_snapshot(folder, contents)
    damage(snapshot / name, (snapshot / name).read_bytes())
    with pytest.raises(SnapshotError, match="build it anew with: leitlinien index") as caught:
        read_snapshot(snapshot)
    # A changed checksum in the manifest shows as damage of the file it belongs to.
    assert name in str(caught.value) or name == "manifest.json"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda manifest: [], id="a list"),
        pytest.param(lambda manifest: {**manifest, "format": 0}, id="of another version"),
        pytest.param(lambda manifest: {**manifest, "checksums": []}, id="checksums are a list"),
        pytest.param(lambda manifest: {**manifest, "checksums": {}}, id="no checksums"),
        pytest.param(
            lambda manifest: {k: v for k, v in manifest.items() if k != "fingerprints"},
            id="no fingerprints",
        ),
    ],
)
def test_manifest_of_another_form(folder, contents, change):
    snapshot = write_snapshot(folder, contents)
    path = snapshot / "manifest.json"
    path.write_text(json.dumps(change(json.loads(path.read_text("utf-8")))), encoding="utf-8")
    with pytest.raises(SnapshotError, match="build it anew"):
        read_snapshot(snapshot)


def test_folder_that_cannot_be_written(tmp_path, contents):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="the index cannot be written"):
        write_snapshot(tmp_path / "file" / "index", contents)


@pytest.mark.parametrize("error", [OSError("disk full"), RuntimeError("faiss: disk full")])
def test_full_disk_leaves_the_old_snapshot(folder, contents, monkeypatch, error):
    old = write_snapshot(folder, contents)

    def fail(self, snapshot):
        (snapshot / "store.faiss").write_bytes(b"half")
        raise error

    monkeypatch.setattr("index.parts.FaissStore.save", fail)
    with pytest.raises(StorageError, match="disk full"):
        write_snapshot(folder, contents)
    assert current_snapshot(folder) == old
    assert read_snapshot(old).passages == contents.passages
    assert sorted(path.name for path in folder.iterdir()) == sorted(["CURRENT", old.name])
