import json
from dataclasses import fields, replace

import pytest

from assistant import Outcome, SettingsError
from assistant.deciding import CALIBRATION_FILE, Calibration, decide
from assistant.signals import BARE_SIGNALS, COMPARING_SIGNALS, SIGNALS, Signals, signals_of
from index import Hit
from index.passage import Theme
from index.searching import Findings
from tests.fakes import document_of, passage_of

NAMES = [field.name for field in fields(Signals)]
IN_FORCE = Calibration.load()
OPEN = replace(IN_FORCE, bias=0.0, weights=dict.fromkeys(NAMES, 1.0), threshold=0.5, bare=None)
TEXTS = ("Die Stadt baut.", "Die Stadt hilft.")
DOCUMENT = document_of(*TEXTS)
TURNING = Theme("Umlenken", "refused", "")
WEATHER = Theme("Wetter", "not_covered", "den Wetterdienst")


def _signals(**values):
    return Signals(**{**dict.fromkeys(NAMES, 0.0), **values})


def _findings(similarity=0.9, **others):
    hits = tuple(
        Hit(passage_of(DOCUMENT, text), 1.0 / rank, rank, rank, similarity / rank)
        for rank, text in enumerate(TEXTS, start=1)
    )
    return Findings(hits, **others)


def test_probability_of_no_signal_and_no_bias_is_even():
    assert OPEN.probability(_signals()) == pytest.approx(0.5)


@pytest.mark.parametrize("name", NAMES)
def test_every_signal_speaks_for_an_answer(name):
    low, high = (OPEN.probability(_signals(**{name: value})) for value in (-1.0, 1.0))
    assert 0 < low < 0.5 < high < 1


@pytest.mark.parametrize("bias", [-1e9, 1e9])
def test_probability_of_extreme_signals_stays_one(bias):
    assert 0 <= replace(OPEN, bias=bias).probability(_signals()) <= 1


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        pytest.param(0.0, Outcome.ANSWERED, id="always reached"),
        pytest.param(1.1, Outcome.NOT_COVERED, id="never reached"),
    ],
)
def test_threshold_decides(threshold, expected):
    assert decide(_findings(), replace(OPEN, threshold=threshold)).outcome is expected


def test_probability_at_the_threshold_answers():
    even = replace(OPEN, weights={}, threshold=0.5)
    assert decide(_findings(), even).outcome is Outcome.ANSWERED


def test_attempt_to_turn_the_assistant_is_refused():
    findings = _findings(0.5, theme=TURNING, outside_similarity=0.95)
    answering = replace(OPEN, threshold=0.0, refusal_lead=0.0)
    assert decide(findings, answering).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("theme", "outside"),
    [
        pytest.param(WEATHER, 0.95, id="a theme that is only not covered"),
        pytest.param(TURNING, 0.1, id="an attempt that is far away"),
        pytest.param(None, 0.0, id="no theme"),
    ],
)
def test_other_questions_are_not_refused(theme, outside):
    findings = _findings(0.5, theme=theme, outside_similarity=outside)
    answering = replace(OPEN, threshold=0.0, refusal_lead=0.0)
    assert decide(findings, answering).outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("theme", "similarities", "lexical_rank", "expected"),
    [
        pytest.param(None, (0.55, 0.25), 1, Outcome.ANSWERED, id="near, and shares words"),
        pytest.param(None, (0.55, 0.45), None, Outcome.ANSWERED, id="near, in other words"),
        pytest.param(None, (0.45, 0.00), 1, Outcome.ANSWERED, id="stands out, and shares words"),
        pytest.param(None, (0.25, 0.20), None, Outcome.NOT_COVERED, id="all passages as far"),
        pytest.param(None, (0.25, 0.05), 1, Outcome.NOT_COVERED, id="far, and shares a word"),
        pytest.param(WEATHER, (0.08, 0.05), None, Outcome.ANSWERED, id="a theme that is farther"),
    ],
)
def test_documents_without_themes_are_judged_by_passages_alone(
    theme, similarities, lexical_rank, expected
):
    hits = tuple(
        Hit(passage_of(DOCUMENT, text), 1.0, rank, lexical_rank, similarity)
        for rank, (text, similarity) in enumerate(zip(TEXTS, similarities, strict=True), start=1)
    )
    found = Findings(hits, theme, outside_similarity=-0.3 if theme else 0.0)
    decision = decide(found, IN_FORCE)
    assert decision.outcome is expected
    assert decision.threshold == (IN_FORCE.threshold if theme else IN_FORCE.bare.threshold)


