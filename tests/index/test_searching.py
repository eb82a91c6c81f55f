import numpy as np
import pytest

from index.building import build
from index.errors import DocumentError, SnapshotError
from index.lexical import Analyser
from index.passage import Kind, Status, Theme, View, ViewRole
from index.placing import is_bare
from index.searching import Filters, Index, Ranking, open_index
from index.snapshot import Contents, current_snapshot
from index.vectors.faiss import FaissStore
from tests.fakes import FakeEncoder, document_of, passage_of

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
    assert findings.outside_share == 0


_INSIDE = ["Wo lerne ich Deutsch?", "Was tut die Stadt gegen hohe Mieten?", "Parkplätze"]
_OUTSIDE = ["Wie wird das Wetter morgen?", "Will it rain tomorrow?", "Morgen Regen?"]


@pytest.mark.parametrize("filters", [Filters(), Filters(field=2)], ids=["all", "filtered"])
def test_share_of_the_outside_is_higher_for_questions_outside(index, filters):
    inside, outside = (
        [
            index.find(vector, text, filters=filters).outside_share
            for vector, text in zip(index.encode(texts), texts, strict=True)
        ]
        for texts in (_INSIDE, _OUTSIDE)
    )
    assert all(0 <= share <= 1 for share in inside + outside)
    assert max(inside) < min(outside)


_QUESTION = np.array([1, 0], np.float32)


def _near(similarity):
    """A vector with that cosine to the question."""
    return [similarity, (1 - similarity**2) ** 0.5]


def _index_of(passages, outside=(), **ranking):
    """An index of passages of a status and outside questions with these similarities."""
    document = document_of(*(f"Satz {number}." for number in range(len(passages))))
    found = tuple(
        passage_of(document, text, id=text, status=status)
        for text, (status, _) in zip(document.text.split("\n\n"), passages, strict=True)
    )
    texts = [View(passage.id, ViewRole.TEXT, "de", passage.text) for passage in found]
    themes = (Theme("Fremdes", "not_covered", ""),) if outside else ()
    others = [View("Fremdes", ViewRole.OUTSIDE, "de", "Wie wird das Wetter?") for _ in outside]
    similarities = [similarity for _, similarity in passages] + list(outside)
    vectors = np.array([_near(one) for one in similarities], np.float32)
    contents = Contents("fake", {}, (document,), found, (), themes, (*texts, *others), vectors)
    weights = Ranking(view_weights=(1.0,), **ranking)
    return Index(contents, FaissStore.of(vectors), FakeEncoder(), Analyser({}), weights)


@pytest.mark.parametrize(
    ("passages", "outside", "expected"),
    [
        pytest.param([0.9], [], 0.0, id="nothing outside"),
        pytest.param([0.9], [0.9], 0.5, id="equally near"),
        pytest.param([0.9, 0.9, 0.9], [0.9], 0.25, id="one of four"),
        pytest.param([0.9], [0.8], 0.119, id="farther, so e^-2 as weighty"),
        pytest.param([0.8], [0.9], 0.881, id="nearer"),
        pytest.param([0.1], [0.9], 1.0, id="much nearer"),
        pytest.param([0.9] * 49, [0.899] * 10, 0.02, id="the fifty nearest have a say"),
    ],
)
def test_share_of_the_outside_weighs_nearness(passages, outside, expected):
    index = _index_of([(Status.ADOPTED, similarity) for similarity in passages], outside)
    found = index.find(_QUESTION, "?").outside_share
    assert found == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("others", "similarity", "adopted_first"),
    [
        pytest.param(Status.SUGGESTION, 0.7, True, id="as near as a suggestion"),
        pytest.param(Status.SUGGESTION, 0.67, True, id="hardly farther"),
        pytest.param(Status.SUGGESTION, 0.64, False, id="farther"),
        pytest.param(Status.SUGGESTION, 0.4, False, id="much farther"),
        pytest.param(Status.APPROACH, 0.67, True, id="than an approach"),
        pytest.param(Status.INFORMATION, 0.67, True, id="than information"),
        pytest.param(Status.DRAFT, 0.68, True, id="hardly farther than a draft"),
        pytest.param(Status.DRAFT, 0.67, False, id="farther than a draft, which has half"),
        pytest.param(Status.ADOPTED, 0.69, False, id="farther than other adopted text"),
    ],
)
def test_adopted_text_leads(others, similarity, adopted_first):
    index = _index_of([(others, 0.7), (Status.ADOPTED, similarity)], adopted_lead=0.05)
    hits = index.find(_QUESTION, "?").hits
    assert [hit.passage.id for hit in hits][adopted_first] == "Satz 0."
    assert {hit.passage.id: hit.similarity for hit in hits} == {
        "Satz 0.": pytest.approx(0.7),
        "Satz 1.": pytest.approx(similarity),
    }


def test_without_a_lead_the_nearer_comes_first():
    passages = [(Status.ADOPTED, 0.69), (Status.SUGGESTION, 0.7)]
    hits = _index_of(passages, adopted_lead=0.0).find(_QUESTION, "?").hits
    assert hits[0].passage.status is Status.SUGGESTION


