"""`python -m eval omos`: search and reading measured on OMoS-QA files."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from assistant import load_settings
from eval.ablation import current_contents
from eval.cli_reading import read_command
from eval.omos import load_pages, measure_pages
from eval.reading_data import language_of
from index import load_model

__all__ = ["omos"]

_out = Console()


class _SearchUnlessNamed(TyperGroup):
    """`omos FILE` means `omos search FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["search", *args]
        return super().parse_args(ctx, args)


omos = typer.Typer(cls=_SearchUnlessNamed, help="Measure search and reading on OMoS-QA files.")
omos.command("read")(read_command)


@omos.command("search")
def search_command(
    paths: list[Path],
    question_language: Annotated[str | None, typer.Option(help="of the questions")] = None,
    page_language: Annotated[str | None, typer.Option(help="of the pages")] = None,
    beside: Annotated[bool, typer.Option(help="the pages added to the documents here")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measure the search for the right page."""
    settings = load_settings()
    of_file = language_of(paths[0])
    asked, read = question_language or of_file, page_language or of_file
    pages = load_pages(paths, question_language, page_language)
    encoder = load_model(settings.model, settings.models_folder)
    here = current_contents(settings, encoder) if beside else None
    found = measure_pages(pages, encoder, asked, read, here)
    if as_json:
        print(json.dumps(asdict(found)))
        return
    table = Table("questions", "pages", "hit@1", "hit@5", "MRR", title=f"{asked} → {read}")
    shares = (f"{share:.3f}" for share in (found.hit_1, found.hit_5, found.mrr))
    table.add_row(str(found.questions), str(len(pages)), *shares)
    _out.print(table)
