"""A file -> documents/<id>/: the source beside a `document.toml` that says what it is."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.blocks import BlockKind, Extract
from index.cutting import cut
from index.dates import iso_date
from index.errors import DocumentError, StorageError
from index.naming import slug
from index.passage import Status
from index.readers import read
from index.rules import Rules

__all__ = ["Added", "add_document", "remove_document"]

_AS_GIVEN = ("short_title", "reference", "password_variable")
_RESERVED = frozenset({"questions", "translations"})
_NO_NAME = re.compile(
    r"(source|dokument|document|datei|file|scan|download|index|unbenannt|untitled)?[-_ ]*\d*"
)
_NO_TITLE = re.compile(
    r"microsoft word.*|.*\.(docx?|pdf|indd|odt|rtf|html?|txt|md)|"
    r"(un(titled|benannt)|do[ck]ument)\W*\d*",
    re.IGNORECASE,
)
_LONGEST_TITLE = 200
_LICENCE = "Das Dokument nennt keine Nutzungsbedingungen. Die Rechte liegen bei den Herausgebenden."


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was added."""

    id: str
    title: str
    date: str
    date_from_file: bool
    """Whether the date is only that of the file."""
    passages: int
    pages: int | None
    notes: tuple[str, ...]


def add_document(
    path: Path, documents: Path, described: Mapping[str, str], password: str = ""
) -> Added:
    """Copy a file into a folder of its own below `documents`, and describe it there.

    Args:
        described: what is known of it, by the keys of `document.toml` and `id`; what is missing is
            taken from the file.
        password: opens an encrypted PDF; it is not written down.

    Raises:
        DocumentError: it cannot be read, holds no text, is described wrongly or was added before.
        StorageError: the folder cannot be written.
    """
    status = _status(described.get("status", Status.INFORMATION))
    data = _read(path)
    extract = read(path.name, data, Rules(), password)
    _, passages = cut("x", extract.blocks, Rules())
    if not passages:
        raise DocumentError("no passage found in it")
    title = described.get("title") or _title(extract, path)
    name = described.get("id") or _id(path, title)
    if slug(name) != name or name in _RESERVED:
        raise DocumentError(f"{name!r} cannot be an id; use small letters, digits and hyphens")
    given = described.get("date")
    day = _date(given, path)
    values = {
        **{key: described[key] for key in _AS_GIVEN if described.get(key)},
        "title": title,
        "source": f"source{path.suffix.lower()}",
        "status": status,
        "date": day,
        "publisher": described.get("publisher", ""),
        "licence": described.get("licence") or _LICENCE,
    }
    _write(documents / name, values, data)
    return Added(name, title, day, not given, len(passages), extract.pages, extract.notes)


def remove_document(documents: Path, name: str) -> None:
    """Delete the folder of a document; its example questions and translations stay.

    Raises:
        DocumentError: there is no such document.
        StorageError: the folder cannot be deleted.
    """
    folder = documents / name
    if Path(name).name != name or not (folder / "document.toml").is_file():
        raise DocumentError(f"{name}: no such document below {documents}")
    try:
        if folder.is_symlink():
            folder.unlink()
        else:
            # First what makes it a document, so that nobody meets half of one.
            (folder / "document.toml").unlink()
            shutil.rmtree(folder)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be deleted ({error.strerror or error})") from error


def _status(value: str) -> Status:
    try:
        return Status(value)
    except ValueError as error:
        raise DocumentError(f"status {value!r} is none of {', '.join(Status)}") from error


def _date(given: str | None, path: Path) -> str:
    """The date that is given, or else the day on which the file was changed."""
    try:
        return iso_date(given) if given else date.fromtimestamp(path.stat().st_mtime).isoformat()
    except ValueError as error:
        raise DocumentError(str(error)) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror or error})") from error


def _title(extract: Extract, path: Path) -> str:
    """What the file calls itself, or its first heading, or its name."""
    headings = (block.text for block in extract.blocks if block.kind is BlockKind.HEADING)
    for title in (extract.title, next(headings, "")):
        plain = " ".join(title.split())
        if 3 < len(plain) <= _LONGEST_TITLE and not _NO_TITLE.fullmatch(plain):
            return plain
    return path.stem.replace("_", " ")


def _id(path: Path, title: str) -> str:
    name = slug(path.stem)
    if _NO_NAME.fullmatch(name):
        name = slug(title) or name
    return f"dokument-{name}".strip("-") if not name or name in _RESERVED else name


def _write(folder: Path, values: Mapping[str, str], data: bytes) -> None:
    """A folder that is a document from the moment its last file is there."""
    # JSON writes strings as TOML does.
    lines = [
        f"{key} = {json.dumps(str(value), ensure_ascii=False)}\n" for key, value in values.items()
    ]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
    except FileExistsError as error:
        raise DocumentError(
            f"there is a document called {folder.name!r} already; "
            "choose another id, or remove it first"
        ) from error
    except OSError as error:
        raise StorageError(f"{folder}: cannot be made ({error.strerror or error})") from error
    try:
        (folder / values["source"]).write_bytes(data)
        waiting = folder / "document.toml.new"
        waiting.write_text("".join(lines), encoding="utf-8")
        waiting.rename(folder / "document.toml")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StorageError(f"{folder}: cannot be written ({error.strerror or error})") from error
