import tracemalloc
from threading import Thread

import numpy as np
import pytest
from filelock import FileLock

from index.building import BuildOptions, build, needs_build
from index.errors import BusyError, DocumentError, SnapshotError, StorageError
from index.passage import Companion, ViewRole
from index.progress import BuildProgress
from index.searching import open_index
from index.snapshot import current_snapshot, read_snapshot
from tests.fakes import FailingEncoder, FakeEncoder


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


def _contents(folder):
    return read_snapshot(current_snapshot(folder))


def _texts(folder):
    return {passage.id: passage.text for passage in _contents(folder).passages}


def _edit(path, old, new):
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture
def translate(town):
    """Writes the companions of the adopted guidelines; entries are (id, German, text, flags)."""

    def write(*entries, language="en"):
        content = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        for name, source, text, *flags in entries:
            content += "".join(f"#, {flag}\n" for flag in flags)
            content += f'msgctxt "leitbild-2020/{name}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'
        path = town / "translations" / language / "leitbild-2020.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write


HOUSING = (
    "hf1/leitlinie-1",
    "Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit.",
    "The city provides affordable housing for everyone.",
)
NEIGHBOURS = (
    "hf1/leitlinie-2",
    "Nachbarschaften werden gestärkt.",
    "Neighbourhoods are made stronger.",
)


def _companions(folder):
    return {(one.passage_id, one.language): one.text for one in _contents(folder).companions}


def _companion_views(folder):
    views = _contents(folder).views
    return {(view.language, view.text) for view in views if view.role is ViewRole.COMPANION}


def test_first_build(town, folder):
    encoder, steps = FakeEncoder(), []
    report = build(town, folder, encoder, BuildProgress(embedding=lambda *step: steps.append(step)))
    contents = _contents(folder)
    assert (report.documents, report.problems, report.unchanged) == (2, [], False)
    assert report.passages == len(contents.passages)
    assert report.views == len(contents.views) == len(contents.vectors)
    assert steps[-1] == (len(encoder.encoded), len(encoder.encoded))
    assert [theme.name for theme in contents.themes] == ["Wetter"]


def test_questions_are_embedded_as_questions_and_companions_as_passages(town, folder, translate):
    translate(HOUSING)
    encoder = FakeEncoder()
    build(town, folder, encoder)
    prompts = {text: prompt for prompt, text in encoder.encoded}
    assert prompts[HOUSING[2]] == "passage"
    for view in _contents(folder).views:
        is_question = view.role in (ViewRole.QUESTION, ViewRole.OUTSIDE)
        assert prompts[view.text] == ("query" if is_question else "passage")


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


def test_companions_of_all_languages_are_indexed(town, folder, translate):
    translate(HOUSING, NEIGHBOURS)
    translate((*HOUSING[:2], "Житло для всіх."), language="uk")
    report = build(town, folder, FakeEncoder())
    assert _companions(folder) == {
        ("leitbild-2020/hf1/leitlinie-1", "en"): HOUSING[2],
        ("leitbild-2020/hf1/leitlinie-1", "uk"): "Житло для всіх.",
        ("leitbild-2020/hf1/leitlinie-2", "en"): NEIGHBOURS[2],
        ("leitbild-2020/hf1/leitlinien", "en"): f"{HOUSING[2]}\n\n{NEIGHBOURS[2]}",
    }
    # The list has a companion, but no view of it.
    assert _companion_views(folder) == {
        ("en", HOUSING[2]), ("uk", "Житло для всіх."), ("en", NEIGHBOURS[2])
    }  # fmt: skip
    assert not any("translations" in note for note in report.notes)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        pytest.param(
            (NEIGHBOURS[0], "Nachbarn werden gestärkt.", NEIGHBOURS[2]),
            "1 texts belong to another wording of their passage; left out",
            id="stale",
        ),
        pytest.param(
            (*NEIGHBOURS, "fuzzy"), "1 texts are not re-read (fuzzy); left out", id="fuzzy"
        ),
        pytest.param((*NEIGHBOURS[:2], ""), "1 texts are empty", id="empty"),
    ],
)
def test_unusable_companions_are_left_out_and_noted(town, folder, translate, entry, fault):
    translate(HOUSING, entry)
    report = build(town, folder, FakeEncoder())
    note = f"translations/en/leitbild-2020.po: {fault}: leitbild-2020/hf1/leitlinie-2"
    assert [line for line in report.notes if "translations" in line] == [note]
    assert report.problems == []
    assert set(_companions(folder)) == {("leitbild-2020/hf1/leitlinie-1", "en")}
    assert _companion_views(folder) == {("en", HOUSING[2])}


