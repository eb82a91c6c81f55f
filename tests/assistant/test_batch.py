import json

import pytest

from assistant import Answer, Mode, Outcome
from assistant.batch import run_batch
from assistant.catalogue import languages
from tests.fakes import FakeAssistant

KEYS = {
    "id", "outcome", "language", "mode", "text", "statements", "citations", "retrieved", "notices",
    "seconds",
}  # fmt: skip


@pytest.fixture
def run(tmp_path):
    """Answers the given lines; returns (report, records written, questions asked)."""
    assistant = FakeAssistant(
        lambda question: Answer(
            question, question.language or "de", Outcome.NOT_COVERED, message=f"zu {question.text}"
        )
    )

    def run_lines(*lines, **options):
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        source.write_bytes(b"\n".join(_bytes(line) for line in lines))
        report = run_batch(assistant, source, target, **options)
        written = target.read_text(encoding="utf-8").splitlines()
        return report, [json.loads(line) for line in written], assistant.asked

    return run_lines


def _bytes(line):
    if isinstance(line, bytes):
        return line
    return json.dumps(line, ensure_ascii=False).encode("utf-8")


def _line(id=1, question="Was?", **others):
    return {"id": id, "question": question, **others}


def test_answers_keep_the_order_and_ids_of_the_questions(run):
    report, records, _ = run(*(_line(id, f"Frage {id}") for id in ("c", 2, "a", 1)))
    assert [record["id"] for record in records] == ["c", 2, "a", 1]
    assert [record["text"] for record in records] == [f"zu Frage {id}" for id in ("c", 2, "a", 1)]
    assert (report.answered, report.broken) == (4, [])


def test_output_line_has_exactly_these_keys(run):
    _, (record,), _ = run(_line())
    assert set(record) == KEYS


def test_umlauts_are_written_as_they_are(run, tmp_path):
    run(_line("ä", "Für wen?"))
    assert "zu Für wen?" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_everything_that_is_given_reaches_the_assistant(run):
    given = _line(1, "Und da?", language="uk", mode="simple", history=["Eins?", "Zwei?"])
    _, (record,), (asked,) = run(given)
    assert (asked.text, asked.language, asked.mode) == ("Und da?", "uk", Mode.SIMPLE)
    assert asked.history == ("Eins?", "Zwei?")
    assert (record["language"], record["mode"]) == ("uk", "simple")


@pytest.mark.parametrize("language", [None, *languages()])
def test_known_languages_are_accepted(run, language):
    report, _, (asked,) = run(_line(language=language))
    assert report.broken == []
    assert asked.language == language


def test_what_is_left_out_or_null_has_its_default(run):
    _, _, asked = run(_line(), _line(language=None, mode=None, history=None))
    for question in asked:
        assert (question.language, question.mode, question.history) == (None, Mode.STANDARD, ())


BROKEN = [
    pytest.param(b"{", "", id="no JSON"),
    pytest.param(b'{"id": 1, "question": "\xff"}', "utf-8", id="no UTF-8"),
    pytest.param([1, "Was?"], "object", id="a list"),
    pytest.param({"question": "Was?"}, "'id'", id="no id"),
    pytest.param(_line(id=None), "'id'", id="id is null"),
    pytest.param(_line(id=["a"]), "'id'", id="id is a list"),
    pytest.param({"id": 1}, "'question'", id="no question"),
    pytest.param(_line(question=5), "'question'", id="question is a number"),
    pytest.param(_line(language="tlh"), "'language'", id="unknown language"),
    pytest.param(_line(language=1), "'language'", id="language is a number"),
    pytest.param(_line(mode="legal"), "'mode'", id="unknown mode"),
    pytest.param(_line(history="Eins?"), "'history'", id="history is text"),
    pytest.param(_line(history=[1]), "'history'", id="history of numbers"),
]


@pytest.mark.parametrize(("line", "complaint"), BROKEN)
def test_broken_line_is_reported_with_its_number_and_the_rest_goes_on(run, line, complaint):
    report, records, _ = run(_line("before"), line, _line("after"))
    assert [record["id"] for record in records] == ["before", "after"]
    assert report.answered == 2
    (message,) = report.broken
    assert message.startswith("line 2: ")
    assert complaint in message


def test_blank_lines_are_passed_over_but_counted(run):
    report, records, _ = run(b"", _line("a"), b"   ", b"{", b"")
    assert [record["id"] for record in records] == ["a"]
    assert [message.split(":")[0] for message in report.broken] == ["line 4"]


def test_half_a_character_in_an_id_does_not_stop_the_rest(run):
    _, records, _ = run(b'{"id": "\\ud83d", "question": "Was?"}', _line("after"))
    assert records[-1]["id"] == "after"


def test_question_that_is_refused_still_gets_its_line(town_assistant, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [_line(1, "   "), _line(2, "Wo lerne ich Deutsch?")]
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    run_batch(town_assistant(), source, target)
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [record["outcome"] for record in records] == ["refused", "answered"]
    assert [set(record) for record in records] == [KEYS, KEYS]


def test_empty_file_gives_an_empty_file(run):
    report, records, _ = run()
    assert (report.answered, report.broken, records) == (0, [], [])


def test_progress_counts_lines(run):
    seen = []
    run(_line(1), _line(2), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_missing_file_is_an_error(tmp_path):
    assistant = FakeAssistant(lambda question: pytest.fail("nothing to ask"))
    with pytest.raises(FileNotFoundError, match=r"missing\.jsonl"):
        run_batch(assistant, tmp_path / "missing.jsonl", tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
