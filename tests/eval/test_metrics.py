from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant import Answer, Citation, Outcome
from eval.metrics import FIGURES, figures, judge
from index import Hit, Status
from tests.fakes import document_of, eval_question_of, judged_of, passage_of

COURSES = "Die Stadt fördert Kurse. Sie kosten nichts."
HOUSES = "Die Stadt baut Häuser."
DOCUMENT = document_of(COURSES, HOUSES)
INDEX = SimpleNamespace(documents={DOCUMENT.id: DOCUMENT})
OUTSIDE = {"answerable": False, "evidence": (), "status": None}
UNANSWERABLE = {
    "answerable": False, "rank": None, "right_cited": None, "right_first": None, "evidence": None,
    "facts": None, "status": None,
}  # fmt: skip
SILENT = {"outcome": "not_covered"}


def _answer(*quotes, found=(), outcome=Outcome.ANSWERED, **changes):
    """An answer that cites these quotes and found these texts."""
    citations = []
    for number, quote in enumerate(quotes, start=1):
        text = COURSES if quote in COURSES else HOUSES
        start = DOCUMENT.text.index(quote)
        passage = passage_of(DOCUMENT, text)
        end = start + len(quote)
        citations.append(Citation(number, passage, quote, start, end, DOCUMENT.text))
    nearest = tuple(Hit(passage_of(DOCUMENT, text), 1.0) for text in found)
    asked = eval_question_of().asked()
    answer = Answer(asked, "de", outcome, citations=tuple(citations), nearest=nearest)
    return replace(answer, **changes)


def _judge(answer, **changes):
    return judge(eval_question_of(**changes), answer, INDEX)


def test_right_answer_is_right_in_everything():
    answer = _answer(COURSES, found=(COURSES, HOUSES), seconds=0.1)
    assert _judge(answer, facts=("Kurse",)) == judged_of()


@pytest.mark.parametrize(
    ("found", "rank"),
    [
        pytest.param((COURSES, HOUSES), 1, id="first"),
        pytest.param((HOUSES, COURSES, COURSES), 2, id="second"),
        pytest.param((HOUSES,), 0, id="not among them"),
        pytest.param((), 0, id="nothing found"),
    ],
)
def test_rank_of_the_first_right_passage(found, rank):
    assert _judge(_answer(found=found)).rank == rank


@pytest.mark.parametrize(
    ("quotes", "cited", "first"),
    [
        pytest.param((COURSES,), True, True, id="alone"),
        pytest.param((HOUSES, COURSES), True, False, id="second"),
        pytest.param((HOUSES,), False, False, id="another passage"),
        pytest.param(("Sie kosten nichts.",), False, False, id="another sentence of the passage"),
        pytest.param(("Die Stadt fördert",), True, True, id="overlaps the evidence"),
        pytest.param(("Die Stadt ",), False, False, id="ends before the evidence"),
        pytest.param((), False, False, id="no citation"),
    ],
)
def test_right_citation(quotes, cited, first):
    judged = _judge(_answer(*quotes))
    assert (judged.right_cited, judged.right_first) == (cited, first)


def test_quote_that_stands_twice_in_its_passage():
    text = "Kurse. Hilfe. Kurse."
    document = document_of(text)
    citation = Citation(1, passage_of(document, text), "Kurse.", 14, 20, text)
    answer = replace(_answer(), citations=(citation,))
    question = eval_question_of(evidence=("Hilfe. Kurse.",))
    assert judge(question, answer, SimpleNamespace(documents={document.id: document})).right_cited


@pytest.mark.parametrize(
    ("quotes", "changes", "share"),
    [
        pytest.param((COURSES,), {}, 1.0, id="all"),
        pytest.param((COURSES,), {"evidence": ("Kurse", "Häuser")}, 0.5, id="one of two"),
        pytest.param((COURSES, HOUSES), {"evidence": ("Kurse", "Häuser")}, 1.0, id="in two quotes"),
        pytest.param((HOUSES,), {"alternatives": ("baut Häuser",)}, 1.0, id="alternative"),
        pytest.param(("Die Stadt fördert",), {}, 0.0, id="only a part of it"),
        pytest.param((), {}, 0.0, id="no citation"),
    ],
)
def test_share_of_the_evidence(quotes, changes, share):
    assert _judge(_answer(*quotes), **changes).evidence == share


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        pytest.param((), None, id="none wanted"),
        pytest.param(("KURSE",), 1.0, id="letter case"),
        pytest.param(("Kurse", "Schulen", "Häuser"), 1 / 3, id="one of three"),
        pytest.param(("Schulen|Kurse",), 1.0, id="alternatives"),
    ],
)
def test_share_of_the_facts(facts, share):
    assert _judge(_answer(COURSES), facts=facts).facts == share


