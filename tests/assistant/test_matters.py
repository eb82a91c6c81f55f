import numpy as np
import pytest

from assistant import Outcome, Question
from assistant.matters import matters_of, parts_of_question
from index import Hit
from index.searching import Findings
from tests.fakes import document_of, passage_of

_TEXTS = {"Miete": "Die Stadt sorgt für Wohnraum.", "Kurse": "Die Stadt fördert Sprachkurse."}
_DOCUMENT = document_of(*_TEXTS.values())
_QUESTION = "Was sagt die Stadt zur Miete? Und wer bezahlt die Kurse?"


class PartIndex:
    """Finds for each text the passage whose word stands in it, as likely as it is told."""

    def __init__(self, told=0.9, inside=3.0) -> None:
        self._told, self._inside = told, inside
        self.encoded: list[str] = []

    def encode(self, texts):
        self.encoded += texts
        return np.zeros((len(texts), 2), np.float32)

    def find(self, vector, question, count, language):
        words = [word for word in _TEXTS if word in question]
        hits = (Hit(passage_of(_DOCUMENT, _TEXTS[word]), 1.0, told=self._told) for word in words)
        return Findings(tuple(hits)[:count], inside=self._inside)


def _found(index, question=_QUESTION):
    return [hit.passage.text for hit in matters_of(index, question, "de")]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Was beschloss der Rat zum Wohnen, und welche Idee kam von den Leuten?",
            ["Was beschloss der Rat zum Wohnen", "welche Idee kam von den Leuten?"],
        ),
        (
            "Что город решил насчёт жилья и о чём спорили на обсуждении?",
            ["Что город решил насчёт жилья", "о чём спорили на обсуждении?"],
        ),
        (
            "ماذا قررت المدينة بشأن السكن؟ من اقترح دورات اللغة للأمهات؟",
            ["ماذا قررت المدينة بشأن السكن؟", "من اقترح دورات اللغة للأمهات؟"],
        ),
        ("Wer hilft Kindern und Jugendlichen?", []),
        ("Hallo! Gibt es hier Kurse für Mütter?", []),
        ("Was tut die Stadt gegen Rassismus?", []),
        ("", []),
    ],
)
def test_parts_that_may_be_matters_of_their_own(question, parts):
    assert parts_of_question(question) == parts


def test_story_has_no_parts():
    story = " ".join(f"Das ist der lange Satz Nummer {n}." for n in range(5))
    assert parts_of_question(story) == []


def test_each_part_finds_what_it_asks_for():
    assert _found(PartIndex()) == list(_TEXTS.values())


def test_parts_on_one_matter_find_it_once():
    question = "Was sagt die Stadt zur Miete? Und ist Miete zu teuer?"
    assert _found(PartIndex(), question) == [_TEXTS["Miete"]]


@pytest.mark.parametrize(
    ("told", "inside"), [(0.2, 3.0), (None, 3.0), (0.9, -1.0)], ids=["unsure", "untold", "outside"]
)
def test_what_is_not_sure_is_not_found(told, inside):
    assert _found(PartIndex(told, inside)) == []


def test_question_on_one_matter_is_not_searched_again():
    index = PartIndex()
    assert _found(index, "Was sagt die Stadt zur Miete?") == []
    assert index.encoded == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "fields"),
    [
        (
            "Was will die Stadt gegen Rassismus tun, und wie fördert sie die Mehrsprachigkeit?",
            {1, 2},
        ),
        (
            "What does the city do for affordable housing? And how does it back sports clubs?",
            {4, 5},
        ),
    ],
)
def test_both_matters_are_answered(real_assistant, question, fields):
    answer = real_assistant.ask(Question(question))
    assert answer.outcome is Outcome.ANSWERED
    assert fields <= {citation.passage.field for citation in answer.citations}
