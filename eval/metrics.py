"""Figures of answers against expectations; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant import Answer, Citation, Outcome
from assistant.companions import reading_language
from eval.dataset import EvalQuestion
from eval.simple import SimpleMeasures, measure_simple
from index import Index, Passage

__all__ = ["FIGURES", "Judged", "figures", "judge"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer, measured. None where a measure does not apply to the question."""

    id: str
    language: str
    type: str
    answerable: bool
    outcome: str
    rank: int | None
    """Of the first right passage among the ten retrieved; 0 where none is."""
    right_cited: bool | None
    right_first: bool | None
    evidence: float | None
    """Share of the needed snippets that the quotes show (1 if an alternative is shown)."""
    facts: float | None
    status: bool | None
    """Whether the first right citation carries the expected status; None without one."""
    verbatim: bool
    language_right: bool
    """Whether the answer is in the question's language, as far as it is the assistant's choice."""
    seconds: float
    simple: SimpleMeasures | None = None
    """Of an answer in simple German."""
    translated: float | None = None
    """Share of the statements in the language; of the others only a German text exists."""


def judge(question: EvalQuestion, answer: Answer, index: Index) -> Judged:
    """Measure one answer."""
    citations = answer.citations
    right = [_shows(question, citation) for citation in citations]
    expected = question.answerable
    statuses = [
        c.passage.status.value for c, is_right in zip(citations, right, strict=True) if is_right
    ]
    return Judged(
        id=question.id,
        language=question.language,
        type=question.type,
        answerable=question.answerable,
        outcome=answer.outcome.value,
        rank=_rank(question, [hit.passage for hit in answer.nearest]) if expected else None,
        right_cited=any(right) if expected else None,
        right_first=bool(right and right[0]) if expected else None,
        evidence=_evidence(question, [c.quote for c in citations]) if expected else None,
        facts=_facts(question, " ".join(c.quote for c in citations)),
        status=statuses[0] == question.status if question.status and statuses else None,
        verbatim=all(
            index.documents[c.passage.document_id].text[c.start : c.end] == c.quote
            for c in citations
        ),
        language_right=answer.language == question.language,
        seconds=answer.seconds,
        simple=measure_simple(answer),
        translated=_translated(answer),
    )


def _translated(answer: Answer) -> float | None:
    if not answer.statements:
        return None
    wanted = reading_language(answer.question.mode, answer.language)
    return fmean(statement.language == wanted for statement in answer.statements)


def _shows(question: EvalQuestion, citation: Citation) -> bool:
    """Whether a quote overlaps the evidence, or an alternative, that its passage holds."""
    passage = citation.passage
    start, end = citation.start - passage.start, citation.end - passage.start
    for snippet in (*question.evidence, *question.alternatives):
        found = passage.text.find(snippet)
        if found >= 0 and start < found + len(snippet) and found < end:
            return True
    return False


def _rank(question: EvalQuestion, passages: Sequence[Passage]) -> int:
    right = (n for n, passage in enumerate(passages, start=1) if question.is_right(passage))
    return next(right, 0)


def _evidence(question: EvalQuestion, quotes: Sequence[str]) -> float:
    if any(snippet in quote for snippet in question.alternatives for quote in quotes):
        return 1.0
    shown = [any(snippet in quote for quote in quotes) for snippet in question.evidence]
    return fmean(shown)


def _facts(question: EvalQuestion, shown: str) -> float | None:
    if not question.facts:
        return None
    low = shown.lower()
    return fmean(any(part.lower() in low for part in fact.split("|")) for fact in question.facts)


def _share(values: Sequence[bool | float | None]) -> float | None:
    applicable = [float(value) for value in values if value is not None]
    return fmean(applicable) if applicable else None


def _hit_at(count: int) -> Callable[[Sequence[Judged]], float | None]:
    return lambda rows: _share([None if r.rank is None else 0 < r.rank <= count for r in rows])


def _abstention(rows: Sequence[Judged]) -> tuple[int, int, int]:
    """(right abstentions, all abstentions, questions that ask for one)."""
    abstained = [r for r in rows if r.outcome != Outcome.ANSWERED]
    right = sum(not r.answerable for r in abstained)
    return right, len(abstained), sum(not r.answerable for r in rows)


def _abstains_rightly(row: Judged) -> bool:
    return (row.outcome == Outcome.ANSWERED) == row.answerable


def _precision(rows: Sequence[Judged]) -> float | None:
    right, abstained, _ = _abstention(rows)
    return right / abstained if abstained else None


def _recall(rows: Sequence[Judged]) -> float | None:
    right, _, wanted = _abstention(rows)
    return right / wanted if wanted else None


def _f1(rows: Sequence[Judged]) -> float | None:
    right, abstained, wanted = _abstention(rows)
    return 2 * right / (abstained + wanted) if abstained + wanted else None


def _simple(
    value: Callable[[SimpleMeasures], float],
) -> Callable[[Sequence[Judged]], float | None]:
    return lambda rows: _share([value(r.simple) for r in rows if r.simple is not None])


FIGURES: dict[str, Callable[[Sequence[Judged]], float | None]] = {
    "hit@1": _hit_at(1),
    "hit@3": _hit_at(3),
    "hit@10": _hit_at(10),
    "MRR": lambda rows: _share([None if r.rank is None else r.rank and 1 / r.rank for r in rows]),
    "right source cited": lambda rows: _share([r.right_cited for r in rows]),
    "cited first": lambda rows: _share([r.right_first for r in rows]),
    "evidence": lambda rows: _share([r.evidence for r in rows]),
    "key facts": lambda rows: _share([r.facts for r in rows]),
    "status right": lambda rows: _share([r.status for r in rows]),
    "abstention P": _precision,
    "abstention R": _recall,
    "abstention F1": _f1,
    "abstention right": lambda rows: _share([_abstains_rightly(r) for r in rows]),
    "quotes verbatim": lambda rows: _share([r.verbatim for r in rows]),
    "language right": lambda rows: _share([r.language_right for r in rows]),
    "statements in its language": lambda rows: _share([r.translated for r in rows]),
    "simple: B1 or easier": _simple(lambda measures: measures.is_easy),
    "simple: words a sentence": _simple(lambda measures: measures.words_per_sentence),
    "simple: LIX": _simple(lambda measures: measures.lix),
    "simple: findings a sentence": _simple(lambda measures: measures.findings_per_sentence),
    "simple: kept": _simple(lambda measures: measures.kept),
}
"""Name of a figure -> its mean over judged answers, or None; most are shares of 1."""


def figures(rows: Sequence[Judged]) -> dict[str, float | None]:
    """All figures over the given answers."""
    return {name: measure(rows) for name, measure in FIGURES.items()}
