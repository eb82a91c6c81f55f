"""The `leitlinien` command; turns errors into messages."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from assistant.answer import Mode, Question
from assistant.assistant import Assistant, open_assistant
from assistant.batch import run_batch
from assistant.catalogue import languages, spoken_language
from assistant.cli_answer import print_answer
from assistant.cli_companions import companions
from assistant.cli_desk import print_commitments, print_comparison
from assistant.cli_documents import add, list_documents, remove
from assistant.cli_explain import explanation_tables
from assistant.cli_export import EXPORT_HELP, export_to
from assistant.cli_index import info, print_index, print_note, print_report
from assistant.cli_progress import build_progress, progress_bars
from assistant.cli_readability import print_readability
from assistant.errors import AssistantError
from assistant.export import check_target, of_answer
from assistant.records import answer_record, passage_record
from assistant.settings import Settings, load_settings
from index.corpus import document_folders, load_document
from index.errors import DocumentError, IndexingError
from index.passage import Kind, Passage, Status
from index.searching import Filters

__all__ = ["app", "main"]

app = typer.Typer(
    help="Answers from the city's integration guidelines, every statement with its source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(companions, name="companions")
_out = Console()
_err = Console(stderr=True)
_WIDE = 130
"""Columns that the tables of an explanation need at least."""
Choice = TypeVar("Choice", Kind, Status, Mode)


def main(arguments: list[str] | None = None) -> None:
    """Run the command; errors become one message on standard error and exit status 1."""
    try:
        app(arguments)
    except (AssistantError, IndexingError, OSError) as error:
        _err.print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(1)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in any of the languages.")],
    language: Annotated[
        str | None, typer.Option(help="Its BCP-47 tag; found out if not given.")
    ] = None,
    mode: Annotated[str, typer.Option(help="standard or simple")] = Mode.STANDARD,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option(help="Also show ranks, scores and thresholds, in a table.")
    ] = False,
    export: Annotated[Path | None, typer.Option(help=EXPORT_HELP)] = None,
) -> None:
    """Answer one question."""
    asked = Question(question, _language(language), _choice(Mode, mode))
    settings = load_settings()
    if export is not None:
        check_target(export)
    assistant = _open(settings)
    answer = assistant.ask(asked)
    if as_json:
        record = answer_record(answer)
        if explain and answer.explanation:
            record["explanation"] = asdict(answer.explanation)
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        print_answer(answer, assistant.names, _say)
        for table in explanation_tables(answer) if explain else ():
            _out.print(table, width=max(_out.width, _WIDE))
    if export is not None:
        documents = assistant.index.documents
        export_to(export, of_answer(answer, documents, settings.public_address))


@app.command()
def batch(source: Path, target: Path) -> None:
    """Answer every line of a JSONL file into another one."""
    assistant = _open(load_settings())
    with progress_bars(_err, "answering") as (progress,):
        report = run_batch(assistant, source, target, progress)
    for line in report.broken:
        _err.print(f"[red]{escape(source.name)}, {escape(line)}[/red]", soft_wrap=True)
    _err.print(f"{report.answered} answers in {target}, {len(report.broken)} broken lines")
    if report.broken:
        raise typer.Exit(1)


app.command("index")(print_index)
app.command("info")(info)


@app.command()
def passages(
    document: Annotated[str | None, typer.Option(help="Id of a document.")] = None,
    field: Annotated[int | None, typer.Option(help="Number of a field of action.")] = None,
    kind: Annotated[str | None, typer.Option(help=", ".join(Kind))] = None,
    status: Annotated[str | None, typer.Option(help=", ".join(Status))] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of objects.")] = False,
) -> None:
    """List the passages of the documents."""
    wanted = Filters(
        document,
        field,
        _choice(Kind, kind) if kind else None,
        _choice(Status, status) if status else None,
    )
    found, problems = _read_passages(load_settings().documents)
    found = [passage for passage in found if wanted.allow(passage)]
    if as_json:
        print(json.dumps([passage_record(p) for p in found], ensure_ascii=False, indent=1))
    else:
        _print_passages(found)
    for problem in problems:
        _err.print(f"[red]{escape(problem)}[/red]", soft_wrap=True)
    if problems:
        raise typer.Exit(1)


app.command("readability")(print_readability)
app.command("commitments")(print_commitments)
app.command("compare")(print_comparison)
app.command("add")(add)
app.command("remove")(remove)
app.command("documents")(list_documents)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Let other assistants use it as an MCP server.")
    ] = False,
) -> None:
    """Serve the page."""
    # Imported here: the page needs Gradio, which takes seconds and no other command wants.
    from assistant.ui.serving import serve as serve_page

    given = {"host": host, "port": port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    serve_page(
        settings, lambda: _open(settings), lambda line: _err.print(line, soft_wrap=True), mcp
    )


def _open(settings: Settings) -> Assistant:
    with build_progress(_err) as progress:
        return open_assistant(settings, progress, print_report, print_note)


def _read_passages(documents: Path) -> tuple[list[Passage], list[str]]:
    found: list[Passage] = []
    problems: list[str] = []
    for folder in document_folders(documents):
        try:
            found += load_document(folder).passages
        except DocumentError as error:
            problems.append(str(error))
    return found, problems


def _language(tag: str | None) -> str | None:
    chosen = spoken_language(tag) if tag is not None else None
    if tag is not None and chosen is None:
        raise typer.BadParameter(f"{tag!r} is none of {', '.join(languages())}")
    return chosen


def _choice(choices: type[Choice], value: str) -> Choice:
    try:
        return choices(value)
    except ValueError as error:
        known = ", ".join(choices)
        raise typer.BadParameter(f"{value!r} is none of {known}") from error


def _print_passages(found: list[Passage]) -> None:
    for passage in found:
        page = f", p. {passage.page}" if passage.page else ""
        _say(f"{passage.id} ({passage.kind}, {passage.status}{page})", "bold")
        _say(passage.text + "\n")
    _say(f"{len(found)} passages")


def _say(text: str, style: str = "") -> None:
    """Print a text as it is: nothing in it is markup."""
    _out.print(Text(text, style=style), soft_wrap=True)


if __name__ == "__main__":
    main()
