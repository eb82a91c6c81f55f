import re
from html import unescape

import pytest

from assistant import wording
from assistant.catalogue import say
from assistant.ui.document_page import render_reading

NASTY = "<script>alert(1)</script>" * 100
PASSAGE = "leitbild-2020/hf2/leitlinie-1"
DOCUMENT = "leitbild-2020"


def _marked(html):
    return [unescape(text) for text in re.findall(r"<mark[^>]*>([^<]*)</mark>", html)]


def test_document_stands_there_from_its_beginning(town_index):
    html = render_reading(town_index, DOCUMENT, {}, "de")
    assert "Leitbild 2020" in html
    assert _marked(html) == []
    assert 'class="bar"' not in html


def test_address_marks_the_passage_and_says_what_it_is_worth(town_index):
    html = render_reading(town_index, DOCUMENT, {"passage": PASSAGE}, "de")
    assert _marked(html) == [town_index.by_id[PASSAGE].text]
    bar = html.split('class="reading"')[0]
    assert all(text in bar for text in (wording.BACK, "beschlossen", "B 12/20", wording.COPY))
    assert 'role="alert"' not in bar


def test_address_of_words_marks_just_them(town_index):
    start = town_index.by_id[PASSAGE].start + 4
    address = {"passage": PASSAGE, "start": str(start), "end": str(start + 5)}
    assert _marked(render_reading(town_index, DOCUMENT, address, "de")) == ["Stadt"]


@pytest.mark.parametrize("language", ["de", "vi"])
def test_words_that_are_not_there_leave_the_passage_and_a_message(town_index, language):
    address = {"passage": PASSAGE, "start": "7", "end": "99999"}
    html = render_reading(town_index, DOCUMENT, address, language)
    assert say(wording.NO_SUCH_WORDS, language) in html
    assert _marked(html) == [town_index.by_id[PASSAGE].text]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_passage_that_is_not_there_leaves_the_document_and_a_message(town_index, language):
    html = render_reading(town_index, DOCUMENT, {"passage": "leitbild-2020/hf9"}, language)
    assert say(wording.NO_SUCH_PASSAGE, language).format("leitbild-2020/hf9") in html
    assert _marked(html) == []
    assert "Leitbild 2020" in html


def test_nasty_address_is_shown_short_and_not_run(town_index):
    html = render_reading(town_index, DOCUMENT, {"passage": NASTY}, "de")
    assert "<script" not in html
    assert html.count("&lt;script&gt;") < 5
