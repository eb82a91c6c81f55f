"""`leitlinien index` and `leitlinien info`: the built index."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from assistant.cli_progress import build_progress
from assistant.search_engine import build_index, search_engine
from assistant.settings import Settings, load_settings
from index.building import BuildOptions, BuildReport
from index.errors import SnapshotError
from index.model import load_model
from index.snapshot import Manifest, current_snapshot, damages, read_manifest

__all__ = ["info", "print_index", "print_note", "print_report"]

_out = Console()
_err = Console(stderr=True)


def print_index(
    strict: Annotated[
        bool, typer.Option(help="Stop at the first document that cannot be indexed.")
    ] = False,
    verify: Annotated[
        bool, typer.Option(help="Build nothing; check every file of the index for damage.")
    ] = False,
    wait: Annotated[
        bool, typer.Option(help="Wait for another build to end instead of stopping.")
    ] = False,
    device: Annotated[
        str | None, typer.Option(help="What to compute on: cpu, cuda, cuda:1, mps.")
    ] = None,
) -> None:
    """Build the index, or bring it up to date with the documents."""
    settings = load_settings(**({} if device is None else {"device": device}))
    if verify:
        _verify(settings)
        return
    encoder = load_model(settings.model, settings.models_folder, settings.device)
    engine = search_engine(settings, encoder.name)
    options = BuildOptions(strict, wait=-1 if wait else 0)
    with build_progress(_err) as progress:
        report = build_index(settings, encoder, engine, progress, options)
    print_report(report)
    if report.problems:
        raise typer.Exit(1)


def info(
    as_json: Annotated[bool, typer.Option("--json", help="Print an object.")] = False,
) -> None:
    """Say what the index holds and how it was made."""
    settings = load_settings()
    snapshot, manifest = _current(settings.index_folder)
    facts = _facts(settings, snapshot, manifest)
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    widest = max(len(label) for label in facts)
    for label, value in facts.items():
        shown = f"{value:,}" if isinstance(value, int) else value
        if label == "bytes on disk":
            shown = f"{int(value) / 1e6:,.1f} MB"
        _out.print(Text(f"{label:{widest}}  {shown}"), soft_wrap=True)


def print_report(report: BuildReport) -> None:
    """Print what a build did."""
    for problem in report.problems:
        _err.print(f"[red]{escape(problem)}[/red]", soft_wrap=True)
    for note in report.notes:
        print_note(note)
    if report.unchanged:
        _err.print("The index is up to date.")
    else:
        _err.print(
            f"Indexed {report.documents} documents, {report.passages} passages, "
            f"{report.views} views, {report.embedded} of them embedded anew."
        )


def print_note(line: str) -> None:
    """Print what an operator should know."""
    _err.print(f"note: {escape(line)}", soft_wrap=True)


def _verify(settings: Settings) -> None:
    snapshot, manifest = _current(settings.index_folder)
    engine = search_engine(settings, manifest.model)
    found = [*damages(snapshot, manifest), *engine.damages(snapshot)]
    for line in found:
        _err.print(f"[red]{escape(line)}[/red]", soft_wrap=True)
    if found:
        _err.print("Mend it with: leitlinien index (what is whole is used again)")
        raise typer.Exit(1)
    _err.print(
        f"{snapshot}: {len(manifest.files)} files, all as they were written.", soft_wrap=True
    )


def _current(folder: Path) -> tuple[Path, Manifest]:
    snapshot = current_snapshot(folder)
    if snapshot is None:
        raise SnapshotError(f"{folder}: no index yet; build it with: leitlinien index")
    return snapshot, read_manifest(snapshot)


def _facts(settings: Settings, snapshot: Path, manifest: Manifest) -> dict[str, str | int]:
    return {
        "model": manifest.model,
        "precision": manifest.precision,
        "dimensions": manifest.dimensions,
        **manifest.counts,
        **manifest.facts,
        "search engine": settings.vector_store.value,
        "snapshot": str(snapshot),
        "bytes on disk": sum(size for size, _ in manifest.files.values()),
        "documents folder": str(settings.documents),
        "device": settings.device,
    }
