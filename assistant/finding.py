"""A question with its history -> what the search finds for it."""

from dataclasses import dataclass

from assistant.answer import Outcome
from assistant.deciding import Calibration, decide
from assistant.dialogue import Leaning, leaning, with_history
from index import Index
from index.model import Vectors
from index.searching import Findings

__all__ = ["Found", "find"]


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for and found."""

    text: str
    """The question as it was searched: alone, or led by an earlier one."""
    vector: Vectors
    findings: Findings
    outcome: Outcome


def find(
    index: Index, calibration: Calibration, text: str, history: tuple[str, ...], language: str
) -> Found:
    """Search for a question, with the history it leans on.

    A question that only might lean on it is searched alone first, and together with it if that
    finds no answer.
    """
    leans = leaning(text) if history else Leaning.NONE
    if leans is Leaning.SURELY:
        return _search(index, calibration, with_history(text, history), language)
    found = _search(index, calibration, text, language)
    if leans is Leaning.PERHAPS and found.outcome is Outcome.NOT_COVERED:
        return _search(index, calibration, with_history(text, history), language)
    return found


def _search(index: Index, calibration: Calibration, text: str, language: str) -> Found:
    vector = index.encode([text])[0]
    findings = index.find(vector, text, language=language)
    return Found(text, vector, findings, decide(findings, calibration))
