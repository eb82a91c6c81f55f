"""A follow-up question and what was asked before -> a question that stands alone."""

import re
from collections.abc import Sequence

__all__ = ["stand_alone"]

_OPENINGS = re.compile(
    r"^(und|aber|oder|auch|sowie|gilt das|was ist mit|wie ist es mit|wie sieht es|wer genau|wann "
    r"genau|and|but|or|what about|how about|і|й|а|и|або|або ж|а як|ve|peki|ya|و|أما|ماذا عن|و در|"
    r"oraz|a co|a dla|și|si|dar|ce zici|còn|thế còn|et|mais|ou|qu'en est)\b",
    re.IGNORECASE,
)
_POINTERS = re.compile(
    r"\b(das|dies|diese[rsmn]?|dort|dabei|dafür|dagegen|davon|dazu|darüber|damit|denen|ihnen|"
    r"es|sie|that|this|it|they|them|there|those|це|цього|їх|там|это|этого|их|bu|bunu|bunlar|"
    r"هذا|ذلك|این|آن|to|tego|tym|acest|asta|acolo|điều đó|cái đó|cela|ça|ils|elles)\b",
    re.IGNORECASE,
)
_SHORT = 7
"""Words up to which a question that only points at something leans on the one before."""


def stand_alone(question: str, history: Sequence[str]) -> str:
    """The question, led by the earlier one it leans on where it does not stand alone.

    "Und für Kinder?" after "Wie hilft die Stadt beim Deutschlernen?" becomes both in a row: the
    search then meets the theme and the new point. Of a chain of follow-ups, the last question that
    stood alone leads.
    """
    if not leans_on_history(question):
        return question
    for earlier in reversed(history):
        if not leans_on_history(earlier):
            return f"{earlier.strip()} {question.strip()}"
    return f"{history[-1].strip()} {question.strip()}" if history else question


def leans_on_history(question: str) -> bool:
    """Whether a question opens like a follow-up, or is short and only points at something."""
    words = re.findall(r"[^\W_]+", question)
    if _OPENINGS.search(question.strip()) and len(words) <= 2 * _SHORT:
        return True
    return len(words) <= _SHORT and (len(words) <= 2 or bool(_POINTERS.search(question)))
