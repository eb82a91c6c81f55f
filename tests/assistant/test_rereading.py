"""What a reader makes of the passages found."""

from dataclasses import replace

import numpy as np
import pytest

from assistant import Outcome
from assistant.deciding import NEUTRAL, Calibration, decide
from assistant.finding import Found
from assistant.reader import Reading
from assistant.reading_calibration import ReadingCalibration, Rereading
from assistant.rereading import is_certain, reordered, reread
from assistant.signals import Fit
from index import Hit
from index.passage import Theme
from index.searching import Findings
from tests.fakes import document_of, passage_of

TEXTS = ("Die Stadt baut.", "Die Stadt hilft.", "Die Stadt wächst.")
DOCUMENT = document_of(*TEXTS)
HITS = tuple(
    Hit(passage_of(DOCUMENT, text), 1.0 / rank, rank, rank, 0.9 / rank)
    for rank, text in enumerate(TEXTS, start=1)
)
WEATHER = Theme("Wetter", "not_covered", "")
BY_READING = Fit("", -1.0, {"reading": 2.0}, 0.5)
HELPS = Rereading("", {}, 2.0, BY_READING, certain=1.0, clear=0.0)


class FakeReader:
    """Scores the given texts highest."""

    name = "fake"

    def __init__(self, *best: str, score: float = 1.0) -> None:
        self._best, self._score = best, score
        self.read_texts: list[tuple[str, ...]] = []

    def read(self, question, texts):
        self.read_texts.append(tuple(" ".join(text.sentences) for text in texts))
        scores = [self._score * (" ".join(t.sentences) in self._best) for t in texts]
        sentences = tuple(np.array([score], np.float32) for score in scores)
        return Reading(sentences, np.array(scores, np.float32), max(scores))


def _calibration(rereading=HELPS, bare=None) -> Calibration:
    fitted = ReadingCalibration("", "", {}, {}, rereading=rereading, bare_rereading=bare)
    return replace(NEUTRAL, readers={"fake": fitted})


def _found(theme=WEATHER, hits=HITS, calibration=NEUTRAL, **changes) -> Found:
    findings = Findings(hits, theme, 0.5 if theme else 0.0)
    vector = np.zeros(4, np.float32)
    return Found("Frage?", vector, findings, decide(findings, calibration), **changes)


def _order(found):
    return [hit.passage.text for hit in found.findings.hits]


def test_passage_that_answers_comes_first_with_its_score():
    found = reread(FakeReader(TEXTS[1]), _calibration(), _found(), "de")
    assert _order(found) == [TEXTS[1], TEXTS[0], TEXTS[2]]
    assert found.read[HITS[1].passage.id].score == 1.0
    scores = [hit.score for hit in found.findings.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("score", "outcome"), [(1.0, Outcome.ANSWERED), (0.2, Outcome.NOT_COVERED)]
)
def test_reading_has_a_say_in_the_decision(score, outcome):
    found = reread(FakeReader(TEXTS[0], score=score), _calibration(), _found(), "de")
    assert found.outcome is outcome
    assert found.decision.signals.reading == pytest.approx(score)


@pytest.mark.parametrize(
    ("calibration", "found"),
    [
        pytest.param(NEUTRAL, _found(), id="reader without calibration"),
        pytest.param(_calibration(None), _found(), id="reader that does not help"),
        pytest.param(_calibration(), _found(theme=None), id="not with such documents"),
        pytest.param(_calibration(), _found(is_ordered=True), id="comparison"),
        pytest.param(_calibration(), _found(hits=()), id="nothing found"),
        pytest.param(
            _calibration(replace(HELPS, certain=0.5, clear=0.6)), _found(), id="search is certain"
        ),
    ],
)
def test_is_left_as_found(calibration, found):
    reader = FakeReader(TEXTS[2])
    assert reread(reader, calibration, found, "de") is found
    assert reader.read_texts == []


def test_documents_without_themes_have_a_fit_of_their_own():
    found = reread(FakeReader(TEXTS[2]), _calibration(None, HELPS), _found(theme=None), "de")
    assert _order(found)[0] == TEXTS[2]


MANY = [f"Absatz {number} hat etwas zu sagen." for number in range(14)]
MANY_DOCUMENT = document_of(*MANY)
MANY_HITS = tuple(
    Hit(passage_of(MANY_DOCUMENT, text), 1.0 - number / 100, number + 1, None, 0.5)
    for number, text in enumerate(MANY)
)


def test_only_the_best_ten_are_read_and_none_is_lost():
    reader = FakeReader(MANY[9], MANY[12])
    found = reread(reader, _calibration(), _found(hits=MANY_HITS), "de")
    assert [text for texts in reader.read_texts for text in texts] == MANY[:10]
    assert _order(found)[0] == MANY[9]
    assert sorted(_order(found)) == sorted(MANY)
    assert _order(found)[10:] == MANY[10:]


def test_what_cannot_come_first_stays_unread():
    reader = FakeReader(MANY[2], MANY[9])
    found = reread(reader, _calibration(), _found(hits=MANY_HITS), "de")
    assert [text for texts in reader.read_texts for text in texts] == MANY[:4]
    assert _order(found) == [MANY[2], *MANY[:2], *MANY[3:]]
    scores = [hit.score for hit in found.findings.hits]
    assert scores == sorted(scores, reverse=True)
    assert found.outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("score", "why"), [(0.9, "a later one may come first"), (0.2, "none answers yet")]
)
def test_what_may_still_change_something_is_read(score, why):
    reader = FakeReader(MANY[3], score=score)
    reread(reader, _calibration(), _found(hits=MANY_HITS), "de")
    assert [text for texts in reader.read_texts for text in texts] == MANY[:10], why


@pytest.mark.parametrize(
    ("probability", "second", "certain"),
    [
        pytest.param(0.99, 0.3, True, id="sure of an answer, and which"),
        pytest.param(0.99, 0.9, False, id="sure of an answer, not which"),
        pytest.param(0.7, 0.3, False, id="unsure"),
        pytest.param(0.01, 0.9, True, id="sure that there is none"),
    ],
)
def test_certainty(probability, second, certain):
    decision = replace(decide(Findings(HITS), NEUTRAL), probability=probability)
    hits = (HITS[0], replace(HITS[1], score=second))
    assert is_certain(0.95, 0.5, decision, hits) is certain


def test_weight_of_nothing_keeps_scores_and_order():
    assert reordered(HITS, np.array([0.0, 1.0, 1.0], np.float32), 0.0) == list(HITS)
