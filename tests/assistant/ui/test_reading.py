import re
from html import unescape

import pytest

from assistant import wording
from assistant.catalogue import say
from assistant.ui.places import Place
from assistant.ui.reading import render_document
from tests.fakes import document_of, passage_of

NASTY = "<script>alert(1)</script> & <b>'fett'</b>"
TEXT = f"""Ziele

Die ~~alte~~ Stadt baut.
Sie ~~fördert~~ auch: {NASTY}

• Wohnungen
• ~~Straßen~~"""
DOCUMENT = document_of(TEXT, title=f"Titel {NASTY}")
PARAGRAPH = passage_of(DOCUMENT, TEXT.split("\n\n")[1], id="leitbild/1", section=("Ziele",))
LIST = passage_of(DOCUMENT, "• Wohnungen\n• ~~Straßen~~", id="leitbild/2-3", section=("Ziele",))
ITEMS = [
    passage_of(DOCUMENT, "Wohnungen", id="leitbild/2", section=("Ziele",)),
    passage_of(DOCUMENT, "~~Straßen~~", id="leitbild/3", section=("Ziele",)),
]
PASSAGES = [PARAGRAPH, LIST, *ITEMS]


def _html(start=None, end=None, language="de"):
    place = None if start is None else Place(PARAGRAPH, start, end)
    return render_document(DOCUMENT, PASSAGES, language, place)


def _marked(html):
    """The words in marks, without what is only read aloud."""
    html = re.sub(r'<span class="hidden">[^<]*</span>', "", html).replace("<br>", "\n")
    return "".join(unescape(text) for text in re.findall(r"<mark[^>]*>([^<]*)</mark>", html))


def _quoted(start, end):
    """The same words as the document has them, without signs of deletion and ends of blocks."""
    return re.sub(r"\n(?=•)|\n\n", "", TEXT[start:end]).replace("~~", "")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Stadt baut", id="inside a paragraph"),
        pytest.param("baut.\nSie", id="across a line end"),
        pytest.param("~~alte~~ Stadt", id="with a deletion"),
        pytest.param("alte~~ Stadt baut.\nSie ~~för", id="from deletion to deletion"),
        pytest.param("alt", id="inside a deletion"),
        pytest.param(NASTY, id="with markup"),
        pytest.param("baut.\nSie ~~fördert~~ auch: " + NASTY + "\n\n• Woh", id="across blocks"),
        pytest.param("Wohnungen\n• ~~Straßen~~", id="across items"),
        pytest.param("Ziele\n\nDie", id="across a heading"),
    ],
)
def test_exactly_the_words_that_are_sought_are_marked(words):
    start = TEXT.index(words)
    html = _html(start, start + len(words))
    assert _marked(html) == _quoted(start, start + len(words))
    assert html.count('id="place"') == 1


def test_nothing_is_marked_where_nothing_is_sought():
    assert "<mark" not in _html()


@pytest.mark.parametrize("name", ["leitlinien", "dokumentation"])
def test_every_passage_of_the_real_documents_can_be_marked_exactly(name, request):
    manuscript = request.getfixturevalue(name)
    document, passages = manuscript.document, manuscript.passages
    for passage in passages[:: max(1, len(passages) // 60)]:
        html = render_document(document, passages, "de", Place(passage, passage.start, passage.end))
        assert _letters(_marked(html)) == _letters(passage.text.replace("~~", "")), passage.id


def _letters(text):
    """Without space: where one block ends and the next begins, marks have none between them."""
    return "".join(text.split())


def test_what_was_deleted_is_shown_as_deleted_and_read_so():
    html = _html()
    assert "~~" not in html
    deleted = re.findall(r"<del>(.*?)</del>", html)
    hidden = (f'<span class="hidden">[{wording.DELETED}: </span>', '<span class="hidden">]</span>')
    assert deleted == [f"{hidden[0]}{word}{hidden[1]}" for word in ("alte", "fördert", "Straßen")]


def test_nothing_of_a_document_is_run():
    html = _html()
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_every_passage_can_be_jumped_to():
    html = _html()
    for passage in PASSAGES:
        assert html.count(f'id="{passage.id}"') == 1


def test_contents_lead_to_the_headings():
    html = _html()
    links = re.findall(r'<a href="#([^"]*)">([^<]*)</a>', html)
    assert links == [("abschnitt-1", "Ziele")]
    assert '<h3 id="abschnitt-1" tabindex="-1">Ziele</h3>' in html


def test_frame_speaks_the_readers_language_and_the_text_stays_german():
    html = _html(language="ar")
    assert html.startswith('<div class="reading" lang="ar" dir="rtl">')
    assert say(wording.CONTENTS, "ar") in html
    assert say(wording.PAGE, "ar").format(3) in html
    assert '<article lang="de" dir="ltr">' in html
