import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.export.docx import to_docx
from tests.assistant.export.conftest import SOURCE, WORDS


def _open(content):
    return Document(io.BytesIO(content))


def _paragraph(document, text):
    return next(one for one in document.paragraphs if one.text == text)


@pytest.mark.parametrize("language", WORDS)
def test_letters_of_every_language_come_back(takeaway_in, language):
    document = _open(to_docx(takeaway_in(language, "Öffentlich")))
    assert _paragraph(document, WORDS[language]).style.name == "Heading 1"
    assert _paragraph(document, "Verbindlich ist der deutsche Wortlaut.")
    (table,) = document.tables
    assert table.cell(1, 1).text == "Öffentlich"
    assert SOURCE.reference in table.cell(1, 2).text


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("vi", False)])
def test_text_runs_as_its_language_does(takeaway_in, language, turned):
    document = _open(to_docx(takeaway_in(language, "Deutsch")))
    title = _paragraph(document, WORDS[language])
    assert (title._p.pPr.find(qn("w:bidi")) is not None) is turned
    assert bool(title.runs[0].font.rtl) is turned
    (table,) = document.tables
    assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) is turned
    if turned:
        heading = table.cell(0, 0).paragraphs[0]._p.pPr
        order = [child.tag for child in heading]
        assert order.index(qn("w:bidi")) < order.index(qn("w:spacing"))
    quote = table.cell(1, 1).paragraphs[0]
    assert quote._p.pPr.find(qn("w:bidi")) is None
    assert not quote.runs[0].font.rtl


def test_heading_is_repeated_and_pages_are_counted(takeaway_in):
    document = _open(to_docx(takeaway_in("de", "Text")))
    heading = document.tables[0].rows[0]._tr
    assert heading.trPr.find(qn("w:tblHeader")) is not None
    foot = document.sections[0].footer._element
    assert [field.text for field in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_changed_words_are_marked_by_more_than_colour(takeaway_in):
    document = _open(to_docx(takeaway_in()))
    runs = {run.text: run.font for run in document.tables[0].cell(1, 1).paragraphs[0].runs}
    assert runs["soll"].strike
    assert runs["wird"].underline
    assert runs["bald"].italic


def test_permalink_can_be_followed(takeaway_in):
    document = _open(to_docx(takeaway_in("de", "Text")))
    targets = {relation.target_ref for relation in document.part.rels.values()}
    assert SOURCE.permalink in targets
