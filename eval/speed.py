"""`python -m eval.speed`: what search and answer cost, against encoding the question alone."""

import time
from collections.abc import Callable
from statistics import median

from rich.console import Console
from rich.table import Table

from assistant import Question, load_settings, open_assistant
from eval.dataset import load_questions

_QUESTIONS = 60
_WARM_UP = 5


def main() -> None:
    """Time the three on the same questions in turn and print medians and ratios."""
    assistant = open_assistant(load_settings())
    index = assistant.index
    texts = [question.question for question in load_questions("tune")][:_QUESTIONS]
    steps: dict[str, Callable[[str], object]] = {
        "encode the question": lambda text: index.encode([text]),
        "search": index.search,
        "answer": lambda text: assistant.ask(Question(text)),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number, text in enumerate(texts[:_WARM_UP] + texts):
        for name, step in steps.items():
            began = time.perf_counter()
            step(text)
            if number >= _WARM_UP:
                times[name].append(time.perf_counter() - began)
    bare = median(times["encode the question"])
    table = Table("step", "median ms", "ratio", title=f"{len(texts)} questions, model warm")
    for name, taken in times.items():
        table.add_row(name, f"{1000 * median(taken):.1f}", f"{median(taken) / bare:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
