import pytest

from index.blocks import Block, BlockKind
from index.errors import DocumentError
from index.passage import Status
from index.readers.markdown import read
from index.rules import Rules, parse_rules

PARAGRAPH, ITEM, HEADING, FOOTNOTE = (
    BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.FOOTNOTE
)  # fmt: skip


def _read(source, rules=Rules()):
    return read(source.encode(), rules)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("Die *Präambel* gilt **immer**.", "Die Präambel gilt immer.", id="emphasis"),
        pytest.param(r"Migranten\*, andere\*\*", "Migranten*, andere**", id="escapes"),
        pytest.param(r"Einwohner\*innen", "Einwohner*innen", id="gender star"),
        pytest.param("Teilhabe ist ~~weiterhin~~ da", "Teilhabe ist ~~weiterhin~~ da", id="struck"),
        pytest.param("⇒ a => b -> c", "⇒ a => b -> c", id="arrows"),
        pytest.param("Stadt  \nAmt\nHaus", "Stadt\nAmt\nHaus", id="line ends"),
        pytest.param("[Seite](http://x.invalid)", "Seite", id="link"),
        pytest.param("> Zitat", "Zitat", id="quote"),
        pytest.param("a `b` c", "a b c", id="code"),
    ],
)
def test_text_of_a_paragraph(source, text):
    assert _read(source) == [Block(PARAGRAPH, text)]


@pytest.mark.parametrize(
    ("source", "heading"),
    [
        pytest.param("## **Wohnen**", Block(HEADING, "Wohnen", level=2), id="bold heading"),
        pytest.param("**Ablauf**", Block(HEADING, "Ablauf", level=7), id="bold line"),
        pytest.param("**Ablauf  \nTag**", Block(HEADING, "Ablauf Tag", level=7), id="two lines"),
        pytest.param("Titel\n---", Block(HEADING, "Titel", level=2), id="underlined"),
        pytest.param(
            "## **Feld 1:**\n\n### **Welt**", Block(HEADING, "Feld 1: Welt", level=2), id="label"
        ),
        pytest.param("## Anlage 1\n\n### Karten", Block(HEADING, "Anlage 1: Karten", level=2),
                     id="label without a colon"),
    ],
)  # fmt: skip
def test_headings(source, heading):
    assert _read(source) == [heading]


def test_line_that_a_rule_knows_is_a_heading():
    rules = parse_rules({"section": [{"heading": "Anlage .*"}]}, Status.DRAFT, "d")
    assert _read("**Anlage 5** (keine Karten)", rules) == [
        Block(HEADING, "Anlage 5 (keine Karten)", level=7)
    ]
    assert _read("**Anlage 5** (keine Karten)")[0].kind is PARAGRAPH


def test_lists():
    source = "- ✓ a\n  - b\n    - c)d\n    - a) e\n1. eins\n2. zwei\n"
    assert [(b.level, b.marker, b.text) for b in _read(source)] == [
        (0, "-", "a"),
        (1, "-", "b"),
        (2, "-", "c)d"),
        (2, "a)", "e"),
        (0, "1.", "eins"),
        (0, "2.", "zwei"),
    ]


def test_number_inside_a_bullet_is_its_mark():
    assert [(b.marker, b.text) for b in _read("- 1) eins\n- 2) zwei")] == [
        ("1)", "eins"), ("2)", "zwei"),
    ]  # fmt: skip


def test_second_paragraph_of_an_item_stands_below_it():
    assert _read("- a\n\n  weiter") == [
        Block(ITEM, "a", marker="-"),
        Block(ITEM, "weiter", level=1),
    ]


def test_item_and_list_cut_by_a_page_break():
    source = "- Sie nimmt die\n\nStelle ein.\n\n- b\n"
    assert [(b.kind, b.text) for b in _read(source)] == [
        (ITEM, "Sie nimmt die Stelle ein."), (ITEM, "b"),
    ]  # fmt: skip


def test_footnotes():
    assert _read("\\*\\*Migranten, vor allem\n\n- a") == [
        Block(FOOTNOTE, "Migranten, vor allem", marker="**"),
        Block(ITEM, "a", marker="-"),
    ]


def test_lines_with_tabs_are_rows():
    blocks = _read("17:00 Uhr\tGrußwort\n20:00 Uhr\tEnde\n")
    assert blocks == [Block(ITEM, "17:00 Uhr Grußwort"), Block(ITEM, "20:00 Uhr Ende")]


def test_comments_are_no_text():
    assert _read("<!-- Notiz -->\n\nText") == [Block(PARAGRAPH, "Text")]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Vorn.\n\n    Eingerückter Satz.", id="indented"),
        pytest.param("```\nEingerückter Satz.\n```", id="fenced"),
        pytest.param("<div>\nEingerückter Satz.\n</div>", id="HTML"),
    ],
)
def test_no_text_is_lost(source):
    assert "Eingerückter Satz." in [block.text for block in _read(source)]


def test_other_bytes_are_refused():
    with pytest.raises(DocumentError, match="not UTF-8"):
        read(b"\xff", Rules())
