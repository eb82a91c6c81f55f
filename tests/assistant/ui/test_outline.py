import pytest

from assistant.ui.outline import Heading, Line, PageMark, outline
from tests.fakes import document_of, passage_of

TEXT = """Titel

Vorwort.

Inhalt

Wohnen .... 2

Wohnen

Ziele

Die Stadt will:

• bauen
  - hoch
• sanieren

Erste Zeile
zweite Zeile"""
DOCUMENT = document_of(TEXT)


def _passage(text, **changes):
    return passage_of(DOCUMENT, text, **({"page": None, "section_page": None} | changes))


UNDER = {"section": ("Wohnen", "Ziele"), "section_page": 2}
PASSAGES = [
    _passage("Vorwort.", section=("Titel",), id="vorwort"),
    _passage("Die Stadt will:\n\n• bauen\n  - hoch\n• sanieren", **UNDER, id="liste"),
    _passage("bauen", **UNDER, id="1"),
    _passage("hoch", **UNDER, id="1.1"),
    _passage("sanieren", **UNDER, id="2", page=3),
    _passage("Erste Zeile\nzweite Zeile", **UNDER, id="absatz"),
]


def _shown(blocks):
    for block in blocks:
        match block:
            case PageMark(page):
                yield f"Seite {page}"
            case Heading(start, end, level):
                yield "#" * level + " " + DOCUMENT.text[start:end]
            case Line(start, end, item, depth):
                yield ("  " * depth + "* " if item else "") + DOCUMENT.text[start:end]


def test_headings_lines_and_pages_stand_in_reading_order():
    assert list(_shown(outline(DOCUMENT, PASSAGES))) == [
        "# Titel",
        "Vorwort.",
        "# Inhalt",
        "Wohnen .... 2",
        "Seite 2",
        "# Wohnen",
        "## Ziele",
        "Die Stadt will:",
        "* • bauen",
        "  * - hoch",
        "Seite 3",
        "* • sanieren",
        "Erste Zeile\nzweite Zeile",
    ]


def test_each_passage_begins_in_one_line():
    lines = [block for block in outline(DOCUMENT, PASSAGES) if isinstance(block, Line)]
    begun = [id for line in lines for id in line.passages]
    assert sorted(begun) == sorted(passage.id for passage in PASSAGES)


def test_document_without_passages_is_still_shown():
    kinds = [type(block) for block in outline(document_of("Eins.", "Zwei.", "Drei."), [])]
    assert kinds == [Heading, Line, Line]


@pytest.mark.parametrize("name", ["leitlinien", "dokumentation"])
def test_all_words_of_the_real_documents_are_shown_once(name, request):
    manuscript = request.getfixturevalue(name)
    text = manuscript.document.text
    blocks = outline(manuscript.document, manuscript.passages)
    spans = [(b.start, b.end) for b in blocks if not isinstance(b, PageMark)]
    shown = " ".join(text[start:end] for start, end in spans)
    assert shown.split() == text.split()
    begun = [id for b in blocks if isinstance(b, Line) for id in b.passages]
    assert sorted(begun) == sorted(passage.id for passage in manuscript.passages)


def test_headings_of_the_real_documents_are_those_of_their_sections(dokumentation):
    text = dokumentation.document.text
    headings = {
        text[b.start : b.end]
        for b in outline(dokumentation.document, dokumentation.passages)
        if isinstance(b, Heading)
    }
    sections = {title for passage in dokumentation.passages for title in passage.section}
    assert headings == sections | {"Inhalt"}
