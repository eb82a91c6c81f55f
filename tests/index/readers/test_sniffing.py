import io
import zipfile

import pytest

from index.errors import DocumentError
from index.readers.sniffing import format_of, refuse_other_format


def _zip(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"%PDF-1.7\n", "a PDF", id="PDF"),
        pytest.param(_zip("word/document.xml"), "a DOCX file", id="DOCX"),
        pytest.param(_zip("content.xml"), "an OpenDocument text", id="ODT"),
        pytest.param(_zip("xl/workbook.xml"), "an Office file, but no text document", id="XLSX"),
        pytest.param(_zip("a.txt"), "an archive (ZIP)", id="ZIP"),
        pytest.param(b"PK\x03\x04" + b"x" * 9, "a damaged archive (ZIP)", id="damaged ZIP"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, or one with a "
                     "password", id="DOC"),
        pytest.param(b"{\\rtf1", "an RTF file", id="RTF"),
        pytest.param(b"\xff\xd8\xff\xe0", "a picture (JPEG)", id="JPEG"),
        pytest.param(b" <!DOCTYPE html>", "a web page (HTML)", id="HTML"),
        pytest.param(b"<?xml version='1.0'?><html>", "a web page (HTML)", id="XHTML"),
        pytest.param("Büro".encode(), None, id="text"),
        pytest.param(b"Das Format %PDF- ist alt.", None, id="text about PDF"),
        pytest.param(b"", None, id="nothing"),
    ],
)  # fmt: skip
def test_format_of(data, found):
    assert format_of(data) == found


@pytest.mark.parametrize(
    ("suffix", "data", "complaint"),
    [
        (".txt", b"%PDF-1.7\n", r"this is a PDF, but called \.txt; call it \.pdf"),
        (".pdf", _zip("word/document.xml"), r"a DOCX file, but called \.pdf; call it \.docx"),
        (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "with a password.* without a password"),
        (".txt", b"<!doctype html><p>", r"web page \(HTML\), but called \.txt"),
        (".pdf", b"<!doctype html><p>", r"web page \(HTML\), but called \.pdf"),
        (".pdf", b"Hallo", "this is not a PDF, whatever it is called"),
        (".docx", b"Hallo", "this is not a DOCX file"),
        (".md", b"\x89PNG", "a picture"),
    ],
)
def test_wrong_suffix(suffix, data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        refuse_other_format(suffix, data)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".pdf", b"%PDF-1.7\n"), (".pdf", b"Vorspann\n%PDF-1.7\n"), (".txt", b"Hallo"),
        (".html", b"<p>Hallo"), (".htm", b"<!doctype html>"), (".md", b"<html>"),
        (".docx", _zip("word/document.xml")),
    ],
)  # fmt: skip
def test_right_suffix(suffix, data):
    refuse_other_format(suffix, data)
