from types import SimpleNamespace

import pytest

from assistant import Citation, Mode
from assistant.companions import companion_of, reading_language
from index import Kind
from index.passage import Companion
from tests.fakes import document_of, passage_of

ITEMS = ("Die Stadt baut.", "Die Stadt fördert.", "Die Stadt hilft.")
DOCUMENT = document_of("\n".join(ITEMS))
LIST = passage_of(DOCUMENT, DOCUMENT.text, id="list", kind=Kind.LIST)
PARTS = [passage_of(DOCUMENT, text, parent="list") for text in ITEMS]
SIMPLE_TEXTS = ("Sie baut.", "Sie gibt Geld.", "Sie hilft.")
WHOLE = "Die Stadt macht viel."


def _index(*texts, whole=WHOLE, checked="", others=()):
    """An index of the list and its items with simple texts; None leaves one out."""
    pairs = [(LIST, whole), *zip(PARTS, texts, strict=True)]
    companions = {
        (passage.id, "de-simple"): Companion(passage.id, "de-simple", text, checked)
        for passage, text in pairs
        if text
    }
    return SimpleNamespace(companions=companions, passages=(LIST, *PARTS, *others))


def _quote(first, last, passage=LIST):
    """The quote from one text to another."""
    start, end = DOCUMENT.text.index(first), DOCUMENT.text.index(last) + len(last)
    return Citation(1, passage, DOCUMENT.text[start:end], start, end, DOCUMENT.text)


@pytest.mark.parametrize(
    ("simple", "language", "expected"),
    [
        (True, "de", "de-simple"),
        (False, "de", "de"),
        (True, "en", "en"),
        (False, "uk", "uk"),
    ],
    ids=["simple German", "German", "simple English", "Ukrainian"],
)
def test_simple_german_is_for_questions_in_german(simple, language, expected):
    mode = Mode.SIMPLE if simple else Mode.STANDARD
    assert reading_language(mode, language) == expected


def test_whole_quote_has_the_text_of_its_passage():
    index = _index(*SIMPLE_TEXTS)
    item = _quote(ITEMS[1], ITEMS[1], PARTS[1])
    assert companion_of(index, _quote(ITEMS[0], ITEMS[2]), "de-simple").text == WHOLE
    assert companion_of(index, item, "de-simple").text == SIMPLE_TEXTS[1]


def test_another_language_has_no_text():
    assert companion_of(_index(*SIMPLE_TEXTS), _quote(ITEMS[0], ITEMS[2]), "en") is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(ITEMS[0], ITEMS[1], "Sie baut.\n\nSie gibt Geld.", id="first two items"),
        pytest.param(ITEMS[2], ITEMS[2], "Sie hilft.", id="one item"),
        pytest.param("fördert.", "Die Stadt hilft", "Sie gibt Geld.\n\nSie hilft.", id="cut"),
    ],
)
def test_part_of_a_list_has_the_texts_of_the_items_quoted(first, last, expected):
    companion = companion_of(_index(*SIMPLE_TEXTS, checked="Amt"), _quote(first, last), "de-simple")
    assert companion == Companion("list", "de-simple", expected, "Amt")


def test_quoted_items_that_open_alike_become_a_list_below_one_opening():
    index = _index("Die Stadt:\nSie baut.", "Die Stadt:\nSie gibt Geld.", "Sie hilft.")
    companion = companion_of(index, _quote(ITEMS[0], ITEMS[1]), "de-simple")
    assert companion.text == "Die Stadt:\n- Sie baut.\n- Sie gibt Geld."


@pytest.mark.parametrize(
    "texts",
    [("Sie baut.", None, "Sie hilft."), (None, None, None)],
    ids=["one is missing", "all are missing"],
)
def test_part_of_a_list_with_a_missing_item_has_the_text_of_the_list(texts):
    quote = _quote(ITEMS[0], ITEMS[1])
    assert companion_of(_index(*texts), quote, "de-simple").text == WHOLE


def test_missing_item_that_is_not_quoted_does_not_matter():
    index = _index("Sie baut.", "Sie gibt Geld.", None)
    quote = _quote(ITEMS[0], ITEMS[1])
    assert companion_of(index, quote, "de-simple").text == "Sie baut.\n\nSie gibt Geld."


def test_list_without_a_text_has_none_for_its_parts():
    index = _index(*SIMPLE_TEXTS, whole=None)
    assert companion_of(index, _quote(ITEMS[0], ITEMS[1]), "de-simple") is None


def test_same_place_in_another_document_is_not_quoted():
    other = document_of(DOCUMENT.text, id="protokoll")
    index = _index(*SIMPLE_TEXTS, others=(passage_of(other, ITEMS[0]),))
    assert companion_of(index, _quote(ITEMS[0], ITEMS[0]), "de-simple").text == "Sie baut."


def test_part_of_a_text_that_is_no_list_has_the_whole_text():
    index = _index(*SIMPLE_TEXTS)
    assert companion_of(index, _quote("fördert.", "fördert.", PARTS[1]), "de-simple").text == (
        "Sie gibt Geld."
    )
