"""Which pair of texts answers a question that compares."""

import math
from dataclasses import replace

import numpy as np
import pytest

from assistant.comparing import with_adopted_ahead, with_counterpart, with_named_part
from index import Filters, Hit, Kind, Status
from index.searching import Findings
from index.settling import Settled
from tests.assistant.test_differences import StillIndex
from tests.fakes import document_of, passage_of

LETTERS = "abcdefgh"
DOCUMENT = document_of(*LETTERS)


class CircleIndex:
    """Its passages lie on a circle with the question at 0 degrees; a text's letter names one."""

    def __init__(self, *places: tuple[int, Status, Kind], by_words: str = "") -> None:
        """Args: by_words: letter of a passage that every search puts first."""
        self._by_words = by_words
        self._degrees = {
            passage_of(DOCUMENT, letter, status=status, kind=kind): degrees
            for letter, (degrees, status, kind) in zip(LETTERS, places, strict=False)
        }
        self.documents = {DOCUMENT.id: DOCUMENT}
        self.passages = tuple(self._degrees)
        self.by_id = {passage.id: passage for passage in self.passages}
        self.twins = {}

    def encode(self, texts):
        by_text = {passage.text: degrees for passage, degrees in self._degrees.items()}
        return np.array([_at(by_text.get(text, 0)) for text in texts], np.float32)

    def find(self, vector, words, count=10, filters=Filters(), language="de"):
        near = [
            (float(vector @ _at(degrees)), passage)
            for passage, degrees in self._degrees.items()
            if filters.allow(passage)
        ]
        near.sort(key=lambda pair: (pair[1].text != self._by_words, -pair[0]))
        return Findings(
            tuple(
                Hit(passage, 1.0 / rank, rank, None, similarity)
                for rank, (similarity, passage) in enumerate(near[:count], start=1)
            )
        )


def _at(degrees):
    return np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))])


def adopted(degrees, kind=Kind.GUIDELINE):
    return degrees, Status.ADOPTED, kind


def draft(degrees):
    return degrees, Status.DRAFT, Kind.GUIDELINE


def suggestion(degrees):
    return degrees, Status.SUGGESTION, Kind.CARD


def approach(degrees):
    return degrees, Status.APPROACH, Kind.LIST


def information(degrees):
    return degrees, Status.INFORMATION, Kind.INFORMATION


def paired(*places, count=10, question="Was war vorgeschlagen?"):
    """The findings for a question before and after, and the letters of those after."""
    index = CircleIndex(*places)
    (vector,) = index.encode(["?"])
    before = index.find(vector, "?", count)
    after = with_counterpart(index, before, vector, question, "de")
    return before, after, "".join(hit.passage.text for hit in after.hits)


def settled_by(letter, similarity, *places):
    """The letters after, where comparing questions lead to a passage."""
    index = CircleIndex(*places)
    passage = next(p for p in index.passages if p.text == letter)
    settled = Hit(passage, similarity, similarity=similarity)
    before = replace(index.find(_at(0), "?", 10), settled=Settled(settled))
    after = with_counterpart(index, before, _at(0), "Was war vorgeschlagen?", "de")
    return "".join(hit.passage.text for hit in after.hits)


@pytest.mark.parametrize(("similarity", "order"), [(0.5, "cab"), (0.4, "bac")], ids=["near", "far"])
def test_what_comparing_questions_lead_to_comes_before_the_suggestion(similarity, order):
    places = suggestion(10), adopted(20), adopted(40)
    assert settled_by("c", similarity, *places) == order


def test_what_comparing_questions_lead_to_comes_before_another_adopted_text():
    assert settled_by("b", 0.5, adopted(5), adopted(10), suggestion(15)) == "bca"


def test_information_may_be_what_settled_it():
    assert settled_by("b", 0.5, suggestion(10), information(60), adopted(20)) == "bac"


def test_where_only_information_was_found_it_is_led_by_what_settled_it():
    assert settled_by("b", 0.5, information(10), adopted(20)) == "ba"


@pytest.mark.parametrize("earlier", [draft, suggestion], ids=["draft", "suggestion"])
@pytest.mark.parametrize(
    ("degrees", "order"), [(25, "acb"), (40, "abc")], ids=["nearly as near", "too far"]
)
def test_adopted_text_is_followed_by_an_earlier_one_that_is_near(earlier, degrees, order):
    # cos 10 = 0.98, cos 25 = 0.91, cos 40 = 0.77
    assert paired(adopted(10), adopted(20), earlier(degrees))[2] == order


def test_best_of_several_earlier_texts_follows():
    assert paired(adopted(0), information(5), suggestion(15), draft(10))[2] == "adbc"


def test_earlier_text_found_by_words_alone_is_not_near():
    index = CircleIndex()
    by_meaning = Hit(passage_of(DOCUMENT, "a"), 1.0, 1, None, 0.9)
    by_words = Hit(passage_of(DOCUMENT, "b", status=Status.DRAFT), 0.9, None, 1, None)
    findings = Findings((by_meaning, by_words))
    assert with_counterpart(index, findings, _at(0), "?", "de") == findings


@pytest.mark.parametrize("earlier", [draft, suggestion, approach])
@pytest.mark.parametrize(
    ("degrees", "order"), [(40, "bac"), (50, "acb")], ids=["near", "too far from the question"]
)
def test_earlier_text_is_led_by_its_adopted_counterpart(earlier, degrees, order):
    # cos 10 = 0.98, cos 40 = 0.77, cos 50 = 0.64
    assert paired(earlier(10), adopted(degrees), information(45))[2] == order