@pytest.mark.parametrize(
    ("quotes", "status", "right"),
    [
        pytest.param((COURSES,), Status.ADOPTED, True, id="as expected"),
        pytest.param((COURSES,), Status.DRAFT, False, id="another"),
        pytest.param((HOUSES, COURSES), Status.DRAFT, False, id="of the first right citation"),
        pytest.param((HOUSES,), Status.ADOPTED, None, id="no right citation"),
        pytest.param((), Status.ADOPTED, None, id="no citation"),
    ],
)
def test_status(quotes, status, right):
    assert _judge(_answer(*quotes), status=status.value).status is right


def test_status_is_that_of_the_first_right_citation():
    adopted, draft = (
        replace(_answer(COURSES).citations[0].passage, status=status)
        for status in (Status.ADOPTED, Status.DRAFT)
    )
    citations = tuple(
        Citation(number, passage, COURSES, passage.start, passage.end, DOCUMENT.text)
        for number, passage in enumerate((draft, adopted), start=1)
    )
    answer = _answer(citations=citations)
    assert [_judge(answer, status=status).status for status in ("draft", "adopted")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        pytest.param(DOCUMENT.text, True, id="same"),
        pytest.param("x" + DOCUMENT.text, False, id="moved"),
        pytest.param(DOCUMENT.text.replace("baut", "hat"), False, id="one of two quotes changed"),
    ],
)
def test_quotes_are_compared_with_the_document(text, verbatim):
    index = SimpleNamespace(documents={DOCUMENT.id: replace(DOCUMENT, text=text)})
    answer = _answer(COURSES, HOUSES)
    assert judge(eval_question_of(), answer, index).verbatim is verbatim


def test_language_of_the_answer():
    assert _judge(_answer(), language="de").language_right
    assert not _judge(_answer(), language="tr").language_right


def test_nothing_is_expected_of_a_question_without_an_answer():
    judged = _judge(_answer(COURSES, found=(COURSES,)), **OUTSIDE)
    kept = (judged.rank, judged.right_cited, judged.right_first, judged.evidence, judged.status)
    assert kept == (None,) * 5
    assert (judged.answerable, judged.outcome, judged.verbatim) == (False, "answered", True)


@pytest.mark.parametrize(
    ("name", "share"),
    [("hit@1", 0.25), ("hit@3", 0.5), ("hit@10", 0.75), ("MRR", (1 + 1 / 3 + 0.1) / 4)],
)
def test_figures_of_ranks(name, share):
    rows = [judged_of(rank=rank) for rank in (1, 3, 10, 0)]
    assert FIGURES[name](rows) == pytest.approx(share)
    assert FIGURES[name]([*rows, judged_of(**UNANSWERABLE)]) == pytest.approx(share)


@pytest.mark.parametrize(
    ("name", "field", "values", "share"),
    [
        ("right source cited", "right_cited", (True, False, None), 0.5),
        ("cited first", "right_first", (True, True, False, None), 2 / 3),
        ("evidence", "evidence", (1.0, 0.5, 0.0, None), 0.5),
        ("key facts", "facts", (None, 0.25), 0.25),
        ("status right", "status", (None, False, False), 0.0),
        ("quotes verbatim", "verbatim", (True, True, True, False), 0.75),
        ("language right", "language_right", (True, False), 0.5),
    ],
)
def test_figures_that_are_means(name, field, values, share):
    rows = [judged_of(**{field: value}) for value in values]
    assert FIGURES[name](rows) == pytest.approx(share)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            # Right: 2; kept silent: 3; should have: 4.
            [judged_of(**UNANSWERABLE, **SILENT)] * 2
            + [judged_of(**UNANSWERABLE)] * 2
            + [judged_of(**SILENT)]
            + [judged_of()],
            (2 / 3, 2 / 4, 4 / 7),
            id="mixed",
        ),
        pytest.param(
            [judged_of(**UNANSWERABLE, outcome="refused")], (1.0, 1.0, 1.0), id="refused counts"
        ),
        pytest.param([judged_of(**SILENT)], (0.0, None, 0.0), id="needlessly silent"),
        pytest.param([judged_of(**UNANSWERABLE)], (None, 0.0, 0.0), id="never silent"),
        pytest.param([judged_of()], (None, None, None), id="does not apply"),
    ],
)
def test_abstention(rows, expected):
    found = [FIGURES[f"abstention {name}"](rows) for name in ("P", "R", "F1")]
    assert found == [value if value is None else pytest.approx(value) for value in expected]


def test_no_figure_without_answers():
    assert figures([]) == dict.fromkeys(FIGURES)


def test_figures_that_unanswerable_questions_have():
    found = figures([judged_of(**UNANSWERABLE, **SILENT)])
    assert {name for name, value in found.items() if value is not None} == {
        "abstention P", "abstention R", "abstention F1", "abstention right", "quotes verbatim",
        "language right",
    }  # fmt: skip
