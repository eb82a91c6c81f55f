"""`python -m eval train-reader`, `omos read` and what calibrates readers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from assistant import load_settings, open_assistant
from assistant.deciding import CALIBRATION_FILE, Calibration
from assistant.reader import LightReader, Reader
from assistant.reader_file import READER_FILE
from assistant.reading_calibration import ReadingCalibration, Rereading
from assistant.settings import Settings
from assistant.trained_reader import load_trained_reader
from eval.bare import Asked, questions_here, questions_to_pages
from eval.calibrating_reader import calibrate_light, calibrate_trained, figures_at, read_all
from eval.calibrating_rereading import Reread, figures_of, fit_bare, fit_rereading, read_found
from eval.dataset import load_questions, load_tuning_questions
from eval.omos import sibling
from eval.reading import ReadingFigures
from eval.reading_data import (
    READING_QUESTIONS,
    ReadingExample,
    language_of,
    of_documents,
    of_omos,
    of_written,
    of_xquad,
)
from eval.train_reader import Source, mean_of_readers, train_reader
from index import Encoder, load_model
from index.model import load_reading_base
from index.snapshot import current_snapshot, read_snapshot

__all__ = [
    "average_readers_command", "calibrate_bare_command", "calibrate_reader_command",
    "calibrate_rereading_command", "read_command", "train_reader_command",
]  # fmt: skip

_out = Console()
_err = Console(stderr=True)
_Read = TypeVar("_Read")
_UNFITTED = ReadingCalibration("", "nothing", {}, {})


def train_reader_command(
    paths: Annotated[list[Path], typer.Argument(help="OMoS-QA .jsonl and XQuAD .json files")],
    target: Annotated[Path, typer.Option(help="file of the reader")] = READER_FILE,
    steps: int = 1500,
    seed: int = 0,
    start: Annotated[Path | None, typer.Option(help="a reader to train further")] = None,
) -> None:
    """Train the reader; an interrupted training goes on where it was last kept."""
    settings = load_settings()
    sources = _sources(settings, paths, seed)
    base = load_reading_base(settings.models_folder)
    with Progress(console=_err) as bar:
        task = bar.add_task("training", total=steps)

        def report(step: int, loss: float) -> None:
            bar.update(task, completed=step, description=f"loss {loss:.3f}")

        train_reader(base, sources, target, steps, seed, report, start)
    _out.print(f"{target}: {target.stat().st_size / 1e6:.1f} MB; now: calibrate-reader")


def average_readers_command(
    first: Annotated[Path, typer.Argument(help="a reader of train-reader")],
    second: Annotated[Path, typer.Argument(help="another, trained further from it")],
    share: Annotated[float, typer.Option(min=0, max=1, help="of the second")] = 0.5,
    target: Annotated[Path, typer.Option(help="file of the reader")] = READER_FILE,
) -> None:
    """Write the weighted mean of two readers."""
    encoder, _ = load_reading_base(load_settings().models_folder)
    mean_of_readers(encoder, first, second, share, target)
    _out.print(f"{target}: {target.stat().st_size / 1e6:.1f} MB; now: calibrate-reader")


def calibrate_reader_command(
    paths: Annotated[list[Path], typer.Argument(help="OMoS-QA files: the German and others")],
    reader: Annotated[str, typer.Option(help="light or trained")] = "trained",
    file: Annotated[Path, typer.Option(help="of the trained reader")] = READER_FILE,
) -> None:
    """Fit a reader's scores and thresholds by the question's language, over German pages."""
    settings = load_settings()
    german = _german(paths)
    examples = [example for path in paths for example in of_omos(path, german)]
    calibration = Calibration.load()
    if reader == "trained":
        trained = load_trained_reader(settings.models_folder, _light(settings), _UNFITTED, file)
        fitted = calibrate_trained(trained, examples, _progress)
    else:
        fitted = calibrate_light(_light(settings), examples, _progress)
    _write(calibration, reader, fitted)
    _out.print(fitted, "now: calibrate-rereading, calibrate-bare")


def _write(calibration: Calibration, reader: str, fitted: ReadingCalibration) -> None:
    changed = replace(calibration, readers={**calibration.readers, reader: fitted})
    text = json.dumps(asdict(changed), indent=2) + "\n"
    CALIBRATION_FILE.write_text(text, encoding="utf-8")


def calibrate_rereading_command(
    reader: Annotated[str, typer.Option(help="light or trained")] = "trained",
) -> None:
    """Fit what a reader counts for beside the search, on the tuning half; kept where it helps."""
    settings = load_settings()
    fitted = _calibrated(reader)
    index = open_assistant(settings).index
    known, calibration = _reader(settings, reader, fitted), Calibration.load()
    reads = read_found(index, known, calibration, load_tuning_questions(), _progress)
    rereading, helps = fit_rereading(reads, f"{len(reads)} questions (tune)")
    _say(rereading, helps)
    unseen = read_found(index, known, calibration, load_questions("test"), _progress)
    _out.print("on the other half:", figures_of(unseen, rereading))
    _write(calibration, reader, replace(fitted, rereading=rereading if helps else None))


def calibrate_bare_command(
    paths: Annotated[list[Path], typer.Argument(help="OMoS-QA .jsonl files, one of them German")],
    reader: Annotated[str, typer.Option(help="light or trained")] = "trained",
) -> None:
    """Fit the decision without example questions, and what a reader counts for there."""
    settings = load_settings()
    fitted, calibration = _calibrated(reader), Calibration.load()
    encoder, known = _encoder(settings), _reader(settings, reader, fitted)

    def read(asked: Iterable[Asked]) -> list[Reread]:
        return [
            read
            for index, question in _progress(list(asked))
            for read in read_found(index, known, calibration, [question])
        ]

    tune = load_tuning_questions()
    reads = read(questions_here(settings, encoder, tune))
    reads += read(questions_to_pages(encoder, paths, _german(paths), tune))
    unanswered = sum(not read.question.answerable for read in reads)
    described = f"{len(reads)} questions (tune, and OMoS-QA), {unanswered} of them not answerable"
    calibration, reads = fit_bare(calibration, reads, described)
    rereading, helps = fit_rereading(reads, described)
    _out.print(calibration.bare)
    _say(rereading, helps)
    unseen = read(questions_here(settings, encoder, load_questions("test")))
    _out.print("on the other half, the documents here:", figures_of(unseen, rereading))
    _write(calibration, reader, replace(fitted, bare_rereading=rereading if helps else None))


def _say(rereading: Rereading, helps: bool) -> None:
    _out.print("kept:" if helps else "brings too little, not kept:", rereading)


def read_command(
    paths: list[Path],
    question_language: Annotated[str | None, typer.Option(help="of the questions")] = None,
    reader: Annotated[str, typer.Option(help="light or trained")] = "trained",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measure a reader on OMoS-QA files: which sentences answer, and whether any does."""
    settings = load_settings()
    calibration = _calibrated(reader)
    language = question_language or language_of(paths[0])
    examples = _over_own_pages(paths, question_language)
    reads = read_all(
        _reader(settings, reader, calibration),
        examples,
        _progress,
    )
    found = figures_at(reads, calibration.thresholds_for(language))
    if as_json:
        print(json.dumps(found.record()))
    else:
        _out.print(_table(found, f"{language}, {reader} reader"))


