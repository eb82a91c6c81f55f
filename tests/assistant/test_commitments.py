"""The register: its rows, and finding them by words and by meaning."""

import pytest

from assistant.commitments import filtered, permalink, register
from assistant.errors import QuestionError
from assistant.register_search import LONGEST_SEARCH, related, search
from index import Filters, Kind, Status


@pytest.fixture
def rows(town_index):
    return register(town_index)


def ids(rows):
    return [row.passage.id for row in rows]


def test_rows_are_ordered_by_status(rows):
    assert [row.passage.status for row in rows] == sorted(
        (row.passage.status for row in rows), key=list(Status).index
    )
    assert ids(rows)[:4] == [
        "leitbild-2020/hf1/leitlinie-1",
        "leitbild-2020/hf1/leitlinie-2",
        "leitbild-2020/hf2/leitlinie-1",
        "leitbild-2020/hf2/leitlinie-2",
    ]
    assert {row.passage.status for row in rows} == {
        Status.ADOPTED, Status.DRAFT, Status.SUGGESTION,
    }  # fmt: skip


def test_lists_stand_in_their_items(rows):
    assert all(row.passage.kind is not Kind.LIST for row in rows)


def test_row_says_what_binds_whom(rows):
    row = rows[0]
    assert row.kinds == ("stellt bereit",)
    assert [actor.text for actor in row.actors] == ["Die Stadt"]
    assert row.document.short_title == "Leitbild 2020"


def test_draft_and_adopted_name_each_other(rows):
    by_id = {row.passage.id: row for row in rows}
    adopted = by_id["leitbild-2020/hf1/leitlinie-1"]
    draft = by_id["protokoll-2019/hf1/leitlinie-1"]
    assert [passage.id for passage in adopted.drafts] == [draft.passage.id]
    assert [passage.id for passage in draft.adopted] == [adopted.passage.id]
    assert by_id["leitbild-2020/hf2/leitlinie-1"].drafts == ()


def test_permalink_is_quoted():
    assert permalink("leitlinien-2019/hf4/leitlinie-3") == (
        "/?passage=leitlinien-2019/hf4/leitlinie-3"
    )
    assert permalink("a b&c=ü") == "/?passage=a%20b%26c%3D%C3%BC"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 8),
        (Filters(status=Status.ADOPTED), 4),
        (Filters(field=2), 2),
        (Filters(document="protokoll-2019"), 4),
        (Filters(field=1, status=Status.DRAFT), 2),
        (Filters(field=2, status=Status.DRAFT), 0),
    ],
)
def test_filters(rows, filters, count):
    assert len(filtered(rows, filters)) == count


def test_empty_search_keeps_all(town_index, rows):
    assert search(town_index, rows, "  ") == rows


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Parkpl", "protokoll-2019/hf1/leitlinie-2"),
        ("FAHRRÄDER", "protokoll-2019/karten/2"),
        ("kurse deutschen", "leitbild-2020/hf2/leitlinie-1"),
        ("Bü", "leitbild-2020/hf2/leitlinie-2"),
    ],
)
def test_words_and_parts_of_words_are_found_first(town_index, rows, words, expected):
    assert ids(search(town_index, rows, words))[0] == expected


def test_number_finds_the_point_and_the_field(town_index, rows):
    found = search(town_index, rows, "2", Filters(status=Status.ADOPTED))
    assert set(ids(found)) == {
        "leitbild-2020/hf1/leitlinie-2",
        "leitbild-2020/hf2/leitlinie-1",
        "leitbild-2020/hf2/leitlinie-2",
    }


def test_search_acts_inside_the_filter(town_index, rows):
    found = search(town_index, rows, "Wohnraum", Filters(status=Status.DRAFT))
    assert ids(found) == ["protokoll-2019/hf1/leitlinie-1"]


def test_nothing_fits(town_index, rows):
    assert search(town_index, rows, "§§", Filters(field=1)) == ()


def test_too_long_search_is_refused_in_the_language(town_index, rows):
    with pytest.raises(QuestionError, match="2000 Zeichen"):
        search(town_index, rows, "a" * 2000)
    with pytest.raises(QuestionError, match="2000 characters"):
        search(town_index, rows, "a" * 2000, language="en")
    search(town_index, rows, "a" * LONGEST_SEARCH)


def test_related_are_approaches_and_suggestions_only(town_index, rows):
    hits = related(town_index, rows[0])
    assert all(hit.passage.status in (Status.APPROACH, Status.SUGGESTION) for hit in hits)
    assert all((hit.similarity or 0) >= 0.375 for hit in hits)


@pytest.mark.slow
def test_real_register(real_assistant):
    index = real_assistant.index
    rows = register(index)
    adopted = [r for r in rows if r.passage.status is Status.ADOPTED]
    guidelines = [row for row in adopted if row.passage.kind is Kind.GUIDELINE]
    assert len(guidelines) == 33
    assert all(row.drafts for row in guidelines)
    housing = search(index, rows, "Wohnung")
    assert "leitlinien-2019/hf4/leitlinie-3" in ids(housing)
    assert len(housing) < 30
    assert search(index, rows, "Wetter") == ()
    assert "leitlinien-2019/praeambel/fussnote-2" in ids(search(index, rows, "60a"))
    row = next(r for r in rows if r.passage.id == "leitlinien-2019/hf4/leitlinie-3")
    assert "dokumentation-2018/hf4/handlungsansaetze/1" in [
        h.passage.id for h in related(index, row)
    ]
