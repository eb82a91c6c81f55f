import numpy as np
import pytest

from index.filters import Filters
from index.passage import Kind, Status, Theme, View, ViewRole
from index.placing import Placing
from index.snapshot import Contents
from tests.fakes import document_of, passage_of


@pytest.fixture
def contents():
    document = document_of("Satz.")
    passages = tuple(
        passage_of(
            document,
            "Satz.",
            id=f"p{number}",
            document_id=f"d{number % 2}",
            field=[None, 0, 1][number % 3],
            kind=[Kind.CARD, Kind.GUIDELINE][number % 2],
            status=[Status.ADOPTED, Status.DRAFT][number // 3],
        )
        for number in range(6)
    )
    places = ["p4", "p0", "Wetter", "p0", "p5"]
    views = tuple(View(place, ViewRole.TEXT, "de", "Satz.") for place in places)
    themes = (Theme("Wetter", "not_covered", ""),)
    return Contents("fake", {}, (document,), passages, (), themes, views, np.empty((5, 0)))


def test_views_lead_to_passages_and_after_them_to_themes(contents):
    assert Placing(contents, {}).of_view.tolist() == [4, 0, 6, 0, 5]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(document="d1"),
        Filters(field=0),
        Filters(kind=Kind.CARD),
        Filters(status=Status.DRAFT),
        Filters(document="d0", field=1, status=Status.DRAFT),
        Filters(document="nirgends"),
        Filters(status=Status.SUGGESTION),
        Filters(field=-1),
    ],
    ids=str,
)
def test_selection_is_what_the_filters_allow_and_all_themes(contents, filters):
    placing = Placing(contents, {})
    selection = placing.selection(filters)
    allowed = {p.id for p in contents.passages if filters.allow(p)} | {"Wetter"}
    assert selection.mask.tolist() == [view.passage_id in allowed for view in contents.views]
    assert selection.filters == filters
    assert placing.selection(filters) is selection


def test_no_filters_select_nothing_in_particular(contents):
    assert Placing(contents, {}).selection(Filters()) is None


def test_only_the_last_selections_are_kept(contents):
    placing = Placing(contents, {})
    first = placing.selection(Filters(field=0))
    for number in range(1, 40):
        placing.selection(Filters(field=number))
    assert placing.selection(Filters(field=0)) is not first


def test_adopted_passages_know_their_drafts(contents):
    placing = Placing(contents, {"p3": "p1", "p5": "p1", "p4": "p0"})
    assert placing.draft_of == {1: 5, 0: 4}
    adopted, drafts = placing.pairs_among(np.array([1, 2, 3, 4, 5]))
    assert (adopted.tolist(), drafts.tolist()) == ([0, 0], [2, 4])
    assert [found.tolist() for found in placing.pairs_among(np.empty(0, np.int64))] == [[], []]
