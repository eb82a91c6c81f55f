"""`leitlinien ask --explain`: what an answer was decided on, as tables."""

from rich.table import Table

from assistant import wording
from assistant.answer import Answer, Explanation

__all__ = ["explanation_tables"]


def explanation_tables(answer: Answer) -> list[Table]:
    """The decision, and the passages with their ranks and scores; none if nothing was searched."""
    if answer.explanation is None:
        return []
    return [_decision(answer, answer.explanation), _passages(answer, answer.explanation)]


def _decision(answer: Answer, explanation: Explanation) -> Table:
    table = Table("signal", "value", title=f"Decision: {answer.outcome.value}")
    for name, value in explanation.signals.items():
        table.add_row(name, f"{value:.3f}")
    table.add_row("probability of an answer", f"{explanation.probability:.3f}")
    table.add_row("threshold", f"{explanation.threshold:.3f}")
    table.add_row("searched for", explanation.searched)
    table.add_row("language", answer.language)
    return table


def _passages(answer: Answer, explanation: Explanation) -> Table:
    table = Table(
        "rank", "passage", "status", "score", "share", "by meaning", "cosine", "by words", "told",
        f"{explanation.reader} reader", "cited",
        title="Passages",
        caption=f"cited from a share of {explanation.further_share:.2f} of the best score, "
        f"and a cosine at most {explanation.further_gap:.2f} below the best",
    )  # fmt: skip
    cited = {citation.passage.id: f"[{citation.number}]" for citation in answer.citations}
    best = answer.nearest[0].score if answer.nearest else 1.0
    for rank, hit in enumerate(answer.nearest, start=1):
        table.add_row(
            str(rank),
            hit.passage.id,
            wording.STATUSES[hit.passage.status],
            f"{hit.score:.4f}",
            f"{hit.score / best:.2f}" if best else "–",
            _rank(hit.dense_rank),
            "–" if hit.similarity is None else f"{hit.similarity:.3f}",
            _rank(hit.lexical_rank),
            _share(hit.told),
            _share(explanation.read.get(hit.passage.id)),
            cited.get(hit.passage.id, ""),
        )
    return table


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _share(score: float | None) -> str:
    return "–" if score is None else f"{score:.3f}"
