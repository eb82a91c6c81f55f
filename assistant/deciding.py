"""Whether the documents answer: a calibrated decision over the signals of the search."""

import json
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path

from pydantic import TypeAdapter

from assistant.answer import Outcome
from assistant.errors import SettingsError
from assistant.reading_calibration import ReadingCalibration
from assistant.signals import Fit, Signals, signals_of
from index.searching import Findings

__all__ = ["CALIBRATION_FILE", "NEUTRAL", "Calibration", "Decision", "decide"]

CALIBRATION_FILE = Path(__file__).with_name("calibration.json")


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
    bare: Fit | None = None
    """The decision over documents without themes outside them, fitted by `python -m eval
    calibrate-bare`; the usual one if there is none."""
    comparing: Fit | None = None
    """The decision on questions that compare; the usual one if there is none."""

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
            fits = (fit.weights for fit in (loaded.fit, loaded.bare, loaded.comparing) if fit)
            if unknown := {*data, *chain.from_iterable(fits)} - known:
                raise ValueError(f"unknown key {unknown.pop()!r}")
            return loaded
        except (OSError, ValueError) as error:  # pydantic's error is a ValueError
            reason = " ".join(str(error).split())
            raise SettingsError(
                f"{path}: cannot be used ({reason}); write it with: python -m eval calibrate"
            ) from error

    def probability(self, signals: Signals) -> float:
        """Probability that the documents answer."""
        return self.fit.probability(signals)

    @property
    def fit(self) -> Fit:
        """The usual decision by itself."""
        return Fit(self.fitted_on, self.bias, self.weights, self.threshold)


NEUTRAL = Calibration("", "nothing", {}, 0.0, {"lead": 20.0}, 0.5, 0.0, 0.65, 0.2)
"""What stands in while there is no calibration to load: a lead over what is outside."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to answer, and why."""

    outcome: Outcome
    signals: Signals
    probability: float
    """That the documents answer."""
    threshold: float
    """What it must reach."""


def decide(
    findings: Findings,
    calibration: Calibration,
    fit: Fit | None = None,
    reading: float = 0.0,
) -> Decision:
    """Answer, say that nothing is found, or refuse.

    Args:
        fit: what decides; where not given, what the calibration has for such documents.
        reading: what a reader makes of the passages found, one of the signals.
    """
    signals = replace(signals_of(findings), reading=reading)
    theme = findings.theme
    turned = theme is not None and theme.outcome == Outcome.REFUSED
    if fit is None:
        fit = calibration.fit if theme or not calibration.bare else calibration.bare
    probability = fit.probability(signals)
    if turned and signals.lead < calibration.refusal_lead:
        outcome = Outcome.REFUSED
    elif probability >= fit.threshold:
        outcome = Outcome.ANSWERED
    else:
        outcome = Outcome.NOT_COVERED
    return Decision(outcome, signals, probability, fit.threshold)