def test_note_names_three_of_many_companions(town, folder, translate):
    translate(*((f"hf{n}/leitlinie-{m}", "Alt.", "Old.") for n in (1, 2) for m in (1, 2)))
    (note,) = [n for n in build(town, folder, FakeEncoder()).notes if "translations" in n]
    assert "4 texts belong to another wording" in note
    assert note.count("leitlinie-") == 3


def test_faults_of_a_file_of_companions_are_noted(town, folder, translate):
    path = translate(HOUSING, ("hf9/leitlinie-1", "Neun.", "Nine."))
    path.write_text(path.read_text(encoding="utf-8") + "junk\n", encoding="utf-8")
    report = build(town, folder, FakeEncoder())
    assert report.problems == []
    assert [note.split(":")[0] for note in report.notes if "translations" in note] == [
        "translations/en/leitbild-2020.po, line 13", "translations/en/leitbild-2020.po, line 9"
    ]  # fmt: skip
    assert _companion_views(folder) == {("en", HOUSING[2])}


def test_only_companions_that_changed_are_embedded_again(town, folder, translate):
    translate(HOUSING, NEIGHBOURS)
    build(town, folder, FakeEncoder())
    assert not needs_build(town, folder, "fake")
    translate(HOUSING, (*NEIGHBOURS[:2], "The city strengthens neighbourhoods."))
    assert needs_build(town, folder, "fake")
    encoder = FakeEncoder()
    report = build(town, folder, encoder)
    assert encoder.encoded == [("passage", "The city strengthens neighbourhoods.")]
    assert report.embedded == 1
    assert _companion_views(folder) == {
        ("en", HOUSING[2]), ("en", "The city strengthens neighbourhoods.")
    }  # fmt: skip
    assert not needs_build(town, folder, "fake")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.unlink(), id="taken away"),
        pytest.param(lambda path: path.rename(path.with_suffix(".bak")), id="renamed"),
        pytest.param(lambda path: path.parent.rename(path.parents[1] / "fr"), id="other language"),
    ],
)
def test_file_of_companions_that_moves_needs_a_build(town, folder, translate, change):
    path = translate(HOUSING)
    build(town, folder, FakeEncoder())
    change(path)
    assert needs_build(town, folder, "fake")
    encoder = FakeEncoder()
    build(town, folder, encoder)
    assert encoder.encoded == []
    assert ("en", HOUSING[2]) not in _companion_views(folder)


def test_new_language_needs_a_build(town, folder, translate):
    build(town, folder, FakeEncoder())
    translate(HOUSING, language="fr")
    assert needs_build(town, folder, "fake")


def test_companions_of_a_changed_passage_are_left_out(town, folder, translate):
    translate(HOUSING, NEIGHBOURS)
    build(town, folder, FakeEncoder())
    _edit(town / "leitbild-2020" / "source.txt", "Nachbarschaften", "Stadtteile")
    report = build(town, folder, FakeEncoder())
    assert any("1 texts belong to another wording" in note for note in report.notes)
    assert set(_companions(folder)) == {("leitbild-2020/hf1/leitlinie-1", "en")}


