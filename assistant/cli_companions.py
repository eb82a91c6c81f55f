"""`leitlinien companions`: the texts in simple German and other languages."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from assistant.settings import load_settings
from index.corpus import document_folders, load_document
from index.coverage import Coverage, coverage_of, languages
from index.errors import DocumentError
from index.passage import Passage

__all__ = ["companions"]

companions = typer.Typer(help="Texts beside the passages: simple German and other languages.")
_SHOWN = 5
_FAULTS = ("missing", "stale", "unreviewed", "empty", "too_long")


@companions.callback()
def _group() -> None:
    """Keeps `check` a command of its own."""


@companions.command()
def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Report texts that are missing, out of date, empty, too long or not re-read."""
    documents = load_settings().documents
    corpus, broken = _passages(documents)
    found = [coverage_of(language, documents, corpus) for language in languages(documents)]
    if as_json:
        print(json.dumps({"languages": {one.language: _record(one) for one in found}}, indent=2))
    else:
        _print(found)
    for problem in broken:
        Console(stderr=True).print(problem, markup=False, soft_wrap=True)
    if broken or not all(one.is_sound for one in found):
        raise typer.Exit(1)


def _passages(documents: Path) -> tuple[dict[str, tuple[Passage, ...]], list[str]]:
    """Document id -> its passages, and a line for each document that cannot be read."""
    corpus: dict[str, tuple[Passage, ...]] = {}
    broken: list[str] = []
    for folder in document_folders(documents):
        try:
            corpus[folder.name] = load_document(folder).passages
        except DocumentError as error:
            broken.append(str(error))
    return corpus, broken


def _record(coverage: Coverage) -> dict[str, object]:
    named = {f"{fault}_ids": getattr(coverage, fault) for fault in _FAULTS}
    return {**coverage.shares(), **named, "problems": coverage.problems}


def _print(found: list[Coverage]) -> None:
    out = Console()
    columns = [name.replace("coverage_", "") for name in Coverage("").shares()]
    table = Table("", "texts", *columns, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for coverage in found:
        shares = coverage.shares().values()
        table.add_row(coverage.language, str(coverage.covered), *(f"{s:.0%}" for s in shares))
    out.print(table)
    for coverage in found:
        for fault in _FAULTS:
            if ids := getattr(coverage, fault):
                more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
                shown = ", ".join(ids[:_SHOWN])
                out.print(
                    f"{coverage.language}: {fault}: {shown}{more}", markup=False, soft_wrap=True
                )
        for problem in coverage.problems:
            out.print(problem, markup=False, soft_wrap=True)
