"""Companions: texts in simple German and other languages that stand beside a passage.

documents/translations/<tag>/<document>.po: gettext, so that people correct them with the tools they
know. `msgctxt` is the passage's id, `msgid` its exact text, `msgstr` the companion. A text that was
not re-read is `fuzzy`; who officially checked one stands in a comment `# Checked: name, date`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from index.passage import Companion, Kind, Passage
from index.po import read_po

__all__ = ["SIMPLE", "CompanionFile", "companion_files", "joined", "read_companions"]

SIMPLE = "de-simple"
"""Tag of simple German."""
_CHECKED = re.compile(r"^Checked: *(.+)$", re.MULTILINE)


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
    entries, found.problems = read_po(path)
    for entry in entries:
        name, where = entry.context, f"{path.parent.name}/{path.name}, line {entry.line}"
        if name in seen:
            found.problems.append(f"{where}: a second entry for {name!r}; the first one counts")
            continue
        seen.add(name)
        passage = by_id.get(name)
        if passage is None:
            found.problems.append(f"{where}: no passage is called {name!r}")
        elif entry.source != passage.text:
            found.stale.append(name)
        elif not entry.text:
            found.empty.append(name)
        elif entry.fuzzy:
            found.unreviewed.append(name)
        else:
            checked = _CHECKED.search(entry.comment)
            found.companions[name] = Companion(
                name, found.language, entry.text, checked[1].strip() if checked else ""
            )
    _add_lists(found, passages, seen)
    return found


def _add_lists(found: CompanionFile, passages: Sequence[Passage], seen: set[str]) -> None:
    for passage in passages:
        if passage.kind is not Kind.LIST or passage.id in seen:
            continue
        items = [p for p in passages if p.kind is not Kind.LIST and _within(p, passage)]
        ready = [found.companions.get(item.id) for item in items]
        if items and _is_nothing_but(passage, items) and all(ready):
            checked = {companion.checked for companion in ready if companion}
            text = joined([companion.text for companion in ready if companion])
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


def joined(texts: Sequence[str]) -> str:
    """The texts of items below each other, an empty line between them.

    Items in a row that open alike, as with "Participants said:", become a list below one opening.
    """
    blocks: list[str] = []
    for opening, run in groupby(texts, key=_opening):
        items = list(run)
        if opening and len(items) > 1:
            rests = (item.partition("\n")[2].replace("\n", "\n  ") for item in items)
            blocks.append("\n".join([opening, *(f"- {rest}" for rest in rests)]))
        else:
            blocks += items
    return "\n\n".join(blocks)


def _opening(text: str) -> str:
    """The first line, if it announces the others and they hold no list of their own."""
    first, _, rest = text.partition("\n")
    announces = first.endswith(":") and rest and not re.search(r"^\s*-|:$", rest, re.MULTILINE)
    return first if announces else ""