def test_companions_of_an_unchanged_document_stay(town, folder, translate):
    translate((*HOUSING, "no-wrap"))
    build(town, folder, FakeEncoder())
    before = _contents(folder).companions
    _edit(town / "protokoll-2019" / "source.md", "Fahrräder", "Roller")
    build(town, folder, FakeEncoder())
    assert _contents(folder).companions == before
    assert before == (Companion("leitbild-2020/hf1/leitlinie-1", "en", HOUSING[2]),)
    assert _companion_views(folder) == {("en", HOUSING[2])}


def test_document_that_becomes_broken_keeps_its_companions(town, folder, translate):
    translate(HOUSING, NEIGHBOURS)
    build(town, folder, FakeEncoder())
    before, views = _companions(folder), _companion_views(folder)
    (town / "leitbild-2020" / "source.txt").unlink()
    translate((*HOUSING[:2], "Not to be used now."))
    encoder = FakeEncoder()
    assert len(build(town, folder, encoder).problems) == 1
    assert (_companions(folder), _companion_views(folder)) == (before, views)
    assert encoder.encoded == []


def test_companions_of_a_removed_document_are_gone(town, folder, translate):
    translate(HOUSING)
    build(town, folder, FakeEncoder())
    (town / "leitbild-2020" / "document.toml").unlink()
    build(town, folder, FakeEncoder())
    assert (_companions(folder), _companion_views(folder)) == ({}, set())


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


@pytest.mark.parametrize(
    ("name", "anew"),
    [
        pytest.param("views.jsonl", False, id="texts"),
        pytest.param("store.faiss", False, id="vector store"),
        pytest.param("vectors.npy", True, id="vectors"),
        pytest.param("keys.bin", True, id="keys"),
        pytest.param("manifest.json", True, id="manifest"),
    ],
)
def test_damaged_index_is_set_aside_and_built_anew(town, folder, name, anew):
    build(town, folder, FakeEncoder())
    (current_snapshot(folder) / name).write_bytes(b"")
    assert needs_build(town, folder, "fake")
    report = build(town, folder, FakeEncoder())
    assert report.embedded == (report.views if anew else 0)
    assert len(report.notes) == 3
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


def test_second_builder_can_wait_for_the_first(town, folder):
    folder.mkdir()
    lock = FileLock(folder / ".lock", thread_local=False)
    lock.acquire()
    reports = []
    options = BuildOptions(wait=-1)
    second = Thread(
        target=lambda: reports.append(build(town, folder, FakeEncoder(), options=options))
    )
    second.start()
    lock.release()
    second.join()
    assert reports[0].documents == 2


def test_busy_folder_is_an_error_of_its_own(town, folder):
    folder.mkdir()
    with FileLock(folder / ".lock"), pytest.raises(BusyError):
        build(town, folder, FakeEncoder())


@pytest.mark.parametrize(("name", "data"), _BREAKAGES)
def test_strict_build_stops_at_the_first_problem_and_switches_nothing(town, folder, name, data):
    build(town, folder, FakeEncoder())
    before = current_snapshot(folder)
    _edit(town / "protokoll-2019" / "source.md", "Fahrräder", "Roller")
    _break(town / name, data)
    with pytest.raises(DocumentError, match=name):
        build(town, folder, FakeEncoder(), options=BuildOptions(strict=True))
    assert current_snapshot(folder) == before
    assert list(folder.glob(".2*")) == []


def test_strict_build_stops_at_broken_themes(town, folder):
    (town / "questions" / "out-of-scope.toml").write_bytes(b"[")
    with pytest.raises(DocumentError, match=r"out-of-scope\.toml"):
        build(town, folder, FakeEncoder(), options=BuildOptions(strict=True))
    assert current_snapshot(folder) is None


def test_strict_build_of_sound_documents_ends(town, folder):
    assert build(town, folder, FakeEncoder(), options=BuildOptions(strict=True)).problems == []


