"""Commitments and comparisons as JSON objects."""

import json

import pytest

from assistant.commitments import register
from assistant.desk_records import commitment_record, comparison_record, related_record
from assistant.differences import compare
from assistant.suggested import suggestions_on
from index import Hit


@pytest.fixture
def rows(town_index):
    return register(town_index)


def test_row_names_its_document_obligations_and_drafts(rows):
    record = commitment_record(rows[0])
    assert record["document_title"] == "Leitbild der Stadt Neustadt"
    assert record["obligations"][0]["form"] == "does"
    assert record["obligations"][0]["actor"] == "Die Stadt"
    assert [draft["id"] for draft in record["drafts"]] == ["protokoll-2019/hf1/leitlinie-1"]
    assert record["permalink"].endswith(record["id"])
    assert "related" not in record


def test_related_have_their_status_and_similarity(rows):
    passage = rows[-1].passage
    record = commitment_record(rows[0], [Hit(passage, 1.0, similarity=0.51239)])
    assert record["related"] == [related_record(Hit(passage, 1.0, similarity=0.51239))]
    assert (record["related"][0]["status"], record["related"][0]["similarity"]) == (
        "suggestion",
        0.5124,
    )


def test_comparison_holds_places_in_the_documents(town_index):
    comparison = compare(town_index)
    suggested = [suggestions_on(town_index, pair) for pair in comparison.pairs]
    record = json.loads(json.dumps(comparison_record(comparison, suggested)))
    checked = 0
    for pair in record["pairs"]:
        assert isinstance(pair["suggestions"], list)
        for piece in pair["pieces"]:
            for side in ("draft", "adopted"):
                if place := piece[side]:
                    text = town_index.documents[place["document"]].text
                    found = text[place["start"] : place["end"]]
                    assert found.split() == piece["text"].split()
                    checked += 1
    assert checked
    assert "suggestions" not in comparison_record(comparison)["pairs"][0]
