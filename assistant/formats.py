"""Dates and numbers as readers of each language write them; the only importer of Babel."""

import datetime

from babel import Locale, dates, numbers

__all__ = ["format_date", "format_number"]

_EUROPEAN = {"en": "en-GB"}
"""Readers live in Germany: their English has the day before the month."""
_DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}


def format_date(date: str, language: str = "de") -> str:
    """`2019-02-21` -> `21. Februar 2019`, `2018-11` -> `November 2018`, `2018` -> `2018`.

    Args:
        language: a BCP-47 tag, or `de-simple`.

    Raises:
        ValueError: it is no date of these forms.
    """
    locale = _locale(language)
    parts = [int(part) for part in date.split("-")]
    day = datetime.date(*[*parts, 1, 1][:3])
    if len(parts) == 1:
        return _in_digits(str(day.year), locale)
    if len(parts) == 2:
        return _in_digits(dates.format_skeleton("yMMMM", day, locale=locale), locale)
    return _in_digits(dates.format_date(day, "long", locale=locale), locale)


def format_number(number: float, language: str = "de") -> str:
    """`2345` -> `2.345`, with the digits of the language."""
    locale = _locale(language)
    system = locale.default_numbering_system
    shown = numbers.format_decimal(number, locale=locale, numbering_system=system)
    return _in_digits(shown, locale)


def _locale(language: str) -> Locale:
    tag = language.removesuffix("-simple")
    return Locale.parse(_EUROPEAN.get(tag, tag), sep="-")


def _in_digits(text: str, locale: Locale) -> str:
    """With the digits that CLDR names as the language's own: ۲۰۱۹ in Persian."""
    digits = _DIGITS.get(locale.default_numbering_system)
    return text.translate(str.maketrans("0123456789", digits)) if digits else text
