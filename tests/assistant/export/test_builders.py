from dataclasses import replace

import pytest

from assistant import Answer, Mode, Outcome, Question, Statement, wording
from assistant.catalogue import say
from assistant.commitments import register
from assistant.differences import compare
from assistant.export import of_answer, of_comparison, of_register
from assistant.export.sources import quoted
from assistant.export.takeaway import Mark, plain
from assistant.suggested import suggestions_on
from index import Hit
from tests.fakes import answer_of, document_of, passage_of

TEXT = "Die Stadt fördert Kurse ~~nicht~~ für alle."
DOCUMENT = document_of(TEXT, "Anderes.")
DOCUMENTS = {DOCUMENT.id: DOCUMENT}
PASSAGE = passage_of(DOCUMENT, TEXT)


def _facts(takeaway):
    return {fact.label: [plain(line) for line in fact.lines] for fact in takeaway.facts}


def test_answer_with_question_sources_and_the_binding_notice():
    answer = answer_of(Question("Wo lerne ich?"), DOCUMENT, PASSAGE)
    taken = of_answer(answer, DOCUMENTS, "http://stadt.example", "2026-01-31")
    facts = _facts(taken)
    assert facts["Ihre Frage"] == ["Wo lerne ich?"]
    assert facts["Antwort"] == [f"{TEXT} [1]"]
    assert facts["Erstellt am"][0].startswith("31. Januar 2026")
    (row,) = taken.table.rows
    assert [plain(cell) for cell in row.cells] == ["1", TEXT]
    (source,) = row.sources
    assert source.permalink == f"http://stadt.example/?passage={PASSAGE.id}"
    assert (source.document, source.status) == (DOCUMENT.title, "beschlossen")
    assert (source.reference, source.date, source.page) == ("B 12/20", "1. März 2020", "3")
    assert wording.BINDING in taken.notices


def test_answer_in_another_language_keeps_the_quote_german():
    question = Question("أين؟", "ar")
    answer = replace(
        answer_of(question, DOCUMENT, PASSAGE),
        statements=(
            Statement("قرر: »Die Stadt«", (1,)),
            Statement("قرر\nالمدينة تدعم", (1,), "ar"),
        ),
    )
    taken = of_answer(answer, DOCUMENTS)
    lines = taken.facts[1].lines
    assert [(piece.text, piece.language) for piece in lines[0]] == [
        ("قرر: ", "ar"), ("»Die Stadt«", "de"), (" [1]", "ar"),
    ]  # fmt: skip
    assert {piece.language for line in lines[1:] for piece in line} == {"ar"}
    assert taken.title == say(wording.ANSWER_WITH_SOURCES, "ar") != wording.ANSWER_WITH_SOURCES
    assert taken.notices[-1] == say(wording.BINDING, "ar") != wording.BINDING


def test_simple_german_has_its_own_words():
    answer = answer_of(Question("Wo?", mode=Mode.SIMPLE), DOCUMENT, PASSAGE)
    assert of_answer(answer, DOCUMENTS).notices[-1] == say(wording.BINDING, "de-simple")


def test_no_answer_takes_the_nearest_passages_along():
    answer = Answer(
        Question("Wetter?"), "de", Outcome.NOT_COVERED, message="Dazu steht nichts.",
        nearest=(Hit(PASSAGE, 1.0),) * 5,
    )  # fmt: skip
    taken = of_answer(answer, DOCUMENTS)
    assert _facts(taken)["Antwort"] == ["Dazu steht nichts."]
    assert len(taken.table.rows) == 3
    assert taken.table.title == wording.NEAREST


def test_refused_question_has_no_table():
    answer = Answer(Question(""), "de", Outcome.REFUSED, message="Bitte.")
    assert of_answer(answer, DOCUMENTS).table.rows == ()


def test_deletions_are_marked_and_given_words_stand_out():
    assert [(piece.text, piece.mark) for piece in quoted("ab ~~cd~~ ef", [(0, 2), (10, 12)])] == [
        ("ab", Mark.STRESSED),
        (" ", Mark.NONE),
        ("cd", Mark.DELETED),
        (" ", Mark.NONE),
        ("ef", Mark.STRESSED),
    ]
    assert plain(quoted("~~")) == "~~"


def test_control_characters_are_left_out():
    assert plain(quoted("a\x00b\x0bc\ud800d\ne")) == "a b c d\ne"


@pytest.fixture
def rows(town_index):
    return register(town_index)


def test_register_with_the_words_that_carry_it(rows):
    taken = of_register(rows, "Handlungsfeld 1", "de", "http://stadt.example")
    assert len(taken.table.rows) == len(rows)
    assert _facts(taken)["Auswahl"] == ["Handlungsfeld 1"]
    first = taken.table.rows[0]
    assert [plain(cell) for cell in first.cells[:3]] == ["1", "1", rows[0].passage.text]
    stressed = [piece.text for piece in first.cells[2] if piece.mark is Mark.STRESSED]
    assert "stellt" in stressed
    assert first.sources[0].permalink == f"http://stadt.example{rows[0].permalink}"
    assert wording.SUGGESTION_NOTICE in taken.notices


def test_empty_register_says_so():
    taken = of_register((), "Handlungsfeld 9")
    assert taken.table.rows == ()
    assert [wording.NOTHING_FITS] in _facts(taken).values()


def test_comparison_gives_both_texts_as_they_are(town_index):
    comparison = compare(town_index)
    taken = of_comparison(comparison, address="http://stadt.example")
    assert len(taken.table.rows) == len(comparison.pairs)
    for pair, row in zip(comparison.pairs, taken.table.rows, strict=True):
        for cell, lines in zip(row.cells[2:4], (pair.draft, pair.adopted), strict=True):
            letters = "".join(piece.text for piece in cell)
            assert letters == "\n".join(f"{line.marker} {line.text}".strip() for line in lines)
        assert [source is not None for source in row.sources] == [
            bool(pair.draft), bool(pair.adopted)
        ]  # fmt: skip
    marks = {piece.mark for row in taken.table.rows for cell in row.cells for piece in cell}
    assert {Mark.DELETED, Mark.INSERTED} <= marks
    assert wording.WEIGHT_RULE in taken.notices


def test_comparison_with_what_was_suggested(town_index):
    comparison = compare(town_index)
    suggested = [suggestions_on(town_index, pair) for pair in comparison.pairs]
    taken = of_comparison(comparison, suggested)
    assert taken.table.columns[-1] == wording.SUGGESTED
    assert all(len(row.cells) == len(taken.table.columns) for row in taken.table.rows)


def test_status_is_named_in_the_readers_language(rows):
    taken = of_register(rows, language="uk")
    named = [row.sources[0].status for row in taken.table.rows]
    assert named == [say(wording.STATUSES[row.passage.status], "uk") for row in rows]
    assert len(set(named)) > 1
