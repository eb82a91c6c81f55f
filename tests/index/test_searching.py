import numpy as np
import pytest

from index.building import build
from index.errors import DocumentError, SnapshotError
from index.passage import Kind, Status
from index.searching import Filters, open_index
from index.snapshot import current_snapshot
from tests.fakes import FakeEncoder

_EVERYTHING = 1000


@pytest.fixture
def folder(town, tmp_path):
    """A folder with the index of the town."""
    build(town, tmp_path / "index", FakeEncoder())
    return tmp_path / "index"


@pytest.fixture
def index(folder, town):
    return open_index(folder, town, FakeEncoder())


def _ids(hits):
    return [hit.passage.id for hit in hits]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        pytest.param("Parkplätze", "protokoll-2019/hf1/leitlinie-2", id="a word"),
        pytest.param("Nachbarschaft stärken", "leitbild-2020/hf1/leitlinie-2", id="other forms"),
        pytest.param(
            "Was tut die Stadt gegen hohe Mieten?",
            "leitbild-2020/hf1/leitlinie-1",
            id="an example question with no word of the passage",
        ),
    ],
)
def test_best_passage(index, question, best):
    # The list that holds the passage may stand beside it.
    assert best in _ids(index.search(question))[:2]


def test_question_in_another_language_finds_its_example(index):
    hits = index.search("Is there affordable housing?", language="en")
    assert _ids(hits)[0] == "leitbild-2020/hf1/leitlinie-1"


def test_hits_are_in_order_and_ranks_count_from_1(index):
    hits = index.search("Sprachkurse", count=_EVERYTHING)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    dense = sorted(hit.dense_rank for hit in hits if hit.dense_rank)
    assert dense == list(range(1, len(dense) + 1))
    assert 1 in [hit.lexical_rank for hit in hits]
    assert all(-1 <= hit.similarity <= 1.001 for hit in hits if hit.dense_rank)


def test_each_passage_is_found_once(index):
    ids = _ids(index.search("Die Stadt", count=_EVERYTHING))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_no_more_hits_than_asked_for(index, count):
    assert len(index.search("Stadt", count=count)) == count


@pytest.mark.parametrize("question", ["", " ", "???", "😀", "ا", "x" * 5000], ids=len)
def test_odd_questions_are_searched_too(index, question):
    assert all(np.isfinite(hit.score) for hit in index.search(question))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(Filters(document="protokoll-2019"), {"protokoll-2019"}, id="document"),
        pytest.param(Filters(status=Status.ADOPTED), {"leitbild-2020"}, id="status"),
    ],
)
def test_filters_by_document(index, filters, expected):
    hits = index.search("Wohnraum", _EVERYTHING, filters)
    assert {hit.passage.document_id for hit in hits} == expected
    assert {p.id for p in index.passages if filters.allow(p)} == set(_ids(hits))


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(Filters(field=2), id="field"),
        pytest.param(Filters(kind=Kind.CARD), id="kind"),
        pytest.param(Filters(field=1, kind=Kind.GUIDELINE, status=Status.DRAFT), id="together"),
    ],
)
def test_filters_hold_in_both_searches(index, filters):
    hits = index.search("Die Stadt stellt bezahlbaren Wohnraum bereit", _EVERYTHING, filters)
    assert hits
    assert {p.id for p in index.passages if filters.allow(p)} == set(_ids(hits))


@pytest.mark.parametrize(
    "filters",
    [Filters(document="nirgends"), Filters(field=7), Filters(document="leitbild-2020", field=9)],
    ids=["document", "field", "together"],
)
def test_filter_that_nothing_fits(index, filters):
    assert index.search("Wohnraum", filters=filters) == ()


def test_adopted_guideline_speaks_for_its_draft(index):
    hits = index.search("bezahlbarer Wohnraum für alle", count=_EVERYTHING)
    assert "protokoll-2019/hf1/leitlinie-1" not in _ids(hits)
    (adopted,) = (hit for hit in hits if hit.passage.id == "leitbild-2020/hf1/leitlinie-1")
    assert adopted.twin.id == "protokoll-2019/hf1/leitlinie-1"


