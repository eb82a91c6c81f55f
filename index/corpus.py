"""documents/ -> Documents with their passages; says clearly what is wrong with one."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.cutting import cut
from index.dates import iso_date
from index.errors import DocumentError, StorageError
from index.passage import Document, Passage, Status
from index.readers import read
from index.rules import parse_rules
from index.structure import structure
from index.toml_files import read_toml

__all__ = ["Manuscript", "document_folders", "load_document"]

_REQUIRED = ("title", "source", "status", "date", "publisher", "licence")
_OPTIONAL = (
    "short_title", "reference", "kind", "section", "pages", "password", "password_variable",
)  # fmt: skip
_TEXTS = ("title", "source", "status", "publisher", "licence", "short_title", "reference",
          "password", "password_variable")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document and the passages it is made of."""

    document: Document
    passages: tuple[Passage, ...]
    pages: int | None = None
    """How many pages the source has, for formats with pages."""
    notes: tuple[str, ...] = ()
    """What is not wrong with it, but should be known, such as pages without text."""


def document_folders(root: Path) -> Iterator[Path]:
    """The folders below `root` that hold a `document.toml`, in order of name.

    Raises:
        StorageError: `root` is not a folder that can be read.
    """
    try:
        folders = sorted(path for path in root.iterdir() if path.is_dir())
    except OSError as error:
        raise StorageError(f"{root}: cannot be read as the documents folder ({error})") from error
    return (folder for folder in folders if (folder / "document.toml").is_file())


def load_document(folder: Path) -> Manuscript:
    """Read, structure and describe the document in `folder`; its id is the folder's name.

    Raises:
        DocumentError: `document.toml` or the source is missing, broken or of an unknown format.
    """
    data = _read_toml(folder / "document.toml")
    where = f"{folder.name}/document.toml"
    status = _status(data, where)
    rules = parse_rules(data, status, where)
    try:
        date = iso_date(str(data["date"]))
    except ValueError as error:
        raise DocumentError(f"{where}: 'date': {error}") from error
    name = data["source"]
    if Path(name).name != name or "\0" in name:
        raise DocumentError(f"{where}: 'source' must be a file name in the same folder: {name!r}")
    source = _read_source(folder / name)
    try:
        extract = read(name, source, rules, _password(data, where))
        make = structure if rules.sections else cut
        text, passages = make(folder.name, extract.blocks, rules, data.get("reference"))
    except DocumentError as error:
        raise DocumentError(f"{folder.name}/{name}: {error}") from error
    except ValueError as error:  # a rule's group `field` or `page` that matched no number
        raise DocumentError(f"{where}: a rule found {error}; groups must match digits") from error
    if not passages:
        raise DocumentError(f"{folder.name}/{name}: no passage found; do all rules say 'skip'?")
    _refuse_twins(passages, where)
    labelled = (
        replace(passage, page_label=extract.labels.get(passage.page or 0)) for passage in passages
    )
    document = Document(
        id=folder.name,
        title=data["title"],
        short_title=data.get("short_title", data["title"]),
        status=status,
        date=date,
        reference=data.get("reference"),
        publisher=data["publisher"],
        licence=data["licence"],
        source=name,
        sha256=hashlib.sha256(source).hexdigest(),
        text=text,
    )
    notes = tuple(f"{folder.name}/{name}: {note}" for note in extract.notes)
    return Manuscript(document, tuple(labelled), extract.pages, notes)


def _read_toml(path: Path) -> dict[str, Any]:
    where = f"{path.parent.name}/{path.name}"
    data = read_toml(path, where)
    if data is None:
        raise DocumentError(f"{where}: missing; every document needs one")
    missing = [key for key in _REQUIRED if not data.get(key)]
    if missing:
        raise DocumentError(f"{where}: {missing[0]!r} is missing")
    if unknown := sorted(set(data) - {*_REQUIRED, *_OPTIONAL}):
        raise DocumentError(f"{where}: unknown key {unknown[0]!r}")
    for key in _TEXTS:
        if not isinstance(data.get(key, ""), str):
            raise DocumentError(f"{where}: {key!r} must be text in quotes")
    return data


def _status(data: dict[str, Any], where: str) -> Status:
    try:
        return Status(data["status"])
    except ValueError as error:
        known = ", ".join(Status)
        raise DocumentError(f"{where}: status {data['status']!r} is none of {known}") from error


def _password(data: dict[str, Any], where: str) -> str:
    """What opens the source: given as it is, or as the name of an environment variable."""
    variable = data.get("password_variable")
    if variable is None:
        return str(data.get("password", ""))
    if variable not in os.environ:
        raise DocumentError(
            f"{where}: 'password_variable' names {variable!r}, which is not set in the environment"
        )
    return os.environ[variable]


def _read_source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        where = f"{path.parent.name}/{path.name}"
        raise DocumentError(f"{where}: cannot be read ({error.strerror or error})") from error


def _refuse_twins(passages: list[Passage], where: str) -> None:
    seen: set[str] = set()
    for passage in passages:
        if passage.id in seen:
            raise DocumentError(
                f"{where}: two passages are called {passage.id!r}; give their sections a 'path'"
            )
        seen.add(passage.id)
