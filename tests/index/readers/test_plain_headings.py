import pytest

from index.blocks import BlockKind
from index.readers.text import read
from index.rules import Rules

LONG = (
    "Die Stadt fördert den Erwerb der deutschen Sprache durch viele Kurse am Abend und am Morgen."
)


def _headings(source):
    blocks = read(source.encode(), Rules())
    return [(b.text, b.level) for b in blocks if b.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        pytest.param(f"Wohnen\n\n{LONG}", [("Wohnen", 1)], id="line of its own"),
        pytest.param(f"1 Wohnen\n\n{LONG}\n\n1.1 Miete\n\n{LONG}\n\nFragen\n\n{LONG}",
                     [("1 Wohnen", 1), ("1.1 Miete", 2), ("Fragen", 9)], id="numbers"),
        pytest.param(f"3. Wohnen\n\n{LONG}", [("3. Wohnen", 1)], id="number with a full stop"),
        pytest.param(f"Kapitel II\n\n§ 3 Zweck\n\n{LONG}", [("Kapitel II", 1), ("§ 3 Zweck", 2)],
                     id="statute"),
        pytest.param(f"ANLAGE\n\nKurz.\n\n{LONG}", [("ANLAGE", 1)], id="capitals"),
        pytest.param("Angebote\n\n- Kita\n- Hort", [("Angebote", 1)], id="above a list"),
        pytest.param(f"Wohnen\n======\n\n{LONG}", [("Wohnen", 1)], id="underlined"),
        pytest.param(f"Das war es.\n\n{LONG}", [], id="sentence"),
        pytest.param(f"Dazu gehören:\n\n{LONG}", [], id="colon"),
        pytest.param(f"1. Kita\n2. Hort\n\n{LONG}", [], id="list"),
        pytest.param(f"und so weiter\n\n{LONG}", [], id="small letter"),
        pytest.param("Wohnen\n\nArbeit", [], id="nothing below"),
        pytest.param("Wohnen", [], id="alone"),
    ],
)  # fmt: skip
def test_headings(source, headings):
    assert _headings(source) == headings


def test_paragraphs_of_a_statute_are_numbered_items():
    blocks = read(f"§ 1 Zweck\n\n(1) {LONG}\n\n(2a) {LONG}".encode(), Rules())
    assert [(b.kind, b.marker) for b in blocks[1:]] == [
        (BlockKind.ITEM, "(1)"), (BlockKind.ITEM, "(2a)"),
    ]  # fmt: skip
