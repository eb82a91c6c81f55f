from types import SimpleNamespace

import pytest

from assistant.ui.places import Place, find_place, place_link
from tests.fakes import document_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of("Vorwort.", TEXT)
PASSAGE = passage_of(DOCUMENT, TEXT, id="leitbild/hf1/leitlinie-1")
INDEX = SimpleNamespace(by_id={PASSAGE.id: PASSAGE})
START, END = PASSAGE.start, PASSAGE.end


def _find(**query):
    return find_place(INDEX, query)


def test_link_names_the_passage_readably():
    assert place_link(PASSAGE) == "/?passage=leitbild/hf1/leitlinie-1"


def test_link_to_words_names_their_offsets():
    assert place_link(PASSAGE, 10, 14) == "/?passage=leitbild/hf1/leitlinie-1&start=10&end=14"


def test_link_of_an_unusual_id_stays_one_address():
    passage = passage_of(DOCUMENT, TEXT, id="a b&c=<ü>")
    assert place_link(passage) == "/?passage=a%20b%26c%3D%3C%C3%BC%3E"


def test_address_of_a_passage_leads_to_all_its_words():
    assert _find(passage=PASSAGE.id) == Place(PASSAGE, START, END)


def test_address_of_words_leads_to_them():
    place = _find(passage=PASSAGE.id, start=str(START + 4), end=str(START + 9))
    assert DOCUMENT.text[place.start : place.end] == "Stadt"
    assert place.certain


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("0", "8", id="before the passage"),
        pytest.param(str(START), str(END + 1), id="past its end"),
        pytest.param(str(START + 5), str(START + 5), id="nothing"),
        pytest.param(str(END), str(START), id="the wrong way round"),
        pytest.param(str(START), None, id="no end"),
        pytest.param("-3", str(END), id="negative"),
        pytest.param("1e1", str(END), id="no plain number"),
        pytest.param("٣", str(END), id="digits of another script"),
        pytest.param("9" * 5000, str(END), id="endless"),
    ],
)
def test_offsets_that_fit_nothing_give_the_whole_passage_uncertainly(start, end):
    assert _find(passage=PASSAGE.id, start=start, end=end) == Place(PASSAGE, START, END, False)


@pytest.mark.parametrize("query", [{}, {"passage": ""}, {"passage": "leitbild/hf9"}])
def test_address_of_no_passage_leads_nowhere(query):
    assert find_place(INDEX, query) is None
