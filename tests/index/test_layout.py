from index.blocks import Block, BlockKind
from index.layout import lay_out, runs_of

HEADING = Block(BlockKind.HEADING, "Wohnen", level=1)
TEXT = Block(BlockKind.PARAGRAPH, "Dazu gehören:")
ITEM = Block(BlockKind.ITEM, "Kita", level=1, marker="-")
NOTE = Block(BlockKind.FOOTNOTE, "Stand Mai.", marker="*")


def test_every_block_stands_where_its_piece_says():
    text, pieces = lay_out([HEADING, TEXT, ITEM, ITEM, NOTE])
    assert text == "Wohnen\n\nDazu gehören:\n\n  - Kita\n  - Kita\n\n*Stand Mai.\n"
    assert [text[piece.start : piece.end] for piece in pieces] == [
        "Wohnen", "Dazu gehören:", "Kita", "Kita", "Stand Mai.",
    ]  # fmt: skip
    assert text[pieces[2].line_start : pieces[2].end] == "- Kita"
    assert pieces[1].leads


def test_runs_lie_between_headings():
    _, pieces = lay_out([TEXT, HEADING, ITEM, HEADING])
    runs = [(position, [piece.block for piece in run]) for position, run in runs_of(pieces)]
    assert runs == [(None, [TEXT]), (1, [ITEM]), (3, [])]


def test_without_blocks_there_is_a_line_end():
    assert lay_out([]) == ("\n", [])
