"""Dates as exact as they are known: a day, a month or a year."""

import re
from datetime import date

__all__ = ["iso_date"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_GERMAN = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})")


def iso_date(text: str) -> str:
    """`2019-02-21`, `2019-02` or `2019`, also from `21.02.2019` and `02.2019`.

    Raises:
        ValueError: it is no such date, or none of the calendar.
    """
    given = text.strip()
    if found := _ISO.fullmatch(given):
        year, month, day = found.groups()
    elif found := _GERMAN.fullmatch(given):
        day, month, year = found.groups()
    else:
        raise ValueError(f"{text!r} is no date; write 2019-02-21, 2019-02 or 2019")
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"{text!r} is no date of the calendar ({error})") from error
    return checked.isoformat()[: 10 if day else 7 if month else 4]
