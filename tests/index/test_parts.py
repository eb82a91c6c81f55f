import json

import pytest

from index import classifier_training
from index.building import BuildOptions, build, needs_build
from index.classifier import CLASSIFIER_FILE, Classifiers
from index.errors import DocumentError, SnapshotError
from index.parts import parts_of, words_of
from index.passage import View, ViewRole
from index.progress import BuildProgress
from index.searching import open_index
from index.snapshot import current_snapshot, read_snapshot, read_views
from index.vectors import StoreKind
from tests.fakes import FakeEncoder


def _build(town, folder, kind=StoreKind.AUTO, progress=BuildProgress()):
    parts, version = parts_of(town, kind, read_views)
    options = BuildOptions(parts=parts, parts_version=version)
    return build(town, folder, FakeEncoder(), progress, options)


def _needs_build(town, folder, kind=StoreKind.AUTO):
    return needs_build(town, folder, "fake", parts_of(town, kind, read_views)[1])


@pytest.fixture
def folder(town, tmp_path):
    """A folder with the index of the town."""
    _build(town, tmp_path / "index")
    return tmp_path / "index"


def test_snapshot_says_what_its_parts_are(folder):
    manifest = json.loads((current_snapshot(folder) / "manifest.json").read_text("utf-8"))
    views = len(read_snapshot(current_snapshot(folder)).views)
    assert manifest["facts"]["vector index"] == f"flat: {views} vectors of 64, exact"
    assert manifest["facts"]["word index"].startswith(f"BM25: {views} texts, ")


def test_words_are_not_analysed_again_when_the_index_is_opened(folder, town, monkeypatch):
    def fail(*arguments):
        raise AssertionError("analysed again")

    monkeypatch.setattr("index.searching.LexicalIndex.of", fail)
    hits = open_index(folder, town, FakeEncoder()).search("Parkplätze")
    assert hits[0].passage.id == "protokoll-2019/hf1/leitlinie-2"


def test_index_is_searched_the_same_with_and_without_its_word_index(folder, town, tmp_path):
    build(town, tmp_path / "without", FakeEncoder())
    one, other = (
        open_index(path, town, FakeEncoder()).search("Wohnraum und Sprachkurse")
        for path in (folder, tmp_path / "without")
    )
    assert [(hit.passage.id, hit.score) for hit in one] == [
        (hit.passage.id, hit.score) for hit in other
    ]


def test_nothing_is_built_again_while_nothing_changes(folder, town):
    assert not _needs_build(town, folder)
    assert _build(town, folder).unchanged


def test_other_abbreviations_make_the_parts_anew(folder, town):
    (town / "abbreviations.toml").write_text('PP = "Parkplätze"\n', encoding="utf-8")
    assert _needs_build(town, folder)
    report = _build(town, folder)
    assert (report.unchanged, report.embedded) == (False, 0)
    hits = open_index(folder, town, FakeEncoder()).search("PP", 100)
    (first,) = (hit for hit in hits if hit.lexical_rank == 1)
    assert first.passage.id == "protokoll-2019/hf1/leitlinie-2"


@pytest.mark.parametrize("kind", [StoreKind.IVF, StoreKind.HNSW])
def test_another_kind_of_vector_index(folder, town, kind):
    exact = open_index(folder, town, FakeEncoder()).search("Wohnraum und Sprachkurse")
    assert _needs_build(town, folder, kind)
    assert _build(town, folder, kind).embedded == 0
    index = open_index(folder, town, FakeEncoder())
    assert index.store.describe().startswith(f"{kind}: ")
    found = index.search("Wohnraum und Sprachkurse")
    assert [hit.passage.id for hit in found] == [hit.passage.id for hit in exact]


def test_broken_abbreviations_are_named(town):
    (town / "abbreviations.toml").write_text("[", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"abbreviations\.toml: "):
        parts_of(town, StoreKind.AUTO, read_views)


