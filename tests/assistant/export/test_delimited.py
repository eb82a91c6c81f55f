import csv
import io

import pytest

from assistant.export.delimited import to_csv
from tests.assistant.export.conftest import SOURCE, WORDS


def _read(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_excel_knows_the_encoding(takeaway_in):
    assert to_csv(takeaway_in()).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", WORDS)
def test_rows_come_back_with_their_source_and_the_notice(takeaway_in, language):
    row, _ = _read(to_csv(takeaway_in(language, 'Er sagte: "Ja";\nund nein')))
    assert row["Wortlaut"] == 'Er sagte: "Ja";\nund nein'
    assert row["Frage"] == f"{WORDS[language]}\nWarum?"
    assert "deutsche Wortlaut" in list(row.values())[-1]
    assert {SOURCE.document, SOURCE.reference, SOURCE.page, SOURCE.permalink} <= set(row.values())


@pytest.mark.parametrize("start", ["=1+1", "+49", "-3", "@SUM(A1)", "\t=1"])
def test_nothing_is_taken_for_a_formula(takeaway_in, start):
    row, last = _read(to_csv(takeaway_in("de", start)))
    assert row["Wortlaut"] == f"'{start}"
    assert last["Nr."] == "'+"


def test_changed_words_are_told_apart(takeaway_in):
    (row,) = _read(to_csv(takeaway_in()))
    assert row["Wortlaut"] == "Die Stadt ~~soll~~++wird++ Kurse >>bald<< fördern."
