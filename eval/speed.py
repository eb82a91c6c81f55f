"""`python -m eval.speed`: what search and answer cost, against the bare library.

With the reader that the settings name: `LEITLINIEN_READER=trained python -m eval.speed`. The last
rows are over the same documents as if they had just been added, without example questions and
themes, where the trained reader reads the best passages anew: a question for the first time, then
again, when the vectors of their sentences are known.
"""

import time
from collections.abc import Callable, Sequence
from statistics import mean, median
from typing import TypeAlias

from rich.console import Console
from rich.table import Table

from assistant import Question, load_settings, open_assistant
from assistant.deciding import Calibration
from assistant.opening_reader import open_reader
from eval.ablation import variant
from eval.dataset import load_questions
from index import ViewRole, load_model

_QUESTIONS = 60
_WARM_UP = 5
_NEAREST = 10


Steps: TypeAlias = dict[str, Callable[[str], object]]


def main() -> None:
    """Time the steps on the same questions in turn and print how they compare."""
    settings = load_settings()
    assistant = open_assistant(settings)
    model = load_model(settings.model, settings.models_folder, settings.device)
    reader = open_reader(settings, model, Calibration.load(), print, bare=True)
    added = variant(settings, model, {ViewRole.TEXT}, with_themes=False, reader=reader)
    library, index = model.transformer, assistant.index
    texts = [question.question for question in load_questions("tune")][: _WARM_UP + _QUESTIONS]
    steps: Steps = {
        "SentenceTransformer.encode": lambda text: library.encode(
            [text], prompt_name="query", show_progress_bar=False
        ),
        "encode the question": lambda text: index.encode([text]),
        "encode, and find vectors": lambda text: index.store.search(
            index.encode([text])[0], _NEAREST
        ),
        "search": index.search,
        "answer": lambda text: assistant.ask(Question(text)),
    }
    just_added: Steps = {
        "answer, just added": lambda text: added.ask(Question(text)),
        "answer, just added, again": lambda text: added.ask(Question(text)),
    }
    # apart: a second index between the steps would push the first out of the processor's caches
    times = _timed(steps, texts) | _timed(just_added, texts)
    bare, _, found = (median(taken) for taken in list(times.values())[:3])
    table = Table(
        "step", "median ms", "mean ms", "to the library", "to finding vectors",
        title=f"{len(texts) - _WARM_UP} questions, model warm, {settings.reader} reader",
    )  # fmt: skip
    for name, taken in times.items():
        middle = median(taken)
        figures = (f"{1000 * middle:.1f}", f"{1000 * mean(taken):.1f}")
        table.add_row(name, *figures, f"{middle / bare:.2f}", f"{middle / found:.2f}")
    Console().print(table)


def _timed(steps: Steps, texts: Sequence[str]) -> dict[str, list[float]]:
    """Seconds of each step on each text but the first ones, the steps in turn."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number, text in enumerate(texts):
        for name, step in steps.items():
            began = time.perf_counter()
            step(text)
            if number >= _WARM_UP:
                times[name].append(time.perf_counter() - began)
    return times


if __name__ == "__main__":
    main()
