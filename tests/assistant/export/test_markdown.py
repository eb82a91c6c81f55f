import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from assistant.export.markdown import to_markdown
from tests.assistant.export.conftest import SOURCE, WORDS


def _html(content):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(content.decode())


def _cells(html):
    return [unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", html, re.DOTALL)]


@pytest.mark.parametrize("language", WORDS)
def test_letters_of_every_language_come_back(takeaway_in, language):
    html = _html(to_markdown(takeaway_in(language, "Öffentlich")))
    assert f"<h1>{WORDS[language]}</h1>" in html
    assert "Verbindlich ist der deutsche Wortlaut." in html
    assert _cells(html)[:2] == ["1", "Öffentlich"]
    assert f'href="{SOURCE.permalink}"' in html


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "*nicht* _schräg_ **fett**",
        "# keine Überschrift",
        "[kein](http://link)",
        "<script>x</script>",
        "Akteur*innen und Migrant*innen",
        "1. Punkt",
        "- Strich",
        "C:\\Ordner",
        "`Code`",
        "&amp; bleibt",
    ],
)
def test_markup_in_texts_is_shown(takeaway_in, text):
    assert _cells(_html(to_markdown(takeaway_in("de", text))))[1] == text


def test_lines_stay_in_their_cell(takeaway_in):
    assert _cells(_html(to_markdown(takeaway_in("de", "eins\nzwei"))))[1] == "eins<br>zwei"


def test_changed_words_are_marked(takeaway_in):
    cell = _cells(_html(to_markdown(takeaway_in())))[1]
    assert cell == ("Die Stadt <s>soll</s><strong>wird</strong> Kurse <em>bald</em> fördern.")


def test_arabic_page_runs_from_right_to_left(takeaway_in):
    assert '<div lang="ar" dir="rtl">' in _html(to_markdown(takeaway_in("ar")))
