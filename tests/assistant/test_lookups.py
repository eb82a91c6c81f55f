from dataclasses import replace

import pytest

from assistant import Assistant, QuestionError, wording
from assistant.deciding import Calibration
from assistant.errors import AssistantError, ComparisonError, UnknownValueError
from assistant.lookups import Lookups
from assistant.reader import LightReader
from index import build, open_index

ADDRESS = "http://stadt.example"
GUIDELINE = "leitbild-2020/hf1/leitlinie-1"


@pytest.fixture
def lookups(town_assistant):
    return Lookups(town_assistant(), ADDRESS)


def test_answer_names_document_date_and_permalink(lookups):
    answer = lookups.ask("Was tut die Stadt gegen hohe Mieten?")
    citation = answer["citations"][0]
    assert answer["outcome"] == "answered"
    assert citation["passage"] == GUIDELINE
    assert citation["permalink"] == f"{ADDRESS}/?passage={GUIDELINE}"
    assert (citation["document_title"], citation["date"]) == (
        "Leitbild der Stadt Neustadt", "2020-03-01",
    )  # fmt: skip


def test_search_finds_and_filters(lookups):
    found = lookups.search("Fahrräder", status="suggestion", count=1)["hits"]
    assert [hit["text"] for hit in found] == ["Fahrräder für Kinder"]
    assert found[0]["permalink"].startswith(ADDRESS)


def test_only_what_was_adopted_is_listed_unless_more_is_asked_for(lookups):
    adopted = lookups.commitments()
    assert {row["status"] for row in adopted["commitments"]} == {"adopted"}
    assert adopted["count"] == len(adopted["commitments"]) > 0
    every = {row["status"] for row in lookups.commitments(status="")["commitments"]}
    assert {"adopted", "draft", "suggestion"} <= every


def test_commitments_by_field_and_words(lookups):
    rows = lookups.commitments(search="Bibliotheken", field=2)["commitments"]
    assert [row["number"] for row in rows][:1] == ["2"]
    assert lookups.commitments(field=1, document="leitbild-2020", related=True)["commitments"][0][
        "related"
    ] is not None  # fmt: skip


def test_comparison_with_and_without_the_texts(lookups):
    short, long = lookups.compare(), lookups.compare(texts=True)
    assert short["differences"] == long["differences"]
    assert "pairs" in long
    assert "pairs" not in short
    assert short["draft"]["id"] == "protokoll-2019"


def test_passage_with_its_document(lookups):
    passage = lookups.passage(GUIDELINE)
    assert passage["text"].startswith("Die Stadt stellt bezahlbaren Wohnraum")
    assert (passage["licence"], passage["status"]) == ("gemeinfrei", "adopted")


def test_every_answer_says_what_is_binding(lookups):
    answers = [
        lookups.ask("Wo lerne ich Deutsch?"),
        lookups.search("Deutsch"),
        lookups.commitments(),
        lookups.compare(),
        lookups.compare(texts=True),
        lookups.passage(GUIDELINE),
    ]
    assert {answer["notice"] for answer in answers} == {wording.BINDING}


@pytest.mark.parametrize(
    ("name", "given", "error", "message"),
    [
        ("ask", {"question": " "}, QuestionError, "geben Sie eine Frage ein"),
        ("ask", {"question": "?" * 9}, QuestionError, "in Worten"),
        ("ask", {"question": "x" * 2001}, QuestionError, "2.001 Zeichen"),
        ("ask", {"question": "Wo?", "language": "tlh"}, UnknownValueError, "tlh.*de, ar, en"),
        ("ask", {"question": "Wo?", "mode": "kurz"}, UnknownValueError, "standard, simple"),
        ("search", {"query": ""}, QuestionError, "Frage"),
        ("search", {"query": "Wohnen", "count": 0}, UnknownValueError, "1 and 50"),
        ("search", {"query": "Wohnen", "kind": "x"}, UnknownValueError, "kind.*guideline"),
        ("search", {"query": "Wohnen", "document": "x"}, UnknownValueError, "leitbild-2020"),
        ("commitments", {"field": 9}, UnknownValueError, "field of action 9; known are 1, 2"),
        ("commitments", {"status": "x"}, UnknownValueError, "adopted, draft"),
        ("commitments", {"search": "x" * 2000}, QuestionError, "2000 Zeichen"),
        ("compare", {"field": 9}, ComparisonError, "9"),
        ("compare", {"document": "x"}, UnknownValueError, "protokoll-2019"),
        ("passage", {"id": "x/y"}, UnknownValueError, "no passage 'x/y'"),
    ],
)
def test_what_cannot_be_looked_up_is_named(lookups, name, given, error, message):
    with pytest.raises(error, match=message) as raised:
        getattr(lookups, name)(**given)
    assert isinstance(raised.value, AssistantError)


def test_what_is_indexed_while_the_app_runs_is_looked_up(town, tmp_path, encoder, town_index):
    source = town / "leitbild-2020" / "document.toml"
    kept = source.read_text("utf-8")
    source.unlink()
    build(town, tmp_path / "smaller", encoder)
    source.write_text(kept, "utf-8")
    indexes = [open_index(tmp_path / "smaller", town, encoder), town_index]
    calibration = replace(Calibration.load(), bias=50.0, weights={}, threshold=0.5)
    assistant = Assistant(indexes[0], LightReader(encoder), calibration, newest=lambda: indexes[0])
    lookups = Lookups(assistant)
    with pytest.raises(UnknownValueError):
        lookups.passage(GUIDELINE)
    indexes.reverse()
    assert lookups.passage(GUIDELINE)["id"] == GUIDELINE
    cited = lookups.ask("Was tut die Stadt gegen hohe Mieten?")["citations"]
    assert cited[0]["passage"] == GUIDELINE
