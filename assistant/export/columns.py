"""A table's columns as spreadsheets and as pages need them."""

from collections.abc import Sequence

from assistant.export.takeaway import Row, Source, Takeaway, Text, text_of

__all__ = ["flat_columns", "flat_row", "paged_columns", "paged_row", "paged_shares"]

_SOURCE_SHARE = 2.0
"""Width of a source on a page, relative to the other columns."""


def flat_columns(takeaway: Takeaway) -> list[str]:
    """For spreadsheets: every field of a source has a column; with several sources it says whose.

    The last column of each source is its permalink.
    """
    table = takeaway.table
    several = len(table.sources) > 1
    return [
        *table.columns,
        *(
            f"{source}: {field}" if several else field
            for source in table.sources
            for field in takeaway.labels.source_fields
        ),
    ]


def flat_row(takeaway: Takeaway, row: Row) -> list[Text]:
    """The cells of a row, then the fields of its sources."""
    cells = list(row.cells)
    for source in row.sources:
        if source is None:
            cells += [()] * len(takeaway.labels.source_fields)
        else:
            cells += _fields(source, takeaway.language)
    return cells


def paged_columns(takeaway: Takeaway) -> list[str]:
    """For pages: each source is one column."""
    return [*takeaway.table.columns, *takeaway.table.sources]


def paged_shares(takeaway: Takeaway) -> list[float]:
    """Relative widths of those columns."""
    return [*takeaway.table.shares, *(_SOURCE_SHARE for _ in takeaway.table.sources)]


def paged_row(takeaway: Takeaway, row: Row) -> list[tuple[Text, ...]]:
    """The lines of each cell, then those of each source; a permalink is a line of its own."""
    cells: list[tuple[Text, ...]] = [_lines(cell) for cell in row.cells]
    for source in row.sources:
        cells.append(() if source is None else _source_lines(source, takeaway.language))
    return cells


def _fields(source: Source, language: str) -> list[Text]:
    return [
        text_of(source.document),
        text_of(source.status, language),
        text_of(source.section),
        text_of(source.reference),
        text_of(source.date, language),
        text_of(source.page, language),
        text_of(source.permalink),
    ]


def _lines(text: Text) -> tuple[Text, ...]:
    """A text cut at its line breaks."""
    lines: list[list[Text]] = [[]]
    for piece in text:
        first, *others = piece.text.split("\n")
        lines[-1].append(text_of(first, piece.language, piece.mark))
        lines += [[text_of(other, piece.language, piece.mark)] for other in others]
    return tuple(sum(line, ()) for line in lines)


def _source_lines(source: Source, language: str) -> tuple[Text, ...]:
    """What the source is, where in it, when and under which number, and the permalink."""
    lines = (
        (text_of(source.short_title), text_of(source.status, language)),
        (text_of(source.section), text_of(source.page_in_words, language)),
        (text_of(source.reference), text_of(source.date, language)),
        (text_of(source.permalink),),
    )
    joined = (_joined([text for text in line if text]) for line in lines)
    return tuple(line for line in joined if line)


def _joined(texts: Sequence[Text]) -> Text:
    """Texts in a row, with a dot between them."""
    row: Text = ()
    for text in texts:
        row += (*text_of(" · "), *text) if row else text
    return row
