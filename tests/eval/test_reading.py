import numpy as np
import pytest

from assistant.reader import Reading
from assistant.reading_calibration import Thresholds
from eval.reading import averaged_score, no_answer_score, predicted, reading_figures


def _reading(*scores, answerable=1.0):
    return Reading((np.array(scores, np.float32),), np.array([answerable], np.float32), answerable)


READINGS = [_reading(0.9, 0.1, 0.8), _reading(0.2, 0.7), _reading(0.1, 0.3, answerable=0.2)]
GOLD = [{0, 1}, {1}, set()]
FOUND = [{0, 2}, set(), set()]


def test_sentences_from_the_threshold_on_of_a_text_that_answers():
    assert predicted(READINGS[0], Thresholds(0.8, 0.5)) == {0, 2}
    assert predicted(READINGS[0], Thresholds(0.95, 0.5)) == {0}  # it answers: with its best one
    assert predicted(READINGS[0], Thresholds(0.95, 0.5, 0.85)) == {0, 2}
    assert predicted(READINGS[2], Thresholds(0.1, 0.5)) == set()
    assert predicted(_reading(), Thresholds(0.1, 0.5)) == set()


def test_figures_by_hand():
    figures = reading_figures(READINGS, GOLD, FOUND)
    assert (figures.questions, figures.answerable) == (3, 2)
    # question 1: P 1/2, R 1/2; question 2: nothing predicted, R 0
    assert (figures.strict.precision, figures.strict.recall) == (25.0, 25.0)
    assert (figures.paper.precision, figures.paper.recall) == (75.0, 25.0)
    assert figures.paper.f1 == 37.5
    # one of two predicted sentences is right, of three that answer
    assert (figures.micro.precision, figures.micro.recall) == (50.0, 33.3)
    # two questions got nothing, one of them rightly
    assert (figures.no_answer.precision, figures.no_answer.recall) == (50.0, 100.0)


def test_average_precision_orders_the_sentences_of_all_questions():
    # by score: right, wrong, right, wrong, wrong, wrong, right
    expected = (1 / 1 + 2 / 3 + 3 / 6) / 3
    figures = reading_figures(
        [_reading(0.9, 0.2, 0.8), _reading(0.5, 0.7), _reading(0.1, 0.3)], GOLD, FOUND
    )
    assert figures.average_precision == pytest.approx(expected, abs=0.001)


def test_record_names_every_figure():
    record = reading_figures(READINGS, GOLD, FOUND).record()
    for name in ("strict", "micro", "paper", "no_answer"):
        assert {f"{name}_f1", f"{name}_precision", f"{name}_recall"} <= set(record)
    assert "average_precision" in record


def test_no_answerable_question():
    figures = reading_figures([READINGS[2]], [set()], [set()])
    assert figures.strict.f1 == 0
    assert figures.no_answer.f1 == 100
    assert figures.average_precision == 0


def test_everything_right():
    assert averaged_score(GOLD, GOLD, of_nothing=0.0).f1 == 100
    assert no_answer_score(GOLD, GOLD).f1 == 100
