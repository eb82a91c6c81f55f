"""Reading gettext PO files: what is wrong in one is named with file and line, the rest is used."""

import re
from dataclasses import dataclass
from pathlib import Path

import polib

__all__ = ["PoEntry", "read_po"]

_LEAD = 'msgid ""\nmsgstr ""\n#: -\n'
"""Set before a block: without it a first comment would be the header's, a first string accepted."""
_END = 'msgctxt ""\n'
"""Set after a block: accepted only if the entry before it is whole."""
_FAULT_LINE = re.compile(r"\(line (\d+)\)")
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
        except OSError as error:
            fault = _fault(error, block)
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
    """The entries of a block; an OSError of the library if it is not PO."""
    parsed = polib.pofile(_LEAD + "\n".join(block) + "\n" + _END)
    return [_entry(entry, first) for entry in parsed if entry.msgid and not entry.obsolete]


def _fault(error: OSError, block: list[str]) -> int:
    """The index of the line of a block that the library could not read."""
    at = _FAULT_LINE.search(str(error))
    return min(int(at[1]) - 1 - _LEAD.count("\n"), len(block) - 1) if at else 0


def _entry(entry: polib.POEntry, first: int) -> PoEntry:
    line = max(first, entry.linenum + first - 1 - _LEAD.count("\n"))
    return PoEntry(
        entry.msgctxt or "", entry.msgid, entry.msgstr.strip(), entry.tcomment,
        "fuzzy" in entry.flags, line,
    )  # fmt: skip
