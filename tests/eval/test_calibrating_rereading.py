"""What a reader counts for beside the search."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.deciding import NEUTRAL, decide
from assistant.finding import Found
from assistant.reader import Reading
from eval import calibrating_rereading
from eval.calibrating_rereading import Reread, figures_of, fit_bare, fit_rereading, read_found
from index import Hit
from index.passage import Theme
from index.searching import Findings
from tests.fakes import document_of, eval_question_of, passage_of

RIGHT, WRONG = "Die Stadt fördert Kurse.", "Die Stadt baut."
DOCUMENT = document_of(RIGHT, WRONG)
THEME = Theme("Wetter", "not_covered", "")
COUNT = 40


def _found(first, theme=THEME, similarity=0.8):
    second = WRONG if first == RIGHT else RIGHT
    hits = (
        Hit(passage_of(DOCUMENT, first), 1.0, 1, 1, similarity),
        Hit(passage_of(DOCUMENT, second), 0.8, 2, 2, similarity - 0.1),
    )
    findings = Findings(hits, theme, 0.7 if theme else 0.0)
    return Found("Frage?", np.zeros(4, np.float32), findings, decide(findings, NEUTRAL))


def _reads(knows, theme=THEME):
    """Questions that the search gets right by half; `knows`: whether the reader knows better."""
    reads = []
    for number in range(COUNT):
        answerable = number % 2 == 0
        found = _found(RIGHT if number % 4 == 0 else WRONG, theme, 0.8 + 0.001 * (number % 7))
        texts = [
            float(answerable and hit.passage.text == RIGHT) if knows else 0.5
            for hit in found.findings.hits
        ]
        question = eval_question_of(f"q{number}", answerable=answerable)
        reads.append(Reread(question, found, np.array(texts, np.float32)))
    return reads


def test_reader_that_knows_better_is_kept():
    fitted, helps = fit_rereading(_reads(knows=True), "Fragen")
    assert helps
    assert fitted.weight > 0
    assert fitted.figures["right first, search alone"] == 0.5
    assert fitted.figures["right first"] == 1.0
    assert fitted.figures["abstention F1"] == 1.0 > fitted.figures["abstention F1, search alone"]
    assert fitted.fit.weights["reading"] > 0
    assert fitted.fitted_on == "Fragen"


def test_reader_that_knows_nothing_is_not_kept():
    fitted, helps = fit_rereading(_reads(knows=False), "")
    assert not helps
    assert fitted.weight == 0
    assert fitted.figures["right first"] == 0.5


def test_decision_without_themes_takes_the_signals_for_them():
    fitted, _ = fit_rereading(_reads(knows=True, theme=None), "")
    assert set(fitted.fit.weights) == {"similarity", "gap", "agreement", "reading"}


def test_decision_of_the_search_alone_without_themes():
    reads = [
        replace(read, found=_found(RIGHT, None, 0.8 if read.question.answerable else 0.3))
        for read in _reads(knows=True, theme=None)
    ]
    calibration, decided = fit_bare(NEUTRAL, reads, "Fragen")
    assert set(calibration.bare.weights) == {"similarity", "gap", "agreement"}
    assert calibration.bare.fitted_on == "Fragen; abstention F1 1.000, cross-validated"
    answers = [read.found.decision.probability >= calibration.bare.threshold for read in decided]
    assert answers == [read.question.answerable for read in reads]
    assert replace(calibration, bare=None) == NEUTRAL


def test_figures_on_other_questions():
    reads = _reads(knows=True)
    fitted, _ = fit_rereading(reads, "")
    figures = figures_of(reads, fitted)
    assert figures["right first, search alone"] == 0.5
    assert figures["right first"] == figures["abstention F1"] == 1.0
    assert figures["abstention F1, search alone"] < 1.0


def test_early_exit_loses_nothing():
    reads = _reads(knows=True)
    sure = [
        replace(
            read, found=replace(read.found, decision=replace(read.found.decision, probability=p))
        )
        for read in reads
        for p in [0.01 if not read.question.answerable else 0.5]
    ]
    fitted, _ = fit_rereading(sure, "")
    assert fitted.figures["share not read"] == pytest.approx(0.5)
    assert fitted.figures["right first"] == 1.0


def test_reads_what_is_found_but_no_comparison(monkeypatch):
    found = {
        "Was ist?": _found(RIGHT),
        "Unterschied?": replace(_found(RIGHT), is_ordered=True),
        "Nichts?": replace(_found(RIGHT), findings=Findings(())),
    }
    monkeypatch.setattr(calibrating_rereading, "find", lambda *given: found[given[2]])
    questions = [eval_question_of(text, question=text) for text in found]
    reader = SimpleNamespace(
        read=lambda asked, texts: Reading((), np.arange(len(texts), dtype=np.float32), 1.0)
    )
    (read,) = read_found(None, reader, NEUTRAL, questions)
    assert read.question.question == "Was ist?"
    assert read.texts.tolist() == [0, 1]
    assert read.reading == 1.0
