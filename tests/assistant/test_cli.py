import json
from dataclasses import replace

import pytest

from assistant import Answer, Mode, Outcome, Settings, SettingsError, Statement, cli
from index import Hit, Kind, SnapshotError, Status
from index.passage import Companion
from tests.fakes import FakeAssistant, answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse [sehr] für alle."
DOCUMENT = document_of(TEXT)
PASSAGE = passage_of(DOCUMENT, TEXT)


@pytest.fixture
def fake(monkeypatch):
    """A fake assistant instead of the real one."""
    assistant = FakeAssistant(lambda question: answer_of(question, DOCUMENT, PASSAGE))
    monkeypatch.setattr(cli, "open_assistant", lambda *arguments: assistant)
    return assistant


@pytest.fixture
def answering(monkeypatch):
    """Puts a fake assistant that answers by a function in the place of the real one."""

    def put(answer):
        monkeypatch.setattr(cli, "open_assistant", lambda *arguments: FakeAssistant(answer))

    return put


@pytest.fixture
def town_settings(monkeypatch, town, tmp_path):
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(town))
    monkeypatch.setenv("LEITLINIEN_VAR", str(tmp_path / "var"))


def _plain(text):
    return " ".join(text.split())


def test_ask_prints_the_answer_with_status_and_place(run, fake):
    status, out, _ = run("ask", "Wo lerne ich Deutsch?")
    assert status == 0
    assert f"{TEXT} [1]" in _plain(out)
    assert "[1] beschlossen" in out
    assert "Handlungsfeld 1 Wohnen › Leitlinien" in _plain(out)
    assert "Seite 3" in out
    assert PASSAGE.id in out
    assert out.count(TEXT) == 1


def test_ask_in_another_language_shows_the_german_wording_of_each_source(run, answering):
    def answer(question):
        return replace(
            answer_of(question, DOCUMENT, PASSAGE),
            language="en",
            statements=(Statement("The city supports courses.", (1,), "en"),),
        )

    answering(answer)
    _, out, _ = run("ask", "Where do I learn German?")
    assert "[1] adopted · " in out
    assert "Page 3" in out
    assert f"German original: {TEXT}" in _plain(out)


def test_ask_in_another_language_shows_the_nearest_in_both(run, answering):
    def answer(question):
        return Answer(
            question, "uk", Outcome.NOT_COVERED, message="Немає.", nearest=(Hit(PASSAGE, 1.0),),
            companions=(Companion(PASSAGE.id, "uk", "Місто підтримує курси.", ""),),
        )  # fmt: skip

    answering(answer)
    _, out, _ = run("ask", "Де вивчити німецьку?")
    assert "ухвалено" in out
    assert "Місто підтримує курси." in out
    assert f": {TEXT}" in _plain(out)


def test_ask_passes_on_what_was_chosen(run, fake):
    run("ask", "Wo?", "--language", "uk", "--mode", "simple")
    (asked,) = fake.asked
    assert (asked.text, asked.language, asked.mode) == ("Wo?", "uk", Mode.SIMPLE)


def test_ask_says_how_to_choose_a_language_that_the_question_does_not_tell(run, answering):
    def answer(question):
        told = question.language is not None
        return replace(answer_of(question, DOCUMENT, PASSAGE), language_sure=told)

    answering(answer)
    assert "--language" in run("ask", "Jobcenter")[1]
    assert "--language" not in run("ask", "Jobcenter", "--language", "uk")[1]


def test_ask_as_json_prints_one_object(run, fake):
    status, out, _ = run("ask", "Wo?", "--json")
    assert status == 0
    record = json.loads(out)
    assert (record["outcome"], record["citations"][0]["quote"]) == ("answered", TEXT)


def test_ask_without_an_answer_prints_message_nearest_and_notices(run, answering):
    def answer(question):
        hits = (Hit(PASSAGE, 1.0),)
        return Answer(
            question, "de", Outcome.NOT_COVERED, message="Dazu steht nichts.", nearest=hits,
            notices=("Achtung.",),
        )  # fmt: skip

    answering(answer)
    status, out, _ = run("ask", "Wie wird das Wetter?")
    assert status == 0
    assert "Dazu steht nichts." in out
    assert f"· beschlossen · {' › '.join(PASSAGE.section)}" in _plain(out)
    assert TEXT in _plain(out)
    assert "Achtung." in out


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        pytest.param(["ask", "Wo?", "--language", "tlh"], "uk", id="language"),
        pytest.param(["ask", "Wo?", "--mode", "legal"], "simple", id="mode"),
        pytest.param(["passages", "--kind", "poem"], "guideline", id="kind"),
        pytest.param(["passages", "--status", "rumour"], "adopted", id="status"),
        pytest.param(["passages", "--field", "eins"], "", id="field"),
        pytest.param(["ask"], "", id="no question"),
        pytest.param(["serve", "--port", "http"], "", id="port"),
    ],
)
def test_unknown_choice_is_refused_with_what_is_known(run, fake, arguments, known):
    status, out, err = run(*arguments)
    assert (status, out, fake.asked) == (2, "", [])
    assert known in err


@pytest.fixture
def files(tmp_path):
    """Writes questions; returns (source, target) of a batch."""

    def write(*lines):
        source = tmp_path / "in.jsonl"
        source.write_text("\n".join(lines), encoding="utf-8")
        return source, tmp_path / "out.jsonl"

    return write


