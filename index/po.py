"""Reading gettext PO files, the faults of form named with file and line."""

import re
from dataclasses import dataclass
from pathlib import Path

import polib

__all__ = ["PoEntry", "read_po"]

_FAULT_AT = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One text of a PO file."""

    context: str
    source: str
    text: str
    comment: str
    fuzzy: bool
    line: int


def read_po(path: Path) -> tuple[list[PoEntry], list[str]]:
    """The entries up to the first fault of form, and a line for each fault."""
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [f"{name}, line {line}: not UTF-8; save the file as UTF-8"]
    except OSError as error:
        return [], [f"{name}: cannot be read ({error.strerror})"]
    problems: list[str] = []
    while text.strip():
        try:
            return [_entry(entry) for entry in polib.pofile(text) if not entry.obsolete], problems
        except (OSError, ValueError) as error:
            fault = _FAULT_AT.search(str(error))
            line = int(fault[1]) if fault else 1
            problems.append(
                f"{name}, line {line}: not gettext PO; what stands from there on is left out"
            )
            text = _whole_entries(text, line)
    return [], problems


def _entry(entry: polib.POEntry) -> PoEntry:
    return PoEntry(
        entry.msgctxt or "", entry.msgid, entry.msgstr.strip(), entry.tcomment,
        "fuzzy" in entry.flags, entry.linenum,
    )  # fmt: skip


def _whole_entries(text: str, line: int) -> str:
    """The text before the block of lines in which the given line stands."""
    before = text.split("\n")[: line - 1]
    while before and before[-1].strip():
        before.pop()
    return "\n".join(before)
