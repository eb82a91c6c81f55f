"""The light reader, and what a reading gives when it is asked for."""

import numpy as np
import pytest

from assistant.reader import Asked, LightReader, OnDemand, Reading, ReadingText
from tests.fakes import FakeEncoder

TEXT = ReadingText("Wohnen", ("Die Stadt hilft.", "Mieten steigen.", "Kurse beginnen."))
LONG = ReadingText("Kurse", tuple(f"Kurs {n} beginnt am Montag." for n in range(50)))


@pytest.fixture
def encoder():
    return FakeEncoder()


def test_nearest_run_of_whole_sentences(encoder):
    nearest = LightReader(encoder).nearest(Asked("Kurs 3?"), [TEXT, LONG, ReadingText("", ())])
    runs = [text for kind, text in encoder.encoded if kind == "passage"]
    assert "Wohnen\nDie Stadt hilft. Mieten steigen. Kurse beginnen." in runs
    assert len(runs) == 1 + 3  # 250 words in runs of 110
    own = encoder.encode([run for run in runs if run.startswith("Kurse")], "passage")
    assert nearest[1] == pytest.approx(max(own @ encoder.encode(["Kurs 3?"], "query")[0]))
    assert nearest[2] == 0.0


def test_vector_of_a_question_is_taken_where_it_is_known(encoder):
    light = LightReader(encoder)
    known = light.asked(Asked("Wer hilft?"))
    assert light.asked(known).vector is known.vector
    assert encoder.encoded == [("query", "Wer hilft?")]


def test_scores_are_worked_out_once_and_when_asked_for():
    made = []

    def scores(value):
        made.append(value)
        return np.array([value], np.float32)

    found = OnDemand([lambda: scores(1.0), lambda: scores(2.0), lambda: scores(3.0)])
    assert (len(found), made) == (3, [])
    assert [found[1][0], found[1][0], found[-1][0]] == [2.0, 2.0, 3.0]
    assert made == [2.0, 3.0]
    assert [own[0] for own in found[:2]] == [1.0, 2.0]
    assert made == [2.0, 3.0, 1.0]


def test_joined_readings_work_nothing_out():
    def refused():
        raise AssertionError("nobody asked for it")

    first = Reading((np.array([0.5]),), np.array([0.5], np.float32), 0.5)
    both = first.joined(Reading(OnDemand([refused]), np.array([0.7], np.float32), 0.7))
    assert both.answerable == 0.7
    assert both.texts.tolist() == pytest.approx([0.5, 0.7])
    assert both.sentences[0].tolist() == [0.5]
    with pytest.raises(AssertionError):
        both.scores_of(1)()
