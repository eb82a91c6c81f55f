"""What answers say about draft and adopted text, with the real documents."""

import pytest

from assistant.answer import Citation
from assistant.change_statement import change_statement
from tests.assistant.test_differences import StillIndex


@pytest.fixture(scope="module")
def index(corpus):
    documents = [manuscript.document for manuscript in corpus.values()]
    return StillIndex(documents, [p for one in corpus.values() for p in one.passages])


@pytest.fixture
def said(index):
    """The statement on passages that are cited whole, in that order."""

    def statement(*ids, language="de"):
        citations = []
        for number, id in enumerate(ids, start=1):
            passage = index.by_id[id]
            source = index.documents[passage.document_id].text
            citations.append(
                Citation(number, passage, passage.text, passage.start, passage.end, source)
            )
        return change_statement(index, citations, language)

    return statement


NEW, OLD = "leitlinien-2019/hf3/leitlinie-2", "dokumentation-2018/hf3/leitlinie-1"


def test_changed_words_are_named_and_both_sides_cited(said):
    statement = said(NEW, OLD)
    assert statement.citations == (1, 2)
    assert "statt „eine Modellstadt“ heißt es im Beschluss „Methoden mit" in statement.text
    assert "der Punkt ist geteilt" in statement.text


def test_order_of_citations_does_not_matter(said):
    assert said(OLD, "leitlinien-2019/hf1/leitlinie-1", NEW) is None
    assert said(OLD, NEW).citations == (2, 1)


def test_equal_wording_is_said(said):
    statement = said("leitlinien-2019/hf4/leitlinie-3", "dokumentation-2018/hf4/leitlinie-3")
    assert statement.text == "Der Wortlaut ist im Entwurf und im Beschluss gleich."


def test_other_signs_are_said(said):
    statement = said("leitlinien-2019/hf6/leitlinie-4", "dokumentation-2018/hf6/leitlinie-4")
    assert "andere Satzzeichen" in statement.text


def test_lists_are_compared_item_by_item(said):
    statement = said("leitlinien-2019/hf2/leitlinien", "dokumentation-2018/hf2/leitlinien")
    assert "statt „Erwachsenen“ heißt es im Beschluss „Erwachsen“" in statement.text


@pytest.mark.parametrize("language", ["en", "ar", "vi", "de-simple"])
def test_other_language_keeps_the_german_words(said, language):
    statement = said(NEW, OLD, language=language)
    assert statement.language == language
    assert "eine Modellstadt" in statement.text
    assert "heißt es im Beschluss" not in statement.text


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param((), id="nothing cited"),
        pytest.param((NEW,), id="adopted alone"),
        pytest.param((OLD,), id="draft alone"),
        pytest.param((NEW, "dokumentation-2018/hf4/leitlinie-1"), id="of another point"),
    ],
)
def test_nothing_is_said_without_a_pair(said, ids):
    assert said(*ids) is None
