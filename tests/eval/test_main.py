import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from rich.console import Console
from typer.testing import CliRunner

import eval.__main__ as main
from assistant import Answer, Outcome
from eval.dataset import (
    LATER_FOLDER,
    OUTSIDE_FOLDER,
    PARALLEL_FOLDER,
    QUESTIONS_FOLDER,
    TUNING_FOLDER,
)
from eval.train_encoder import Exchange
from index import ViewRole
from index.searching import Ranking
from tests.fakes import (
    FakeAssistant,
    FakeEncoder,
    answer_of,
    document_of,
    eval_question_of,
    passage_of,
)

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT)
PASSAGE = passage_of(DOCUMENT, TEXT)
TUNE, TEST = "x001", "x002"
QUESTIONS = {
    TUNE: eval_question_of(TUNE),
    TEST: eval_question_of(TEST, question="Wie wird das Wetter?", answerable=False, evidence=()),
}
OUTSIDE = replace(QUESTIONS[TEST], id=f"{TUNE}-outside", question="Wer zahlt meinen Kurs?")


def _answer(question):
    if "Wetter" in question.text:
        return Answer(question, "de", Outcome.NOT_COVERED, message="Dazu steht nichts.")
    return answer_of(question, DOCUMENT, PASSAGE)


@pytest.fixture
def assistant(monkeypatch, settings):
    """A fake assistant instead of the real one, with one question for each half."""
    fake = FakeAssistant(_answer)
    fake.index = SimpleNamespace(documents={DOCUMENT.id: DOCUMENT}, passages=(PASSAGE,))

    def load_questions(half=None, folder=QUESTIONS_FOLDER):
        if folder == PARALLEL_FOLDER:
            return (replace(QUESTIONS[TEST], id=f"{TEST}-uk", language="uk"),)
        if folder == LATER_FOLDER:
            return (replace(QUESTIONS[TUNE], id=f"{TUNE}-later"),)
        if folder == OUTSIDE_FOLDER:
            return (OUTSIDE,)
        if folder == TUNING_FOLDER:
            return (replace(QUESTIONS[TUNE], id=f"{TUNE}-more"),)
        halves = {TUNE: "tune", TEST: "test"}
        return tuple(q for id, q in QUESTIONS.items() if half in (None, halves[id]))

    monkeypatch.setattr(main, "load_settings", lambda: settings)
    monkeypatch.setattr(main, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(main, "load_questions", load_questions)
    monkeypatch.setattr(main, "load_tuning_questions", lambda: load_questions("tune"))
    return fake


@pytest.fixture
def run(monkeypatch):
    """Runs the command with a wide console."""
    monkeypatch.setattr(main, "_out", Console(width=200))

    def run_command(*arguments):
        result = CliRunner().invoke(main.app, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run_command


@pytest.fixture
def report(settings):
    """Reads the report that was written."""
    return lambda: json.loads((settings.var / "eval" / "report.json").read_text(encoding="utf-8"))


def test_all_questions_are_asked_and_judged_in_order(assistant):
    rows = main.run(assistant, None)
    assert [row[0] for row in rows] == list(QUESTIONS.values())
    assert [question.text for question in assistant.asked] == [
        "Wo lerne ich Deutsch?", "Wie wird das Wetter?"
    ]  # fmt: skip
    assert [(row[2].id, row[2].outcome) for row in rows] == [
        (TUNE, "answered"), (TEST, "not_covered")
    ]  # fmt: skip


def test_one_half_is_asked(assistant):
    assert [row[2].id for row in main.run(assistant, "test")] == [TEST]


def test_evaluation_prints_tables_and_writes_reports(assistant, run, report, settings):
    result = run()
    assert result.exit_code == 0
    assert all(title in result.stdout for title in ("Halves", "By language", "By type"))
    assert [answer["id"] for answer in report()["answers"]] == [TUNE, TEST]
    assert str(settings.var / "eval" / "report.html") in result.stdout
    assert (settings.var / "eval" / "report.html").is_file()


def test_evaluation_of_one_half(assistant, run, report):
    assert run("--half", "tune").exit_code == 0
    assert list(report()["figures"]) == ["tune"]


@pytest.mark.parametrize("option", [("--half", "tset"), ("--views", "texts")], ids=lambda o: o[0])
def test_unknown_choice_is_refused(assistant, run, option):
    assert run(*option).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "fallen", "status"),
    [
        pytest.param(["--gate"], [], 0, id="nothing fell"),
        pytest.param(["--gate"], ["hit@1: 0.500 is below 0.9"], 1, id="fallen"),
        pytest.param([], ["hit@1: 0.500 is below 0.9"], 0, id="not asked for"),
    ],
)
def test_gate(assistant, run, monkeypatch, arguments, fallen, status):
    judged = []
    monkeypatch.setattr(main, "falls_below", lambda rows: judged.extend(rows) or fallen)
    result = run(*arguments)
    assert result.exit_code == status
    assert ("hit@1: 0.500 is below 0.9" in result.stdout) == bool(status)
    assert [row.id for row in judged] == ([TEST] if arguments else [])


def test_evaluation_without_example_questions(assistant, run, report, monkeypatch, settings):
    encoder = FakeEncoder()
    made = []
    monkeypatch.setattr(main, "load_model", lambda name, folder: encoder)
    monkeypatch.setattr(main, "variant", lambda *parts: made.append(parts) or assistant)
    assert run("--views", "text").exit_code == 0
    assert made == [(settings, encoder, {ViewRole.TEXT}, Ranking())]
    assert len(report()["answers"]) == 2


