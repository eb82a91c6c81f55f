"""Word documents (DOCX); the only importer of python-docx.

What was deleted with "track changes" is left out, what was inserted counts as text: the document
reads as if all changes were accepted.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError

from index.blocks import Block, BlockKind, Extract, clean, join_labels
from index.errors import DocumentError
from index.readers.numbering import BULLET, Level, Numbering
from index.rules import Rules

__all__ = ["read"]

_MOST_UNPACKED = 400_000_000
_MOST_TEXT = 100_000_000
"""Bytes of one part with text: XML takes some ten times as much memory."""
_MOST_RATIO = 200
_MOST_FILES = 20_000
_HEADING = re.compile(r"(?:heading|überschrift|titre) (\d)", re.IGNORECASE)
_TITLES = frozenset({"title", "titel"})
_CONTENTS = re.compile(
    r"(toc|verzeichnis|table of figures|index) ?\d*|"
    r"(toc|inhaltsverzeichnis)\w* ?(heading|überschrift)",
    re.IGNORECASE,
)
_NOT_READ = frozenset(
    {
        *(qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:delText")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_FAULTS = (
    OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError,
    IndexError, OSError, NotImplementedError, RecursionError,
)  # fmt: skip
"""What the library and the parsers below it raise on a file that is not what it seems."""
_BOLD_LEVEL = 10
"""Paragraphs that are only bold stand below all nine heading levels."""
_LONGEST_BOLD = 15
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(data: bytes, rules: Rules) -> Extract:
    """What a Word document holds: headings, paragraphs, lists, rows of tables and footnotes.

    Raises:
        DocumentError: the file is damaged, or would unpack to more than is reasonable.
    """
    _check_archive(data)
    try:
        document = Document(io.BytesIO(data))
        reading = _Reading(rules, _numbering(document), _footnotes(document), _styles(document))
        blocks = list(reading.blocks(document.element.body))
        title = str(document.core_properties.title or "").strip()
    except _FAULTS as error:
        raise DocumentError(
            f"the DOCX file is damaged ({str(error)[:200] or type(error).__name__}); save it again"
        ) from error
    return Extract(join_labels(blocks), title)


def _check_archive(data: bytes) -> None:
    """Refuse an archive whose contents would not fit into memory, before any of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(f"the DOCX file is damaged ({error}); save it again") from error
    whole = sum(entry.file_size for entry in entries)
    bomb = any(
        entry.file_size > 10_000_000 and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    text = max((entry.file_size for entry in entries if entry.filename.endswith(".xml")), default=0)
    if bomb or whole > _MOST_UNPACKED or text > _MOST_TEXT or len(entries) > _MOST_FILES:
        raise DocumentError(
            f"the DOCX file unpacks to {whole // 1_000_000} MB in {len(entries)} files, more than "
            "a text needs; it is damaged, or made to exhaust memory"
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says."""

    name: str = ""
    outline: int | None = None
    list_id: str | None = None
    level: int = 0


@dataclass(slots=True)
class _Reading:
    rules: Rules
    numbering: Numbering
    footnotes: Mapping[str, str]
    styles: Mapping[str, _Style]
    waiting: list[Block] = field(default_factory=list)
    """Footnotes of the paragraph that is being read."""
    noted: int = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks below an element of the body, in order."""
        for element in parent:
            if element.tag == qn("w:p"):
                block = self._paragraph(element)
                if block is not None:
                    yield block
                yield from self._notes()
            elif element.tag == qn("w:tbl"):
                yield from self._rows(element)
                yield from self._notes()
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"),
                                 qn("w:customXml"), qn("w:smartTag")):  # fmt: skip
                yield from self.blocks(element)

    def _notes(self) -> list[Block]:
        notes, self.waiting = self.waiting, []
        return notes

    def _paragraph(self, element: Any) -> Block | None:
        properties = element.find(qn("w:pPr"))
        style = self.styles.get(_value(properties, "w:pStyle") or "", self.styles.get("", _Style()))
        text = self._text(element)
        number, level = self._number(properties, style)  # empty paragraphs are counted, too
        if not text or _CONTENTS.fullmatch(style.name):
            return None
        line = text.replace("\n", " ")
        heading = self._heading_level(properties, style)
        if heading is not None:
            title = f"{number} {line}" if number not in ("", BULLET) else line
            return Block(BlockKind.HEADING, title, level=heading)
        if number:
            return Block(BlockKind.ITEM, text, level=level, marker=number)
        if self.rules.matching(line):
            return Block(BlockKind.HEADING, line, level=_BOLD_LEVEL)
        if (
            len(line.split()) <= _LONGEST_BOLD
            and not line.endswith((".", ","))
            and _is_bold(element)
        ):
            return Block(BlockKind.HEADING, line.rstrip(":"), level=_BOLD_LEVEL)
        return Block(BlockKind.PARAGRAPH, text)

    def _heading_level(self, properties: Any, style: _Style) -> int | None:
        if named := _HEADING.match(style.name):
            return int(named[1])
        if style.name.casefold() in _TITLES:
            return 1
        own = _value(properties, "w:outlineLvl")
        outline = int(own) if own and own.isdigit() else style.outline
        return outline + 1 if outline is not None and outline < 9 else None

    def _number(self, properties: Any, style: _Style) -> tuple[str, int]:
        """The mark before a paragraph, and how deep it is nested."""
        own = properties.find(qn("w:numPr")) if properties is not None else None
        list_id = (_value(own, "w:numId") if own is not None else None) or style.list_id
        if list_id is None or list_id == "0":
            return "", 0
        given = _value(own, "w:ilvl") if own is not None else None
        level = int(given) if given and given.isdigit() else style.level
        return self.numbering.next(list_id, level), level

    def _rows(self, table: Any) -> Iterator[Block]:
        for row in table.iter(qn("w:tr")):
            cells = []
            for cell in row.iterchildren(qn("w:tc"), qn("w:sdt")):
                texts = [self._text(p).replace("\n", " ") for p in cell.iter(qn("w:p"))]
                cells.append(" ".join(text for text in texts if text))
            text = " | ".join(cell for cell in cells if cell)
            if text:
                yield Block(BlockKind.ITEM, text)

    def _text(self, paragraph: Any) -> str:
        written = "".join(self._pieces(paragraph))
        lines = (clean(line) for line in written.split("\n"))
        return "\n".join(line for line in lines if line)

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _NOT_READ or (tag == qn("w:r") and _is_hidden(child)):
                continue
            if tag == qn("w:t"):
                yield child.text or ""
            elif tag in (qn("w:tab"), qn("w:ptab")) and element.tag == qn("w:r"):
                yield "\t"
            elif tag in (qn("w:br"), qn("w:cr")):
                yield "\n"
            elif tag == qn("w:noBreakHyphen"):
                yield "-"
            elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                yield self._note(tag, child.get(qn("w:id")))
            elif tag != qn("w:p"):  # a text box has paragraphs of its own
                yield from self._pieces(child)
            else:
                yield "\n" + self._text(child) + "\n"

    def _note(self, tag: str, id: str | None) -> str:
        text = self.footnotes.get(f"{tag}/{id}")
        if not text:
            return ""
        self.noted += 1
        self.waiting.append(Block(BlockKind.FOOTNOTE, text, marker=f"{self.noted})"))
        return str(self.noted).translate(_RAISED)


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(run.itertext(qn("w:t"))).strip()]
    return bool(runs) and all(_is_on(run.find(qn("w:rPr")), "w:b") for run in runs)


