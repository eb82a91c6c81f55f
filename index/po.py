"""Reading gettext PO files: what is wrong in one is named with file and line, the rest is used."""

import re
from dataclasses import dataclass
from pathlib import Path

import polib

__all__ = ["PoEntry", "read_po"]

_HEADER = 'msgid ""\nmsgstr ""\n\n'
_LINE = re.compile(
    r"""\s*(\#.*|(\#~\s*)?((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*")?\s*$""",
    re.VERBOSE,
)
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What the library would take for the end of a line."""


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One text of a PO file."""

    context: str
    source: str
    text: str
    comment: str
    fuzzy: bool
    line: int
    """Where the entry begins, its comments included."""


def read_po(path: Path) -> tuple[list[PoEntry], list[str]]:
    """The entries of a file, and a line for each block of it that had to be left out."""
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [f"{name}, line {line}: not UTF-8; save the file as UTF-8"]
    except OSError as error:
        return [], [f"{name}: cannot be read ({error.strerror})"]
    lines = re.split(r"\r*\n|\r", _BREAKS.sub(" ", text))
    entries: list[PoEntry] = []
    problems: list[str] = []
    for first, block in _blocks(lines):
        fault = next((n for n, line in enumerate(block) if not _LINE.match(line)), None)
        try:
            if fault is None:
                entries += _entries(block, first)
        except (OSError, ValueError, IndexError):
            fault = 0
        if fault is not None:
            at = first + fault
            problems.append(f"{name}, line {at}: not gettext PO; what stands around it is left out")
    return entries, problems


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """(number of its first line, lines) of each run of lines between empty ones."""
    blocks: list[tuple[int, list[str]]] = []
    begun = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            begun = False
        elif begun:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            begun = True
    return blocks


def _entries(block: list[str], first: int) -> list[PoEntry]:
    """The entries of a block; led by a header, as the library takes a first comment for its own."""
    parsed = polib.pofile(_HEADER + "\n".join(block) + "\n")
    shift = first - 1 - _HEADER.count("\n")
    return [_entry(entry, shift) for entry in parsed if entry.msgid and not entry.obsolete]


def _entry(entry: polib.POEntry, shift: int) -> PoEntry:
    return PoEntry(
        entry.msgctxt or "", entry.msgid, entry.msgstr.strip(), entry.tcomment,
        "fuzzy" in entry.flags, entry.linenum + shift,
    )  # fmt: skip
