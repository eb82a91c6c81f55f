import json
from dataclasses import asdict, replace

import pytest

from assistant import Outcome
from eval.metrics import FIGURES, figures
from eval.report import (
    comparison_table,
    figure_table,
    group_table,
    groups_by,
    halves,
    write_html,
    write_json,
)
from tests.fakes import answer_of, document_of, eval_question_of, judged_of, passage_of

TUNE, TEST = "x001", "x002"
TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT)


def _row(id=TUNE, question=None, answer=None, **judged):
    """A question, an answer to it, and what was judged of it."""
    question = question or eval_question_of(id)
    answer = answer or answer_of(question.asked(), DOCUMENT, passage_of(DOCUMENT, TEXT))
    return question, answer, judged_of(id, **judged)


def _cells(table):
    """A table as rows of texts, the headings first."""
    columns = [[str(column.header), *column.cells] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def test_figures_of_groups():
    groups = {"a": [judged_of(rank=1), judged_of(rank=2)], "b": []}
    head, *rows = _cells(figure_table(groups, "Halves"))
    assert head == ["", "a (2)", "b (0)"]
    assert [row[0] for row in rows] == list(FIGURES)
    assert rows[0] == ["hit@1", "0.500", "–"]


def test_groups_as_rows():
    groups = {"de": [judged_of(rank=2)], "tr": [judged_of(right_cited=False), judged_of()]}
    head, german, turkish = _cells(group_table(groups, "By language"))
    columns = ("", "n", "hit@1", "right source cited", "abstention F1")
    places = [head.index(name) for name in columns]
    assert [german[place] for place in places] == ["de", "1", "0.000", "1.000", "–"]
    assert [turkish[place] for place in places] == ["tr", "2", "1.000", "0.500", "–"]


def test_groups_are_in_order_and_keep_the_order_of_answers():
    rows = [judged_of(str(n), language=tag) for n, tag in enumerate(("tr", "de", "tr", "ar"))]
    groups = groups_by(rows, lambda row: row.language)
    assert {name: [row.id for row in part] for name, part in groups.items()} == {
        "ar": ["3"], "de": ["1"], "tr": ["0", "2"]
    }  # fmt: skip
    assert list(groups) == ["ar", "de", "tr"]


def test_halves_of_answers():
    tune, test = judged_of(TUNE), judged_of(TEST)
    assert halves([test, tune]) == {"tune": [tune], "test": [test]}
    assert halves([test]) == {"tune": [], "test": [test]}


def test_json_holds_figures_of_each_half_and_all_answers(tmp_path):
    path = tmp_path / "new" / "report.json"
    rows = [_row(TUNE, rank=1), _row(TEST, rank=0, type="Überblick")]
    write_json(rows, path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["figures"] == {half: figures([row[2]]) for half, row in zip(
        ("tune", "test"), rows, strict=True
    )}  # fmt: skip
    assert data["answers"] == [asdict(row[2]) for row in rows]


def test_json_leaves_out_a_half_without_answers(tmp_path):
    write_json([_row(TEST)], tmp_path / "report.json")
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert list(data["figures"]) == ["test"]


@pytest.fixture
def written(tmp_path):
    """Writes a report and reads it back."""

    def write(*rows):
        write_json(rows, tmp_path / "report.json")
        return json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    return write


def test_written_runs_are_compared(written):
    before = written(_row(TUNE, rank=2, facts=0.75), _row(TEST, rank=1))
    after = written(_row(TUNE, rank=1, facts=0.5), _row(TEST, rank=1))
    head, *rows = _cells(comparison_table(before, after))
    assert head == ["half", "figure", "first", "second", "difference"]
    assert ["tune", "hit@1", "0.000", "1.000", "+1.000"] in rows
    assert ["tune", "key facts", "0.750", "0.500", "-0.250"] in rows
    assert ["test", "hit@1", "1.000", "1.000", "+0.000"] in rows


def test_comparison_leaves_out_what_one_run_lacks(written):
    before = written(_row(TUNE, facts=None), _row(TEST))
    after = written(_row(TUNE))
    rows = _cells(comparison_table(before, after))[1:]
    assert {row[0] for row in rows} == {"tune"}
    assert "key facts" not in [row[1] for row in rows]
    assert "hit@1" in [row[1] for row in rows]


@pytest.mark.parametrize(
    ("judged", "listed"),
    [
        pytest.param({}, False, id="right"),
        pytest.param({"rank": 0, "facts": 0.0}, False, id="right source"),
        pytest.param({"right_cited": False}, True, id="wrong source"),
        pytest.param(
            {"answerable": False, "right_cited": None}, True, id="answered without evidence"
        ),
        pytest.param(
            {"answerable": False, "right_cited": None, "outcome": "refused"}, False, id="refused"
        ),
        pytest.param(
            {"outcome": "not_covered", "right_cited": False}, True, id="needlessly silent"
        ),
    ],
)
def test_html_lists_wrong_answers_only(tmp_path, judged, listed):
    write_html([_row(TEST, **judged)], tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (f"<b>{TEST}</b>" in page) is listed
    assert page.count("<article>") == listed


def test_html_shows_question_expected_and_given(tmp_path):
    asked = eval_question_of(TUNE, history=("Was gibt es?",), evidence=("Kurse", "Häuser"))
    none = eval_question_of(TEST, question="Und das Wetter?", answerable=False, evidence=())
    path = tmp_path / "new" / "report.html"
    write_html(
        [
            _row(TUNE, asked, right_cited=False, rank=4),
            _row(TEST, none, answerable=False, right_cited=None),
        ],
        path,
    )
    page = path.read_text(encoding="utf-8")
    first, second = (article.split("</article>")[0] for article in page.split("<article>")[1:])
    assert "Was gibt es? → Wo lerne ich Deutsch?" in first
    assert "<dd>Kurse … Häuser</dd>" in first
    assert "commitment, de, tune, rank 4" in first
    assert f"<dd>{TEXT} [1]</dd>" in first
    assert "Und das Wetter?" in second
    assert "<dd>no answer</dd>" in second


def test_html_is_escaped(tmp_path):
    bad = "<img src=x onerror=alert(1)>&"
    question = eval_question_of(
        bad, question=bad, history=(bad,), evidence=(bad,), type=bad, language=bad
    )
    answer = answer_of(question.asked(), DOCUMENT)
    answer = replace(answer, outcome=Outcome.NOT_COVERED, message=bad)
    row = _row(bad, question, answer, type=bad, language=bad, outcome=bad, right_cited=False)
    write_html([row], tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<img" not in page
    # Id, type, language, two questions, evidence, outcome, message.
    assert page.count("&lt;img src=x onerror=alert(1)&gt;&amp;") == 8


def test_html_of_no_answers(tmp_path):
    write_html([], tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.endswith("<h2>Wrong answers</h2></html>")