def test_example_questions_are_one_for_each_field(index):
    expected = ["Was tut die Stadt gegen hohe Mieten?", "Wo lerne ich Deutsch?"]
    assert index.example_questions(5) == expected
    assert index.example_questions(1) == expected[:1]
    assert index.example_questions(5, "en") == ["Is there affordable housing?"]
    assert index.example_questions(5, "fr") == []


def test_without_guidelines_example_questions_are_one_for_each_section():
    document = document_of("Eins.", "Zwei.", "Drei.")
    passages = tuple(
        passage_of(document, text, section=(section,), field=None, kind=Kind.INFORMATION)
        for text, section in (("Eins.", "Parken"), ("Zwei.", "Parken"), ("Drei.", "Wald"))
    )
    views = tuple(View(one.id, ViewRole.QUESTION, "de", f"Zu {one.text}") for one in passages)
    vectors = np.eye(3, dtype=np.float32)
    contents = Contents("fake", {}, (document,), passages, (), (), views, vectors)
    index = Index(contents, FaissStore.of(vectors), FakeEncoder(), Analyser({}))
    assert index.example_questions(5) == ["Zu Eins.", "Zu Drei."]
    assert index.example_questions(5, "en") == []


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
    (current_snapshot(folder) / "passages.jsonl").write_bytes(b"[]")
    with pytest.raises(SnapshotError, match=r"passages\.jsonl: damaged"):
        open_index(folder, town, FakeEncoder())


_ASKED = "Was wurde aus den Parkplätzen?"


@pytest.fixture
def comparing(town, tmp_path):
    """The town's index with a question that compares."""
    path = town / "questions" / "leitbild-2020.comparisons.toml"
    path.write_text(f'["leitbild-2020/hf1/leitlinie-2"]\nde = ["{_ASKED}"]\n', encoding="utf-8")
    build(town, tmp_path / "comparing", FakeEncoder())
    return open_index(tmp_path / "comparing", town, FakeEncoder())


def _find(index, question, filters=Filters()):
    return index.find(index.encode([question])[0], question, _EVERYTHING, filters)


def test_nearest_comparing_question_tells_what_settled_it(comparing):
    settled = _find(comparing, _ASKED).settled.hit
    assert settled.passage.id == "leitbild-2020/hf1/leitlinie-2"
    assert settled.similarity == pytest.approx(1.0, abs=1e-3)


def test_comparing_question_leads_no_other_question_to_its_passage(index, comparing):
    found, before = (_find(one, _ASKED) for one in (comparing, index))
    assert before.settled.hit is None
    assert [(h.passage.id, h.similarity, h.lexical_rank) for h in found.hits] == [
        (h.passage.id, pytest.approx(h.similarity, abs=1e-6), h.lexical_rank) for h in before.hits
    ]
    assert found.outside_share == pytest.approx(before.outside_share)


def test_comparing_question_about_a_theme_outside_takes_the_lead_from_it(comparing, town, tmp_path):
    path = town / "questions" / "out-of-scope.toml"
    themes = path.read_text(encoding="utf-8")
    path.write_text(f'{themes}\ncomparisons.de = ["{_ASKED}"]\n', encoding="utf-8")
    build(town, tmp_path / "outside", FakeEncoder())
    outside = open_index(tmp_path / "outside", town, FakeEncoder())
    before, after = (_find(one, _ASKED) for one in (comparing, outside))
    assert after.settled.hit == before.settled.hit
    assert before.settled.lead > 0.0
    assert after.settled.lead == pytest.approx(0.0, abs=1e-3)
    assert after.theme == before.theme
    assert after.outside_similarity == pytest.approx(before.outside_similarity)


def test_filter_holds_for_what_settled_it(comparing):
    assert _find(comparing, _ASKED, Filters(document="protokoll-2019")).settled.hit is None


def test_comparing_questions_of_no_passage_are_reported(town, tmp_path):
    path = town / "questions" / "leitbild-2020.comparisons.toml"
    path.write_text('["leitbild-2020/hf9/a"]\nde = ["Was?"]\n', encoding="utf-8")
    report = build(town, tmp_path / "index", FakeEncoder())
    note = "questions/leitbild-2020.comparisons.toml: no passage is called 'leitbild-2020/hf9/a'"
    assert any(line.startswith(note) for line in report.notes)


@pytest.mark.parametrize(
    ("question", "first"),
    [("Sport", "a"), ("Was tut die Stadt für den Sport?", "b")],
    ids=["words", "question"],
)
def test_bare_words_lead_only_bare_words(question, first):
    document = document_of("a", "b")
    passages = (passage_of(document, "a"), passage_of(document, "b"))
    views = [
        *(View(p.id, ViewRole.TEXT, "de", p.text) for p in passages),
        View(passages[0].id, ViewRole.QUESTION, "de", "sport verein"),
        View(passages[1].id, ViewRole.QUESTION, "de", "Wird der Sport gefördert?"),
    ]
    angles = np.radians([80, 40, 5, 40])
    vectors = np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)
    contents = Contents("fake", {}, (document,), passages, (), (), tuple(views), vectors)
    index = Index(contents, FaissStore.of(vectors), FakeEncoder(), Analyser({}))
    hits = index.find(np.array([1, 0], np.float32), question, bare=is_bare(question)).hits
    assert hits[0].passage.text == first
    assert {hit.passage.text for hit in hits} == {"a", "b"}  # a text is never left out
