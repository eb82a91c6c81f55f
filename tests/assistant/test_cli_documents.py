import json

import pytest

SENTENCES = "Die Stadt fördert den Bau von Wohnungen für alle Menschen. " * 6


@pytest.fixture
def run(run, monkeypatch, town):
    """Runs a command on the town; returns (exit status, standard output, standard error)."""
    monkeypatch.setenv("LEITLINIEN_DOCUMENTS", str(town))
    return run


@pytest.fixture
def plan(tmp_path):
    """A file to be added."""
    path = tmp_path / "Wohnplan.md"
    path.write_text(f"# Plan für das Wohnen\n\n{SENTENCES}\n", encoding="utf-8")
    return path


def _listed(out):
    return {record["id"]: record for record in json.loads(out)}


def test_added_document_is_listed(run, plan):
    code, _, err = run("add", plan, "--status", "adopted", "--date", "2020-05")
    assert code == 0
    assert "-> wohnplan: 'Plan für das Wohnen', 2020-05, 1 passages" in err
    assert "run: leitlinien index" in err
    code, out, _ = run("documents", "--json")
    assert code == 0
    assert _listed(out)["wohnplan"] == {
        "id": "wohnplan", "title": "Plan für das Wohnen", "status": "adopted", "date": "2020-05",
        "source": "source.md", "passages": 1, "pages": None, "notes": [], "problem": None,
    }  # fmt: skip
    assert sorted(_listed(out)) == ["leitbild-2020", "protokoll-2019", "wohnplan"]


def test_table_for_people(run):
    code, out, err = run("documents")
    assert code == 0
    for text in ("leitbild-2020", "adopted", "2020-03-01", "protokoll-2019", "suggestion"):
        assert text in out
    assert "2 documents" in err


def test_one_bad_file_does_not_stop_the_others(run, plan, tmp_path, town):
    broken = tmp_path / "kaputt.pdf"
    broken.write_bytes(b"Hallo")
    code, _, err = run("add", broken, plan, tmp_path / "fehlt.txt")
    assert code == 1
    assert f"{broken}: this is not a PDF" in err
    assert "fehlt.txt: cannot be read" in err
    assert (town / "wohnplan" / "document.toml").is_file()


def test_nothing_is_overwritten(run, plan):
    run("add", plan)
    code, _, err = run("add", plan)
    assert (code, "already" in err, "run: leitlinien index" in err) == (1, True, False)


@pytest.mark.parametrize("option", ["--title", "--id", "--short-title"])
def test_one_title_cannot_be_that_of_two_files(run, plan, option):
    code, _, err = run("add", plan, plan, option, "x")
    assert code == 2
    assert "one file at a time" in err


def test_options_describe_the_document(run, plan, town):
    code, _, _ = run("add", plan, "--id", "plan", "--title", "Der Plan", "--short-title", "Plan",
                     "--reference", "B 1/20", "--publisher", "Amt",
                     "--licence", "frei")  # fmt: skip
    assert code == 0
    described = (town / "plan" / "document.toml").read_text(encoding="utf-8")
    for line in ('title = "Der Plan"', 'short_title = "Plan"', 'reference = "B 1/20"',
                 'publisher = "Amt"', 'licence = "frei"'):  # fmt: skip
        assert f"{line}\n" in described


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [("--status", "neu", "none of adopted"), ("--date", "bald", "no date"), ("--id", "../x", "id")],
)
def test_bad_options_are_named(run, plan, town, option, value, complaint):
    code, _, err = run("add", plan, option, value)
    assert code == 1
    assert complaint in err
    assert sorted(path.name for path in town.glob("*/document.toml")) == ["document.toml"] * 2


def test_broken_document_is_listed_with_its_problem(run, town):
    (town / "leitbild-2020" / "source.txt").write_bytes(b"B\xfcro")
    code, out, _ = run("documents", "--json")
    assert code == 1
    broken = _listed(out)["leitbild-2020"]
    assert broken["problem"].startswith("leitbild-2020/source.txt: line 1: byte 0xfc is not UTF-8")
    assert (broken["title"], broken["passages"]) == ("Leitbild der Stadt Neustadt", 0)
    code, out, err = run("documents")
    assert code == 1
    assert "not UTF-8" in err


def test_description_that_is_no_toml(run, town):
    (town / "leitbild-2020" / "document.toml").write_text("title =", encoding="utf-8")
    code, out, _ = run("documents", "--json")
    assert code == 1
    assert _listed(out)["leitbild-2020"]["title"] is None


def test_remove_names_what_stays(run, town):
    (town / "questions" / "leitbild-2020.comparisons.toml").write_text("")
    code, _, err = run("remove", "leitbild-2020", "--yes")
    assert code == 0
    assert not (town / "leitbild-2020").exists()
    assert "leitbild-2020.toml is still there" in err
    assert "leitbild-2020.comparisons.toml is still there" in err
    assert (town / "questions" / "leitbild-2020.toml").is_file()


def test_remove_asks_first(run, town):
    code, out, _ = run("remove", "leitbild-2020")
    assert code == 1
    assert "Delete" in out
    assert (town / "leitbild-2020" / "document.toml").is_file()


def test_unknown_document_does_not_stop_the_others(run, town):
    code, _, err = run("remove", "fehlt", "leitbild-2020", "--yes")
    assert code == 1
    assert "fehlt: no such document" in err
    assert not (town / "leitbild-2020").exists()
