import pytest

from index.blocks import Block, BlockKind
from index.errors import DocumentError
from index.passage import Status
from index.readers.text import read, read_lines
from index.rules import Rules, parse_rules

PARAGRAPH, ITEM, HEADING, FOOTNOTE = (
    BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.FOOTNOTE
)  # fmt: skip
RULES = parse_rules(
    {
        "pages": {"mark": r"(?P<page>\d+)/9", "break": r"^ \S"},
        "section": [{"heading": "Präambel"}, {"heading": r"Feld \d „[^“]+“"}],
    },
    Status.ADOPTED,
    "d",
)


def _texts(source, rules=RULES):
    return [(block.kind, block.text) for block in read(source.encode(), rules)]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param(
            "Eins\nzwei.\n \nDrei.", ["Eins zwei.", "Drei."], id="blank line with a space"
        ),
        pytest.param("Der Weg zur\n\nStadt ist weit.", ["Der Weg zur Stadt ist weit."], id="cut"),
        pytest.param("Ein Satz\n\nder weitergeht.", ["Ein Satz der weitergeht."], id="lower case"),
        pytest.param("Das Ende.\n\nEin Anfang.", ["Das Ende.", "Ein Anfang."], id="full stop"),
        pytest.param("Sie wählt\n\n\n\nneu.", ["Sie wählt", "neu."], id="several blank lines"),
        pytest.param("Oben\n_____\nunten", ["Oben", "unten"], id="rule"),
        pytest.param("Akteur*innen und **", ["Akteur*innen und **"], id="stars are text"),
        pytest.param("Eins\r\nzwei", ["Eins zwei"], id="line ends of Windows"),
    ],
)
def test_paragraphs(source, blocks):
    assert _texts(source) == [(PARAGRAPH, text) for text in blocks]


def test_bullet_split_after_a_full_line_is_one_item():
    first = "• Internationalität und Weltoffenheit gehören zur Stadt"
    source = f"{first}\n\nMagdeburg und prägen sie.\n\n• Zwei"
    texts = [block.text for block in read(source.encode(), Rules())]
    assert texts == [f"{first[2:]} Magdeburg und prägen sie.", "Zwei"]


@pytest.mark.parametrize("marker", ["•", "-", "–", "3.", "12)", "a)"])
def test_list_marks(marker):
    (block,) = read_lines([f"  {marker}   Kita und", "Hort"], RULES)
    assert block == Block(ITEM, "Kita und Hort", level=1, marker=marker)


@pytest.mark.parametrize("line", ["-wert", "2018 war", "•", "a) "], ids=repr)
def test_what_only_looks_like_a_list(line):
    assert [block.kind for block in read_lines([line], RULES)] == [PARAGRAPH]


@pytest.mark.parametrize("marker", ["*", "**", "***"])
def test_footnote_marks(marker):
    (block,) = read_lines([f"{marker}Migranten, vor", "allem"], RULES)
    assert block == Block(FOOTNOTE, "Migranten, vor allem", marker=marker)


def test_heading_ends_where_its_rule_is_met():
    assert _texts("Präambel\nDie Stadt.") == [(HEADING, "Präambel"), (PARAGRAPH, "Die Stadt.")]


def test_heading_over_two_lines_right_under_a_paragraph():
    source = "Das war es.\n Feld 1 „Welt, gegen \nHass“ \n \nText."
    headings = [(PARAGRAPH, "Das war es."), (HEADING, "Feld 1 „Welt, gegen Hass“")]
    assert _texts(source) == [*headings, (PARAGRAPH, "Text.")]


def test_page_mark_counts_until_a_page_without_one():
    blocks = read(b"Eins.\n\n5/9\n\nZwei.\n\nDrei.\n Vier.\n", RULES)
    assert [(block.text, block.page) for block in blocks] == [
        ("Eins.", None),
        ("Zwei.", 5),
        ("Drei.", 5),
        ("Vier.", None),
    ]


def test_without_rules_page_marks_are_text():
    assert _texts("5/9", Rules()) == [(PARAGRAPH, "5/9")]


def test_lines_of_a_page_have_its_number():
    assert [block.page for block in read_lines(["Eins.", "", "Zwei."], Rules(), page=7)] == [7, 7]


def test_other_bytes_are_refused():
    with pytest.raises(DocumentError, match="not UTF-8"):
        read(b"\xff", RULES)
