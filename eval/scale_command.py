"""`python -m eval scale`: what a question costs from a thousand passages to a million."""

import math
import os
import platform
import tempfile
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from assistant import load_settings
from assistant.assistant import current_index
from eval.dataset import load_questions
from eval.scale import PARTS, Asked, measure
from eval.scale_report import scale_table, verdicts, write_scale
from index import SnapshotError, ViewRole, load_model
from index.snapshot import current_snapshot
from index.vectors import StoreKind

__all__ = ["scale"]

_QUESTIONS = 200
_BATCH = 32
_out = Console()


def scale(
    sizes: Annotated[str, typer.Option(help="Numbers of passages.")] = "1e3,1e4,1e5,1e6",
    kinds: Annotated[
        str, typer.Option(help="Of vector indexes; the whole search uses the last.")
    ] = "flat,hnsw,ivf",
    parts: Annotated[
        str, typer.Option(help="What to measure; the whole search needs both others.")
    ] = ",".join(PARTS),
    folder: Annotated[
        Path | None, typer.Option(help="For the indexes, 8 GB at 1e6; deleted afterwards.")
    ] = None,
) -> None:
    """Measure how search grows: build time, memory, disk, latency and recall at each size."""
    counts, wanted, measured_parts = _sizes(sizes), _kinds(kinds), _parts(parts)
    settings = load_settings()
    encoder = load_model(settings.model, settings.models_folder)
    index = current_index(settings, encoder)
    snapshot = current_snapshot(settings.index_folder)
    if snapshot is None:
        raise SnapshotError("no index yet; build it with: leitlinien index")
    vectors = np.load(snapshot / "vectors.npy")
    texts = [view.text for view in index.views if view.role is ViewRole.TEXT]
    questions = [question.question for question in load_questions() if question.language == "de"]
    step = max(1, len(questions) // _QUESTIONS)
    questions = questions[::step][:_QUESTIONS]
    batches = [questions[start : start + _BATCH] for start in range(0, len(questions), _BATCH)]
    asked = Asked(tuple(questions), np.concatenate([index.encode(batch) for batch in batches]))
    conditions = {
        "processors": str(os.cpu_count()),
        "threads": os.environ.get("OMP_NUM_THREADS", "as many"),
        "machine": platform.platform(),
        "questions": f"{len(questions)} asked by people, {len(questions)} made like the vectors",
    }
    measured = []
    target = settings.var / "eval"
    (folder or settings.var).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder or settings.var, prefix="scale-") as place:
        for one in measure(counts, wanted, (vectors, texts), asked, Path(place), measured_parts):
            measured.append(one)
            _out.print(f"{one.size:,} {one.series}: {one.p50:.2f} ms {one.about}", highlight=False)
            write_scale(measured, conditions, vectors.shape[1], target)
    title = ", ".join(f"{value} {label}" for label, value in list(conditions.items())[:2])
    _out.print(scale_table(measured, title))
    for line in verdicts(measured, vectors.shape[1]):
        _out.print(line, highlight=False)
    _out.print(f"Plots: {target / 'scale.html'}")


def _sizes(text: str) -> list[int]:
    try:
        sizes = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise typer.BadParameter(f"{text!r}: not numbers", param_hint="--sizes") from error
    if not all(math.isfinite(size) and size >= 1 and size == int(size) for size in sizes):
        raise typer.BadParameter(f"{text!r}: not whole numbers from 1", param_hint="--sizes")
    return sorted({int(size) for size in sizes})


def _kinds(text: str) -> list[StoreKind]:
    try:
        return [StoreKind(part.strip()) for part in text.split(",")]
    except ValueError as error:
        known = ", ".join(StoreKind)
        raise typer.BadParameter(
            f"{text!r}: each must be one of {known}", param_hint="--kinds"
        ) from error


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    if not set(parts) <= set(PARTS):
        raise typer.BadParameter(
            f"{text!r}: each must be one of {', '.join(PARTS)}", param_hint="--parts"
        )
    return parts
