import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError

from index.blocks import Block, BlockKind
from index.errors import DocumentError
from index.passage import Status
from index.readers.pdf import read
from index.rules import Rules, parse_rules
from tests.fakes import pdf_of

PARAGRAPH, ITEM, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING
TWO_PAGES = pdf_of("Präambel\n\n• Wir fördern (auch) die Senioren-\nbildung.", "Ende.")


def _encrypted(password, algorithm):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(TWO_PAGES)))
    writer.encrypt(password, "besitzer", algorithm=algorithm)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_blocks_have_the_number_of_their_page():
    assert read(TWO_PAGES, Rules()) == [
        Block(PARAGRAPH, "Präambel", page=1),
        Block(ITEM, "Wir fördern (auch) die Seniorenbildung.", marker="•", page=1),
        Block(PARAGRAPH, "Ende.", page=2),
    ]


def test_headings_are_the_lines_that_a_rule_knows():
    rules = parse_rules({"section": [{"heading": "Präambel"}]}, Status.DRAFT, "d")
    assert read(TWO_PAGES, rules)[0] == Block(HEADING, "Präambel", level=1, page=1)


def test_sentence_across_pages_is_one_paragraph():
    blocks = read(pdf_of("Das gilt für das Leben der", "Stadt."), Rules())
    assert blocks == [Block(PARAGRAPH, "Das gilt für das Leben der Stadt.", page=1)]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param(b"Text", "cannot be read .*; export it again", id="no PDF"),
        pytest.param(TWO_PAGES[:60], "cannot be read", id="cut"),
        pytest.param(pdf_of(""), r"no text layer \(a scan\?\)", id="scan"),
    ],
)
def test_what_cannot_be_read(data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        read(data, Rules())


def test_pdf_with_a_password():
    with pytest.raises(DocumentError, match="encrypted; save it without a password"):
        read(_encrypted("geheim", "RC4-128"), Rules())


def test_pdf_that_only_forbids_changes_can_be_read():
    assert read(_encrypted("", "RC4-128"), Rules()) == read(TWO_PAGES, Rules())


def test_pdf_with_a_cipher_that_is_not_installed(monkeypatch):
    def needs_more(*args, **kwargs):
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    # A file encrypted with AES cannot be made here without that package either.
    monkeypatch.setattr("index.readers.pdf.PdfReader", needs_more)
    with pytest.raises(DocumentError):
        read(TWO_PAGES, Rules())


def test_pdf_with_a_damaged_trailer():
    damaged = TWO_PAGES.replace(b"trailer\n<<", b"trailer\n9<")
    with pytest.raises(DocumentError):
        read(damaged, Rules())
