import re
from html import escape

import pytest

from assistant import wording
from assistant.catalogue import say
from assistant.formats import format_number
from assistant.ui.commitments_page import Register
from assistant.ui.direction import language_attributes
from assistant.ui.register import render_register
from index import Status, build, open_index
from index.companions import SIMPLE
from index.errors import UnavailableError
from index.passage import Companion

NASTY = "<script>alert(1)</script>"
ADOPTED = "leitbild-2020/hf2/leitlinie-1"


@pytest.fixture
def rows(town_index):
    return Register(lambda: town_index)


def _found(rows, field="", status="", document="", words="", language="de"):
    return rows.found(field, status, document, words, language)


def _keys(html):
    return re.findall(r'data-key="([^"]*)"', html)


@pytest.mark.parametrize(
    ("of", "said"),
    [
        pytest.param(0, wording.NO_COMMITMENTS, id="documents that promise nothing"),
        pytest.param(3, wording.NOTHING_FITS, id="a choice that fits nothing"),
    ],
)
def test_register_without_rows_says_why(of, said):
    for language in ("de", "en"):
        assert escape(say(said, language)) in render_register([], of, language)


def test_without_a_choice_every_row_is_there(rows):
    html = _found(rows)
    assert _keys(html) == [row.passage.id for row in rows.rows]
    count = len(rows.rows)
    assert say(wording.ROWS_SHOWN, "de").format(shown=count, all=count) in html


@pytest.mark.parametrize(
    ("choice", "fits"),
    [
        pytest.param({"field": "2"}, lambda p: p.field == 2, id="field"),
        pytest.param({"status": "draft"}, lambda p: p.status is Status.DRAFT, id="status"),
        pytest.param(
            {"document": "protokoll-2019"},
            lambda p: p.document_id == "protokoll-2019",
            id="document",
        ),
        pytest.param(
            {"field": "1", "status": "adopted"},
            lambda p: (p.field, p.status) == (1, Status.ADOPTED),
            id="field and status",
        ),
    ],
)
def test_filter_leaves_the_rows_that_fit(rows, choice, fits):
    expected = [row.passage.id for row in rows.rows if fits(row.passage)]
    assert expected
    assert _keys(_found(rows, **choice)) == expected


@pytest.mark.parametrize(
    ("language", "label"),
    [("ar", say(wording.UNOFFICIAL, "ar")), (SIMPLE, say(wording.MODE_SIMPLE, SIMPLE))],
)
def test_details_hold_the_text_in_the_language_of_the_page(rows, language, label):
    text = "<b> ~~weg~~ bleibt"
    rows.index.companions[ADOPTED, language] = Companion(ADOPTED, language, text)
    html = rows.detail(ADOPTED, language)
    assert f"<h3>{label}</h3><blockquote {language_attributes(language)}>&lt;b&gt; <del>" in html
    assert "~~" not in html
    assert f"<h3>{label}</h3>" not in rows.detail(ADOPTED, "de")


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_count_of_rows_is_in_the_digits_of_the_language(rows, language):
    count = format_number(len(rows.rows), language)
    assert say(wording.ROWS_SHOWN, language).format(shown=count, all=count) in _found(
        rows, language=language
    )


def test_search_and_filter_act_together(rows):
    assert _keys(_found(rows, status="adopted", words="deutsche Sprache"))[0] == ADOPTED
    assert ADOPTED not in _keys(_found(rows, status="draft", words="deutsche Sprache"))


@pytest.mark.parametrize("language", ["de", "ar"])
def test_nothing_that_fits_is_said_so(rows, language):
    html = _found(rows, status="approach", language=language)
    assert say(wording.NOTHING_FITS, language) in html
    assert "<table" not in html


def test_search_that_is_too_long_gets_a_message(rows):
    html = _found(rows, words="x" * 2000)
    assert 'role="alert"' in html
    assert "2000" in html


def test_row_shows_wording_obligation_and_status(rows):
    html = _found(rows, status="adopted", field="2")
    first = html.split("<tr")[2]
    assert "<mark>fördert</mark>" in first
    assert "Die Stadt" in first
    assert "beschlossen" in first


def test_only_the_first_row_is_reached_with_tab(rows):
    order = re.findall(r'tabindex="(-?\d)"', _found(rows))
    assert order == ["0"] + ["-1"] * (len(rows.rows) - 1)


def test_detail_names_the_draft_and_the_ways_on(rows):
    html = rows.detail("leitbild-2020/hf1/leitlinie-1", "de")
    assert wording.IN_THE_DRAFT in html
    assert "protokoll-2019/hf1/leitlinie-1" in html
    assert 'href="/?passage=leitbild-2020/hf1/leitlinie-1"' in html
    assert wording.COPY in html


def test_detail_of_a_draft_says_what_became_of_it(rows):
    assert wording.BECAME in rows.detail("protokoll-2019/hf1/leitlinie-1", "de")


@pytest.mark.parametrize("key", ["", "leitbild-2020/hf9", NASTY])
def test_there_is_no_detail_of_what_is_no_row(rows, key):
    assert rows.detail(key, "de") == ""


def test_labels_are_in_the_language_and_the_wording_stays_german(rows):
    html = _found(rows, language="ar")
    assert f'<th scope="col" role="columnheader">{say(wording.EXACT_WORDING, "ar")}</th>' in html
    assert 'class="register" role="table" lang="ar" dir="rtl"' in html
    assert '<div lang="de" dir="ltr">' in html


def test_taken_along_are_the_rows_that_are_shown(rows):
    takeaway = rows.taken("http://stadt.example", "de", "2", "adopted", "", "")
    assert len(takeaway.table.rows) == len(_keys(_found(rows, field="2", status="adopted")))


def test_page_says_when_the_search_is_away(rows, monkeypatch, caplog):
    def away(*arguments):
        raise UnavailableError("http://engine: does not answer")

    monkeypatch.setattr(rows.index, "find", away)
    html = _found(rows, words="bezahlbar wohnen", language="en")
    assert say(wording.UNAVAILABLE, "en") in html
    assert "http://engine: does not answer" in caplog.text
    assert "bezahlbar" not in caplog.text
    assert _keys(_found(rows))


def test_rows_of_a_newer_index_take_their_place(town, tmp_path, encoder):
    indexes = []
    for name in ("old", "new"):
        build(town, tmp_path / name, encoder)
        indexes.append(open_index(tmp_path / name, town, encoder))
        source = town / "leitbild-2020" / "document.toml"
        source.unlink(missing_ok=True)
    register = Register(lambda: indexes[0])
    before = len(register.rows)
    assert register.rows is register.rows
    indexes.reverse()
    assert 0 < len(register.rows) < before
