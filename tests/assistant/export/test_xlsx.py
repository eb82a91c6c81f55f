import io

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from assistant.export.xlsx import to_xlsx
from tests.assistant.export.conftest import SOURCE, WORDS


def _sheet(content):
    return load_workbook(io.BytesIO(content), rich_text=True).active


def _table(sheet):
    """The rows below the heading, by its titles."""
    rows = list(sheet.iter_rows())
    at = next(n for n, row in enumerate(rows) if row[0].value == "Nr.")
    titles = [cell.value for cell in rows[at]]
    return [dict(zip(titles, row, strict=True)) for row in rows[at + 1 :]]


@pytest.mark.parametrize("language", WORDS)
def test_letters_of_every_language_come_back(takeaway_in, language):
    sheet = _sheet(to_xlsx(takeaway_in(language, "Öffentlich")))
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert values.count(WORDS[language]) == 2
    assert "Verbindlich ist der deutsche Wortlaut." in values
    assert _table(sheet)[0]["Wortlaut"].value == "Öffentlich"


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("de", False)])
def test_sheet_runs_as_its_language_does(takeaway_in, language, turned):
    assert bool(_sheet(to_xlsx(takeaway_in(language))).sheet_view.rightToLeft) is turned


def test_nothing_is_a_formula(takeaway_in):
    row, last = _table(_sheet(to_xlsx(takeaway_in("de", "=1+1"))))
    assert (row["Wortlaut"].value, row["Wortlaut"].data_type) == ("=1+1", "s")
    assert last["Nr."].value == "+"


def test_source_has_columns_and_an_open_link(takeaway_in):
    row, _ = _table(_sheet(to_xlsx(takeaway_in("de", "Text"))))
    assert SOURCE.document in {cell.value for cell in row.values()}
    link = next(cell for cell in row.values() if cell.value == SOURCE.permalink)
    assert link.hyperlink.target == SOURCE.permalink


def test_changed_words_are_marked_by_more_than_colour(takeaway_in):
    (row,) = _table(_sheet(to_xlsx(takeaway_in())))
    text = row["Wortlaut"].value
    assert isinstance(text, CellRichText)
    looks = {part.text: part.font for part in text if not isinstance(part, str)}
    assert looks["soll"].strike
    assert looks["wird"].u == "single"


def test_text_too_long_for_a_cell_goes_on_below(takeaway_in):
    long = "Wort " * 10_000
    first, second, _ = _table(_sheet(to_xlsx(takeaway_in("de", long))))
    assert first["Wortlaut"].value + second["Wortlaut"].value == long


def test_wide_columns_are_wrapped_and_the_heading_stays(takeaway_in):
    sheet = _sheet(to_xlsx(takeaway_in("de", "Wort " * 100)))
    row, _ = _table(sheet)
    assert row["Wortlaut"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width <= 61
    assert sheet.freeze_panes is not None
    assert sheet.print_title_rows
    assert sheet.auto_filter.ref
