import json
from dataclasses import replace

from assistant import Answer, Outcome, Question
from assistant.records import answer_record, passage_record
from index import Hit, Status
from tests.fakes import answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of("Einleitung.", TEXT)
PASSAGE = passage_of(DOCUMENT, TEXT)


def test_record_of_an_answer():
    answer = replace(
        answer_of(Question("Was?"), DOCUMENT, PASSAGE), notices=("Achtung.",), seconds=0.123456
    )
    record = answer_record(answer, "q1")
    assert record["id"] == "q1"
    assert record["outcome"] == "answered"
    assert (record["language"], record["mode"]) == ("de", "standard")
    assert record["text"] == f"{TEXT} [1]"
    assert record["statements"] == [{"text": TEXT, "citations": [1], "language": "de"}]
    assert record["notices"] == ["Achtung."]
    assert record["seconds"] == 0.1235


def test_record_of_a_citation_leads_back_to_the_document():
    (record,) = answer_record(answer_of(Question("Was?"), DOCUMENT, PASSAGE))["citations"]
    assert record == {
        "number": 1,
        "passage": PASSAGE.id,
        "document": "leitbild",
        "quote": TEXT,
        "start": PASSAGE.start,
        "end": PASSAGE.end,
        "section": ["Handlungsfeld 1 Wohnen", "Leitlinien"],
        "page": 3,
        "page_label": None,
        "section_page": 2,
        "kind": "guideline",
        "status": "adopted",
        "reference": "B 12/20",
    }
    assert DOCUMENT.text[record["start"] : record["end"]] == record["quote"]


def test_record_without_an_answer_has_the_message_and_what_was_retrieved():
    hits = tuple(Hit(PASSAGE, 1 / rank) for rank in range(1, 13))
    answer = Answer(Question("Was?"), "fr", Outcome.NOT_COVERED, message="Nichts.", nearest=hits)
    record = answer_record(answer)
    assert record["id"] is None
    assert (record["outcome"], record["language"]) == ("not_covered", "fr")
    assert (record["text"], record["statements"], record["citations"]) == ("Nichts.", [], [])
    assert len(record["retrieved"]) == 10
    assert record["retrieved"][2] == {
        "passage": PASSAGE.id, "text": TEXT, "status": "adopted", "score": 0.33333,
    }  # fmt: skip


def test_record_of_a_passage():
    record = passage_record(replace(PASSAGE, status=Status.SUGGESTION, page=None))
    assert (record["id"], record["document"]) == (PASSAGE.id, "leitbild")
    assert (record["kind"], record["status"]) == ("guideline", "suggestion")
    assert (record["field"], record["number"]) == (1, "1")
    assert (record["page"], record["section_page"], record["reference"]) == (None, 2, "B 12/20")
    assert DOCUMENT.text[record["start"] : record["end"]] == record["text"] == TEXT


def test_records_are_plain_json():
    answer = answer_of(Question("Was?"), DOCUMENT, PASSAGE)
    for record in (answer_record(answer, 7), passage_record(PASSAGE)):
        assert json.loads(json.dumps(record)) == record