def test_runs_are_compared(run, tmp_path):
    paths = [tmp_path / "first.json", tmp_path / "second.json"]
    for path, value in zip(paths, (0.5, 0.75), strict=True):
        path.write_text(json.dumps({"figures": {"test": {"hit@1": value}}}), encoding="utf-8")
    result = run("compare", *paths)
    assert result.exit_code == 0
    assert all(text in result.stdout for text in ("test", "hit@1", "0.500", "0.750", "+0.250"))


def test_check_without_faults(assistant, run):
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_parallel_questions_have_a_report_of_their_own(assistant, run, settings):
    result = run("--parallel")
    assert result.exit_code == 0
    folder = settings.var / "eval"
    (answered,) = json.loads((folder / "parallel.json").read_text())["answers"]
    assert answered["language"] == "uk"
    assert (folder / "parallel.html").is_file()
    assert not (folder / "report.json").exists()


@pytest.mark.parametrize(
    ("option", "id"),
    [("tuning", f"{TUNE}-more"), ("later", f"{TUNE}-later"), ("outside", f"{TUNE}-outside")],
)
def test_further_questions_have_a_report_of_their_own(assistant, run, settings, option, id):
    result = run(f"--{option}")
    assert result.exit_code == 0
    (answered,) = json.loads((settings.var / "eval" / f"{option}.json").read_text())["answers"]
    assert answered["id"] == id


@pytest.mark.parametrize(
    "snippet",
    [
        pytest.param("baut Häuser", id="plain"),
        pytest.param("baut [sehr] viel", id="brackets"),
    ],
)
def test_check_prints_each_fault(assistant, run, monkeypatch, snippet):
    wrong = (eval_question_of("a", evidence=(snippet,)), eval_question_of("b", evidence=()))
    given = {QUESTIONS_FOLDER: wrong[:1], PARALLEL_FOLDER: wrong[1:]}
    monkeypatch.setattr(
        main, "load_questions", lambda folder=QUESTIONS_FOLDER: given.get(folder, ())
    )
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"a: stands in no passage: {snippet!r}",
        "b: 'answerable' and 'evidence' contradict each other",
    ]


def test_calibration_is_fitted_on_the_tuning_half(assistant, run, monkeypatch):
    fitted = []
    monkeypatch.setattr(main, "load_model", lambda name, folder: "encoder")
    monkeypatch.setattr(main, "current_index", lambda settings, encoder: assistant.index)
    monkeypatch.setattr(
        main,
        "calibrate",
        lambda *given, unanswerable: fitted.append((*given, unanswerable)) or "fitted",
    )
    result = run("calibrate")
    assert (result.exit_code, result.stdout) == (0, "fitted\n")
    assert fitted == [(assistant.index, (QUESTIONS[TUNE],), [OUTSIDE.question])]


def test_ablation_has_a_row_for_each_variant_and_half(assistant, run, monkeypatch, settings):
    made = []
    monkeypatch.setattr(main, "VARIANTS", {"one": (True, Ranking()), "two": (False, Ranking())})
    monkeypatch.setattr(main, "load_model", lambda name, folder: "encoder")
    monkeypatch.setattr(main, "current_index", lambda settings, encoder: assistant.index)
    monkeypatch.setattr(main, "variant", lambda *parts: made.append(parts) or assistant)
    result = run("ablation")
    assert result.exit_code == 0
    assert made == [(settings, "encoder", True, Ranking()), (settings, "encoder", False, Ranking())]
    words = [line.replace("│", " ").split() for line in result.stdout.splitlines()]
    rows = [line[:2] for line in words if line and line[0] in ("one", "two")]
    assert rows == [["one", "tune"], ["one", "test"], ["two", "tune"], ["two", "test"]]


@pytest.fixture
def omos_file(tmp_path, monkeypatch, assistant):
    """An OMoS-QA file with one page and one question, and an encoder for it."""
    row = {"id": 1, "question": "Wo sind Kurse?", "context": f"Kurse\n{TEXT}", "answers": [0]}
    path = tmp_path / "dev_de.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    monkeypatch.setattr(main, "load_model", lambda name, folder: FakeEncoder())
    return path


def test_omos_as_table(run, omos_file):
    result = run("omos", omos_file)
    assert result.exit_code == 0
    assert "de → de" in result.stdout
    assert "1.000" in result.stdout


def test_omos_as_json(run, omos_file):
    found = json.loads(run("omos", omos_file, "--json").stdout)
    assert found == {"questions": 1, "hit_1": 1.0, "hit_5": 1.0, "mrr": 1.0}


def test_training_gets_examples_pairs_and_target(run, omos_file, monkeypatch, assistant, tmp_path):
    given = []
    monkeypatch.setattr(main, "unpack_default", lambda folder: folder / "model")
    monkeypatch.setattr(main, "examples_of", lambda index: ["examples", index])
    monkeypatch.setattr(main, "train_adapter", lambda *parts: given.extend(parts))
    target = tmp_path / "adapter"
    result = run("train-encoder", omos_file, "--target", target, "--steps", 5, "--seed", 3)
    assert result.exit_code == 0
    base, examples, pairs, *rest = given[:-1]
    assert base == tmp_path / "var" / "models" / "model"
    assert examples == ["examples", assistant.index]
    assert pairs == [[Exchange({"de": "Wo sind Kurse?"}, {"de": f"Kurse\n{TEXT}"})]]
    assert rest == [target, 5, 3]
    given[-1](1, 0.5)  # takes what training reports
