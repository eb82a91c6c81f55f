"""Takeaway -> Markdown (GitHub's, with tables)."""

import re
from collections.abc import Iterator

from assistant.export.columns import paged_columns, paged_row
from assistant.export.takeaway import Mark, Piece, Takeaway, Text, is_right_to_left

__all__ = ["to_markdown"]

_SIGNS = {
    Mark.NONE: "",
    Mark.STRESSED: "**",
    Mark.INSERTED: "**",
    Mark.DELETED: "~~",
    Mark.MOVED: "*",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_OPENING = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
"""What would begin a list or a heading at the start of a line."""


def to_markdown(takeaway: Takeaway) -> bytes:
    """Title, facts, notices and table as text; markup in them is shown, not obeyed."""
    return ("\n".join(_blocks(takeaway)).strip() + "\n").encode()


def _blocks(takeaway: Takeaway) -> Iterator[str]:
    turned = is_right_to_left(takeaway.language)
    if turned:
        yield f'<div lang="{takeaway.language}" dir="rtl">\n'
    yield f"# {_escaped(takeaway.title)}\n"
    for fact in takeaway.facts:
        yield f"**{_escaped(fact.label)}:**\n"
        yield from (f"{_line(line)}\n" for line in fact.lines)
    yield from (f"> {_escaped(notice)}\n>" for notice in takeaway.notices)
    yield ""
    if takeaway.table.title:
        yield f"## {_escaped(takeaway.table.title)}\n"
    yield from _table(takeaway)
    if turned:
        yield "\n</div>"


def _table(takeaway: Takeaway) -> Iterator[str]:
    columns = [_escaped(title) for title in paged_columns(takeaway)]
    if not takeaway.table.rows:
        return
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in takeaway.table.rows:
        cells = ("<br>".join(_line(line) for line in cell) for cell in paged_row(takeaway, row))
        yield f"| {' | '.join(cells)} |"


def _line(text: Text) -> str:
    return "".join(_piece(piece) for piece in text).replace("\n", "<br>")


def _piece(piece: Piece) -> str:
    if piece.text.startswith(("http://", "https://")) and " " not in piece.text:
        return f"<{piece.text}>"
    sign = _SIGNS[piece.mark]
    inner = piece.text.strip()
    if not (sign and inner):
        return _escaped(piece.text)
    before, after = piece.text.split(inner, maxsplit=1)  # signs must touch the words
    return f"{before}{sign}{_escaped(inner)}{sign}{after}"


def _escaped(text: str) -> str:
    return _OPENING.sub(_not_opening, _SPECIAL.sub(r"\\\1", text))


def _not_opening(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"
