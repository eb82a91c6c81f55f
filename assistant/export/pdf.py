"""Takeaway -> PDF; the only importer of Typst, which sets the pages, and of the fonts.

The PDF is tagged: screen readers find headings, tables and the language of each text.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pymupdf_fonts
import typst

from assistant.export.columns import paged_columns, paged_row, paged_shares
from assistant.export.takeaway import Takeaway, Text, is_right_to_left

__all__ = ["to_pdf"]

_LAYOUT = Path(__file__).with_name("report.typ")
_FONTS = ("figo", "figbo")
"""FiraGO, regular and bold: Latin with all Vietnamese letters, Cyrillic, Arabic and Persian."""
_UPRIGHT_COLUMNS = 3
"""Most columns for which a page stands upright."""


def to_pdf(takeaway: Takeaway) -> bytes:
    """Title, facts and notices, then the table, whose heading is repeated on every page."""
    content = json.dumps(_content(takeaway), ensure_ascii=False)
    with _font_folder() as fonts:
        layout = typst.Compiler(
            _LAYOUT,
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"takeaway": content},
        )
        pages = layout.compile(format="pdf")
    if not isinstance(pages, bytes):
        raise TypeError(f"typst made no PDF but {type(pages).__name__}")
    return pages


def _content(takeaway: Takeaway) -> dict[str, Any]:
    """What the layout reads, as plain values."""
    columns = paged_columns(takeaway)
    return {
        "title": takeaway.title,
        "language": takeaway.language.split("-", maxsplit=1)[0],
        "rtl": is_right_to_left(takeaway.language),
        "wide": len(columns) > _UPRIGHT_COLUMNS,
        "page": takeaway.labels.page,
        "facts": [
            {"label": fact.label, "lines": [_line(line) for line in fact.lines]}
            for fact in takeaway.facts
        ],
        "notices": takeaway.notices,
        "table_title": takeaway.table.title,
        "columns": columns,
        "shares": paged_shares(takeaway),
        "rows": [
            [[_line(line) for line in cell] for cell in paged_row(takeaway, row)]
            for row in takeaway.table.rows
        ],
    }


def _line(text: Text) -> list[dict[str, Any]]:
    return [
        {
            **asdict(piece),
            "language": piece.language.split("-", maxsplit=1)[0],
            "rtl": is_right_to_left(piece.language),
        }
        for piece in text
    ]


@contextmanager
def _font_folder() -> Iterator[Path]:
    """The fonts as files, which is how Typst reads them."""
    with tempfile.TemporaryDirectory(prefix="leitlinien-fonts-") as folder:
        for name in _FONTS:
            Path(folder, f"{name}.ttf").write_bytes(pymupdf_fonts.myfont(name))
        yield Path(folder)
