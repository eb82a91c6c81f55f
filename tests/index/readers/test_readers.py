import pytest

from index.errors import DocumentError
from index.readers import SUFFIXES, read
from index.rules import Rules
from tests.fakes import pdf_of


def test_known_formats():
    assert SUFFIXES == (".txt", ".md", ".html", ".htm", ".docx", ".pdf")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("source.txt", b"Wir sind da."),
        ("SOURCE.TXT", b"Wir sind da."),
        ("source.md", b"*Wir* sind da."),
        ("source.html", b"<p>Wir <i>sind</i> da."),
        ("source.htm", b"<p>Wir sind da."),
        ("source.pdf", pdf_of("Wir sind da.")),
    ],
)
def test_suffix_chooses_the_reader(name, data):
    assert [block.text for block in read(name, data, Rules()).blocks] == ["Wir sind da."]


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        pytest.param("a.odt", b"PK", r"unknown format '\.odt'; use one of \.txt, ", id="unknown"),
        pytest.param("a", b"Text", r"unknown format '\(no suffix\)'", id="no suffix"),
        pytest.param("a.txt", b"\n \n", "the file is empty", id="empty"),
        pytest.param("a.pdf", b"", "the file is empty", id="empty PDF"),
        pytest.param("a.txt", b"_____\n", "no text found", id="only a rule"),
        pytest.param("a.html", b"<nav></nav>", "no text found", id="only an empty menu"),
        pytest.param("a.txt", b"%PDF-1.4", r"a PDF, but called \.txt", id="wrong suffix"),
    ],
)
def test_what_cannot_be_read(name, data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        read(name, data, Rules())


def test_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr("index.readers._MOST_BYTES", 2_000_000)
    with pytest.raises(DocumentError, match="the file has 3 MB, more than 2; split it"):
        read("a.txt", b"x" * 3_000_000, Rules())
