"""Whether the documents answer: a calibrated decision over the signals of the search."""

import json
import math
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from pydantic import TypeAdapter

from assistant.answer import Outcome
from assistant.errors import SettingsError
from assistant.reading_calibration import ReadingCalibration
from index.searching import Findings

__all__ = [
    "CALIBRATION_FILE",
    "NEUTRAL",
    "Calibration",
    "Decision",
    "Signals",
    "decide",
    "signals_of",
]

CALIBRATION_FILE = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; all are higher the more speaks for one.

    The word search has no say: it is blind in most languages, and for everyday words.
    """

    similarity: float
    """Cosine of question and best passage."""
    lead: float
    """By how much the best passage is nearer than the nearest theme outside the documents."""
    gap: float
    """By how much the best passage is nearer than the tenth."""
    inside_share: float = 0.0
    """Share of the passages, against the themes outside, among the nearest views."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted decision, with what it was fitted on and how well it did there."""

    date: str
    fitted_on: str
    figures: dict[str, float]
    bias: float
    weights: dict[str, float]
    """Logistic regression over `Signals`."""
    threshold: float
    """Least probability of an answer."""
    refusal_lead: float
    """Lead below which a question nearest to an attempt to turn the assistant is refused."""
    further_share: float
    """Share of the best hit's score that a further cited hit must reach."""
    further_gap: float
    """Cosine by which it may be farther from the question than the best hit."""
    readers: dict[str, ReadingCalibration] = field(default_factory=dict)
    """What each reader's findings mean, by its name."""

    @classmethod
    def load(cls, path: Path = CALIBRATION_FILE) -> "Calibration":
        """The calibration in force.

        Raises:
            SettingsError: the file is missing or broken.
        """
        try:
            data = json.loads(path.read_bytes())
            loaded = TypeAdapter(cls).validate_python(data)
            known = {field.name for kind in (cls, Signals) for field in fields(kind)}
            if unknown := {*data, *loaded.weights} - known:
                raise ValueError(f"unknown key {unknown.pop()!r}")
            return loaded
        except (OSError, ValueError) as error:  # pydantic's error is a ValueError
            reason = " ".join(str(error).split())
            raise SettingsError(
                f"{path}: cannot be used ({reason}); write it with: python -m eval calibrate"
            ) from error

    def probability(self, signals: Signals) -> float:
        """Probability that the documents answer."""
        values = asdict(signals)
        logit = self.bias + sum(weight * values[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))


NEUTRAL = Calibration("", "nothing", {}, 0.0, {"lead": 20.0}, 0.5, 0.0, 0.65, 0.2)
"""What stands in while there is no calibration to load: a lead over what is outside."""


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
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to answer, and why."""

    outcome: Outcome
    signals: Signals
    probability: float
    """That the documents answer."""


def decide(findings: Findings, calibration: Calibration) -> Decision:
    """Answer, say that nothing is found, or refuse."""
    signals = signals_of(findings)
    theme = findings.theme
    turned = theme is not None and theme.outcome == Outcome.REFUSED
    probability = calibration.probability(signals)
    if turned and signals.lead < calibration.refusal_lead:
        outcome = Outcome.REFUSED
    elif probability >= calibration.threshold:
        outcome = Outcome.ANSWERED
    else:
        outcome = Outcome.NOT_COVERED
    return Decision(outcome, signals, probability)