@pytest.mark.parametrize(("rank", "expected"), [(None, 0.0), (1, 1.0), (4, 0.25)])
def test_agreement_is_how_high_the_word_search_ranks_the_nearest(rank, expected):
    hit = Hit(passage_of(DOCUMENT, TEXTS[0]), 1.0, 1, rank, 0.5)
    assert signals_of(Findings((hit,))).agreement == expected


def test_nothing_found_is_not_answered_by_the_calibration_in_force():
    assert decide(Findings(()), IN_FORCE).outcome is Outcome.NOT_COVERED


def test_hits_found_by_words_alone_have_signals():
    hit = Hit(passage_of(DOCUMENT, TEXTS[0]), 1.0, None, 1, None)
    assert signals_of(Findings((hit,))) == signals_of(Findings(()))


def test_nearer_passage_and_farther_theme_give_higher_signals():
    near = signals_of(_findings(0.9, outside_similarity=0.2))
    far = signals_of(_findings(0.5, outside_similarity=0.6))
    assert near.similarity > far.similarity
    assert near.lead > far.lead


@pytest.mark.parametrize(("outside", "inside"), [(0.0, 1.0), (0.25, 0.75), (1.0, 0.0)])
def test_share_of_the_inside_is_what_the_outside_leaves(outside, inside):
    assert signals_of(_findings(outside_share=outside)).inside_share == pytest.approx(inside)


def test_nothing_found_has_no_share_inside():
    assert signals_of(Findings((), outside_share=0.2)).inside_share == 0


@pytest.mark.parametrize(
    ("outside", "expected"),
    [
        pytest.param(0.1, Outcome.ANSWERED, id="most views are inside"),
        pytest.param(0.9, Outcome.NOT_COVERED, id="most views are outside"),
    ],
)
def test_share_of_the_outside_decides_where_all_else_is_equal(outside, expected):
    voting = replace(OPEN, bias=-0.5, weights={"inside_share": 1.0})
    assert decide(_findings(outside_share=outside), voting).outcome is expected


def test_calibration_in_force_weighs_known_signals_only():
    assert set(IN_FORCE.weights) == set(SIGNALS)
    assert set(IN_FORCE.bare.weights) == set(BARE_SIGNALS)
    assert set(IN_FORCE.comparing.weights) == set(COMPARING_SIGNALS)
    assert 0 < IN_FORCE.threshold < 1
    assert 0 <= IN_FORCE.further_share <= 1


def _changed(**changes):
    return json.dumps({**json.loads(CALIBRATION_FILE.read_text(encoding="utf-8")), **changes})


def _without(name):
    data = json.loads(CALIBRATION_FILE.read_text(encoding="utf-8"))
    del data[name]
    return json.dumps(data)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param(_without("threshold"), id="a key is missing"),
        pytest.param(_changed(surprise=1), id="a key is unknown"),
        pytest.param(_changed(threshold="high"), id="text for a number"),
        pytest.param(_changed(weights={"mood": 1.0}), id="unknown signal"),
        pytest.param(_changed(weights=[1.0]), id="weights without names"),
        pytest.param(
            _changed(comparing={"fitted_on": "", "bias": 0, "weights": {"x": 1}, "threshold": 0}),
            id="unknown signal where a question compares",
        ),
    ],
)
def test_broken_calibration_is_refused_with_the_remedy(tmp_path, content):
    path = tmp_path / "calibration.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"calibration\.json.*calibrate"):
        Calibration.load(path)


def test_missing_calibration_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(SettingsError, match=r"calibration\.json.*calibrate"):
        Calibration.load(tmp_path / "calibration.json")


def test_calibration_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "calibration.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"calibration\.json"):
        Calibration.load(path)
