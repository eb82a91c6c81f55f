import json
import time
from dataclasses import asdict, replace
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.deciding import CALIBRATION_FILE, Calibration
from assistant.signals import COMPARING_SIGNALS, SIGNALS, signals_of
from eval import calibrating
from eval.calibrating import best_threshold, calibrate
from index import Hit
from index.searching import Findings
from tests.fakes import document_of, eval_question_of, passage_of

TEXT = "Die Stadt fördert Kurse."
PASSAGE = passage_of(document_of(TEXT), TEXT)
COUNT = 12
OLD = replace(Calibration.load(), date="2020-01-01", refusal_lead=0.123, further_share=0.77)


def _signals(similarity):
    hits = (Hit(PASSAGE, 1.0, 1, 2, similarity), Hit(PASSAGE, 0.5, 2, None, 0.1))
    return signals_of(Findings(hits, outside_similarity=0.5))


QUESTIONS = [
    eval_question_of(f"{number}", question=f"Frage {number}?", answerable=number < COUNT)
    for number in range(2 * COUNT)
]
FOUND = {
    question.question: _signals((0.9 if question.answerable else 0.4) + number / 1000)
    for number, question in enumerate(QUESTIONS)
}


@pytest.fixture
def path(tmp_path):
    """A calibration file that was there before."""
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps(asdict(OLD)), encoding="utf-8")
    return path


@pytest.fixture
def searched(monkeypatch):
    """Every search that was asked for, instead of searches in an index."""
    calls = []

    def find(*arguments):
        calls.append(arguments)
        return SimpleNamespace(decision=SimpleNamespace(signals=FOUND[arguments[2]]))

    monkeypatch.setattr(calibrating, "find", find)
    return calls


def test_written_file_is_accepted(path, searched):
    fitted = calibrate(None, QUESTIONS, path)
    assert Calibration.load(path) == fitted


def test_file_in_force_is_left_alone_when_another_is_written(path, searched):
    before = CALIBRATION_FILE.read_bytes()
    calibrate(None, QUESTIONS, path)
    assert CALIBRATION_FILE.read_bytes() == before


def test_what_is_not_fitted_is_kept(path, searched):
    calibration = calibrate(None, QUESTIONS, path)
    assert (calibration.refusal_lead, calibration.further_share) == (0.123, 0.77)


def test_file_says_what_it_was_fitted_on(path, searched):
    earliest = time.strftime("%Y-%m-%d")
    calibration = calibrate(None, QUESTIONS, path)
    assert earliest <= calibration.date <= time.strftime("%Y-%m-%d")
    assert calibration.fitted_on == (
        "24 questions (tune), 12 of them not answerable, and 0 further ones that are not"
    )
    assert calibration.figures == {"abstention F1, cross-validated": 1.0}


def test_fitted_decision_parts_the_questions(path, searched):
    calibration = calibrate(None, QUESTIONS, path)
    assert set(calibration.weights) == set(SIGNALS)
    for question in QUESTIONS:
        probability = calibration.probability(FOUND[question.question])
        assert (probability >= calibration.threshold) is question.answerable


def test_questions_are_searched_as_the_assistant_does(path, searched):
    index = object()
    changed = replace(QUESTIONS[0], history=("Was gibt es?",), language="tr")
    calibrate(index, [changed, *QUESTIONS[1:]], path)
    # The language is the one detected, not the one that the question is known to be in.
    assert searched[0] == (index, OLD, "Frage 0?", ("Was gibt es?",), "de")
    assert [call[2] for call in searched] == [question.question for question in QUESTIONS]


def test_questions_that_compare_have_a_decision_of_their_own(path, searched):
    compare = [
        replace(question, question=f"Vergleich {n}?", type="comparison")
        for n, question in enumerate(QUESTIONS)
    ]
    for question in compare:
        lead = 0.3 if question.answerable else -0.3
        FOUND[question.question] = replace(_signals(0.6), settled_lead=lead)
    calibration = calibrate(None, [*QUESTIONS, *compare], path)
    assert calibration.fitted_on.startswith("24 questions")
    assert set(calibration.comparing.weights) == set(COMPARING_SIGNALS)
    for question in compare:
        probability = calibration.comparing.probability(FOUND[question.question])
        assert (probability >= calibration.comparing.threshold) is question.answerable


def test_few_questions_that_compare_are_decided_as_before(path, searched):
    compare = replace(QUESTIONS[0], type="comparison")
    calibration = calibrate(None, [compare, *QUESTIONS[1:]], path)
    assert calibration.fitted_on.startswith("24 questions")
    assert calibration.comparing == OLD.comparing


def test_missing_file_is_written(path, searched):
    path.unlink()
    assert calibrate(None, QUESTIONS, path) == Calibration.load(path)


@pytest.mark.parametrize(
    ("answerable", "silent", "expected"),
    [
        pytest.param([0.605, 0.805], [0.205, 0.305], (0.455, 1.0), id="parted: the middle"),
        pytest.param([0.405, 0.905], [0.205, 0.705], (0.805, 0.8), id="one wrong"),
        pytest.param([0.305], [0.605, 0.705], (0.83, 0.8), id="turned round"),
        pytest.param([0.205, 0.305, 0.905], [0.105, 0.505], (0.155, 2 / 3), id="neither prevails"),
        pytest.param([0.205, 0.3], [], (0.125, 0.0), id="all answerable: none is abstained from"),
        pytest.param([], [0.2, 0.305], (0.63, 1.0), id="none answerable"),
    ],
)
def test_best_threshold(answerable, silent, expected):
    probabilities = np.array([*answerable, *silent])
    wanted = np.array([True] * len(answerable) + [False] * len(silent))
    assert best_threshold(probabilities, wanted) == pytest.approx(expected)
