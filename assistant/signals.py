"""What speaks for and against an answer, and how it is weighed."""

import math
from dataclasses import asdict, dataclass

from index.searching import Findings

__all__ = [
    "BARE_SIGNALS", "COMPARING_SIGNALS", "SIGNALS", "Fit", "Signals", "logistic", "signals_of",
]  # fmt: skip

SIGNALS = ("similarity", "lead", "gap", "inside_share", "told_inside")
"""What decides where themes outside the documents are known. The word search has no say: it is
blind in most languages, and for everyday words."""
BARE_SIGNALS = ("similarity", "gap", "agreement")
"""What decides where none are, as in documents that were just added."""
COMPARING_SIGNALS = ("lead", "settled_lead", "settled_inside")
"""What decides where a question compares. Its words for that, and for years and councils, are near
to all passages: mostly questions of its kind tell whether the matter is known."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; all are higher the more speaks for one."""

    similarity: float
    """Cosine of question and best passage."""
    lead: float
    """By how much the best passage is nearer than the nearest theme outside the documents."""
    gap: float
    """By how much the best passage is nearer than the tenth."""
    inside_share: float = 0.0
    """Share of the passages, against the themes outside, among the nearest views."""
    agreement: float = 0.0
    """1 / rank that the word search gives to the passage nearest by meaning; 0 without a rank."""
    reading: float = 0.0
    """A reader's probability that any of the passages found answers; 0 where none read them."""
    told_inside: float = 0.0
    """Logit of the probability that a passage is meant and no theme outside, as told by what the
    example questions of each have in common."""
    settled_lead: float = 0.0
    """By how much the nearest comparing question about a passage is nearer than one about a theme
    outside the documents."""
    settled_inside: float = 0.0
    """As `told_inside`, told by what comparing questions have in common."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Logistic regression over some of the `Signals`."""

    fitted_on: str
    bias: float
    weights: dict[str, float]
    threshold: float
    """Least probability of an answer."""

    def probability(self, signals: Signals) -> float:
        """Probability that the documents answer."""
        values = asdict(signals)
        logit = self.bias + sum(weight * values[name] for name, weight in self.weights.items())
        return logistic(logit)


def signals_of(findings: Findings) -> Signals:
    """The signals of one search."""
    by_meaning = sorted(
        (hit for hit in findings.hits if hit.similarity is not None),
        key=lambda hit: -(hit.similarity or 0.0),
    )
    if not by_meaning:
        return Signals(0.0, -1.0, 0.0)
    best = by_meaning[0].similarity or 0.0
    last = by_meaning[-1].similarity or 0.0
    return Signals(
        similarity=best,
        lead=best - findings.outside_similarity,
        gap=best - last,
        inside_share=1.0 - findings.outside_share,
        agreement=1.0 / rank if (rank := by_meaning[0].lexical_rank) else 0.0,
        told_inside=findings.inside,
        settled_lead=findings.settled.lead,
        settled_inside=findings.settled.inside or 0.0,
    )


def logistic(logit: float) -> float:
    """Probability of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))
