import pytest

from index.dates import iso_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-02-21", "2019-02-21"),
        ("2019-02", "2019-02"),
        (" 2019 ", "2019"),
        ("21.02.2019", "2019-02-21"),
        ("1.2.2019", "2019-02-01"),
        ("02.2019", "2019-02"),
        ("2020-02-29", "2020-02-29"),
    ],
)
def test_date(text, date):
    assert iso_date(text) == date


@pytest.mark.parametrize("text", ["", "bald", "2019-13", "2019-02-30", "19-02-21", "Mai 2019"])
def test_no_date(text):
    with pytest.raises(ValueError, match="no date"):
        iso_date(text)