def _is_hidden(run: Any) -> bool:
    return _is_on(run.find(qn("w:rPr")), "w:vanish")


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "none")


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(qn(name)) if parent is not None else None
    return found.get(qn("w:val")) if found is not None else None


def _styles(document: Any) -> dict[str, _Style]:
    """Paragraph styles by id, with what they inherit; the default under the empty id."""
    elements = {
        element.get(qn("w:styleId")): element
        for element in document.styles.element.iterchildren(qn("w:style"))
        if element.get(qn("w:type")) == "paragraph"
    }
    made: dict[str, _Style] = {}
    for id, element in elements.items():
        chain, seen = [element], {id}
        while (base := _value(chain[-1], "w:basedOn")) in elements and base not in seen:
            seen.add(base)
            chain.append(elements[base])
        made[id] = _style(chain)
        if element.get(qn("w:default")) == "1":
            made[""] = made[id]
    return made


def _style(chain: list[Any]) -> _Style:
    """A style from its own element and those it is based on."""
    name = _value(chain[0], "w:name") or ""
    named = [_value(element, "w:name") or "" for element in chain]
    name = next((one for one in named if _HEADING.match(one)), name)
    outline = list_id = None
    level = 0
    for element in reversed(chain):
        properties = element.find(qn("w:pPr"))
        given = _value(properties, "w:outlineLvl")
        outline = int(given) if given and given.isdigit() else outline
        numbered = properties.find(qn("w:numPr")) if properties is not None else None
        if numbered is not None:
            list_id = _value(numbered, "w:numId") or list_id
            depth = _value(numbered, "w:ilvl")
            level = int(depth) if depth and depth.isdigit() else level
    return _Style(name, outline, list_id, level)


def _numbering(document: Any) -> Numbering:
    """The lists of the document; none where it has no such part."""
    relations = document.part.rels.values()
    part = next(
        (r.target_part for r in relations if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None
    )
    if part is None:
        return Numbering({}, {})
    patterns = {
        pattern.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"), "0")): _level(level)
            for level in pattern.iterchildren(qn("w:lvl"))
        }
        for pattern in part.element.iterchildren(qn("w:abstractNum"))
    }
    lists: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    for one in part.element.iterchildren(qn("w:num")):
        id, pattern = one.get(qn("w:numId")), _value(one, "w:abstractNumId") or ""
        lists[id] = patterns.get(pattern, {})
        restarts = one.find(qn("w:lvlOverride")) is not None
        shared[id] = f"{pattern}/{id}" if restarts else pattern
    return Numbering(lists, shared)


def _level(level: Any) -> Level:
    start = _value(level, "w:start")
    return Level(
        _value(level, "w:numFmt") or "decimal",
        _value(level, "w:lvlText") or "",
        int(start) if start and start.lstrip("-").isdigit() else 1,
    )


def _footnotes(document: Any) -> dict[str, str]:
    """Texts of footnotes and endnotes by the tag that refers to them and their id."""
    texts: dict[str, str] = {}
    for kind, relation in (
        ("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
        ("endnote", RELATIONSHIP_TYPE.ENDNOTES),
    ):
        for one in document.part.rels.values():
            if one.reltype != relation:
                continue
            reading = _Reading(Rules(), Numbering({}, {}), {}, {})
            for note in parse_xml(one.target_part.blob).iterchildren(qn(f"w:{kind}")):
                if note.get(qn("w:type")) in (None, "normal"):
                    parts = (reading._text(paragraph) for paragraph in note.iter(qn("w:p")))
                    key = f"{qn(f'w:{kind}Reference')}/{note.get(qn('w:id'))}"
                    texts[key] = " ".join(part for part in parts if part)
    return texts
