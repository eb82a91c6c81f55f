"""`leitlinien add`, `remove` and `documents`: which documents there are."""

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from assistant.settings import load_settings
from index.adding import Added, add_document, remove_document
from index.corpus import document_folders, load_document
from index.errors import DocumentError
from index.fingerprints import comparisons_path, questions_path
from index.passage import Status
from index.readers import SUFFIXES
from index.toml_files import read_toml

__all__ = ["add", "list_documents", "remove"]

_out = Console()
_err = Console(stderr=True)
_KEYS = ("id", "title", "status", "date")


def add(
    files: Annotated[list[Path], typer.Argument(help=", ".join(SUFFIXES), show_default=False)],
    title: Annotated[str | None, typer.Option(help="If not given, what the file says.")] = None,
    short_title: Annotated[str | None, typer.Option(help="Shown where the title is long.")] = None,
    status: Annotated[str, typer.Option(help=", ".join(Status))] = Status.INFORMATION,
    date: Annotated[
        str | None, typer.Option(help="2019-02-21, 2019-02 or 2019; if not given, the file's.")
    ] = None,
    reference: Annotated[str | None, typer.Option(help="Its number, as of a decision.")] = None,
    publisher: Annotated[str | None, typer.Option(help="If not given, the operator.")] = None,
    licence: Annotated[str | None, typer.Option(help="What its terms of use are.")] = None,
    id: Annotated[str | None, typer.Option(help="If not given, made from the file's name.")] = None,
    password_variable: Annotated[
        str | None, typer.Option(help="Environment variable with the password of a PDF.")
    ] = None,
) -> None:
    """Add files to the documents; each gets a folder with a document.toml to be completed."""
    settings = load_settings()
    if len(files) > 1 and (title or short_title or id):
        raise typer.BadParameter("--title, --short-title and --id are for one file at a time")
    described = {
        "title": title, "short_title": short_title, "status": status, "date": date,
        "reference": reference, "publisher": publisher or settings.run_by, "licence": licence,
        "id": id, "password_variable": password_variable,
    }  # fmt: skip
    known = {key: value for key, value in described.items() if value}
    password = os.environ.get(password_variable, "") if password_variable else ""
    failed = 0
    for path in files:
        try:
            _print_added(path, add_document(path, settings.documents, known, password))
        except DocumentError as error:
            failed += 1
            _err.print(f"[red]{escape(f'{path}: {error}')}[/red]", soft_wrap=True)
    if failed < len(files):
        _err.print("Now complete the document.toml where needed, and run: leitlinien index")
    if failed:
        raise typer.Exit(1)


def remove(
    ids: Annotated[list[str], typer.Argument(help="As `leitlinien documents` shows them.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete documents with their folders; the index forgets them when it is built next."""
    documents = load_settings().documents
    failed = 0
    for name in ids:
        folder = documents / name
        if not yes and not typer.confirm(f"Delete {folder} with all files in it?", default=False):
            _err.print(f"{escape(name)}: kept")
            continue
        try:
            remove_document(documents, name)
        except DocumentError as error:
            failed += 1
            _err.print(f"[red]{escape(str(error))}[/red]", soft_wrap=True)
            continue
        _err.print(f"{escape(name)}: deleted; now run: leitlinien index", soft_wrap=True)
        for path in _left_over(documents, name):
            _err.print(f"note: {escape(str(path))} is still there", soft_wrap=True)
    if failed:
        raise typer.Exit(1)


def list_documents(
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of objects.")] = False,
) -> None:
    """List the documents: their status and date, how much is in them, and what is wrong."""
    folders = list(document_folders(load_settings().documents))
    shown = track(
        folders, "reading", console=_err, transient=True, disable=as_json or not _err.is_terminal
    )
    records = [_record(folder) for folder in shown]
    if as_json:
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        _print_table(records)
    if any(record["problem"] for record in records):
        raise typer.Exit(1)


def _record(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": folder.name, "title": None, "status": None, "date": None, "source": None,
        "passages": 0, "pages": None, "notes": [], "problem": None,
    }  # fmt: skip
    try:
        described = read_toml(folder / "document.toml", f"{folder.name}/document.toml") or {}
        for key in ("title", "status", "date", "source"):
            record[key] = str(described[key]) if key in described else None
        manuscript = load_document(folder)
    except DocumentError as error:
        return {**record, "problem": str(error)}
    return {
        **record,
        "passages": len(manuscript.passages),
        "pages": manuscript.pages,
        "notes": list(manuscript.notes),
    }


def _print_table(records: list[dict[str, Any]]) -> None:
    table = Table(*_KEYS, "passages", "pages", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for record in records:
        cells = [escape(str(record[key] or "?")) for key in _KEYS]
        count = "–" if record["problem"] else str(record["passages"])
        table.add_row(*cells, count, str(record["pages"] or "–"))
    _out.print(table)
    for record in records:
        for note in record["notes"]:
            _err.print(f"note: {escape(note)}", soft_wrap=True)
        if record["problem"]:
            _err.print(f"[red]{escape(record['problem'])}[/red]", soft_wrap=True)
    _err.print(f"{len(records)} documents")


def _print_added(path: Path, added: Added) -> None:
    pages = f" on {added.pages} pages" if added.pages else ""
    date = f"{added.date} (of the file)" if added.date_from_file else added.date
    _err.print(
        f"{escape(str(path))} -> {added.id}: {escape(added.title)!r}, {date}, "
        f"{added.passages} passages{pages}",
        soft_wrap=True,
        highlight=False,
    )
    for note in added.notes:
        _err.print(f"note: {escape(note)}", soft_wrap=True)


def _left_over(documents: Path, name: str) -> list[Path]:
    """What people wrote for a document, which is not thrown away with it."""
    asked = (path_of(documents / name) for path_of in (questions_path, comparisons_path))
    return [*(path for path in asked if path.is_file()),
            *sorted((documents / "translations").glob(f"*/{name}.po"))]  # fmt: skip
