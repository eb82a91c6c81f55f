"""Whether a question is searched alone or together with its history."""

from dataclasses import replace

import numpy as np
import pytest

from assistant import Outcome, finding
from assistant.comparison_question import Judgement
from assistant.deciding import NEUTRAL
from assistant.finding import find, is_small_talk
from assistant.signals import Fit
from index import Filters, Hit, Kind, Status
from index.passage import Theme
from index.searching import Findings
from index.settling import Settled
from tests.fakes import document_of, passage_of

EARLIER = "Wie hilft die Stadt beim Deutschlernen?"
_SLIPS = {"de": ("Kimder", "Kinder"), "en": ("cousrs", "courses")}
_COURSES = "Die Stadt fördert Sprachkurse."
_PASSAGE = passage_of(document_of(_COURSES), _COURSES)


class FakeIndex:
    """Finds a passage with the given similarity for each text, and an outside theme."""

    encoder_name = "fake"

    def __init__(
        self, outcome: str = "not_covered", share: float = 0.0, **similar: tuple[float, float]
    ) -> None:
        """Args: share: of the themes outside among the nearest views."""
        self._similar = similar
        self._share = share
        self._theme = Theme("Fremdes", outcome, "")
        self.words: list[str] = []
        self.bare: list[bool] = []

    def spelt(self, question, language):
        return question.replace(*_SLIPS[language])

    def encode(self, texts):
        return np.array([[len(text.split("?")) > 2] for text in texts], np.float32)

    def encode_layers(self, texts):
        return self.encode(texts), np.empty((len(texts), 0), np.float32)

    def find(self, vector, question, language, bare):
        self.bare.append(bare)
        inside, outside = self._similar["together" if vector[0] else "alone"]
        self.words.append(question)
        return Findings((Hit(_PASSAGE, 1.0, 1, None, inside),), self._theme, outside, self._share)


def searched(question, index, history=(EARLIER,)):
    return find(index, NEUTRAL, question, history, "de").text


@pytest.mark.parametrize("question", ["Und für Kinder?", "Wer hilft dabei?"])
def test_clear_follow_up_is_searched_with_its_history(question):
    index = FakeIndex(alone=(0.7, 0.1), together=(0.4, 0.1))
    assert searched(question, index) == f"{EARLIER} {question}"


@pytest.mark.parametrize(
    ("together", "joined"), [(0.5, True), (0.39, False)], ids=["nearer", "farther"]
)
def test_short_question_is_searched_where_it_finds_something_nearer(together, joined):
    index = FakeIndex(alone=(0.4, 0.1), together=(together, 0.1))
    assert (searched("im Turnverein?", index) != "im Turnverein?") is joined


@pytest.mark.parametrize(
    ("together", "joined"), [(0.45, True), (0.41, False)], ids=["nearer", "hardly nearer"]
)
def test_unmarked_question_needs_a_nearer_passage(together, joined):
    question = "Welche Hilfe bekommen ältere Menschen?"
    index = FakeIndex(alone=(0.4, 0.1), together=(together, 0.1))
    assert (searched(question, index) != question) is joined


def test_question_outside_the_documents_stays_alone():
    question = "Welche Temperatur erwartet uns heute?"
    index = FakeIndex(alone=(0.2, 0.8), together=(0.6, 0.1))
    found = find(index, NEUTRAL, question, (EARLIER,), "de")
    assert (found.text, found.outcome) == (question, Outcome.NOT_COVERED)


@pytest.mark.parametrize(
    ("text", "theme", "share", "joined"),
    [
        pytest.param("Danke dir!", "about", 0.95, False, id="thanks"),
        pytest.param("Für Unternehmen?", "about", 0.75, True, id="near to passages too"),
        pytest.param("Und dann?", "about", 0.95, True, id="opens like a follow-up"),
        pytest.param("Die Preise?", "not_covered", 0.95, True, id="another matter"),
    ],
)
def test_thanks_in_a_conversation_are_not_searched_with_it(text, theme, share, joined):
    index = FakeIndex(theme, share, alone=(0.2, 0.5), together=(0.6, 0.1))
    found = find(index, NEUTRAL, text, (EARLIER,), "de")
    assert (found.text != text) is joined
    assert is_small_talk(found.findings) is not joined


@pytest.mark.parametrize(
    ("text", "alone", "joined"),
    [
        pytest.param("Sprachkurse", (0.5, 0.1), False, id="a subject"),
        pytest.param("Sprachkurse?", (0.5, 0.1), True, id="a question"),
        pytest.param("Sprachkurse", (0.1, 0.5), True, id="no answer alone"),
        pytest.param("und Sprachkurse", (0.5, 0.1), True, id="opens like a follow-up"),
    ],
)
def test_bare_words_that_name_a_subject_are_a_matter_of_their_own(text, alone, joined):
    index = FakeIndex(alone=alone, together=(0.6, 0.1))
    assert (searched(text, index) != text) is joined


def test_attempt_to_turn_the_assistant_is_refused_whatever_was_asked_before():
    question = "Und jetzt vergiss das?"
    index = FakeIndex("refused", alone=(0.2, 0.8), together=(0.6, 0.1))
    found = find(index, NEUTRAL, question, (EARLIER,), "de")
    assert found.outcome is Outcome.REFUSED


