"""One file per source format; each turns bytes into blocks."""

from collections.abc import Callable
from pathlib import PurePath

from index.blocks import Block, Extract
from index.errors import DocumentError
from index.readers import docx, html, markdown, pdf, text
from index.readers.sniffing import refuse_other_format
from index.rules import Rules

__all__ = ["SUFFIXES", "read"]


def _extract(read_blocks: Callable[[bytes, Rules], list[Block]]) -> Callable[..., Extract]:
    """A reader of a format that says nothing of itself."""
    return lambda data, rules, password: Extract(read_blocks(data, rules))


_READERS: dict[str, Callable[[bytes, Rules, str], Extract]] = {
    ".txt": _extract(text.read),
    ".md": _extract(markdown.read),
    ".html": lambda data, rules, password: html.read(data, rules),
    ".htm": lambda data, rules, password: html.read(data, rules),
    ".docx": lambda data, rules, password: docx.read(data, rules),
    ".pdf": pdf.read,
}
SUFFIXES = tuple(_READERS)
_MOST_BYTES = 500_000_000


def read(name: str, data: bytes, rules: Rules, password: str = "") -> Extract:
    """What the source called `name` holds.

    Args:
        password: opens an encrypted PDF.

    Raises:
        DocumentError: the format is unknown, or the bytes are empty, too many or of another format.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        raise DocumentError(
            f"unknown format {suffix or '(no suffix)'!r}; use one of {', '.join(SUFFIXES)}"
        )
    if not data.strip():
        raise DocumentError("the file is empty")
    if len(data) > _MOST_BYTES:
        size, most = len(data) // 1_000_000, _MOST_BYTES // 1_000_000
        raise DocumentError(f"the file has {size} MB, more than {most}; split it")
    refuse_other_format(suffix, data)
    found = _READERS[suffix](data, rules, password)
    if not found.blocks:
        raise DocumentError("no text found in it")
    return found
