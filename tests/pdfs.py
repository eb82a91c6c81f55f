"""PDF files made for tests, and faults put into them."""

import io
from collections.abc import Callable, Sequence

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

__all__ = ["SENTENCE", "bomb_of", "encrypted", "made", "paragraph", "scan_of", "with_labels"]

SENTENCE = "Die Stadt fördert den Erwerb der deutschen Sprache durch Kurse am Abend."


class _Paper(FPDF):
    """A page with a running header and a page number, where they are wanted."""

    title_above = ""
    numbered = False

    def header(self) -> None:
        if self.title_above:
            self.set_font("Helvetica", "I", 8)
            self.cell(0, 8, self.title_above, align="C", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        if self.numbered:
            self.set_y(-15)
            self.set_font("Helvetica", "", 8)
            self.cell(0, 8, f"Seite {self.page_no()} von 99", align="C")


def made(
    write: Callable[[FPDF], None], title_above: str = "", numbered: bool = False, title: str = ""
) -> bytes:
    """The file that `write` draws."""
    paper = _Paper()
    paper.title_above, paper.numbered = title_above, numbered
    if title:
        paper.set_title(title)
    paper.add_page()
    paper.set_font("Helvetica", "", 11)
    write(paper)
    return bytes(paper.output())


def paragraph(paper: FPDF, text: str, size: float = 11, style: str = "", gap: float = 4) -> None:
    """Wrapped text with some room below."""
    paper.set_font("Helvetica", style, size)
    paper.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
    paper.ln(gap)


def encrypted(data: bytes, password: str, algorithm: str = "AES-256") -> bytes:
    """The file, to be opened with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "besitzer", algorithm=algorithm)
    return _written(writer)


def with_labels(data: bytes, labels: Sequence[tuple[int, int, str]]) -> bytes:
    """The file with page labels: (first page, last page, style), counted from 0."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for first, last, style in labels:
        writer.set_page_label(first, last, style=style)
    return _written(writer)


def scan_of(pages: int) -> bytes:
    """Pages that hold a picture each and no text."""
    paper = FPDF()
    for _ in range(pages):
        paper.add_page()
        paper.image(_picture(), x=10, y=10, w=100)
    return bytes(paper.output())


def bomb_of(size: int) -> bytes:
    """A page whose few bytes unpack to `size` bytes of drawing."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream.set_data(b"q Q " * (size // 4))
    packed = stream.flate_encode()
    page[NameObject("/Contents")] = writer._add_object(packed)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/X"): NumberObject(1)})
    return _written(writer)


def _picture() -> io.BytesIO:
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (40, 40), 128).save(file, "PNG")
    file.seek(0)
    return file


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
