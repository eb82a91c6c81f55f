"""What a file is by its first bytes, whatever it is called."""

import io
import re
import zipfile

from index.errors import DocumentError

__all__ = ["format_of", "refuse_other_format"]

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, or one with a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_BY_SUFFIX = {".pdf": "a PDF", ".docx": "a DOCX file", ".html": "a web page (HTML)"}
_REMEDIES = {
    "a PDF": "call it .pdf",
    "a DOCX file": "call it .docx",
    "a web page (HTML)": "call it .html",
    "an OpenDocument text": "save it as .docx or .pdf",
    "an RTF file": "save it as .docx or .pdf",
    "an old Office file, or one with a password": "save it as .docx or .pdf without a password",
}


def format_of(data: bytes) -> str | None:
    """What the bytes are, for people; None for what may be any text."""
    start = data[:1024]
    if b"%PDF-" in start and (start.lstrip().startswith(b"%PDF-") or b"\0" in start):
        return "a PDF"
    if data.startswith(b"PK\x03\x04"):
        return _format_of_zip(data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    return "a web page (HTML)" if _HTML.match(data[:4096]) else None


def refuse_other_format(suffix: str, data: bytes) -> None:
    """Raises:
    DocumentError: the bytes are plainly of another format than the suffix says.
    """
    found = format_of(data)
    wanted = _BY_SUFFIX.get(".html" if suffix == ".htm" else suffix)
    if found is None and suffix in (".pdf", ".docx"):
        if suffix == ".pdf" and b"%PDF-" in data[:1024]:
            return
        raise DocumentError(f"this is not {wanted}, whatever it is called; export it again")
    if found is None or found == wanted or (suffix == ".md" and found == _BY_SUFFIX[".html"]):
        return
    remedy = _REMEDIES.get(found, "only text can be indexed")
    raise DocumentError(f"this is {found}, but called {suffix}; {remedy}")


def _format_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "a DOCX file" if b"word/" in data[:4096] else "a damaged archive (ZIP)"
    if "word/document.xml" in names:
        return "a DOCX file"
    if "content.xml" in names:
        return "an OpenDocument text"
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        return "an Office file, but no text document"
    return "an archive (ZIP)"
