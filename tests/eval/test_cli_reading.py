import json
from dataclasses import replace

import pytest
import typer

import eval.__main__ as main
from assistant.deciding import Calibration
from assistant.reading_calibration import ReadingCalibration, Thresholds
from eval import cli_reading
from tests.fakes import FakeEncoder, eval_question_of

ROWS = [
    {"id": "1", "question": "Wo ist das Amt?", "context": "Amt\nDas Amt ist hier.", "answers": [1]},
    {"id": "2", "question": "Wie alt?", "context": "Amt\nDas Amt ist hier.", "answers": []},
]
FITTED = ReadingCalibration("", "", {}, {"other": Thresholds(0.0, 0.0)})


@pytest.fixture(autouse=True)
def _light(own_settings, monkeypatch):
    calibration = replace(Calibration.load(), readers={"light": FITTED})
    monkeypatch.setattr(cli_reading, "load_model", lambda *given: FakeEncoder())
    monkeypatch.setattr(cli_reading.Calibration, "load", lambda: calibration)


@pytest.fixture
def omos(tmp_path):
    def write(language, rows=ROWS):
        path = tmp_path / f"dev_{language}.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return str(path)

    return write


def _run(*arguments):
    main.app(["omos", *arguments], standalone_mode=False)


def test_every_figure_as_json(omos, capsys):
    _run("read", omos("de"), "--reader", "light", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["questions"], found["answerable"]) == (2, 1)
    for name in ("strict", "micro", "paper", "no_answer"):
        assert {f"{name}_f1", f"{name}_precision", f"{name}_recall"} <= set(found)
    assert found["strict_recall"] == 100.0
    assert 0 <= found["average_precision"] <= 1


def test_questions_of_another_language_over_the_same_pages(omos, capsys):
    page = omos("de")
    omos("uk", [{**ROWS[0], "question": "Де?", "context": "Відомство\nТут."}])
    _run("read", page, "--question-language", "uk", "--reader", "light", "--json")
    assert json.loads(capsys.readouterr().out)["questions"] == 1


def test_figures_as_a_table(omos, capsys):
    _run("read", omos("de"), "--reader", "light")
    shown = capsys.readouterr().out
    assert "de, light reader" in shown
    assert "average precision" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "{page}", "--reader", "trained"], "none of light"),
        (["read", "{page}.missing", "--reader", "light"], "missing"),
        (["read", "{page}", "--question-language", "uk", "--reader", "light"], "dev_uk"),
        (["read", "{empty}", "--reader", "light"], "no question"),
    ],
)
def test_what_cannot_be_read_is_named(omos, tmp_path, arguments, said):
    empty = tmp_path / "dev_en.jsonl"
    empty.write_text("")
    given = [argument.format(page=omos("de"), empty=empty) for argument in arguments]
    with pytest.raises(typer.BadParameter, match=said):
        _run(*given)


def test_calibration_is_written_and_read_again(omos, tmp_path, monkeypatch):
    path = tmp_path / "calibration.json"
    monkeypatch.setattr(cli_reading, "CALIBRATION_FILE", path)
    arguments = ["calibrate-reader", omos("de"), omos("uk"), "--reader", "light"]
    main.app(arguments, standalone_mode=False)
    monkeypatch.undo()
    fitted = Calibration.load(path).readers["light"]
    assert set(fitted.thresholds) == {"de", "uk", "other"}
    assert fitted.thresholds_for("ar") == fitted.thresholds["other"]
    assert {"de strict F", "uk AP"} <= set(fitted.figures)


def test_bare_decision_and_reading_are_written(omos, built, tmp_path, monkeypatch, capsys):
    path = tmp_path / "calibration.json"
    questions = [
        eval_question_of(f"q{n}", question=text, answerable=answerable, evidence=evidence)
        for n in range(12)
        for text, answerable, evidence in (
            (f"Wie stellt die Stadt Wohnraum bereit, {n}?", True, ("Wohnraum",)),
            (f"Wann fährt Zug {n}?", False, ()),
        )
    ]
    monkeypatch.setattr(cli_reading, "CALIBRATION_FILE", path)
    monkeypatch.setattr(cli_reading, "load_settings", lambda: built)
    monkeypatch.setattr(cli_reading, "load_tuning_questions", lambda: questions)
    monkeypatch.setattr(cli_reading, "load_questions", lambda half: questions[:4])
    rows = [{**ROWS[0], "id": "3", "context": f"{ROWS[0]['context']}\nEs hat offen."}, *ROWS]
    main.app(["calibrate-bare", omos("de", rows), "--reader", "light"], standalone_mode=False)
    out = capsys.readouterr().out
    assert "brings too little, not kept" in out
    assert "on the other half" in out
    monkeypatch.undo()
    fitted = Calibration.load(path)
    assert set(fitted.bare.weights) == {"similarity", "gap", "agreement"}
    assert "not answerable; abstention F1" in fitted.bare.fitted_on
    assert fitted.readers["light"].bare_rereading is None
