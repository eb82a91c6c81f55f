import pytest
from filelock import FileLock

from index.building import build, needs_build
from index.errors import DocumentError, SnapshotError, StorageError
from index.passage import ViewRole
from index.searching import open_index
from index.snapshot import current_snapshot, read_snapshot
from tests.fakes import FailingEncoder, FakeEncoder


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


def _contents(folder):
    return read_snapshot(current_snapshot(folder))[0]


def _texts(folder):
    return {passage.id: passage.text for passage in _contents(folder).passages}


def _edit(path, old, new):
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def test_first_build(town, folder):
    encoder, steps = FakeEncoder(), []
    report = build(town, folder, encoder, progress=lambda done, total: steps.append((done, total)))
    contents = _contents(folder)
    assert (report.documents, report.problems, report.unchanged) == (2, [], False)
    assert report.passages == len(contents.passages)
    assert report.views == len(contents.views) == len(contents.vectors)
    assert steps[-1] == (len(encoder.encoded), len(encoder.encoded))
    assert [theme.name for theme in contents.themes] == ["Wetter"]


def test_questions_are_embedded_as_questions(town, folder):
    encoder = FakeEncoder()
    build(town, folder, encoder)
    prompts = {text: prompt for prompt, text in encoder.encoded}
    for view in _contents(folder).views:
        expected = "passage" if view.role is ViewRole.TEXT else "query"
        assert prompts[view.text] == expected


def test_vectors_belong_to_their_views(town, folder):
    build(town, folder, FakeEncoder())
    contents = _contents(folder)
    for view, vector in zip(contents.views, contents.vectors, strict=True):
        assert vector == pytest.approx(FakeEncoder().encode([view.text], "passage")[0])


def test_build_without_changes_embeds_and_writes_nothing(town, folder):
    build(town, folder, FakeEncoder())
    before, encoder = current_snapshot(folder), FakeEncoder()
    report = build(town, folder, encoder)
    assert (report.unchanged, report.embedded, encoder.encoded) == (True, 0, [])
    assert current_snapshot(folder) == before


def test_only_what_changed_is_embedded_again(town, folder):
    build(town, folder, FakeEncoder())
    _edit(town / "leitbild-2020" / "source.txt", "Nachbarschaften", "Stadtteile")
    encoder = FakeEncoder()
    report = build(town, folder, encoder)
    # The guideline and the whole list of its field.
    assert report.embedded == len(encoder.encoded) == 2
    assert all("Stadtteile" in text for _, text in encoder.encoded)
    assert _texts(folder)["leitbild-2020/hf1/leitlinie-2"] == "Stadtteile werden gestärkt."


def test_another_model_embeds_everything(town, folder):
    build(town, folder, FakeEncoder())
    encoder = FakeEncoder("other", dimensions=32)
    report = build(town, folder, encoder)
    assert report.embedded == report.views
    assert _contents(folder).vectors.shape == (report.views, 32)


def test_removed_document_is_gone(town, folder):
    build(town, folder, FakeEncoder())
    (town / "protokoll-2019" / "document.toml").unlink()
    assert build(town, folder, FakeEncoder()).documents == 1
    assert {document.id for document in _contents(folder).documents} == {"leitbild-2020"}


def test_questions_for_unknown_passages_are_left_out_and_reported(town, folder):
    _edit(town / "questions" / "leitbild-2020.toml", "hf2/leitlinie-1", "hf9/leitlinie-1")
    report = build(town, folder, FakeEncoder())
    assert any("'leitbild-2020/hf9/leitlinie-1'; left out" in note for note in report.notes)
    assert "Wo lerne ich Deutsch?" not in [view.text for view in _contents(folder).views]


_BREAKAGES = [
    pytest.param("leitbild-2020/source.txt", b"\xff", id="source is not UTF-8"),
    pytest.param("leitbild-2020/source.txt", b"", id="source is empty"),
    pytest.param("leitbild-2020/source.txt", None, id="source is missing"),
    pytest.param("leitbild-2020/document.toml", b"[", id="description is broken"),
    pytest.param("questions/leitbild-2020.toml", b"[", id="questions are broken"),
]


def _break(path, data):
    path.unlink() if data is None else path.write_bytes(data)


@pytest.mark.parametrize(("name", "data"), _BREAKAGES)
def test_document_that_becomes_broken_keeps_its_version_and_is_reported(town, folder, name, data):
    build(town, folder, FakeEncoder())
    before = _texts(folder)
    _break(town / name, data)
    _edit(town / "protokoll-2019" / "source.md", "Fahrräder", "Roller")
    report = build(town, folder, FakeEncoder())
    assert [problem.startswith(name) for problem in report.problems] == [True]
    assert any("leitbild-2020: the version indexed before is kept" in n for n in report.notes)
    changed = {name for name, text in _texts(folder).items() if before[name] != text}
    assert changed == {"protokoll-2019/karten/1-2", "protokoll-2019/karten/2"}
    assert needs_build(town, folder, "fake")


