"""One file per source format; each turns bytes into blocks."""

from collections.abc import Callable
from pathlib import PurePath

from index.blocks import Block
from index.errors import DocumentError
from index.readers import markdown, pdf, text
from index.rules import Rules

__all__ = ["SUFFIXES", "read"]

_READERS: dict[str, Callable[[bytes, Rules], list[Block]]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".pdf": pdf.read,
}
SUFFIXES = tuple(_READERS)


def read(name: str, data: bytes, rules: Rules) -> list[Block]:
    """The blocks of the source called `name`.

    Raises:
        DocumentError: the format is unknown, or the bytes are empty or not of that format.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        raise DocumentError(
            f"unknown format {suffix or '(no suffix)'!r}; use one of {', '.join(SUFFIXES)}"
        )
    if not data.strip():
        raise DocumentError("the file is empty")
    blocks = _READERS[suffix](data, rules)
    if not blocks:
        raise DocumentError("no text found in it")
    return blocks
