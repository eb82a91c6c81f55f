import pytest

from index.errors import DocumentError
from index.readers import SUFFIXES, read
from index.rules import Rules
from tests.fakes import pdf_of


def test_known_formats():
    assert SUFFIXES == (".txt", ".md", ".pdf")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("source.txt", b"Wir sind da."),
        ("SOURCE.TXT", b"Wir sind da."),
        ("source.md", b"*Wir* sind da."),
        ("source.pdf", pdf_of("Wir sind da.")),
    ],
)
def test_suffix_chooses_the_reader(name, data):
    assert [block.text for block in read(name, data, Rules())] == ["Wir sind da."]


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        pytest.param("a.odt", b"PK", r"unknown format '\.odt'; use one of \.txt, ", id="unknown"),
        pytest.param("a", b"Text", r"unknown format '\(no suffix\)'", id="no suffix"),
        pytest.param("a.txt", b"\n \n", "the file is empty", id="empty"),
        pytest.param("a.txt", b"_____\n", "no text found", id="only a rule"),
    ],
)
def test_what_cannot_be_read(name, data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        read(name, data, Rules())
