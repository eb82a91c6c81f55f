"""Takeaway -> CSV that Excel opens with the right letters and runs nothing of."""

import csv
import io
from collections.abc import Iterator

from assistant.export.columns import flat_columns, flat_row
from assistant.export.takeaway import Takeaway, plain

__all__ = ["to_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings that spreadsheets take for a formula; see OWASP, "CSV Injection"."""


def to_csv(takeaway: Takeaway) -> bytes:
    """One line for each row; what is said of the whole stands in columns of its own.

    In UTF-8 with the mark by which Excel knows it, as Excel of German speakers separates fields.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    lines.writerows([_harmless(cell) for cell in line] for line in _lines(takeaway))
    return written.getvalue().encode("utf-8-sig")


def _lines(takeaway: Takeaway) -> Iterator[list[str]]:
    table = takeaway.table
    whole = ["\n".join(plain(line) for line in fact.lines) for fact in takeaway.facts]
    labels = [fact.label for fact in takeaway.facts]
    yield [*flat_columns(takeaway), *labels, takeaway.labels.notices]
    notices = "\n".join(takeaway.notices)
    for row in table.rows:
        yield [*(plain(cell) for cell in flat_row(takeaway, row)), *whole, notices]
    if not table.rows:
        yield [*([""] * len(flat_columns(takeaway))), *whole, notices]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
