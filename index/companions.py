"""Companions: texts in simple German and other languages that stand beside a passage.

documents/translations/<tag>/<document>.po: gettext, so that people correct them with the tools they know.
`msgctxt` is the passage's id, `msgid` its exact text, `msgstr` the companion. A text that was not
re-read is `fuzzy`; who officially checked one stands in a comment `# Checked: name, date`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from index.passage import Companion, Kind, Passage

__all__ = ["SIMPLE", "CompanionFile", "companion_files", "read_companions"]

SIMPLE = "de-simple"
"""Tag of simple German."""
_CHECKED = re.compile(r"^Checked: *(.+)$", re.MULTILINE)
_FAULT_AT = re.compile(r"\(line (\d+)\)|line (\d+)")


@dataclass(slots=True)
class CompanionFile:
    """What one file holds for a document's passages."""

    language: str
    companions: dict[str, Companion] = field(default_factory=dict)
    """By passage id: what is whole, re-read and belongs to the passage's present text."""
    stale: list[str] = field(default_factory=list)
    """Ids of passages whose text is another one now."""
    unreviewed: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What is wrong with the file, a line each, with its name and line number."""


def companion_files(documents: Path, document_id: str) -> list[Path]:
    """The document's files in all languages."""
    return sorted((documents / "translations").glob(f"*/{document_id}.po"))


def read_companions(path: Path, passages: Sequence[Passage]) -> CompanionFile:
    """Read a file; what is wrong in it is named, and the rest is used.

    A list without an entry of its own is put together from its items, if it is nothing but them.
    """
    found = CompanionFile(path.parent.name)
    by_id = {passage.id: passage for passage in passages}
    seen: set[str] = set()
    for entry in _entries(path, found):
        name, where = entry.msgctxt or "", f"{_name(path)}, line {entry.linenum}"
        if entry.obsolete:
            continue
        if name in seen:
            found.problems.append(f"{where}: a second entry for {name!r}; the first one counts")
            continue
        seen.add(name)
        passage = by_id.get(name)
        if passage is None:
            found.problems.append(f"{where}: no passage is called {name!r}")
        elif entry.msgid != passage.text:
            found.stale.append(name)
        elif not entry.msgstr.strip():
            found.empty.append(name)
        elif "fuzzy" in entry.flags:
            found.unreviewed.append(name)
        else:
            checked = _CHECKED.search(entry.tcomment)
            found.companions[name] = Companion(
                name, found.language, entry.msgstr.strip(), checked[1].strip() if checked else ""
            )
    _add_lists(found, passages, seen)
    return found


def _entries(path: Path, found: CompanionFile) -> Sequence[polib.POEntry]:
    """All entries up to the first fault of form; the fault is reported."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found.problems.append(f"{_name(path)}, line {line}: not UTF-8; save the file as UTF-8")
        return ()
    except OSError as error:
        found.problems.append(f"{_name(path)}: cannot be read ({error.strerror})")
        return ()
    while text.strip():
        try:
            return list(polib.pofile(text, encoding="utf-8"))
        except (OSError, ValueError) as error:
            fault = _FAULT_AT.search(str(error))
            line = int(fault[1] or fault[2]) if fault else 1
            found.problems.append(
                f"{_name(path)}, line {line}: not gettext PO; what stands from there on is left out"
            )
            text = _whole_entries(text, line)
    return ()


def _whole_entries(text: str, line: int) -> str:
    """The text before the block of lines in which the given line stands."""
    before = text.split("\n")[: line - 1]
    while before and before[-1].strip():
        before.pop()
    return "\n".join(before)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _add_lists(found: CompanionFile, passages: Sequence[Passage], seen: set[str]) -> None:
    for passage in passages:
        if passage.kind is not Kind.LIST or passage.id in seen:
            continue
        items = [p for p in passages if p.kind is not Kind.LIST and _within(p, passage)]
        ready = [found.companions.get(item.id) for item in items]
        if items and _is_nothing_but(passage, items) and all(ready):
            checked = {companion.checked for companion in ready if companion}
            text = _joined([companion.text for companion in ready if companion])
            by = checked.pop() if len(checked) == 1 else ""
            found.companions[passage.id] = Companion(passage.id, found.language, text, by)


def _within(item: Passage, whole: Passage) -> bool:
    return whole.start <= item.start and item.end <= whole.end


def _is_nothing_but(whole: Passage, items: Sequence[Passage]) -> bool:
    """Whether a list has no words of its own beside its items."""
    rest = list(whole.text)
    for item in items:
        start, end = item.start - whole.start, item.end - whole.start
        rest[start:end] = " " * (end - start)
    return re.search(r"[^\W\d_]{2}", "".join(rest)) is None


def _joined(texts: Sequence[str]) -> str:
    """Texts as a list; an opening line such as "Participants said:" is not repeated."""
    lines: list[str] = []
    opening = ""
    for text in texts:
        first, _, rest = text.partition("\n")
        if rest and first.endswith(":"):
            if first != opening:
                lines.append(first)
                opening = first
            text = rest
        else:
            opening = ""
        lines.append("- " + text.replace("\n", "\n  "))
    return "\n".join(lines)