@pytest.mark.parametrize(("name", "data"), _BREAKAGES)
def test_document_that_is_broken_from_the_start_is_left_out_and_reported(town, folder, name, data):
    _break(town / name, data)
    report = build(town, folder, FakeEncoder())
    assert (report.documents, len(report.problems)) == (1, 1)


def test_bad_rule_of_one_document_does_not_stop_the_others(town, folder):
    _edit(town / "leitbild-2020" / "document.toml", "hf{field}", "hf{feld}")
    assert len(build(town, folder, FakeEncoder()).problems) == 1


def test_broken_themes_keep_their_version_and_are_reported(town, folder):
    build(town, folder, FakeEncoder())
    (town / "questions" / "out-of-scope.toml").write_bytes(b"[")
    report = build(town, folder, FakeEncoder())
    assert len(report.problems) == 1
    assert [theme.name for theme in _contents(folder).themes] == ["Wetter"]
    assert "Wie wird das Wetter morgen?" in [view.text for view in _contents(folder).views]


def test_no_document_at_all(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match=r"no folder with a document\.toml"):
        build(tmp_path / "empty", folder, FakeEncoder())


def test_no_document_that_can_be_read(town, folder):
    for name in ("leitbild-2020/source.txt", "protokoll-2019/source.md"):
        (town / name).write_bytes(b"")
    with pytest.raises(DocumentError, match=r"(?s)no document .*leitbild-2020/.*protokoll-2019/"):
        build(town, folder, FakeEncoder())


def test_documents_folder_that_is_missing(tmp_path, folder):
    with pytest.raises(StorageError, match="cannot be read as the documents folder"):
        build(tmp_path / "nowhere", folder, FakeEncoder())


def test_damaged_index_is_set_aside_and_built_anew(town, folder):
    build(town, folder, FakeEncoder())
    (current_snapshot(folder) / "views.json").write_bytes(b"")
    assert needs_build(town, folder, "fake")
    report = build(town, folder, FakeEncoder())
    assert report.embedded == report.views
    assert any(note.startswith("the old index is set aside") for note in report.notes)
    assert not needs_build(town, folder, "fake")


def test_failed_build_leaves_the_old_snapshot_usable(town, folder):
    build(town, folder, FakeEncoder())
    before = current_snapshot(folder)
    _edit(town / "protokoll-2019" / "source.md", "-", "- ✓ neu:")
    with pytest.raises(MemoryError):
        build(town, folder, FailingEncoder(after=0))
    assert current_snapshot(folder) == before
    (hit, *_) = open_index(folder, town, FakeEncoder()).search("Parkplätze werden kostenlos.")
    assert hit.passage.id == "protokoll-2019/hf1/leitlinie-2"


def test_failed_first_build_leaves_no_index(town, folder):
    with pytest.raises(MemoryError):
        build(town, folder, FailingEncoder(after=3))
    assert current_snapshot(folder) is None
    with pytest.raises(SnapshotError, match="no index yet"):
        open_index(folder, town, FakeEncoder())
    assert build(town, folder, FakeEncoder()).documents == 2


def test_two_builders_at_once(town, folder):
    folder.mkdir()
    with (
        FileLock(folder / ".lock"),
        pytest.raises(StorageError, match="another build is under way"),
    ):
        build(town, folder, FakeEncoder())
    assert build(town, folder, FakeEncoder()).documents == 2


def test_folder_that_cannot_be_written(town, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        build(town, tmp_path / "file" / "index", FakeEncoder())


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        pytest.param("leitbild-2020/source.txt", True, id="source"),
        pytest.param("leitbild-2020/document.toml", True, id="description"),
        pytest.param("questions/leitbild-2020.toml", True, id="questions"),
        pytest.param("questions/out-of-scope.toml", True, id="themes"),
        pytest.param("abbreviations.toml", False, id="abbreviations are read when opened"),
    ],
)
def test_needs_build_after_a_change(town, folder, name, needed):
    assert needs_build(town, folder, "fake")
    build(town, folder, FakeEncoder())
    assert not needs_build(town, folder, "fake")
    assert needs_build(town, folder, "other")
    path = town / name
    path.write_bytes(path.read_bytes() + b"\n# neu\n")
    assert needs_build(town, folder, "fake") is needed
