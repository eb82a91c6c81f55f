import pytest

from index.blocks import Block, BlockKind, clean, is_unfinished, join_broken_blocks, join_lines

PARAGRAPH, ITEM, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param(["in der Senioren-", "bildung."], "in der Seniorenbildung.", id="true break"),
        pytest.param(
            ["des gesamtgesell-", "schaftlichen"], "des gesamtgesellschaftlichen", id="long word"
        ),
        pytest.param(
            ["der Führungs-", "und Leitungsebene"], "der Führungs- und Leitungsebene", id="und"
        ),
        pytest.param(["stadtteil-", "bzw. Haus"], "stadtteil- bzw. Haus", id="bzw."),
        pytest.param(
            ["Jugendhilfe-,", "Sozial- und"], "Jugendhilfe-, Sozial- und", id="hyphen and comma"
        ),
        pytest.param(["Sozial-", "Gesundheits"], "Sozial-Gesundheits", id="capital keeps hyphen"),
        pytest.param(["eins –", "zwei"], "eins – zwei", id="dash"),
        pytest.param(["eins", "", "zwei  drei "], "eins zwei drei", id="blank line and spaces"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_join_lines(lines, joined):
    assert join_lines(lines) == joined


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param(" a \t  b ", "a b", id="spaces"),
        pytest.param("a\u00a0\u2009b", "a b", id="odd spaces"),
        pytest.param("Bil\u00addung\u200b\ufeff", "Bildung", id="invisible"),
        pytest.param("a\x07b\x1f", "a b", id="control characters"),
        pytest.param("a \n b", "a \n b", id="line ends stay"),
        pytest.param("Akteur*innen ~~weg~~", "Akteur*innen ~~weg~~", id="marks stay"),
    ],
)
def test_clean(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        pytest.param("das Leben der", True, id="article"),
        pytest.param("Diskriminierung, Rassismus,", True, id="comma"),
        pytest.param("Das ist es.", False, id="full stop"),
        pytest.param("Er sagte „nach.“", False, id="closing quote"),
        pytest.param("Dazu gehören:", False, id="colon"),
        pytest.param("Spracherwerb", False, id="a single word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_is_unfinished(text, unfinished):
    assert is_unfinished(text) is unfinished


def test_sentence_cut_by_a_page_break_is_one_block_again():
    blocks = [Block(PARAGRAPH, "das Leben der", page=1), Block(PARAGRAPH, "Stadt.", page=2)]
    assert join_broken_blocks(blocks) == [Block(PARAGRAPH, "das Leben der Stadt.", page=1)]


def test_item_cut_by_a_page_break_is_one_item_again():
    blocks = [Block(ITEM, "nimmt die", marker="-"), Block(PARAGRAPH, "Stelle ein.")]
    assert join_broken_blocks(blocks) == [Block(ITEM, "nimmt die Stelle ein.", marker="-")]


@pytest.mark.parametrize(
    "second",
    [Block(HEADING, "Titel", level=1), Block(ITEM, "Punkt", marker="-")],
    ids=["heading", "item"],
)
def test_headings_and_items_are_never_joined_to_what_stands_before(second):
    blocks = [Block(PARAGRAPH, "das Leben der"), second]
    assert join_broken_blocks(blocks) == blocks