def test_counterpart_is_near_to_both_the_question_and_the_earlier_text():
    # b is the nearer one to the question, c to question and suggestion together.
    assert paired(suggestion(20), adopted(-24), adopted(25))[2] == "cab"


def test_counterpart_is_chosen_by_meaning_not_by_words():
    index = CircleIndex(suggestion(10), adopted(20), adopted(40), by_words="c")
    findings = Findings(index.find(_at(0), "?", filters=Filters(status=Status.SUGGESTION)).hits)
    after = with_counterpart(index, findings, _at(0), "Was war vorgeschlagen?", "de")
    assert [hit.passage.text for hit in after.hits] == ["b", "a"]


@pytest.mark.parametrize(
    ("degrees", "order"), [(20, "bac"), (40, "bac"), (50, "acb")], ids=["near", "nearly", "too far"]
)
def test_adopted_text_comes_first_where_the_question_speaks_of_no_suggestion(degrees, order):
    places = suggestion(10), adopted(degrees), information(45)
    assert paired(*places, question="Was wurde geändert?")[2] == order


def test_draft_comes_between_the_adopted_text_and_the_suggestion(corpus):
    documents = [manuscript.document for manuscript in corpus.values()]
    index = StillIndex(documents, [p for one in corpus.values() for p in one.passages])
    card, guideline, old = (
        index.by_id[id]
        for id in (
            "dokumentation-2018/hf3/karten/10",
            "leitlinien-2019/hf3/leitlinie-2",
            "dokumentation-2018/hf3/leitlinie-1",
        )
    )
    other = index.by_id["leitlinien-2019/hf1/leitlinie-1"]
    hits = tuple(Hit(one, 1.0, None, None, 0.9) for one in (card, guideline, other))
    index.encode = lambda texts: np.array([[1.0, 0.0]], np.float32)
    index.find = lambda *arguments: Findings(hits[1:])
    question = "Was wurde bei der Modellstadt geändert?"
    after = with_counterpart(index, Findings(hits), _at(0), question, "de")
    assert [hit.passage for hit in after.hits] == [guideline, old, card]


def test_named_part_leads_with_its_adopted_text_and_draft(corpus):
    documents = [manuscript.document for manuscript in corpus.values()]
    index = StillIndex(documents, [p for one in corpus.values() for p in one.passages])
    before = Findings((Hit(index.passages[0], 1.0, 1, None, 0.9, index.passages[1]),))
    after = with_named_part(index, before, "Did the preamble change?")
    assert [hit.passage.id for hit in after.hits] == [
        "leitlinien-2019/praeambel/3",
        "dokumentation-2018/praeambel/3",
    ]
    assert all(hit.twin is None for hit in after.hits)
    assert with_named_part(index, before, "Did sport change?") is None
    assert with_named_part(index, Findings(()), "Did the preamble change?") is None


@pytest.mark.parametrize("kind", [Kind.LIST, Kind.FOOTNOTE, Kind.INFORMATION])
def test_text_that_commits_nobody_is_no_counterpart(kind):
    assert paired(suggestion(10), adopted(20, kind), adopted(30))[2] == "cab"


def test_where_nothing_commits_the_city_what_was_adopted_leads():
    assert paired(suggestion(10), adopted(20, Kind.LIST))[2] == "ba"


@pytest.mark.parametrize("kind", [Kind.GUIDELINE, Kind.PREAMBLE])
def test_text_that_commits_the_city_is_a_counterpart(kind):
    assert paired(suggestion(10), adopted(20, kind), adopted(30))[2] == "bac"


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([suggestion(10), draft(20)], id="nothing was adopted"),
        pytest.param([adopted(10), adopted(20)], id="nothing is earlier"),
        pytest.param([information(10), adopted(20), draft(20)], id="the best is neither"),
    ],
)
def test_without_a_pair_the_findings_stay(places):
    before, after, _ = paired(*places)
    assert after == before


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([adopted(0), adopted(5), draft(10)], id="adopted first"),
        pytest.param([draft(0), information(5), adopted(30)], id="earlier first"),
    ],
)
def test_both_get_the_best_score(places):
    before, after, _ = paired(*places)
    best = before.hits[0].score
    assert [hit.score for hit in after.hits[:2]] == [best, best]
    assert after.hits[2].score < best


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 2), (2, 2), (3, 3)], ids=["one becomes a pair", "two", "three"]
)
def test_number_of_hits_stays(count, expected):
    # The counterpart at 30 degrees is found although it is not among the first three.
    places = suggestion(0), information(5), information(6), adopted(30)
    _, after, letters = paired(*places, count=count)
    assert len(after.hits) == expected
    assert letters.startswith("da")


def test_what_else_was_found_stays():
    index = CircleIndex(suggestion(0), adopted(10))
    findings = Findings(index.find(_at(0), "?").hits, None, 0.3, 0.2)
    after = with_counterpart(index, findings, _at(0), "?", "de")
    assert (after.outside_similarity, after.outside_share) == (0.3, 0.2)
    assert after.hits != findings.hits


@pytest.mark.parametrize(("probability", "order"), [(0.0, "ab"), (0.1, "ab"), (0.9, "ba")])
def test_what_was_adopted_goes_ahead_where_the_question_may_compare(probability, order):
    status = Status.SUGGESTION
    hits = (
        Hit(passage_of(DOCUMENT, "a", status=status), 1.0, 1, None, 0.9),
        Hit(passage_of(DOCUMENT, "b"), 0.8, 2, None, 0.8),
    )
    after = with_adopted_ahead(Findings(hits), probability)
    assert "".join(hit.passage.text for hit in after.hits) == order
    assert [hit.score for hit in after.hits] == sorted((h.score for h in after.hits), reverse=True)
