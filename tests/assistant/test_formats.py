import pytest

from assistant.formats import format_date, format_number
from assistant.language import LANGUAGES


@pytest.mark.parametrize(
    ("date", "language", "expected"),
    [
        ("2019-02-21", "de", "21. Februar 2019"),
        ("2018-10-09", "de-simple", "9. Oktober 2018"),
        ("2018-11", "de", "November 2018"),
        ("2018", "de", "2018"),
        ("2019-02-21", "en", "21 February 2019"),
        ("2019-02-21", "ar", "21 فبراير 2019"),
        ("2019-02-21", "fa", "۲۱ فوریهٔ ۲۰۱۹"),
        ("2018", "fa", "۲۰۱۸"),
        ("2019-02-21", "uk", "21 лютого 2019\u202fр."),
        ("2018-11", "ru", "ноябрь 2018\u202fг."),
        ("2019-02-21", "tr", "21 Şubat 2019"),
        ("2019-02-21", "fr", "21 février 2019"),
    ],
)
def test_date_as_readers_write_it(date, language, expected):
    assert format_date(date, language) == expected


@pytest.mark.parametrize("date", ["", "Februar 2019", "2019-13-01", "2019-02-30"])
def test_what_is_no_date_is_refused(date):
    with pytest.raises(ValueError):
        format_date(date)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", "12.345"), ("en", "12,345"), ("fr", "12\u202f345"), ("fa", "۱۲٬۳۴۵"), ("ar", "12,345")],
)
def test_number_as_readers_write_it(language, expected):
    assert format_number(12345, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_dates_and_numbers(language):
    assert format_date("2019-02-21", language)
    assert format_number(48, language)
