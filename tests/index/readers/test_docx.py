import io
import zipfile

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.blocks import Block, BlockKind
from index.errors import DocumentError
from index.passage import Status
from index.readers.docx import read
from index.rules import Rules, parse_rules

PARAGRAPH, ITEM, HEADING, FOOTNOTE = (
    BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.FOOTNOTE,
)  # fmt: skip


@pytest.fixture
def document():
    """An empty document."""
    return docx.Document()


def _bytes(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _read(document, rules=Rules()):
    return read(_bytes(document), rules).blocks


def _add(document, xml):
    """A paragraph from what stands between its tags."""
    element = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, element)


def test_headings_paragraphs_and_lists(document):
    document.add_heading("Konzept", 0)
    document.add_heading("Wohnen", 2)
    document.add_paragraph("Wir helfen.")
    document.add_paragraph("Kita", style="List Bullet")
    document.add_paragraph("Hort", style="List Number")
    document.add_paragraph("Krippe", style="List Number")
    assert _read(document) == [
        Block(HEADING, "Konzept", level=1),
        Block(HEADING, "Wohnen", level=2),
        Block(PARAGRAPH, "Wir helfen."),
        Block(ITEM, "Kita", marker="•"),
        Block(ITEM, "Hort", marker="1."),
        Block(ITEM, "Krippe", marker="2."),
    ]


def test_numbered_headings_show_their_number(document):
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    ))  # fmt: skip
    for title in ("Sprache", "Arbeit"):
        properties = document.add_heading(title, 1)._p.get_or_add_pPr()
        properties.append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        ))  # fmt: skip
    assert [block.text for block in _read(document)] == ["1 Sprache", "2 Arbeit"]


def test_level_of_the_outline_makes_a_heading(document):
    _add(document, '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Wohnen</w:t></w:r>')
    assert _read(document) == [Block(HEADING, "Wohnen", level=2)]


def test_bold_line_is_a_heading(document):
    document.add_paragraph().add_run("Kontakt:").bold = True
    document.add_paragraph().add_run("Wir sind immer für Sie da.").bold = True
    assert _read(document) == [
        Block(HEADING, "Kontakt", level=10), Block(PARAGRAPH, "Wir sind immer für Sie da."),
    ]  # fmt: skip


def test_rows_of_tables(document):
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Tag", "Uhr", "Mo", "9–12"], strict=True):
        cell.text = text
    assert _read(document) == [Block(ITEM, "Tag | Uhr"), Block(ITEM, "Mo | 9–12")]


def test_changes_are_read_as_if_accepted(document):
    _add(
        document,
        '<w:r><w:t xml:space="preserve">Die Stadt </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>soll</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>wird</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> helfen.</w:t></w:r>'
        '<w:moveFrom w:id="3"><w:r><w:t>weg</w:t></w:r></w:moveFrom>',
    )
    assert _read(document) == [Block(PARAGRAPH, "Die Stadt wird helfen.")]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>', "a b", id="tab"),
        pytest.param('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>', "a\nb", id="line break"),
        pytest.param('<w:r><w:t>E</w:t><w:noBreakHyphen/><w:t>Mail</w:t></w:r>', "E-Mail", id="-"),
        pytest.param('<w:r><w:t>Bil</w:t><w:softHyphen/><w:t>dung</w:t></w:r>', "Bildung", id="s"),
        pytest.param('<w:hyperlink><w:r><w:t>hier</w:t></w:r></w:hyperlink>', "hier", id="link"),
        pytest.param('<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>', "3",
                     id="field"),
        pytest.param('<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>y</w:t></w:r>',
                     "y", id="hidden"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(document, xml, text):
    _add(document, xml)
    assert [block.text for block in _read(document)] == [text]


def test_text_inside_a_content_control(document):
    body = document.element.body
    body.insert(0, parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>drin</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    ))  # fmt: skip
    assert [block.text for block in _read(document)] == ["drin"]


def test_table_of_contents_is_left_out(document):
    style = document.styles.add_style("TOC 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Wohnen\t3", style=style)
    document.add_paragraph("Wir helfen.")
    assert [block.text for block in _read(document)] == ["Wir helfen."]


def test_footnotes_stand_below_their_paragraph(document):
    xml = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Stand: Mai.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(),
        document.part.package,
    )  # fmt: skip
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _add(document, '<w:r><w:t>Feste</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    document.add_paragraph("Ende.")
    assert _read(document) == [
        Block(PARAGRAPH, "Feste¹"),
        Block(FOOTNOTE, "Stand: Mai.", marker="1)"),
        Block(PARAGRAPH, "Ende."),
    ]


def test_heading_that_a_rule_knows(document):
    document.add_paragraph("Anlage 1")
    rules = parse_rules({"section": [{"heading": "Anlage .*"}]}, Status.DRAFT, "d")
    assert _read(document, rules)[0].kind is HEADING


def test_title_is_what_the_file_says(document):
    document.core_properties.title = "Konzept 2020"
    document.add_paragraph("a")
    assert read(_bytes(document), Rules()).title == "Konzept 2020"


def _repacked(data, name, content):
    """The archive with another content of one of its files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return file.getvalue()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param(lambda data: data[: len(data) // 2], "damaged", id="cut"),
        pytest.param(lambda data: _repacked(data, "word/document.xml", b"<x"), "damaged", id="XML"),
        pytest.param(
            lambda data: _repacked(data, "[Content_Types].xml", b"<Types/>"), "damaged", id="types"
        ),
        pytest.param(
            lambda data: _repacked(data, "word/document.xml", b" " * 60_000_000),
            "unpacks to 60 MB", id="bomb",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read(document, change, complaint):
    document.add_paragraph("Text")
    with pytest.raises(DocumentError, match=complaint):
        read(change(_bytes(document)), Rules())


def test_entities_are_not_blown_up(document):
    document.add_paragraph("Text")
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + (
            f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
            "</w:document>"
        ).encode()
    )
    data = _repacked(_bytes(document), "word/document.xml", bomb)
    assert read(data, Rules()).blocks == []
