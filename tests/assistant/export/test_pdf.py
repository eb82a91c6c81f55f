import io

import pytest
from pypdf import PdfReader

from assistant.export.pdf import to_pdf
from tests.assistant.export.conftest import SOURCE, WORDS


def _pages(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("language", ["de", "vi", "uk"])
def test_letters_of_every_language_come_back(takeaway_in, language):
    (text,) = _pages(to_pdf(takeaway_in(language, "Öffentlich *fett* #let")))
    assert WORDS[language] in text
    assert "Öffentlich *fett* #let" in text
    assert "deutsche Wortlaut" in text
    assert SOURCE.reference in text


def test_arabic_letters_are_joined_and_run_from_right_to_left(takeaway_in):
    places = {}

    def see(text, matrix, _, font, size):
        if text.strip():
            places.setdefault(text.strip(), matrix[4])

    reader = PdfReader(io.BytesIO(to_pdf(takeaway_in("ar", "Deutsch"))))
    text = reader.pages[0].extract_text(visitor_text=see)
    assert all(word in text for word in ("اللغة", "الألمانية"))
    columns = {title: places[title] for title in ("Wortlaut", "Quelle")}
    assert columns["Wortlaut"] > columns["Quelle"]
    assert reader.trailer["/Root"]["/Lang"] == "ar"


def test_fonts_are_in_the_file(takeaway_in):
    reader = PdfReader(io.BytesIO(to_pdf(takeaway_in("ar"))))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"] for font in fonts.values()}
    assert names
    assert all("FiraGO" in name for name in names)


def test_long_table_repeats_its_heading_and_pages_are_counted(takeaway_in):
    pages = _pages(to_pdf(takeaway_in("de", *["Ein Satz über Wohnraum. " * 9] * 60)))
    assert len(pages) > 3
    assert all("Wortlaut" in page for page in pages)
    assert [f"Seite {n} von {len(pages)}" in page for n, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    assert sum(page.count("Ein Satz") for page in pages) == 9 * 60


def test_permalink_can_be_followed(takeaway_in):
    reader = PdfReader(io.BytesIO(to_pdf(takeaway_in("de", "Text"))))
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]
    assert SOURCE.permalink in links


def test_pdf_is_tagged_for_screen_readers(takeaway_in):
    reader = PdfReader(io.BytesIO(to_pdf(takeaway_in())))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == WORDS["de"]