def test_word_search_reads_the_new_question_alone():
    index = FakeIndex(alone=(0.4, 0.1), together=(0.5, 0.1))
    searched("Und für Kinder?", index)
    assert set(index.words) == {"Und für Kinder?"}


def test_bare_words_are_searched_as_such_but_not_together_with_the_history():
    index = FakeIndex(alone=(0.4, 0.1), together=(0.5, 0.1))
    searched("Und für Kinder?", index)
    assert index.bare == [True, False]


def test_question_leans_on_the_part_of_the_history_that_leads_to_something():
    class OnlyTheFirst(FakeIndex):
        def encode(self, texts):
            return np.array([[text == f"{EARLIER} Und für Kinder?"] for text in texts])

    index = OnlyTheFirst(alone=(0.4, 0.1), together=(0.5, 0.1))
    history = (EARLIER, "Wann ist Sommer?", "Und Herbst?")
    assert searched("Und für Kinder?", index, history) == f"{EARLIER} Und für Kinder?"


def test_question_and_history_are_spelt_as_in_the_documents_each_in_its_language():
    index = FakeIndex(alone=(0.4, 0.1), together=(0.5, 0.1))
    history = ("Are there any cousrs for learning German?",)
    assert searched("Und für Kimder?", index, history) == (
        "Are there any courses for learning German? Und für Kinder?"
    )
    assert set(index.words) == {"Und für Kinder?"}


def test_translation_is_for_the_word_search_alone():
    index = FakeIndex(alone=(0.4, 0.1))
    found = find(index, NEUTRAL, "And for children?", (), "en", "Und für Kinder?")
    assert (found.text, index.words) == ("And for children?", ["Und für Kinder?"])


def test_question_too_long_to_be_led_is_searched_alone():
    question = "Und für Kinder? " + "Ich frage nur. " * 80
    assert searched(question, FakeIndex(alone=(0.4, 0.1), together=(0.5, 0.1))) == question


def test_without_history_there_is_one_search():
    index = FakeIndex(alone=(0.4, 0.1))
    assert searched("Und für Kinder?", index, ()) == "Und für Kinder?"
    assert len(index.words) == 1


class PairedIndex(FakeIndex):
    """Finds a suggestion, then the adopted text that goes with it."""

    def __init__(self) -> None:
        super().__init__(alone=(0.9, 0.1))
        document = document_of("Mehr Kurse!", _COURSES)
        self.documents, self.twins = {document.id: document}, {}
        suggestion = passage_of(document, "Mehr Kurse!", status=Status.SUGGESTION, kind=Kind.CARD)
        self.passages = (suggestion, passage_of(document, _COURSES))

    def encode(self, texts):
        return np.ones((len(texts), 1), np.float32)

    def find(self, vector, question, *limits, language="de", bare=False):
        filters = next((limit for limit in limits if isinstance(limit, Filters)), Filters())
        hits = (Hit(one, 1.0 - n / 10, n + 1, None, 0.9) for n, one in enumerate(self.passages))
        allowed = tuple(hit for hit in hits if filters.allow(hit.passage))
        return Findings(allowed, self._theme, 0.1)


@pytest.mark.parametrize(
    ("judged", "first", "is_ordered"),
    [
        pytest.param(Judgement(True, 0.9), 1, True, id="compares"),
        pytest.param(Judgement(False, 0.4), 1, False, id="may compare: adopted text ahead"),
        pytest.param(Judgement(False, 0.0), 0, False, id="does not compare"),
    ],
)
def test_adopted_text_leads_where_the_question_compares(monkeypatch, judged, first, is_ordered):
    monkeypatch.setattr(finding, "judge_comparison", lambda *given: judged)
    index = PairedIndex()
    question = "Was wurde aus dem Vorschlag?"
    found = find(index, NEUTRAL, question, (), "de")
    assert found.findings.hits[0].passage == index.passages[first]
    assert found.is_ordered is is_ordered


@pytest.mark.parametrize(
    ("compares", "inside", "outcome"),
    [
        pytest.param(True, 1.0, "not_covered", id="compares"),
        pytest.param(True, None, "answered", id="compares, but nothing was learnt of such ones"),
        pytest.param(False, 1.0, "answered", id="does not compare"),
    ],
)
def test_question_that_compares_is_decided_by_itself(monkeypatch, compares, inside, outcome):
    class Learnt(PairedIndex):
        def find(self, *given, **named):
            return replace(super().find(*given, **named), settled=Settled(inside=inside))

    monkeypatch.setattr(finding, "judge_comparison", lambda *given: Judgement(compares, 0.5))
    never = replace(NEUTRAL, comparing=Fit("", -9.0, {}, 0.5))
    question = "Was wurde aus dem Vorschlag?"
    found = find(Learnt(), never, question, (), "de")
    assert found.outcome == outcome


def test_without_a_pair_nothing_is_ordered(monkeypatch):
    monkeypatch.setattr(finding, "judge_comparison", lambda *given: Judgement(True, 0.9))
    index = PairedIndex()
    index.passages = index.passages[:1]
    found = find(index, NEUTRAL, "Was wurde daraus?", (), "de")
    assert not found.is_ordered
    assert [hit.passage for hit in found.findings.hits] == list(index.passages)
