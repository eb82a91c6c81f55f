import pytest

from index.blocks import Block, BlockKind
from index.passage import Kind, Status
from index.rules import parse_rules
from index.structure import structure

RULES = parse_rules(
    {
        "section": [
            {"heading": "Inhalt", "path": "inhalt", "skip": True},
            {"heading": r"Feld (?P<field>\d)", "path": "hf{field}", "reference": "B 1/20"},
            {"heading": "Leitlinien", "level": 2, "item": "leitlinie-{n}", "whole": "leitlinien",
             "kind": "guideline", "status": "adopted"},
            {"heading": "Karten", "level": 2, "path": "hf{field}/karten", "whole": "",
             "kind": "card", "status": "suggestion"},
        ]
    },
    Status.INFORMATION,
    "d/document.toml",
)  # fmt: skip


def heading(text, level=1):
    return Block(BlockKind.HEADING, text, level=level)


def paragraph(text, page=None):
    return Block(BlockKind.PARAGRAPH, text, page=page)


def item(text, level=0, marker="-"):
    return Block(BlockKind.ITEM, text, level=level, marker=marker)


def footnote(text, marker="*"):
    return Block(BlockKind.FOOTNOTE, text, marker=marker)


def _passages(*blocks):
    """Passages by id without the document's, after a look at their offsets."""
    text, passages = structure("d", blocks, RULES, "Heft 1")
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
    assert len({passage.id for passage in passages}) == len(passages)
    return {passage.id.removeprefix("d/"): passage for passage in passages}


def test_text_has_a_blank_line_between_blocks_but_not_inside_lists():
    text, _ = structure("d", [heading("Feld 1"), paragraph("a:"), item("b"), item("c", 1)], RULES)
    assert text == "Feld 1\n\na:\n\n- b\n  - c\n"


def test_paragraphs_are_counted_in_their_section():
    passages = _passages(paragraph("vorn"), heading("Feld 1"), paragraph("a"), paragraph("b"))
    assert list(passages) == ["1", "hf1/1", "hf1/2"]
    assert passages["1"].section == ()
    assert passages["hf1/2"].section == ("Feld 1",)


def test_section_rules_give_kind_status_field_and_reference():
    passages = _passages(heading("Feld 3"), heading("Leitlinien"), item("Wir fördern."))
    guideline = passages["hf3/leitlinie-1"]
    assert (guideline.kind, guideline.status) == (Kind.GUIDELINE, Status.ADOPTED)
    assert (guideline.field, guideline.number, guideline.reference) == (3, "1", "B 1/20")
    assert guideline.section == ("Feld 3", "Leitlinien")


def test_section_ends_at_a_heading_of_its_level():
    passages = _passages(
        heading("Feld 3"), heading("Karten", 4), item("a"), heading("Leitlinien", 1), item("b")
    )
    assert passages["hf3/leitlinie-1"].section == ("Feld 3", "Leitlinien")
    assert passages["hf3/leitlinie-1"].status is Status.ADOPTED
    assert passages["hf3/karten/1"].status is Status.SUGGESTION


def test_what_one_section_says_does_not_hold_in_the_next():
    passages = _passages(heading("Feld 1"), paragraph("a"), heading("Feld 2"), paragraph("b"))
    assert passages["hf2/1"].field == 2
    after = _passages(heading("Inhalt"), paragraph("Feld 1 ... 4"), heading("Feld 1"), item("a"))
    assert list(after) == ["hf1/1"]


def test_headings_without_a_rule_stand_below_those_with_one():
    passages = _passages(
        heading("Feld 1", 5), heading("Frage", 1), paragraph("a"), heading("Antwort"), item("b")
    )
    assert passages["hf1/1"].section == ("Feld 1", "Frage")
    assert passages["hf1/2"].section == ("Feld 1", "Antwort")


def test_whole_list_stands_before_its_items():
    passages = _passages(heading("Feld 1"), heading("Karten"), item("a"), item("b"))
    assert list(passages) == ["hf1/karten", "hf1/karten/1", "hf1/karten/2"]
    whole, first, _ = passages.values()
    assert (whole.kind, whole.text, whole.parent) == (Kind.LIST, "- a\n- b", None)
    assert (first.kind, first.text, first.parent) == (Kind.CARD, "a", "d/hf1/karten")


def test_sentence_that_leads_to_a_list_is_shown_with_it_only():
    passages = _passages(paragraph("Dazu gehören:"), item("a"), item("b"), paragraph("Ende."))
    assert list(passages) == ["1-3", "2", "3", "4"]
    assert passages["1-3"].text == "Dazu gehören:\n\n- a\n- b"
    assert passages["2"].parent == "d/1-3"


def test_nested_items_are_shown_one_by_one_and_as_a_whole():
    passages = _passages(item("a"), item("b", 1), item("c", 2), item("d", 1), item("e"))
    names = ["1-2", "1-gesamt", "1", "1.1-gesamt", "1.1", "1.1.1", "1.2", "2"]
    assert list(passages) == names
    assert passages["1.1.1"].parent == "d/1.1-gesamt"
    assert passages["1-gesamt"].text == "a\n  - b\n    - c\n  - d"


def test_long_nested_list_is_shown_item_by_item_only():
    passages = _passages(item("a"), item("Wort " * 180 + "Ende", 1))
    assert list(passages) == ["1", "1.1"]
    assert passages["1.1"].parent == "d/1"


def test_bullets_right_below_a_number_belong_to_it():
    passages = _passages(item("Bildung", marker="1."), item("Kita"), item("Sport", marker="2."))
    assert passages["1.1"].text == "Kita"
    assert passages["2"].number == "2"


@pytest.mark.parametrize(
    ("marker", "number"), [("a)", "a"), ("3.", "3"), ("2)", "2"), ("-", None), ("•", None)]
)
def test_number_of_an_item_is_the_one_that_is_shown(marker, number):
    (passage,) = _passages(item("Sport", marker=marker)).values()
    assert passage.number == number


def test_footnotes_hold_their_lists():
    passages = _passages(paragraph("Migranten*"), footnote("Migranten, etwa"), item("Bürger"),
                         footnote("andere", "**"))  # fmt: skip
    assert list(passages) == ["1", "fussnote-1", "fussnote-1/1", "fussnote-2"]
    assert passages["fussnote-1"].text == "Migranten, etwa\n- Bürger"
    kinds = {passage.kind for name, passage in passages.items() if name != "1"}
    assert kinds == {Kind.FOOTNOTE}


def test_unmarked_paragraph_among_guidelines_is_one_of_them():
    passages = _passages(heading("Feld 6"), heading("Leitlinien"), item("a", marker="•"),
                         paragraph("b"), item("c", marker="•"))  # fmt: skip
    assert [passages[f"hf6/leitlinie-{n}"].text for n in (1, 2, 3)] == ["a", "b", "c"]
    assert passages["hf6/leitlinien"].text == "• a\n\nb\n\n• c"


def test_page_is_the_one_the_block_begins_on():
    passages = _passages(paragraph("a", page=3), paragraph("b"))
    assert [passage.page for passage in passages.values()] == [3, None]


def test_reference_of_the_document_is_the_default():
    (passage,) = _passages(paragraph("a")).values()
    assert passage.reference == "Heft 1"


def test_list_as_a_whole_begins_with_a_mark():
    passages = _passages(heading("Feld 1"), heading("Leitlinien"), item("a", 1, "1)"),
                         item("b", 1, "2)"))  # fmt: skip
    assert passages["hf1/leitlinien"].text.startswith("1) a")


def test_without_blocks_there_is_nothing():
    assert structure("d", [], RULES) == ("\n", [])