def test_renamed_document_is_not_embedded_again(town, folder):
    build(town, folder, FakeEncoder())
    (town / "protokoll-2019").rename(town / "niederschrift-2019")
    encoder = FakeEncoder()
    assert build(town, folder, encoder).embedded == 0
    assert "niederschrift-2019/karten/1" in _texts(folder)
    assert "protokoll-2019/karten/1" not in _texts(folder)


def test_what_failed_in_the_middle_is_not_embedded_again(town, folder, monkeypatch):
    monkeypatch.setattr("index.embedding.BATCH", 4)
    whole = build(town, folder, FakeEncoder()).embedded
    encoder = FailingEncoder(after=10)
    encoder.name = "other"
    with pytest.raises(MemoryError):
        build(town, folder, encoder)
    again = FakeEncoder("other")
    assert build(town, folder, again).embedded == whole - len(encoder.encoded) < whole


def test_file_that_cannot_be_read_is_a_problem_of_its_document(town, folder, monkeypatch):
    source = town / "leitbild-2020" / "source.txt"
    opened = type(source).open

    def refuse(self, *arguments, **options):
        if self == source:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(type(source), "open", refuse)
    report = build(town, folder, FakeEncoder())
    assert report.problems == ["leitbild-2020/source.txt: cannot be read (Permission denied)"]
    assert report.documents == 1


def test_other_code_between_source_and_views_reads_anew_and_embeds_nothing(
    town, folder, monkeypatch
):
    build(town, folder, FakeEncoder())
    monkeypatch.setattr("index.fingerprints._version_of_steps", lambda: "another")
    assert needs_build(town, folder, "fake")
    encoder = FakeEncoder()
    report = build(town, folder, encoder)
    assert (report.unchanged, encoder.encoded) == (False, [])


def test_other_way_of_embedding_embeds_everything(town, folder, monkeypatch):
    build(town, folder, FakeEncoder())
    monkeypatch.setattr("index.embedding.EMBEDDING_VERSION", "next")
    monkeypatch.setattr("index.fingerprints._version_of_steps", lambda: "another")
    assert build(town, folder, FakeEncoder()).embedded > 0


def test_reading_is_reported_document_by_document(town, folder):
    steps = []
    build(town, folder, FakeEncoder(), BuildProgress(reading=lambda *step: steps.append(step)))
    assert steps == [(1, 2), (2, 2)]


def _peak_of_build(tmp_path, passages):
    """Bytes that a build allocates at most; made of many documents of the same size."""
    documents = tmp_path / f"documents-{passages}"
    for number in range(passages // 100):
        home = documents / f"d{number}"
        home.mkdir(parents=True)
        (home / "document.toml").write_text(
            'title = "T"\nsource = "source.txt"\nstatus = "information"\ndate = "2020"\n'
            'publisher = "P"\nlicence = "L"\n[[section]]\nheading = "Jahre"\npath = "jahre"\n'
            'kind = "information"\n',
            encoding="utf-8",
        )
        lines = (f"Satz {number}-{line} hat " + "Wort " * 20 + "am Ende." for line in range(100))
        (home / "source.txt").write_text("Jahre\n\n" + "\n\n".join(lines), encoding="utf-8")

    class Constant(FakeEncoder):
        def encode(self, texts, prompt):
            return np.full((len(texts), 1024), 1 / 32, np.float32)

    def no_store(snapshot, _):
        return {}

    tracemalloc.start()
    folder, options = tmp_path / f"index-{passages}", BuildOptions(parts=(no_store,))
    report = build(documents, folder, Constant(), options=options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.views >= passages
    return peak


def test_memory_does_not_grow_with_texts_and_vectors(tmp_path):
    _peak_of_build(tmp_path, 100)  # what is loaded once
    small, large = _peak_of_build(tmp_path, 1200), _peak_of_build(tmp_path, 3200)
    grown = (large - small) / 2000
    assert grown < 200  # bytes for a passage, whose vector alone has 4096
