"""Plain text, as it comes out of a PDF or a word processor: no markup, wrapped lines."""

import re
from dataclasses import dataclass, field, replace

from index.blocks import Block, BlockKind, is_unfinished, join_broken_blocks, join_lines
from index.readers.decoding import decode
from index.readers.plain_headings import with_headings
from index.rules import Rules

__all__ = ["read", "read_lines"]

_BULLET = re.compile(r"^(?P<indent>\s*)(?P<marker>[•▪●◦–-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_FOOTNOTE = re.compile(r"^(?P<marker>\*{1,3})(?=[^\W_])")
_RULE = re.compile(r"^[_\-–—=]{3,}$")


def read(data: bytes, rules: Rules) -> list[Block]:
    """Blocks of a UTF-8 text file.

    Headings are the lines that a section rule knows; without any rules, those that look like some.

    Raises:
        DocumentError: the bytes are not UTF-8 text.
    """
    blocks = read_lines(decode(data).split("\n"), rules)
    return blocks if rules.sections else with_headings(blocks)


def read_lines(lines: list[str], rules: Rules, page: int | None = None) -> list[Block]:
    """Blocks of wrapped lines; `page` is the number of the page they begin on, if known."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    wrap_width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    reading = _Reading(rules, full_line=0.75 * wrap_width, page=page)
    for line in lines:
        reading.take(line)
    reading.close()
    return join_broken_blocks(reading.blocks)


@dataclass(slots=True)
class _Open:
    """The block whose lines are being collected."""

    block: Block
    lines: list[str]

    def text(self) -> str:
        return join_lines(self.lines)


@dataclass(slots=True)
class _Reading:
    """Takes line after line and closes a block where the next one begins."""

    rules: Rules
    full_line: float
    page: int | None
    blocks: list[Block] = field(default_factory=list)
    open: _Open | None = None
    blank_lines: int = 0

    def take(self, line: str) -> None:
        text = line.strip()
        if not text:
            self.blank_lines += 1
            return
        blank_lines, self.blank_lines = self.blank_lines, 0
        if self._takes_page_mark(text) or _RULE.match(text):
            self.close()
            return
        pages = self.rules.pages
        new_page = bool(pages.page_break and pages.page_break.match(line))
        if new_page:
            self.page = None
        if new_page or not self._continues(line, blank_lines):
            self.close()
            self._start(line)
        elif self.open is not None:
            self.open.lines.append(text)
        self._close_complete_heading()

    def close(self) -> None:
        if self.open is None:
            return
        text = self.open.text()
        block = replace(self.open.block, text=text)
        if block.kind is BlockKind.PARAGRAPH and self.rules.matching(text):
            block = replace(block, kind=BlockKind.HEADING, level=1)
        self.blocks.append(block)
        self.open = None

    def _takes_page_mark(self, text: str) -> bool:
        mark = self.rules.pages.mark
        match = mark.fullmatch(text) if mark else None
        if match is None:
            return False
        self.page = int(match["page"])
        return True

    def _continues(self, line: str, blank_lines: int) -> bool:
        """Whether a line belongs to the open block, perhaps across one stray blank line."""
        if self.open is None or _BULLET.match(line) or _FOOTNOTE.match(line.strip()):
            return False
        if blank_lines == 0:
            return True
        text = self.open.text()
        cut = is_unfinished(text) or line.strip()[0].islower()
        full = len(self.open.lines[-1]) >= self.full_line and not re.search(r"[.!?:;]$", text)
        return blank_lines == 1 and (cut or full)

    def _start(self, line: str) -> None:
        if bullet := _BULLET.match(line):
            block = Block(
                BlockKind.ITEM, "", level=len(bullet["indent"]) // 2, marker=bullet["marker"]
            )
            first = line[bullet.end() :]
        elif footnote := _FOOTNOTE.match(line.strip()):
            block = Block(BlockKind.FOOTNOTE, "", marker=footnote["marker"])
            first = line.strip()[footnote.end() :]
        else:
            block = Block(BlockKind.PARAGRAPH, "")
            first = line
        self.open = _Open(replace(block, page=self.page), [first.strip()])

    def _close_complete_heading(self) -> None:
        """A heading ends where its rule is met, even if text follows without a blank line."""
        if self.open is None or self.open.block.kind is not BlockKind.PARAGRAPH:
            return
        if self.rules.matching(self.open.text()):
            self.close()
