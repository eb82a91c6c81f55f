"""What participants had suggested on a point."""

import pytest

from assistant.comparison import Part
from assistant.differences import compare
from assistant.suggested import suggestions_on
from index import Filters, Hit, Kind, Status
from tests.assistant.test_differences import StillIndex
from tests.fakes import document_of, passage_of

OLD = "Die Stadt will eine Modellstadt für Arbeit werden."
NEW = "Die Stadt will Methoden für Arbeit entwickeln."
CARDS = (
    "Terminus „Modellstadt“ bescheidener fassen",
    "Gute Methoden und eine Modellstadt",
    "Zu Punkt 1: mehr Mut",
    "Etwas ganz Anderes",
    "Methoden in einem anderen Feld",
)


class NearIndex(StillIndex):
    """Every card is found, with the similarity given for it."""

    def __init__(self, *arguments, near):
        super().__init__(*arguments)
        self.near = near

    def search(self, text, count, filters=Filters()):
        return tuple(
            Hit(passage, 1.0, similarity=self.near.get(passage.text, 0.0))
            for passage in self.passages
            if filters.allow(passage)
        )


@pytest.fixture
def index():
    draft = document_of(OLD, id="alt", status=Status.DRAFT)
    adopted = document_of(NEW, id="neu")
    cards = document_of(*CARDS, id="karten", status=Status.SUGGESTION)
    passages = [
        passage_of(draft, OLD, section=()),
        passage_of(adopted, NEW, section=()),
        *(
            passage_of(cards, text, kind=Kind.CARD, field=2 if "anderen" in text else 1)
            for text in CARDS
        ),
    ]
    return NearIndex([draft, adopted, cards], passages, near={CARDS[3]: 0.2, CARDS[2]: 0.1})


def words(one, spans):
    return [one.passage.text[start:end] for start, end in spans]


def test_identical_words_are_shown_with_their_side(index):
    (pair,) = compare(index).pairs
    found = {one.passage.text: one for one in suggestions_on(index, pair)}
    assert set(found) == set(CARDS[:3])
    assert words(found[CARDS[0]], found[CARDS[0]].deleted) == ["Modellstadt"]
    assert found[CARDS[0]].inserted == ()
    assert words(found[CARDS[1]], found[CARDS[1]].inserted) == ["Methoden"]
    assert words(found[CARDS[1]], found[CARDS[1]].deleted) == ["Modellstadt"]


def test_suggestion_that_names_the_point_comes_after_those_that_share_words(index):
    (pair,) = compare(index).pairs
    last = suggestions_on(index, pair)[-1]
    assert (last.passage.text, last.names_point) == (CARDS[2], True)
    assert (last.inserted, last.deleted) == ((), ())


def test_near_meaning_is_enough(index):
    index.near = {CARDS[3]: 0.5}
    (pair,) = compare(index).pairs
    assert CARDS[3] in [one.passage.text for one in suggestions_on(index, pair)]


def test_title_pages_are_no_points(corpus):
    documents = [manuscript.document for manuscript in corpus.values()]
    real = NearIndex(documents, [p for one in corpus.values() for p in one.passages], near={})
    frames = [p for p in compare(real).pairs if p.part in (Part.TITLE, Part.FRAME)]
    assert frames
    assert all(suggestions_on(real, pair) == () for pair in frames)
