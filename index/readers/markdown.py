"""Markdown; the only importer of markdown-it."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.blocks import Block, BlockKind, clean, join_broken_blocks, join_labels
from index.readers.decoding import decode
from index.rules import Rules

__all__ = ["read"]

_PARSER = MarkdownIt("commonmark")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
_TICK = re.compile(r"^✓\s*")
_FOOTNOTE = re.compile(r"^(?P<marker>\*{1,3})(?=[^\W_])")
_LETTER = re.compile(r"^(?P<marker>[a-z]\))\s+")
_BOLD_LEVEL = 7
"""Lines that are only bold stand below all six heading levels."""


def read(data: bytes, rules: Rules) -> list[Block]:
    """Blocks of a Markdown file.

    Emphasis and escapes are resolved; `~~deleted~~` stays marked, since it changes what a text
    says. A paragraph that is only bold, or that a section rule knows, is a heading.

    Raises:
        DocumentError: the bytes are not UTF-8 text.
    """
    tokens = _PARSER.parse(decode(data))
    blocks: list[Block] = []
    lists: list[str] = []  # marker of each open list, outermost first
    marker: str | None = None  # of the item that waits for its first paragraph
    for position, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token.markup)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup}" if token.info else "-"
        elif token.type == "inline":
            opened = tokens[position - 1]
            blocks += _blocks(token, opened, rules, len(lists) - 1, marker)
            marker = None
        elif token.type in ("code_block", "fence", "html_block"):
            blocks.append(Block(BlockKind.PARAGRAPH, _lines(_TAG.sub("", token.content))))
    return join_labels(join_broken_blocks([block for block in blocks if block.text]))


def _blocks(
    token: Token, opened: Token, rules: Rules, depth: int, marker: str | None
) -> list[Block]:
    text = _plain(token)
    if opened.type == "heading_open":
        return [Block(BlockKind.HEADING, _one_line(text), level=int(opened.tag[1]))]
    if depth >= 0:
        return [_item(text, depth, marker)]
    if _is_bold(token) or rules.matching(_one_line(text)):
        return [Block(BlockKind.HEADING, _one_line(text), level=_BOLD_LEVEL)]
    if footnote := _FOOTNOTE.match(text):
        return [Block(BlockKind.FOOTNOTE, text[footnote.end() :], marker=footnote["marker"])]
    if "\t" in token.content:
        rows = (clean(line) for line in text.split("\n"))
        return [Block(BlockKind.ITEM, row) for row in rows if row]
    return [Block(BlockKind.PARAGRAPH, _lines(text))]


def _item(text: str, depth: int, marker: str | None) -> Block:
    """A list item; a further paragraph of an item is an item without a mark, one level down."""
    if marker is None:
        return Block(BlockKind.ITEM, _lines(text), level=depth + 1)
    text = _TICK.sub("", text)
    if letter := _LETTER.match(text):
        marker, text = letter["marker"], text[letter.end() :]
    return Block(BlockKind.ITEM, _lines(text), level=depth, marker=marker)


def _plain(token: Token) -> str:
    """Text of an inline token without emphasis; hard and soft breaks become line ends."""
    parts = []
    for child in token.children or []:
        if child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts).strip()


def _lines(text: str) -> str:
    return "\n".join(line for line in (clean(line) for line in text.split("\n")) if line)


def _one_line(text: str) -> str:
    return clean(text.replace("\n", " "))


def _is_bold(token: Token) -> bool:
    children = [c for c in token.children or [] if c.type != "text" or c.content.strip()]
    types = [child.type for child in children]
    return (
        len(types) > 2
        and types[0] == "strong_open"
        and types[-1] == "strong_close"
        and types.count("strong_open") == 1
    )