def test_questions_outside_the_documents_have_no_words():
    assert words_of(View("p", ViewRole.TEXT, "de-simple", "Haus")) == ("Haus", "de")
    assert words_of(View("Wetter", ViewRole.OUTSIDE, "de", "Haus")) == ("", "de")


@pytest.fixture
def fitted(monkeypatch):
    """The few example questions of the town are enough for a classifier, fitted in few steps."""
    monkeypatch.setattr(classifier_training, "_FEWEST", 5)
    monkeypatch.setattr(classifier_training, "_LEAST_STEPS", 3)


def _classifier_of(folder):
    return Classifiers.load(current_snapshot(folder)).asked


def _fact(folder):
    manifest = (current_snapshot(folder) / "manifest.json").read_text("utf-8")
    return json.loads(manifest)["facts"]["classifier"]


def test_few_example_questions_make_no_classifier(folder, town):
    assert _fact(folder).startswith("none")
    assert _classifier_of(folder) is None
    assert open_index(folder, town, FakeEncoder()).search("Parkplätze")


@pytest.mark.usefixtures("fitted")
def test_example_questions_make_a_classifier(town, tmp_path):
    _build(town, tmp_path / "index")
    assert _fact(tmp_path / "index") == "3 passages and themes, by 5 questions"
    names = ["Wetter", "leitbild-2020/hf1/leitlinie-1", "leitbild-2020/hf2/leitlinie-1"]
    assert _classifier_of(tmp_path / "index").names.tolist() == names
    index = open_index(tmp_path / "index", town, FakeEncoder())
    assert index.find(index.encode(["Wohnung"])[0], "Wohnung").inside != 0


@pytest.mark.usefixtures("fitted")
def test_comparing_questions_make_a_classifier_of_their_own(town, tmp_path):
    of_passages = "".join(
        f'["leitbild-2020/hf{n}/leitlinie-1"]\nde = ["Was wurde aus {n}?", "Und aus {n} heute?"]\n'
        for n in (1, 2)
    )
    comparing = town / "questions" / "leitbild-2020.comparisons.toml"
    comparing.write_text(of_passages, encoding="utf-8")
    outside = town / "questions" / "out-of-scope.toml"
    themes = outside.read_text(encoding="utf-8")
    outside.write_text(f'{themes}\ncomparisons.de = ["Kam der Regen noch?"]\n', encoding="utf-8")
    _build(town, tmp_path / "index")
    classifiers = Classifiers.load(current_snapshot(tmp_path / "index"))
    assert classifiers.comparing.names.tolist() == classifiers.asked.names.tolist()
    assert classifiers.comparing.inputs != classifiers.asked.inputs


@pytest.mark.usefixtures("fitted")
def test_fitting_tells_how_far_it_is(town, tmp_path):
    steps = []
    _build(town, tmp_path / "index", progress=BuildProgress(learning=lambda *s: steps.append(s)))
    assert [done for done, _ in steps] == list(range(len(steps)))
    assert {total for _, total in steps} == {len(steps) - 1}


@pytest.mark.usefixtures("fitted")
def test_classifier_is_kept_while_its_questions_are_the_same(town, tmp_path, monkeypatch):
    folder = tmp_path / "index"
    _build(town, folder)
    before = _classifier_of(folder)
    monkeypatch.setattr(classifier_training, "_fit", None)  # fails if it is called
    (town / "abbreviations.toml").write_text('HF = "Handlungsfeld"\n', encoding="utf-8")
    assert not _build(town, folder).unchanged
    assert _classifier_of(folder).inputs == before.inputs


@pytest.mark.usefixtures("fitted")
def test_damaged_classifier_is_reported(town, tmp_path):
    _build(town, tmp_path / "index")
    (current_snapshot(tmp_path / "index") / CLASSIFIER_FILE).write_bytes(b"PK")
    with pytest.raises(SnapshotError, match="classifier"):
        open_index(tmp_path / "index", town, FakeEncoder())
