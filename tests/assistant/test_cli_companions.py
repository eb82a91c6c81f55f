import json

import pytest

from assistant import cli

LEITLINIE = "leitbild-2020/hf1/leitlinie-2"
TEXTS = {
    "leitbild-2020/hf1/leitlinie-1": (
        "Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit.",
        "The city provides affordable housing.",
    ),
    LEITLINIE: ("Nachbarschaften werden gestärkt.", "Neighbourhoods are made stronger."),
    "leitbild-2020/hf2/leitlinie-1": (
        "Die Stadt fördert den Erwerb der deutschen Sprache durch Kurse.",
        "The city promotes German courses.",
    ),
    "leitbild-2020/hf2/leitlinie-2": (
        "Bibliotheken bieten Bücher in vielen Sprachen an.",
        "Libraries have books in many languages.",
    ),
    "protokoll-2019/hf1/leitlinie-1": (
        "Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit!",
        "The city provides affordable housing!",
    ),
    "protokoll-2019/hf1/leitlinie-2": ("Parkplätze werden kostenlos.", "Parking becomes free."),
}
"""All that is required of the town's twelve passages; lists are put together, cards are not."""


@pytest.fixture
def run(run, monkeypatch, town, tmp_path):
    """Runs the check on the town; returns (exit status, standard output, standard error)."""
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(town))
    monkeypatch.setenv("LEITLINIEN_VAR", str(tmp_path / "var"))
    return lambda *arguments: run("companions", "check", *arguments)


@pytest.fixture
def translate(town):
    """Writes all texts of a language but those changed; texts are (German, translation, flags)."""

    def write(language="en", **changes):
        texts = {**TEXTS, **changes.pop("texts", {})}
        for document in ("leitbild-2020", "protokoll-2019"):
            path = town / "translations" / language / f"{document}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            content = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            for name, text in texts.items():
                if text and name.startswith(document):
                    source, translation, *flags = text
                    content += "".join(f"#, {flag}\n" for flag in flags)
                    content += f'msgctxt "{name}"\nmsgid "{source}"\nmsgstr "{translation}"\n\n'
            path.write_text(content, encoding="utf-8")

    return write


def _plain(text):
    return " ".join(text.split())


def _row(out, language):
    (row,) = [line.split() for line in out.splitlines() if line.split()[:1] == [language]]
    return row[1:]


def test_sound_languages_end_with_0(run, translate):
    translate("en")
    translate("uk")
    status, out, err = run()
    assert (status, err) == (0, "")
    # texts, coverage, required, stale, not re-read, empty, too long, terms
    assert _row(out, "en") == ["9", "75%", "100%", "0%", "0%", "0%", "0%", "100%"]
    assert _row(out, "uk") == _row(out, "en")


def test_no_languages_are_sound(run):
    status, out, _ = run("--json")
    assert (status, json.loads(out)) == (0, {"languages": {}})
    assert run()[0] == 0


GERMAN, ENGLISH = TEXTS[LEITLINIE]
_FAULTS = [
    pytest.param(None, "missing", id="missing"),
    pytest.param(("Alt.", "Old."), "stale", id="stale"),
    pytest.param((GERMAN, ENGLISH, "fuzzy"), "unreviewed", id="not re-read"),
    pytest.param((GERMAN, ""), "empty", id="empty"),
]


@pytest.mark.parametrize(("text", "fault"), _FAULTS)
def test_fault_is_named_with_its_passage_and_ends_with_1(run, translate, text, fault):
    translate("en", texts={LEITLINIE: text})
    translate("uk")
    status, out, _ = run()
    assert status == 1
    assert f"en: {fault}: {LEITLINIE}" in _plain(out)
    assert "uk: " not in out
    assert _row(out, "en")[:3] == ["7", "58%", "83%"]


@pytest.mark.parametrize(("text", "fault"), _FAULTS)
def test_fault_as_json(run, translate, text, fault):
    translate("en", texts={LEITLINIE: text})
    translate("uk")
    status, out, err = run("--json")
    assert (status, err) == (1, "")
    found = json.loads(out)["languages"]
    assert list(found) == ["en", "uk"]
    assert found["en"][f"{fault}_ids"] == [LEITLINIE]
    assert found["en"]["coverage"] == pytest.approx(7 / 12)
    assert found["en"]["coverage_required"] == pytest.approx(5 / 6)
    shares = {name: found["en"][name] for name in ("stale", "unreviewed", "empty")}
    # Of eight entries: seven texts, two of them lists, and the one that cannot be used.
    assert shares == {name: pytest.approx(1 / 8 if name == fault else 0) for name in shares}
    assert {name for name, value in found["uk"].items() if value == []} == {
        "missing_ids", "stale_ids", "unreviewed_ids", "empty_ids", "too_long_ids", "problems"
    }  # fmt: skip
    assert found["uk"]["coverage_required"] == found["uk"]["terms"] == 1


def test_simple_german_needs_everything_in_short_sentences(run, translate):
    translate("de-simple", texts={LEITLINIE: (GERMAN, " ".join(["Wort"] * 16))})
    status, out, _ = run("--json")
    simple = json.loads(out)["languages"]["de-simple"]
    assert status == 1
    assert simple["missing_ids"] == [
        "protokoll-2019/karten/1-2", "protokoll-2019/karten/1", "protokoll-2019/karten/2"
    ]  # fmt: skip
    # The list that holds the text is too long as well.
    assert set(simple["too_long_ids"]) == {LEITLINIE, "leitbild-2020/hf1/leitlinien"}


def test_only_some_of_many_passages_are_named(run, translate):
    translate("en", texts=dict.fromkeys(TEXTS))
    status, out, _ = run()
    assert status == 1
    assert "leitlinie-1 and 1 more" in _plain(out)
    assert len(json.loads(run("--json")[1])["languages"]["en"]["missing_ids"]) == 6


def test_problem_of_a_file_is_named_and_ends_with_1(run, translate):
    translate("en", texts={"leitbild-2020/hf9/[b]": ("Neun.", "Nine.")})
    status, out, _ = run()
    problem = "en/leitbild-2020.po, line 21: no passage is called 'leitbild-2020/hf9/[b]'"
    assert (status, problem in _plain(out)) == (1, True)
    status, out, _ = run("--json")
    assert (status, json.loads(out)["languages"]["en"]["problems"]) == (1, [problem])


@pytest.mark.parametrize("arguments", [[], ["--json"]], ids=["table", "JSON"])
def test_broken_file_of_a_language_is_one_message(run, translate, town, arguments):
    translate("en")
    (town / "translations" / "en" / "terms.toml").write_text("[", encoding="utf-8")
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("error: translations/en/terms.toml: ")


@pytest.mark.parametrize("arguments", [[], ["--json"]], ids=["table", "JSON"])
def test_broken_document_is_named_and_the_others_are_checked(run, translate, town, arguments):
    translate("en")
    (town / "protokoll-2019" / "document.toml").write_text("title = 5", encoding="utf-8")
    status, out, err = run(*arguments)
    assert status == 1
    assert err.startswith("protokoll-2019/document.toml: ")
    assert "en" in out


def test_missing_documents_are_one_message(run, monkeypatch, tmp_path):
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(tmp_path / "nowhere"))
    status, out, err = run()
    assert (status, out) == (1, "")
    assert err.startswith("error: ")
    assert "nowhere" in err


def test_check_is_a_command_of_its_own(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["companions", "--help"])
    assert ended.value.code == 0
    assert "check" in capsys.readouterr().out
