"""Takeaway -> DOCX; the only writer that imports python-docx."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.export.columns import paged_columns, paged_row, paged_shares
from assistant.export.takeaway import Mark, Piece, Takeaway, Text, is_right_to_left, text_of

__all__ = ["to_docx"]

_FONT = "Calibri"
_COLOURS = {
    Mark.INSERTED: RGBColor(0x1B, 0x5E, 0x20),
    Mark.DELETED: RGBColor(0xB7, 0x1C, 0x1C),
    Mark.MOVED: RGBColor(0x0D, 0x47, 0xA1),
}
_AFTER = {
    "w:bidi": (
        "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
        "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
    ),
    "w:bidiVisual": (
        "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing",
        "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
    ),
}  # fmt: skip
"""What must stand after a property; see ECMA-376, CT_PPr and CT_TblPr."""
_UPRIGHT_COLUMNS = 3
"""Most columns for which a page stands upright."""


def to_docx(takeaway: Takeaway) -> bytes:
    """Title, facts and notices, then the table, whose heading is repeated on every page."""
    document = Document()
    _set_up(document, takeaway)
    _add_lines(document, takeaway)
    columns = paged_columns(takeaway)
    if takeaway.table.title:
        _fill(document.add_heading(level=2), text_of(takeaway.table.title, takeaway.language))
    if takeaway.table.rows:
        table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
        _fill_table(document, table, takeaway)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: DocumentObject, takeaway: Takeaway) -> None:
    """Language, font, page and page numbers."""
    document.core_properties.title = takeaway.title
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = takeaway.language.removesuffix("-simple")
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), "Arial")  # which has Arabic letters everywhere
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), "20")  # half points
    style.element.rPr.insert_element_before(size, "w:highlight", "w:u", "w:rtl", "w:cs", "w:lang")
    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    if len(paged_columns(takeaway)) > _UPRIGHT_COLUMNS:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, _, rest = takeaway.labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        _fill(foot, text_of(words, takeaway.language))
        if field:
            _add_field(foot, field)


def _add_lines(document: DocumentObject, takeaway: Takeaway) -> None:
    language = takeaway.language
    _fill(document.add_heading(level=1), text_of(takeaway.title, language))
    for fact in takeaway.facts:
        label = document.add_paragraph()
        label.paragraph_format.keep_with_next = True
        label.paragraph_format.space_after = Pt(0)
        _fill(label, text_of(f"{fact.label}:", language, Mark.STRESSED))
        for line in fact.lines:
            _fill(document.add_paragraph(), line)
    for notice in takeaway.notices:
        _fill(document.add_paragraph(style="Intense Quote"), text_of(notice, language))


def _fill_table(document: DocumentObject, table: WordTable, takeaway: Takeaway) -> None:
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    shares = paged_shares(takeaway)
    widths = [Emu(int(room * share / sum(shares))) for share in shares]
    table.autofit = False
    if is_right_to_left(takeaway.language):
        _add_flag(table._tbl.tblPr, "w:bidiVisual")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    heading = table.rows[0]
    _add_flag(heading._tr.get_or_add_trPr(), "w:tblHeader")
    titles = [
        (text_of(title, takeaway.language, Mark.STRESSED),) for title in paged_columns(takeaway)
    ]
    _fill_row(heading, widths, titles)
    for row in takeaway.table.rows:
        added = table.add_row()  # type: ignore[no-untyped-call]
        _fill_row(added, widths, paged_row(takeaway, row))


def _fill_row(row: _Row, widths: list[Emu], cells: Iterable[tuple[Text, ...]]) -> None:
    for cell, width, lines in zip(row.cells, widths, cells, strict=True):
        cell.width = width
        _fill_cell(cell, lines)


def _fill_cell(cell: _Cell, lines: tuple[Text, ...]) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        _fill(paragraph, line)


def _fill(paragraph: Paragraph, text: Text) -> None:
    """Add a text; a paragraph that begins in Arabic or Persian runs from right to left."""
    if text and is_right_to_left(text[0].language):
        _add_flag(paragraph._p.get_or_add_pPr(), "w:bidi")
    for piece in text:
        if piece.text.startswith(("http://", "https://")) and " " not in piece.text:
            _add_link(paragraph, piece)
        else:
            _dress(paragraph.add_run(piece.text), piece)


def _dress(run: Run, piece: Piece) -> None:
    """Marks and language of a run."""
    font = run.font
    if piece.mark in (Mark.STRESSED, Mark.INSERTED):
        font.bold = font.cs_bold = True
    if piece.mark in (Mark.INSERTED, Mark.MOVED):
        font.underline = True
    if piece.mark is Mark.DELETED:
        font.strike = True
    if piece.mark is Mark.MOVED:
        font.italic = True
    if piece.mark in _COLOURS:
        font.color.rgb = _COLOURS[piece.mark]
    turned = is_right_to_left(piece.language)
    if turned:
        font.rtl = True
    language = OxmlElement("w:lang")
    tag = piece.language.removesuffix("-simple")
    language.set(qn("w:bidi" if turned else "w:val"), tag)
    run._r.get_or_add_rPr().append(language)


def _add_link(paragraph: Paragraph, piece: Piece) -> None:
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(piece.text, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    run = paragraph.add_run(piece.text)
    run.font.underline, run.font.size = True, Pt(8)
    run.font.color.rgb = _COLOURS[Mark.MOVED]
    link.append(run._r)
    paragraph._p.append(link)


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A field that the word processor fills in, such as the number of the page."""
    for kind, content in (("begin", ""), ("", name), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = content
        paragraph.add_run()._r.append(element)


def _add_flag(properties: BaseOxmlElement, name: str) -> None:
    """Set a property in its place: word processors are strict about the order."""
    properties.insert_element_before(OxmlElement(name), *_AFTER.get(name, ()))
