"""Questions to documents without example questions."""

import json

import pytest

from eval.bare import questions_here, questions_to_pages
from tests.fakes import FakeEncoder, eval_question_of

COURSES = "Deutschkurse\nDeutschkurse lehren die deutsche Sprache."
FLATS = "Wohnungen\nDie Vermietung vermittelt bezahlbare Wohnungen."
ROWS = {
    "de": [
        {"id": 1, "question": "Wo lerne ich Deutsch?", "context": COURSES, "answers": [1]},
        {"id": 2, "question": "Was kostet der Kurs?", "context": COURSES, "answers": []},
        {"id": 3, "question": "Wer vermietet?", "context": FLATS, "answers": [0, 1]},
    ],
    "en": [{"id": 3, "question": "Who lets flats?", "context": "Flats", "answers": [0, 1]}],
}
STRANGER = eval_question_of("q1", question="Wer beschloss die Leitlinien?")


@pytest.fixture
def asked(tmp_path):
    paths = []
    for language, rows in ROWS.items():
        paths.append(tmp_path / f"dev_{language}.jsonl")
        paths[-1].write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return list(questions_to_pages(FakeEncoder(), paths, paths[0], [STRANGER]))


def _by_size(asked, passages):
    return [question for index, question in asked if len(index.passages) == passages]


def test_each_page_alone_gets_its_questions_as_marked(asked):
    own = {(q.question, q.answerable, q.evidence) for q in _by_size(asked, 1)}
    assert {
        ("Wo lerne ich Deutsch?", True, ("Deutschkurse lehren die deutsche Sprache.",)),
        ("Was kostet der Kurs?", False, ()),
        ("Wer vermietet?", True, tuple(FLATS.split("\n"))),
        ("Who lets flats?", True, tuple(FLATS.split("\n"))),
    } <= own


def test_right_is_a_passage_that_holds_a_sentence_that_answers(asked):
    for index, question in asked:
        right = [question.is_right(passage) for passage in index.passages]
        assert right.count(True) == (1 if question.answerable else 0)


def test_all_pages_together_get_only_questions_that_one_answers_and_strangers(asked):
    together = _by_size(asked, 2)
    answerable = [q.question for q in together if q.answerable]
    assert answerable == ["Wo lerne ich Deutsch?", "Wer vermietet?", "Who lets flats?"]
    assert {q.question for q in together if not q.answerable} <= {STRANGER.question}


def test_documents_here_are_found_by_their_texts_alone(built):
    ((index, question),) = questions_here(built, FakeEncoder(), [STRANGER])
    assert question is STRANGER
    assert len(index.views) == len(index.passages)
    assert index.themes == ()
