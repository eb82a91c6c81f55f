"""The passages found, as a reader sees them: their order, and whether they answer at all."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.answer import Outcome
from assistant.deciding import Calibration, Decision, decide
from assistant.finding import Found, ReadPassage
from assistant.quoting import reading_text
from assistant.reader import Asked, Reader, Reading
from assistant.reading_calibration import Rereading
from assistant.signals import Signals
from index import Hit
from index.model import Vectors
from index.searching import Findings

__all__ = ["is_certain", "reordered", "reread"]

_MOST = 10
"""Passages that are read, the best found."""
_HIGH = 0.95
"""Score of a text that one in fifty of the lower passages exceeds; on the tuning half."""
_AT_ONCE = 2
"""Of them in one go; the others only where they may still change what comes first."""


def reread(reader: Reader, calibration: Calibration, found: Found, language: str) -> Found:
    """What was found, in the order and with the decision that follow from reading it.

    Nothing is read where the search alone is certain, where the reader was not found to help with
    such documents, and where the passages stand in an order of their own.

    Args:
        language: of the question.
    """
    fitted = _rereading(reader, calibration, found.findings)
    if fitted is None or found.is_ordered or found.outcome is Outcome.REFUSED:
        return found
    hits = found.findings.hits[:_MOST]
    if not hits or is_certain(fitted.certain, fitted.clear, found.decision, hits):
        return found
    asked = Asked(found.text, language, found.vector)
    reading = _read(reader, asked, hits, fitted, found.decision.signals)
    hits = hits[: len(reading.texts)]
    unread = found.findings.hits[len(hits) :]
    order = (
        *reordered(hits, reading.texts, fitted.weight),
        *(replace(hit, score=hit.score / (1.0 + fitted.weight)) for hit in unread),
    )
    findings = replace(found.findings, hits=order)
    read = {
        hit.passage.id: ReadPassage(float(reading.texts[n]), reading.scores_of(n))
        for n, hit in enumerate(hits)
    }
    decision = decide(findings, calibration, fitted.fit, reading.answerable)
    return replace(found, findings=findings, decision=decision, read=read)


def _read(
    reader: Reader, asked: Asked, hits: Sequence[Hit], fitted: Rereading, signals: Signals
) -> Reading:
    """The passages of the hits, read until it is settled that there is an answer, and where.

    What stays unread counts as if nothing had been found in it.
    """
    reading = Reading((), np.empty(0, np.float32), 0.0)
    while (count := len(reading.texts)) < len(hits):
        texts = [reading_text(hit.passage) for hit in hits[count : count + _AT_ONCE]]
        reading = reading.joined(reader.read(asked, texts))
        if _is_settled(hits, reading, fitted, signals):
            break
    return reading


def _is_settled(hits: Sequence[Hit], reading: Reading, fitted: Rereading, signals: Signals) -> bool:
    """Whether what is still unread can neither come first nor undo the decision to answer.

    Further passages only raise what is read at best, which speaks for an answer.
    """
    count, best = len(reading.texts), hits[0].score
    decided = fitted.fit.probability(replace(signals, reading=reading.answerable))
    if decided < fitted.fit.threshold:
        return False
    first = reordered(hits[:count], reading.texts, fitted.weight)[0].score
    highest = max((hit.score for hit in hits[count:]), default=0.0)
    return first >= (highest + fitted.weight * best * _HIGH) / (1.0 + fitted.weight)


def _rereading(reader: Reader, calibration: Calibration, findings: Findings) -> Rereading | None:
    fitted = calibration.readers.get(reader.name)
    if fitted is None:
        return None
    return fitted.rereading if findings.theme else fitted.bare_rereading


def is_certain(certain: float, clear: float, decision: Decision, hits: Sequence[Hit]) -> bool:
    """Whether the search alone tells that there is an answer, and where; or that there is none."""
    if decision.probability <= 1.0 - certain:
        return True
    alone = len(hits) < 2 or hits[1].score <= clear * hits[0].score
    return decision.probability >= certain and alone


def reordered(hits: Sequence[Hit], read: Vectors, weight: float) -> list[Hit]:
    """Hits by the share that their score has of the best one, and what the reader makes of them.

    Args:
        read: the reader's score of each hit's passage, shape (hits,).
    """
    best = hits[0].score or 1.0
    scores = [
        (hit.score + weight * best * float(score)) / (1.0 + weight)
        for hit, score in zip(hits, read, strict=True)
    ]
    ranked = sorted(zip(scores, hits, strict=True), key=lambda scored: -scored[0])
    return [replace(hit, score=score) for score, hit in ranked]