def test_draft_is_found_where_only_drafts_are_asked_for(index):
    (best, *_) = index.search("bezahlbarer Wohnraum", filters=Filters(status=Status.DRAFT))
    assert best.passage.status is Status.DRAFT
    assert best.twin is None


def test_question_outside_the_documents_is_near_to_its_theme(index):
    outside = "Wie wird das Wetter morgen?"
    findings = index.find(index.encode([outside])[0], outside)
    assert findings.theme.name == "Wetter"
    inside = "Wo lerne ich Deutsch?"
    nearer = index.find(index.encode([inside])[0], inside).outside_similarity
    assert findings.outside_similarity > nearer


def test_questions_outside_the_documents_have_no_say_in_the_word_search(index):
    findings = index.find(index.encode(["Wetter"])[0], "Wetter")
    assert all(hit.lexical_rank is None for hit in findings.hits)


def test_town_without_themes(town, tmp_path):
    (town / "questions" / "out-of-scope.toml").unlink()
    build(town, tmp_path / "index", FakeEncoder())
    index = open_index(tmp_path / "index", town, FakeEncoder())
    findings = index.find(index.encode(["Wetter"])[0], "Wetter")
    assert (findings.theme, findings.outside_similarity) == (None, 0)


def test_example_questions_are_one_for_each_field(index):
    expected = ["Was tut die Stadt gegen hohe Mieten?", "Wo lerne ich Deutsch?"]
    assert index.example_questions(5) == expected
    assert index.example_questions(1) == expected[:1]
    assert index.example_questions(5, "en") == ["Is there affordable housing?"]
    assert index.example_questions(5, "fr") == []


def test_opened_index_shows_documents_and_passages(index):
    assert sorted(index.documents) == ["leitbild-2020", "protokoll-2019"]
    for passage in index.passages:
        assert index.by_id[passage.id] is passage
        text = index.documents[passage.document_id].text
        assert text[passage.start : passage.end] == passage.text


def test_abbreviations_are_read_when_the_index_is_opened(folder, town):
    (town / "abbreviations.toml").write_text('PP = "Parkplätze"\n', encoding="utf-8")
    index = open_index(folder, town, FakeEncoder())
    (first,) = (hit for hit in index.search("PP", _EVERYTHING) if hit.lexical_rank == 1)
    assert first.passage.id == "protokoll-2019/hf1/leitlinie-2"


def test_town_without_abbreviations(folder, town):
    (town / "abbreviations.toml").unlink()
    assert open_index(folder, town, FakeEncoder()).search("Parkplätze")


@pytest.mark.parametrize("content", [b"[", b"\xff"], ids=["bad TOML", "not UTF-8"])
def test_broken_abbreviations(folder, town, content):
    (town / "abbreviations.toml").write_bytes(content)
    with pytest.raises(DocumentError, match=r"abbreviations\.toml: "):
        open_index(folder, town, FakeEncoder())


def test_abbreviation_that_is_no_text(folder, town):
    (town / "abbreviations.toml").write_text("VHS = 5\n", encoding="utf-8")
    with pytest.raises(DocumentError):
        open_index(folder, town, FakeEncoder())


def test_index_that_was_never_built(town, tmp_path):
    with pytest.raises(SnapshotError, match="no index yet; build it with: leitlinien index"):
        open_index(tmp_path / "nowhere", town, FakeEncoder())


def test_index_of_another_model(folder, town):
    with pytest.raises(SnapshotError, match=r"'fake', not 'other'; build it anew"):
        open_index(folder, town, FakeEncoder("other"))


def test_damaged_index(folder, town):
    (current_snapshot(folder) / "passages.json").write_bytes(b"[]")
    with pytest.raises(SnapshotError, match=r"passages\.json: damaged"):
        open_index(folder, town, FakeEncoder())
