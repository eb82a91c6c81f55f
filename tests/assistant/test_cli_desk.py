import json

import pytest

from assistant import cli_desk
from tests.fakes import FakeEncoder


@pytest.fixture
def run(run, monkeypatch, town, tmp_path):
    """Runs a command over the made-up town; returns (exit status, output, errors)."""
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(town))
    monkeypatch.setenv("LEITLINIEN_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(cli_desk, "load_model", lambda *arguments: FakeEncoder())
    return run


def test_commitments_are_listed_with_the_words_that_carry_them(run):
    status, out, _ = run("commitments", "--field", 1, "--status", "adopted")
    assert status == 0
    assert "leitbild-2020/hf1/leitlinie-1 (adopted, field 1, guideline 1)" in out
    assert "stellt bereit: „stellt … bereit“, Die Stadt" in out
    assert "draft: protokoll-2019/hf1/leitlinie-1" in out
    assert "/?passage=leitbild-2020/hf1/leitlinie-1" in out
    assert "2 of 8 rows" in out


def test_commitments_as_json(run):
    _, out, _ = run("commitments", "--search", "Wohnraum", "--status", "adopted", "--json")
    row, *near = json.loads(out)
    assert row["id"] == "leitbild-2020/hf1/leitlinie-1"
    # to the fake encoder, short German texts are near to each other
    ids = ["leitbild-2020/hf1/leitlinie-2", "leitbild-2020/hf2/leitlinie-1"]
    assert [other["id"] for other in near] == ids
    assert row["actors"] == [{"text": "Die Stadt", "start": 0, "end": 9}]
    words = row["obligations"][0]["words"]
    assert [row["text"][w["start"] : w["end"]] for w in words] == ["stellt", "bereit"]
    assert [draft["status"] for draft in row["drafts"]] == ["draft"]
    assert "related" not in row


def test_commitments_with_related(run):
    _, out, _ = run("commitments", "--field", 2, "--related", "--json")
    assert all(isinstance(row["related"], list) for row in json.loads(out))


@pytest.mark.parametrize(
    ("option", "value", "known"),
    [
        ("--field", 9, "1, 2"),
        ("--status", "agreed", "adopted"),
        ("--kind", "poem", "guideline"),
        ("--document", "bibel", "leitbild-2020"),
    ],
)
def test_unknown_choice_names_the_known_ones(run, option, value, known):
    status, _, err = run("commitments", option, value)
    assert status == 2
    assert str(value) in err
    assert known in " ".join(err.split())


def test_filter_without_a_match_is_said(run):
    status, out, err = run("commitments", "--field", 2, "--status", "draft", "--json")
    assert (status, json.loads(out)) == (0, [])
    assert "no row matches --field 2 --status draft" in err


def test_too_long_search_is_said(run):
    status, _, err = run("commitments", "--search", "a" * 2000)
    assert status == 1
    assert "2000 Zeichen" in err


def test_comparison_is_printed(run):
    status, out, _ = run("compare", "--field", 1)
    assert status == 0
    assert "field 1, guideline 1 · wording, punctuation: „!“ → „.“" in out
    assert "left out: „Parkplätze werden kostenlos.“ → „“" in out
    assert "bereit[-!-] [+.+]" in out or "bereit[-!-][+.+]" in out


def test_comparison_as_json(run):
    _, out, _ = run("compare", "--json")
    record = json.loads(out)
    assert (record["draft"]["id"], record["adopted"]["id"]) == ("protokoll-2019", "leitbild-2020")
    assert len(record["differences"]) == sum(len(pair["differences"]) for pair in record["pairs"])
    assert {"left_out", "new"} <= {one["aspect"] for one in record["differences"]}


def test_unknown_field_of_a_comparison_is_said(run):
    status, _, err = run("compare", "--field", 8)
    assert status == 1
    assert "no field of action 8; there are: 1, 2" in err


def test_corpus_without_a_draft_is_said(run, town):
    source = town / "protokoll-2019" / "document.toml"
    source.write_text(source.read_text().replace('status = "draft"', 'status = "suggestion"'))
    status, _, err = run("compare")
    assert status == 1
    assert "there is no draft to compare with an adopted text" in " ".join(err.split())


@pytest.mark.parametrize("command", ["commitments", "compare"])
def test_export(run, tmp_path, command):
    target = tmp_path / "out.md"
    status, _, err = run(command, "--export", target)
    assert status == 0
    assert str(target) in err
    assert "Wohnraum" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["commitments", "compare"])
def test_export_that_cannot_be_written_is_said(run, tmp_path, command):
    status, _, err = run(command, "--export", tmp_path / "no" / "out.md")
    assert status == 1
    assert "there is no folder" in " ".join(err.split())
