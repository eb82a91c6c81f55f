"""How easy an answer in simple German is to read, and whether it kept what the source says."""

import re
from dataclasses import dataclass
from statistics import fmean

from assistant import Answer
from assistant.readability import readability
from assistant.simplify import findings
from assistant.tagging import tag
from index.companions import SIMPLE
from index.sentences import sentence_spans

__all__ = ["SimpleMeasures", "measure_simple"]

_NUMBER = re.compile(r"\d+")
_SHORTEST_NAME = 3
_KEPT = {
    "negation": (
        r"\b(nicht|kein\w*|ohne|niemand|nie)\b|lehn\w* .*\bab\b|abgelehnt|ablehn",
        r"\b(nicht|kein\w*|ohne|niemand|nie|gegen)\b|\blehn\w*\b",
    ),
    "should": (r"\bsoll(en|te|ten)?\b", r"\bsoll(en|te|ten)?\b|vorgeschlagen"),
    "can": (r"\b(kann|können|könnte\w*)\b", r"\b(kann|können|könn\w*)\b|möglich|darf|dürfen"),
    "must": (r"\b(muss|müssen)\b", r"\b(muss|müssen)\b|nötig"),
}
"""What the source's words must meet in the simple text: name -> (in the source, in the text)."""


@dataclass(frozen=True, slots=True)
class SimpleMeasures:
    """An answer in simple German, measured."""

    words_per_sentence: float
    lix: float
    is_easy: bool
    """Whether the ZIX-like index is 0 or above: about B1 or easier."""
    findings_per_sentence: float
    kept: float
    """Share of the numbers, names, negations and modal verbs of the quotes that the text kept."""


def measure_simple(answer: Answer) -> SimpleMeasures | None:
    """Measure the statements in simple German; None where there is none."""
    # One that cites two sources says what changed between them: it stands for neither's text.
    shown = [one for one in answer.statements if one.language == SIMPLE and len(one.citations) == 1]
    if not shown:
        return None
    text = "\n".join(statement.text for statement in shown)
    figures = readability(text)
    quotes = {citation.number: citation.quote for citation in answer.citations}
    kept = [
        is_kept
        for statement in shown
        for is_kept in _kept(quotes[statement.citations[0]], statement.text)
    ]
    return SimpleMeasures(
        figures.words_per_sentence,
        figures.lix,
        figures.zix >= 0,
        len(findings(text)) / figures.sentences,
        fmean(kept) if kept else 1.0,
    )


def _names(text: str) -> list[str]:
    """The proper names in a text, as the tagger sees them; it takes abbreviations for names too."""
    tokens = [token for start, end in sentence_spans(text) for token in tag(text, start, end)]
    names = [token.text for token in tokens if token.tag == "NE" and token.text.istitle()]
    return [name.removesuffix("s") for name in names if len(name) > _SHORTEST_NAME]


def _kept(source: str, text: str) -> list[bool]:
    found = [number in text for number in _NUMBER.findall(source)]
    found += [name in text for name in _names(source)]
    for in_source, in_text in _KEPT.values():
        if re.search(in_source, source, re.IGNORECASE):
            found.append(re.search(in_text, text, re.IGNORECASE) is not None)
    return found
