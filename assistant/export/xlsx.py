"""Takeaway -> XLSX; the only importer of XlsxWriter."""

import io
from collections.abc import Iterator
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from assistant.export.columns import flat_columns, flat_row
from assistant.export.takeaway import Mark, Takeaway, Text, is_right_to_left, plain, text_of

__all__ = ["to_xlsx"]

_LONGEST_CELL = 32_767
"""Characters; set by Excel."""
_LONGEST_LINK = 2_079
"""The same for links."""
_MOST_LINKS = 65_530
"""Of a sheet."""
_NARROWEST, _WIDEST = 8, 60
"""Width of columns, in characters."""
_LINE_HEIGHT, _HIGHEST_ROW = 15, 409
"""Points; the second is set by Excel."""
Look: TypeAlias = dict[str, object]
_MARKS: dict[Mark, Look] = {
    Mark.NONE: {},
    Mark.STRESSED: {"bold": True},
    Mark.INSERTED: {"bold": True, "underline": 1, "font_color": "#1B5E20"},
    Mark.DELETED: {"font_strikeout": True, "font_color": "#B71C1C"},
    Mark.MOVED: {"italic": True, "underline": 2, "font_color": "#0D47A1"},
}
_SHEET = "Leitlinien"


def to_xlsx(takeaway: Takeaway) -> bytes:
    """One sheet: title, facts and notices, then the table with a filter on its heading.

    Everything is written as text: nothing is ever a formula.
    """
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": takeaway.title})
        sheet = book.add_worksheet(_SHEET)
        if is_right_to_left(takeaway.language):
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        _Sheet(book, sheet).fill(takeaway)
    return written.getvalue()


class _Sheet:
    """A sheet that is filled from top to bottom."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._book = book
        self._sheet = sheet
        self._formats: dict[tuple[object, ...], Format] = {}
        self._links = 0
        self._line = 0

    def fill(self, takeaway: Takeaway) -> None:
        columns = flat_columns(takeaway)
        rows = [flat_row(takeaway, row) for row in takeaway.table.rows]
        widths = _widths(columns, rows)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._write_head(takeaway, sum(widths), len(columns) - 1)
        self._line += 1
        self._write_table(takeaway, columns, rows)

    def _write_head(self, takeaway: Takeaway, width: int, last: int) -> None:
        """Title, facts and notices, each line over the whole width of the table."""
        language = takeaway.language
        title: Look = {"bold": True, "font_size": 14}
        lines = [(text_of(takeaway.title, language), title)]
        for fact in takeaway.facts:
            lines.append((text_of(f"{fact.label}:", language), {"bold": True}))
            lines += [(part, {}) for line in fact.lines for part in _parts(line)]
        lines += [(text_of(notice, language), {"italic": True}) for notice in takeaway.notices]
        for text, own in lines:
            look = {**own, "valign": "top", "text_wrap": True}
            self._sheet.merge_range(self._line, 0, self._line, last, "", self._format(text, **look))
            self._write(0, text, **look)
            rows = sum(1 + len(part) // width for part in plain(text).split("\n"))
            self._sheet.set_row(self._line, min(_LINE_HEIGHT * rows + 5, _HIGHEST_ROW))
            self._line += 1

    def _write_table(self, takeaway: Takeaway, columns: list[str], rows: list[list[Text]]) -> None:
        heading = self._line
        for column, title in enumerate(columns):
            look = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True}
            self._write(column, text_of(title, takeaway.language), valign="top", **look)
        self._sheet.repeat_rows(heading)
        self._sheet.freeze_panes(heading + 1, 0)
        self._line += 1
        for row in rows:
            parts = [list(_parts(cell)) or [()] for cell in row]
            for line in range(max(len(part) for part in parts)):
                for column, part in enumerate(parts):
                    cell = part[line] if line < len(part) else ()
                    self._write(column, cell, valign="top", text_wrap=True, border=1)
                self._line += 1
        self._sheet.autofilter(heading, 0, max(self._line - 1, heading), len(columns) - 1)

    def _write(self, column: int, text: Text, **options: object) -> None:
        look = self._format(text, **options)
        letters = "".join(piece.text for piece in text)
        is_link = letters.startswith(("http://", "https://")) and len(letters) <= _LONGEST_LINK
        if not text:
            self._sheet.write_blank(self._line, column, None, look)
        elif is_link and self._links < _MOST_LINKS:
            self._links += 1
            self._sheet.write_url(self._line, column, letters, look, letters)
        elif len(text) == 1 and text[0].mark is Mark.NONE:
            self._sheet.write_string(self._line, column, letters, look)
        else:
            self._write_marked(column, text, look)

    def _write_marked(self, column: int, text: Text, look: Format) -> None:
        fragments: list[object] = []
        for piece in text:
            fragments += [self._format((), **_MARKS[piece.mark]), piece.text]
        if len(text) == 1:  # the library takes at least two fragments; an empty one is not allowed
            whole = self._format(text, **_MARKS[text[0].mark], valign="top", text_wrap=True)
            self._sheet.write_string(self._line, column, text[0].text, whole)
        else:
            self._sheet.write_rich_string(self._line, column, *fragments, look)

    def _format(self, text: Text, **options: object) -> Format:
        if text:
            options["reading_order"] = 2 if is_right_to_left(text[0].language) else 1
        key = tuple(sorted(options.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(options)
        return self._formats[key]


def _widths(columns: list[str], rows: list[list[Text]]) -> list[int]:
    """Of the columns, in characters: as wide as the longest line, within limits."""
    widths = []
    for column, title in enumerate(columns):
        cells = [plain(row[column]) for row in rows]
        longest = max(len(line) for cell in [title, *cells] for line in cell.split("\n"))
        widths.append(min(max(longest + 2, _NARROWEST), _WIDEST))
    return widths


def _parts(text: Text) -> Iterator[Text]:
    """The text cut into what fits a cell; what does not fit one goes on in the row below."""
    part: Text = ()
    room = _LONGEST_CELL
    for piece in text:
        rest = piece.text
        while rest:
            part += text_of(rest[:room], piece.language, piece.mark)
            rest, room = rest[room:], room - len(rest[:room])
            if room == 0:
                yield part
                part, room = (), _LONGEST_CELL
    if part:
        yield part
