"""`python -m eval build-speed`: a build's embedding against the bare library, in one run."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index import View, ViewRole
from index.embedding import BATCH, Known, embed, vectors_of
from index.journal import Journal
from index.model import EmbeddingModel
from index.writing import SnapshotWriter

__all__ = ["measure_build"]

_ROUNDS = 3


def measure_build(model: EmbeddingModel, texts: Sequence[str]) -> tuple[float, float]:
    """Texts a second: (bare `SentenceTransformer.encode`, a build with journal and vector file).

    Both embed the same passages with the same model object, so at the same precision, in batches
    of the same size, in turn; each figure is the best of some rounds, which other work on the
    machine disturbed least.
    """

    def bare() -> None:
        found = model.transformer.encode(
            list(texts),
            prompt_name="passage" if model.transformer.prompts.get("passage") else None,
            batch_size=BATCH,
            convert_to_tensor=True,
            show_progress_bar=False,
        )
        found.float().cpu().numpy()

    def built() -> None:
        with TemporaryDirectory() as folder:
            _build(model, texts, Path(folder))

    model.encode(texts[:BATCH], "passage")  # what is loaded once
    seconds: dict[Callable[[], None], float] = {}
    for number in range(_ROUNDS):
        for step in (bare, built) if number % 2 == 0 else (built, bare):
            began = time.perf_counter()
            step()
            seconds[step] = min(seconds.get(step, np.inf), time.perf_counter() - began)
    return len(texts) / seconds[bare], len(texts) / seconds[built]


def _build(model: EmbeddingModel, texts: Sequence[str], folder: Path) -> None:
    views = [View(str(n), ViewRole.TEXT, "de", text) for n, text in enumerate(texts)]
    journal = Journal(folder / "journal.bin", model.name)
    with SnapshotWriter(folder) as writer:
        writer.add("texts", "", views=views)
        writer.finish_texts([])
        if embed(writer.partial, Known.none(), journal, model) != len(set(texts)):
            raise AssertionError("the build embedded another number of texts")
        vectors = vectors_of(writer.partial, Known.none(), journal)
        writer.write_vectors(vectors, journal.dimensions or 0)