def _calibrated(reader: str) -> ReadingCalibration:
    known = Calibration.load().readers
    if reader not in known:
        raise typer.BadParameter(
            f"{reader!r} is none of {', '.join(known) or 'no'} calibrated readers; "
            "first run: calibrate-reader",
            param_hint="--reader",
        )
    return known[reader]


def _over_own_pages(paths: list[Path], question_language: str | None) -> list[ReadingExample]:
    try:
        found = [e for path in paths for e in of_omos(sibling(path, question_language), path)]
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error), param_hint="PATHS") from error
    if not found:
        raise typer.BadParameter("no question in these files", param_hint="PATHS")
    return found


def _progress(read: Sequence[_Read]) -> Iterable[_Read]:
    return track(read, "reading", console=_err)


def _german(paths: list[Path]) -> Path:
    for path in paths:
        if language_of(path) == "de":
            return path
    raise typer.BadParameter("the German file of OMoS-QA must be among them", param_hint="PATHS")


def _sources(settings: Settings, paths: list[Path], seed: int) -> list[Source]:
    """Every kind of data with how often it is drawn."""
    omos = [path for path in paths if path.suffix == ".jsonl"]
    german = _german(omos)
    across = [pages for path in omos if path != german for pages in ((path, path), (path, german))]
    index = open_assistant(settings).index
    snapshot = current_snapshot(settings.index_folder)
    assert snapshot is not None  # just opened
    random = Random(seed)
    xquad = [path for path in paths if path.suffix == ".json"]
    on_omos, on_own = (
        [_of_language(found, own) for own in (True, False)]
        for found in (
            of_written(READING_QUESTIONS / "omos-train.jsonl", german),
            of_written(READING_QUESTIONS / "written.jsonl"),
        )
    )
    return [
        Source(0.0, 0.20, 0.32, of_omos(german)),
        Source(0.0, 0.20, 0.28, [e for asked, pages in across for e in of_omos(asked, pages)]),
        Source(0.0, 0.16, 0.10, on_omos[0]),
        Source(0.0, 0.12, 0.07, on_omos[1]),
        Source(0.0, 0.18, 0.12, on_own[0]),
        Source(0.0, 0.12, 0.07, on_own[1]),
        Source(1.0, 0.02, 0.00, list(of_xquad(xquad, random))),
        Source(0.0, 0.10, 0.13, list(of_documents(index, random, read_snapshot(snapshot).vectors))),
    ]


def _of_language(examples: Sequence[ReadingExample], german: bool) -> list[ReadingExample]:
    return [example for example in examples if (example.language == "de") == german]


def _reader(settings: Settings, name: str, calibration: ReadingCalibration) -> Reader:
    if name == "trained":
        light = _light(settings)
        return load_trained_reader(settings.models_folder, light, calibration, READER_FILE)
    return _light(settings)


def _light(settings: Settings) -> LightReader:
    return LightReader(_encoder(settings))


def _encoder(settings: Settings) -> Encoder:
    return load_model(settings.model, settings.models_folder)


def _table(found: ReadingFigures, title: str) -> Table:
    table = Table(
        "", "F", "precision", "recall",
        title=f"{title}: {found.questions} questions, {found.answerable} answerable",
    )  # fmt: skip
    scores = {
        "strict": found.strict, "micro": found.micro, "paper": found.paper,
        "no answer": found.no_answer,
    }  # fmt: skip
    for name, score in scores.items():
        table.add_row(name, f"{score.f1:.1f}", f"{score.precision:.1f}", f"{score.recall:.1f}")
    table.add_row("average precision", f"{found.average_precision:.3f}", "", "")
    return table
