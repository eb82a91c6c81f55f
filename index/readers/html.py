"""Web pages; the only importer of Beautiful Soup (which parses with lxml)."""

import codecs
import re
import warnings
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString, Tag

from index.blocks import Block, BlockKind, Extract, clean, join_labels
from index.errors import DocumentError
from index.readers.decoding import decode
from index.rules import Rules

__all__ = ["read"]

_MOST_BYTES = 50_000_000
_NOT_READ = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "svg", "canvas", "object",
        "video", "audio", "map", "select", "option", "button", "input", "textarea", "dialog",
    }
)  # fmt: skip
_AROUND = frozenset({"nav", "header", "footer", "aside", "form", "menu", "search"})
_AROUND_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog"}
)
_AROUND_NAMES = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|cookie-?banner|consent|footer|"
    r"sidebar|skip-?links?|share|social|pagination)(?:$|[-_])",
    re.IGNORECASE,
)
_FLOW = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html",
        "hr", "legend", "main", "nav", "p", "section", "summary", "caption", "tbody", "td", "th",
    }
)  # fmt: skip
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_LEVEL = 7
"""Lines that are only bold stand below all six heading levels."""
_LONGEST_BOLD = 15


def read(data: bytes, rules: Rules) -> Extract:
    """What a web page says: without its menus, scripts, headers and footers.

    The text is UTF-8, or in the encoding that the page names (`<meta charset=...>`).

    Raises:
        DocumentError: the encoding is unknown or not the one named, or the page is too large or too
            deeply nested.
    """
    if len(data) > _MOST_BYTES:
        raise DocumentError(f"the page has more than {_MOST_BYTES // 1_000_000} MB; part it")
    with warnings.catch_warnings():  # that a page looks like an address or like XML is no matter
        warnings.simplefilter("ignore", UnusualUsageWarning)
        soup = BeautifulSoup(_XML_HEAD.sub("", _decoded(data)), "lxml")
    title = _title(soup)
    for root, whole in ((_main(soup), False), (soup, False), (soup, True)):
        if root is None:
            continue
        reading = _Reading(rules, keeps_all=whole)
        try:
            reading.walk(root)
        except RecursionError as error:
            raise DocumentError("its elements are nested too deeply; save it as text") from error
        reading.flush()
        if reading.blocks:
            return Extract(join_labels(reading.blocks), title)
    return Extract([], title)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        named = EncodingDetector.find_declared_encoding(data, is_html=True)
        if named is None:
            return decode(data)  # says where it is not UTF-8
        # As browsers do: pages that say Latin-1 hold the dashes and quotes of Windows.
        codec = "cp1252" if named in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else named
        try:
            return data.decode(codec)
        except (LookupError, UnicodeDecodeError) as fault:
            raise DocumentError(
                f"the page says that it is encoded in {named!r}, but it is not ({error.reason} "
                f"at byte {error.start}); save it as UTF-8"
            ) from fault


def _title(soup: BeautifulSoup) -> str:
    """Its first heading, or else what the browser shows in its title bar."""
    for name in ("h1", "title"):
        found = soup.find(name)
        if isinstance(found, Tag) and (text := _text_of(found)):
            return text
    return ""


def _main(soup: BeautifulSoup) -> Tag | None:
    for found in (soup.find_all("main"), soup.find_all(role="main")):
        if len(found) == 1 and isinstance(found[0], Tag):
            return found[0]
    articles = soup.find_all("article")
    return articles[0] if len(articles) == 1 and isinstance(articles[0], Tag) else None


@dataclass(slots=True)
class _List:
    """An open list: its depth and, where its items are numbered, the next number."""

    depth: int
    number: int | None = None


