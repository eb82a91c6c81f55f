import re

import pytest

from index.blocks import Block, BlockKind
from index.pages import section_pages, with_certain_pages
from index.passage import Kind, Passage, Status
from index.rules import PageRules, Rules

RULES = Rules(
    pages=PageRules(contents_entry=re.compile(r"(?P<title>.+?)\s*\.{4,}\s*(?P<page>\d+)"))
)


def _blocks(*texts):
    """A heading where a text begins with `#`, else a paragraph."""
    return [
        Block(BlockKind.HEADING if text.startswith("#") else BlockKind.PARAGRAPH, text.strip("# "))
        for text in texts
    ]


def _passage(start, page=None):
    return Passage(
        f"d/{start}", "d", "x", (), Kind.INFORMATION, Status.DRAFT, None, None, page, None, None,
        start, start + 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "pages"),
    [
        pytest.param(["Ablauf .....\t4", "# Ablauf"], {1: 4}, id="same title"),
        pytest.param(["Ablauf der Feier ..... 4", "# Ablauf"], {1: 4}, id="heading is shorter"),
        pytest.param(
            ["Präambel..... 6", "# Präambel gemäß Anlage"], {1: 6}, id="heading is longer"
        ),
        pytest.param(["PRÄAMBEL ..... 6", "# Präambel"], {1: 6}, id="upper case"),
        pytest.param(["Ablauf ..... 4", "# Wohnen"], {}, id="another title"),
        pytest.param(
            ["Ziele ..... 7", "Ziele ..... 8", "# Ziele", "# Ziele"], {2: 7, 3: 8}, id="repeated"
        ),
        pytest.param(["# Ablauf", "Ablauf ..... 4"], {}, id="heading before the contents"),
        pytest.param(["Es dauert noch ...", "# Es dauert"], {}, id="dots in a sentence"),
    ],
)
def test_section_pages(texts, pages):
    assert section_pages(_blocks(*texts), RULES) == pages


def test_without_a_rule_no_page_is_known():
    assert section_pages(_blocks("Ablauf ..... 4", "# Ablauf"), Rules()) == {}


def test_only_beginnings_of_sections_and_sections_within_one_page_are_certain():
    passages = [_passage(start) for start in (5, 10, 15, 20, 25, 30, 35)]
    placed = with_certain_pages(passages, [(8, 4), (18, 4), (28, 5)])
    assert [passage.page for passage in placed] == [None, 4, 4, 4, None, 5, None]


def test_page_that_the_document_shows_itself_stays():
    (placed,) = with_certain_pages([_passage(5, page=9)], [(0, 4)])
    assert placed.page == 9