def test_batch_answers_every_line(run, fake, files):
    source, target = files('{"id": 1, "question": "Eins?"}', '{"id": 2, "question": "Zwei?"}')
    status, out, err = run("batch", source, target)
    assert (status, out) == (0, "")
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2
    assert "2 answers" in err


def test_batch_with_a_broken_line_names_it_and_ends_with_1(run, fake, files):
    source, target = files("{", '{"id": 2, "question": "Zwei?"}')
    status, _, err = run("batch", source, target)
    assert status == 1
    assert "in.jsonl, line 1: " in err
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == 2


def test_batch_without_its_file_is_one_message(run, fake, tmp_path):
    status, _, err = run("batch", tmp_path / "missing.jsonl", tmp_path / "out.jsonl")
    assert status == 1
    assert err.startswith("error: ")
    assert "missing.jsonl" in err


def test_passages_lists_all_with_their_number(run, town_settings):
    status, out, _ = run("passages")
    assert status == 0
    assert "leitbild-2020/hf1/leitlinie-1 (guideline, adopted" in out
    assert out.rstrip().endswith("passages")


@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        pytest.param(["--status", "draft"], "status", Status.DRAFT, id="status"),
        pytest.param(["--kind", "card"], "kind", Kind.CARD, id="kind"),
        pytest.param(["--field", "2"], "field", 2, id="field"),
        pytest.param(["--document", "leitbild-2020"], "document", "leitbild-2020", id="document"),
    ],
)
def test_passages_are_filtered(run, town_settings, options, key, value):
    status, out, _ = run("passages", *options, "--json")
    records = json.loads(out)
    assert status == 0
    assert records
    assert {record[key] for record in records} == {value}


def test_filters_of_passages_work_together(run, town_settings):
    _, out, _ = run(
        "passages", "--status", "adopted", "--field", "2", "--kind", "guideline", "--json"
    )
    assert {record["id"] for record in json.loads(out)} == {
        "leitbild-2020/hf2/leitlinie-1", "leitbild-2020/hf2/leitlinie-2"
    }  # fmt: skip


def test_no_passages_are_an_empty_list(run, town_settings):
    assert run("passages", "--document", "atlantis", "--json") == (0, "[]\n", "")


def test_broken_document_is_reported_and_the_others_are_listed(run, town, town_settings):
    (town / "leitbild-2020" / "document.toml").write_text("title = ", encoding="utf-8")
    status, out, err = run("passages", "--json")
    assert status == 1
    assert {record["document"] for record in json.loads(out)} == {"protokoll-2019"}
    assert "leitbild-2020" in err


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("[b]Stadt[/b] [1]", id="markup"),
        pytest.param("\\[Stadt]", id="backslash"),
        pytest.param(":house:", id="name of an emoji"),
    ],
)
def test_passage_is_printed_letter_by_letter(run, town, town_settings, odd):
    source = town / "leitbild-2020" / "source.txt"
    text = source.read_text(encoding="utf-8").replace("gestärkt.", f"gestärkt {odd}.")
    source.write_text(text, encoding="utf-8")
    _, out, _ = run("passages")
    assert f"gestärkt {odd}." in out


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(SettingsError("setting 'port': [too] high"), id="settings"),
        pytest.param(SnapshotError("var/index: [too] old"), id="index"),
        pytest.param(PermissionError("no [too] read"), id="system"),
    ],
)
def test_error_is_one_message(run, monkeypatch, error):
    def fail(*arguments):
        raise error

    monkeypatch.setattr(cli, "open_assistant", fail)
    status, out, err = run("ask", "Wo?")
    assert (status, out, err) == (1, "", f"error: {error}\n")


def test_unknown_setting_is_one_message(run, fake, monkeypatch):
    monkeypatch.setenv("LEITLINIEN_PROT", "1")
    status, _, err = run("ask", "Wo?")
    assert status == 1
    assert err.startswith("error: LEITLINIEN_PROT")


def test_translation_engine_set_wrongly_is_one_message(run, monkeypatch, town_settings):
    monkeypatch.setenv("LEITLINIEN_TRANSLATOR", "deepl")
    status, out, err = run("ask", "Wo lerne ich Deutsch?")
    assert (status, out) == (1, "")
    assert "LEITLINIEN_TRANSLATOR_KEY" in err


def test_missing_documents_are_one_message(run, monkeypatch, tmp_path):
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(tmp_path / "nowhere"))
    status, _, err = run("passages")
    assert status == 1
    assert err.startswith("error: ")
    assert "nowhere" in err


def test_serve_takes_host_and_port_from_the_command(run, monkeypatch):
    import assistant.ui.serving

    served = []
    monkeypatch.setattr(assistant.ui.serving, "serve", lambda *given: served.append(given))
    status, _, _ = run("serve", "--port", "8123", "--host", "::1")
    settings = served[0][0]
    assert status == 0
    assert isinstance(settings, Settings)
    assert (settings.port, settings.host) == (8123, "::1")


def test_without_a_command_there_is_help(run):
    _, out, err = run()
    for command in ("ask", "batch", "index", "info", "passages", "serve"):
        assert command in out + err
