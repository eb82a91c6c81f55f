"""Writing a takeaway to a file: whole or not at all, and with clear words when it cannot be."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

from assistant.errors import ExportError
from assistant.export.takeaway import Takeaway

__all__ = ["SUFFIXES", "check_target", "render", "write"]

Writer: TypeAlias = Callable[[Takeaway], bytes]

SUFFIXES = (".md", ".csv", ".xlsx", ".docx", ".pdf")
"""Of the formats that can be written."""


def render(takeaway: Takeaway, suffix: str) -> bytes:
    """The bytes of a file of one of `SUFFIXES`.

    Raises:
        ExportError: the suffix is none of them.
    """
    return _writer(suffix)(takeaway)


def write(takeaway: Takeaway, path: Path) -> None:
    """Write a takeaway in the format that the file's suffix names.

    The file appears whole or not at all; one that was there is replaced.

    Raises:
        ExportError: the suffix is unknown, or nothing can be written there.
    """
    check_target(path)
    content = render(takeaway, path.suffix)
    part = path.with_name(f".{path.stem[:50]}-{uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)


def check_target(path: Path) -> None:
    """Whether a file could be written there; worth asking before work that takes long.

    Raises:
        ExportError: the suffix is unknown, the folder is missing or closed, or it is a folder.
    """
    if "\0" in str(path):
        raise ExportError(f"{str(path)!r}: cannot be written (no file has such a name)")
    try:
        if path.is_dir():
            raise ExportError(f"{path}: is a folder; name a file in it")
        _writer(path.suffix)
        if not path.parent.is_dir():
            raise ExportError(f"{path}: there is no folder {path.parent}; make it first")
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error})") from error
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ExportError(f"{path}: cannot be written (no right to write in {path.parent})")


def _writer(suffix: str) -> Writer:
    """The writer of a format, imported when it is wanted: each brings a library of its own."""
    match suffix.lower():
        case ".md":
            from assistant.export.markdown import to_markdown as writer
        case ".csv":
            from assistant.export.delimited import to_csv as writer
        case ".xlsx":
            from assistant.export.xlsx import to_xlsx as writer
        case ".docx":
            from assistant.export.docx import to_docx as writer
        case ".pdf":
            from assistant.export.pdf import to_pdf as writer
        case _:
            known = ", ".join(SUFFIXES)
            wrong = f"the suffix {suffix!r}" if suffix else "a name without a suffix"
            raise ExportError(f"{wrong} names no format to export to; known are {known}")
    return writer