@dataclass(slots=True)
class _Reading:
    """Walks through the page and closes a block where the next one begins."""

    rules: Rules
    keeps_all: bool
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    marker: str | None = None
    """Of the item that waits for its first text."""
    bold: int = 0
    """How many marks of emphasis are open."""
    plain: bool = False
    """Whether some of the text collected is not emphasised."""

    def walk(self, tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                if not self._is_left_out(child):
                    self._take(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._say(child)  # no comment, declaration or instruction

    def flush(self) -> None:
        """Close the block whose text was collected."""
        text, emphasised = "".join(self.text), not self.plain
        self.text, self.plain = [], False
        lines = (clean(line) for line in text.split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.blocks.append(self._block(text, emphasised))

    def _say(self, said: NavigableString) -> None:
        text = re.sub(r"\s+", " ", str(said))
        self.text.append(text)
        self.plain = self.plain or (bool(text.strip()) and not self.bold)

    def _block(self, text: str, emphasised: bool) -> Block:
        if self.lists:
            depth = self.lists[-1].depth
            marker, self.marker = self.marker, None
            if marker is None:  # a further paragraph of an item
                return Block(BlockKind.ITEM, text, level=depth + 1)
            return Block(BlockKind.ITEM, text, level=depth, marker=marker)
        line = text.replace("\n", " ")
        title = emphasised and len(line.split()) <= _LONGEST_BOLD and not line.endswith((".", ","))
        if title or self.rules.matching(line):
            return Block(BlockKind.HEADING, line.rstrip(":"), level=_BOLD_LEVEL)
        return Block(BlockKind.PARAGRAPH, text)

    def _is_left_out(self, tag: Tag) -> bool:
        if tag.name in _NOT_READ:
            return True
        style = str(tag.get("style") or "")
        if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _HIDDEN.search(style):
            return True
        if self.keeps_all or tag.name in ("html", "body", "main", "article"):
            return False
        inside = tag.find_parent(["main", "article"]) is not None
        if tag.name == "header" and inside:
            return False
        names = [*(tag.get_attribute_list("class")), tag.get("id")]
        return (
            tag.name in _AROUND
            or str(tag.get("role")) in _AROUND_ROLES
            or any(_AROUND_NAMES.search(str(name)) for name in names if name)
        )

    def _take(self, tag: Tag) -> None:
        if heading := _HEADING.fullmatch(tag.name):
            self.flush()
            if title := _text_of(tag):
                self.blocks.append(Block(BlockKind.HEADING, title, level=int(heading[1])))
        elif tag.name in ("ul", "ol"):
            self._take_list(tag)
        elif tag.name == "table":
            self.flush()
            self._take_table(tag)
        elif tag.name == "br":
            self.text.append("\n")
        elif tag.name == "pre":
            self.flush()
            self.text.append(tag.get_text())
            self.plain = True
            self.flush()
        elif tag.name in ("strong", "b"):
            self.bold += 1
            self.walk(tag)
            self.bold -= 1
        elif tag.name in _FLOW or tag.name == "li":
            self.flush()
            self.walk(tag)
            self.flush()
        else:
            self.walk(tag)

    def _take_list(self, tag: Tag) -> None:
        self.flush()
        numbered = tag.name == "ol"
        start = str(tag.get("start", "1"))
        first = int(start) if start.lstrip("-").isdigit() else 1
        self.lists.append(_List(len(self.lists), first if numbered else None))
        waiting, self.marker = self.marker, None
        for child in tag.children:
            if not isinstance(child, Tag) or self._is_left_out(child):
                continue
            if child.name == "li":
                self.marker = self._next_marker()
            self._take(child)
        self.flush()
        self.lists.pop()
        self.marker = waiting

    def _next_marker(self) -> str:
        current = self.lists[-1]
        if current.number is None:
            return "-"
        current.number += 1
        return f"{current.number - 1}."

    def _take_table(self, table: Tag) -> None:
        """Rows as items; a table that only lays out the page is read as if it were none."""
        if table.find(["table", "ul", "ol", "h1", "h2", "h3", "h4"]) is not None:
            self.walk(table)
            return
        for row in table.find_all(["tr", "caption"]):
            cells = row.find_all(["td", "th"]) if row.name == "tr" else [row]
            said = [_text_of(cell) for cell in cells]
            text = " | ".join(cell for cell in said if cell)
            if text:
                self.blocks.append(Block(BlockKind.ITEM, text))


def _text_of(tag: Tag) -> str:
    """The text of a heading or cell, in one line."""
    parts: list[str] = []
    for inside in tag.descendants:
        if isinstance(inside, Tag):
            parts.append(" " if inside.name == "br" or inside.name in _FLOW else "")
        elif not isinstance(inside, PreformattedString):
            parts.append(str(inside))
    return clean(re.sub(r"\s+", " ", "".join(parts)))
