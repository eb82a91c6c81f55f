"""`python -m eval`: measure the answers; compare runs; calibrate."""

import json
import random
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from assistant import Assistant, load_settings, open_assistant
from assistant.assistant import current_index
from eval.ablation import VARIANTS, variant
from eval.build_speed import measure_build
from eval.calibrating import calibrate
from eval.cli_comparing import train_comparing_command
from eval.cli_language import language, train_language_command
from eval.cli_omos import omos
from eval.cli_reading import (
    average_readers_command,
    calibrate_bare_command,
    calibrate_reader_command,
    calibrate_rereading_command,
    train_reader_command,
)
from eval.dataset import (
    HALVES,
    LATER_FOLDER,
    OUTSIDE_FOLDER,
    PARALLEL_FOLDER,
    QUESTIONS_FOLDER,
    TUNING_FOLDER,
    check_questions,
    half_of,
    load_questions,
    load_tuning_questions,
)
from eval.gate import falls_below
from eval.languages import language_table, largest_difference
from eval.low_rank import mean_of_adapters
from eval.metrics import FIGURES, judge
from eval.omos import load_asked
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
from eval.scale_command import scale
from eval.train_encoder import examples_of, read_exchanges, train_adapter
from eval.typed import typed_command
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
    parallel: Annotated[
        bool, typer.Option(help="The questions that are asked alike in all languages.")
    ] = False,
    later: Annotated[bool, typer.Option(help="The questions that were written last.")] = False,
    outside: Annotated[
        bool, typer.Option(help="The questions that the documents do not answer.")
    ] = False,
    tuning: Annotated[bool, typer.Option(help="The questions for tuning alone.")] = False,
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
    asked_of = {
        PARALLEL_FOLDER: parallel, LATER_FOLDER: later, OUTSIDE_FOLDER: outside,
        TUNING_FOLDER: tuning,
    }  # fmt: skip
    folder = next((folder for folder, asked in asked_of.items() if asked), QUESTIONS_FOLDER)
    half = "tune" if tuning else half
    rows = run(assistant, half, folder)
    name = "report" if folder == QUESTIONS_FOLDER else folder.name
    report = settings.var / "eval" / f"{name}.html"
    write_json(rows, report.with_suffix(".json"))
    write_html(rows, report)
    judged = [row[2] for row in rows]
    _out.print(figure_table(halves(judged), "Halves"))
    test = [row for row in judged if half_of(row.id) == (half or "test")]
    by_language = groups_by(test, lambda row: row.language)
    _out.print(language_table(by_language))
    _out.print(largest_difference(by_language))
    _out.print(group_table(groups_by(test, lambda row: row.type), "By type"))
    _out.print(f"Every wrong answer: {report}")
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
    further = [asked.question for asked in load_questions("tune", OUTSIDE_FOLDER)]
    further += [question for path in unanswerable or [] for question in load_asked(path)]
    calibration = calibrate(index, load_tuning_questions(), unanswerable=further)
    _out.print(calibration)


app.command("typed")(typed_command)
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


@app.command("average-adapters")
def average_adapters_command(
    paths: Annotated[list[Path], typer.Argument(help="adapters of train-encoder")],
    target: Annotated[Path, typer.Option(help="file of the adapter")] = ADAPTER_FILE,
) -> None:
    """Write the mean of several adapters."""
    mean_of_adapters(paths, target)
    _out.print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


app.command("train-comparing")(train_comparing_command)
app.command("train-reader")(train_reader_command)
app.command("average-readers")(average_readers_command)
app.command("calibrate-bare")(calibrate_bare_command)
app.command("calibrate-reader")(calibrate_reader_command)
app.command("calibrate-rereading")(calibrate_rereading_command)
app.add_typer(omos, name="omos")
app.command()(scale)


@app.command("build-speed")
def build_speed_command(
    count: Annotated[int, typer.Option("--texts", min=32, help="How many to embed.")] = 640,
) -> None:
    """Measure a build's embedding against the bare library, in one run."""
    settings = load_settings()
    index = open_assistant(settings).index
    texts = sorted({view.text for view in index.views if view.role is not ViewRole.OUTSIDE})
    chosen = random.Random(0).sample(texts, min(count, len(texts)))
    model = load_model(settings.model, settings.models_folder, settings.device)
    bare, built = measure_build(model, chosen)
    title = f"{len(chosen)} texts, {model.precision}, on {settings.device}"
    table = Table("embedding", "texts a second", "ratio", title=title)
    table.add_row("SentenceTransformer.encode", f"{bare:.1f}", "1.00")
    table.add_row("a build", f"{built:.1f}", f"{built / bare:.2f}")
    _out.print(table)


@app.command()
def check() -> None:
    """Check the evaluation questions against the documents."""
    assistant = open_assistant(load_settings())
    folders = (QUESTIONS_FOLDER, LATER_FOLDER, OUTSIDE_FOLDER, PARALLEL_FOLDER, TUNING_FOLDER)
    questions = [question for folder in folders for question in load_questions(folder=folder)]
    faults = check_questions(questions, assistant.index.passages)
    for fault in faults:
        _out.print(fault, markup=False)
    raise typer.Exit(1 if faults else 0)


app.command("language")(language)
app.command("train-language")(train_language_command)


def run(assistant: Assistant, half: str | None, folder: Path = QUESTIONS_FOLDER) -> list[Row]:
    """Ask and judge."""
    rows: list[Row] = []
    questions = load_questions(half, folder)
    for question in track(questions, "asking", console=Console(stderr=True)):
        answer = assistant.ask(question.asked())
        rows.append((question, answer, judge(question, answer, assistant.index)))
    return rows


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    app()
