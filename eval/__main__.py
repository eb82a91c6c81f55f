"""`python -m eval`: measure the answers; compare runs; calibrate."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from assistant import Assistant, load_settings, open_assistant
from assistant.assistant import current_index
from eval.ablation import VARIANTS, variant
from eval.calibrating import calibrate
from eval.dataset import HALVES, check_questions, half_of, load_questions
from eval.gate import falls_below
from eval.metrics import FIGURES, judge
from eval.omos import load_asked, load_pages, measure_pages
from eval.report import (
    Row,
    comparison_table,
    figure_table,
    group_table,
    groups_by,
    halves,
    write_html,
    write_json,
)
from eval.train_encoder import examples_of, read_exchanges, train_adapter
from eval.web_pages import web_pages_command
from index import ViewRole, load_model
from index.adapter import ADAPTER_FILE
from index.model import unpack_default
from index.searching import Ranking

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
_out = Console()
_RETRIEVAL = ("hit@1", "hit@3", "hit@10", "MRR")


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    half: Annotated[str | None, typer.Option(help="tune or test; both if not given")] = None,
    views: Annotated[
        str, typer.Option(help="all, or text: without companions and example questions")
    ] = "all",
    gate: Annotated[bool, typer.Option(help="Fail if figures fell below the committed.")] = False,
) -> None:
    """Ask all evaluation questions and report how good the answers are."""
    if context.invoked_subcommand is not None:
        return
    if half not in (None, *HALVES):
        raise typer.BadParameter(f"{half!r} is none of {', '.join(HALVES)}", param_hint="--half")
    if views not in ("all", "text"):
        raise typer.BadParameter(f"{views!r} is neither all nor text", param_hint="--views")
    settings = load_settings()
    assistant = open_assistant(settings)
    if views == "text":
        encoder = load_model(settings.model, settings.models_folder)
        assistant = variant(settings, encoder, {ViewRole.TEXT}, Ranking())
    rows = run(assistant, half)
    folder = settings.var / "eval"
    write_json(rows, folder / "report.json")
    write_html(rows, folder / "report.html")
    judged = [row[2] for row in rows]
    _out.print(figure_table(halves(judged), "Halves"))
    test = [row for row in judged if half_of(row.id) == (half or "test")]
    _out.print(group_table(groups_by(test, lambda row: row.language), "By language"))
    _out.print(group_table(groups_by(test, lambda row: row.type), "By type"))
    _out.print(f"Every wrong answer: {folder / 'report.html'}")
    if gate and (fallen := falls_below(test)):
        _out.print("[red]" + "\n".join(fallen) + "[/red]")
        raise typer.Exit(1)


@app.command()
def compare(first: Path, second: Path) -> None:
    """Compare two report.json files."""
    _out.print(comparison_table(_load(first), _load(second)))


@app.command("calibrate")
def calibrate_command(
    unanswerable: Annotated[
        list[Path] | None, typer.Argument(help="OMoS-QA files, whose questions are not answered")
    ] = None,
) -> None:
    """Fit the decision whether to answer, on the tuning half; writes the calibration file."""
    settings = load_settings()
    index = current_index(settings, load_model(settings.model, settings.models_folder))
    further = [question for path in unanswerable or [] for question in load_asked(path)]
    calibration = calibrate(index, load_questions("tune"), unanswerable=further)
    _out.print(calibration)


@app.command()
def omos(
    paths: list[Path],
    question_language: Annotated[str | None, typer.Option(help="of the questions")] = None,
    page_language: Annotated[str | None, typer.Option(help="of the pages")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measure the search for the right page on OMoS-QA files."""
    settings = load_settings()
    of_file = paths[0].stem.rsplit("_", 1)[-1]
    asked, read = question_language or of_file, page_language or of_file
    pages = load_pages(paths, question_language, page_language)
    encoder = load_model(settings.model, settings.models_folder)
    found = measure_pages(pages, encoder, asked, read)
    if as_json:
        print(json.dumps(asdict(found)))
        return
    table = Table("questions", "pages", "hit@1", "hit@5", "MRR", title=f"{asked} → {read}")
    shares = (f"{share:.3f}" for share in (found.hit_1, found.hit_5, found.mrr))
    table.add_row(str(found.questions), str(len(pages)), *shares)
    _out.print(table)


app.command("web-pages")(web_pages_command)


@app.command("ablation")
def ablation_command() -> None:
    """Measure the search with parts left out, on both halves."""
    settings = load_settings()
    encoder = load_model(settings.model, settings.models_folder)
    current_index(settings, encoder)
    table = Table("variant", "half", *_RETRIEVAL)
    for name, (roles, ranking) in VARIANTS.items():
        assistant = variant(settings, encoder, roles, ranking)
        judged = [row[2] for row in run(assistant, None)]
        for half, rows in halves(judged).items():
            table.add_row(name, half, *(f"{FIGURES[key](rows) or 0:.3f}" for key in _RETRIEVAL))
    _out.print(table)


@app.command("train-encoder")
def train_encoder_command(
    paths: Annotated[list[Path], typer.Argument(help="OMoS-QA .jsonl and XQuAD .json files")],
    target: Annotated[Path, typer.Option(help="file of the adapter")] = ADAPTER_FILE,
    steps: int = 450,
    seed: int = 0,
) -> None:
    """Train the encoder's low-rank adapter on the example questions and general data."""
    settings = load_settings()
    index = open_assistant(settings).index
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("training", total=steps)
        train_adapter(
            unpack_default(settings.models_folder),
            examples_of(index),
            read_exchanges(paths),
            target,
            steps,
            seed,
            lambda step, loss: bar.update(task, completed=step, description=f"loss {loss:.3f}"),
        )


@app.command()
def check() -> None:
    """Check the evaluation questions against the documents."""
    assistant = open_assistant(load_settings())
    faults = check_questions(load_questions(), assistant.index.passages)
    for fault in faults:
        _out.print(fault, markup=False)
    raise typer.Exit(1 if faults else 0)


def run(assistant: Assistant, half: str | None) -> list[Row]:
    """Ask and judge."""
    rows: list[Row] = []
    for question in track(load_questions(half), "asking", console=Console(stderr=True)):
        answer = assistant.ask(question.asked())
        rows.append((question, answer, judge(question, answer, assistant.index)))
    return rows


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    app()
