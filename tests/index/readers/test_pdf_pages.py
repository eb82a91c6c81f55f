import io
import json

import pytest
from pypdf import PdfWriter

from index.readers import pdf_pages
from index.readers.pdf_pages import PdfError, main, open_pdf, pages_of, said_of
from tests.fakes import pdf_of
from tests.pdfs import made, paragraph, scan_of

TWO = pdf_of("Eins.", "Zwei.")


def test_what_is_said_of_a_file():
    head, first, second = said_of(TWO)
    assert head == {"pages": 2, "title": "", "outline": []}
    assert (first["number"], second["number"]) == (1, 2)
    assert second["lines"][0]["text"] == "Zwei."


def test_bookmarks_have_levels_and_pages():
    def write(paper):
        paper.start_section("Wohnen", 0)
        paragraph(paper, "Wohnen")
        paper.add_page()
        paper.start_section("Mieten", 1)

    head = next(said_of(made(write)))
    assert head["outline"] == [
        {"title": "Wohnen", "level": 1, "page": 1}, {"title": "Mieten", "level": 2, "page": 2},
    ]  # fmt: skip


def test_pages_are_forgotten_one_after_the_other():
    reader = open_pdf(pdf_of(*("Seite." for _ in range(30))))
    held = [len(reader.resolved_objects) for _ in pages_of(reader)]
    assert held[-1] <= held[1] + 2


def test_each_page_is_announced():
    announced = []
    assert len(list(pages_of(open_pdf(TWO), lambda: announced.append(1)))) == len(announced) == 2


def test_picture_without_text():
    (page,) = pages_of(open_pdf(scan_of(1)))
    assert (list(page.lines), page.pictures) == ([], True)


def test_fault_is_said_last():
    assert list(said_of(b"%PDF-1.4\n" + b"x" * 300))[-1]["error"].startswith("the PDF is damaged")


def test_memory_that_gives_out_is_said(monkeypatch):
    def greedy(*_):
        raise MemoryError

    monkeypatch.setattr(pdf_pages, "open_pdf", greedy)
    assert list(said_of(TWO)) == [
        {"error": "the PDF needs too much memory; export it again, or in parts"}
    ]


def test_program_reads_and_writes(monkeypatch, capsys):
    monkeypatch.setattr(pdf_pages, "_limit_memory", lambda: None)
    monkeypatch.setattr(pdf_pages, "_allow_time", lambda: None)
    monkeypatch.setattr(pdf_pages.logging, "disable", lambda: None)
    asked = io.TextIOWrapper(io.BytesIO(b'{"password": ""}\n' + TWO))
    monkeypatch.setattr("sys.stdin", asked)
    main()
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [value.get("number") for value in said] == [None, 1, 2]


def test_file_without_pages():
    written = io.BytesIO()
    PdfWriter().write(written)
    with pytest.raises(PdfError, match="has no pages"):
        open_pdf(written.getvalue())
