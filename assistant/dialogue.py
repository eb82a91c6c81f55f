"""A follow-up question and what was asked before -> questions that stand alone."""

import re
from collections.abc import Sequence
from enum import Enum

__all__ = ["Leaning", "leaning", "with_history"]

_OPENINGS = re.compile(
    r"^((und|aber|oder|sowie|gilt das auch|was ist mit|wie ist es mit|wie sieht es|and|but|or|"
    r"what about|how about|і|й|а|и|або|ve|peki|ya|و|در مورد|oraz|a co|a dla|și|si|dar|ce zici|"
    r"còn|thế còn|et|mais|ou|qu'en est)\b|ماذا عن\b|و(ماذا|كيف|هل|ما|من|لماذا|أين|متى|لل))",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"\b(davon|dazu|dabei|dafür|dagegen|darüber|damit|daran|darin|dort|denen|ihnen|"
    r"dies(e|er|es|en|em)?)\b|"
    r"\b(ist|war|wird|wurde|gilt|steht|heißt|stimmt|kostet|betrifft|bezahlt|zahlt|macht|findet) "
    r"(das|es|sie)(?=\s*[?.,!]|\s+[a-zäöü])|"
    r"\bdas (denn|auch|schon|nur|eigentlich|jetzt|alles|genau|so|wirklich|fest)\b"
)
_POINTERS = re.compile(
    r"\b(das|dies|diese[rsmn]?|dort|dabei|dafür|dagegen|davon|dazu|darüber|damit|denen|ihnen|"
    r"that|this|it|they|them|those|це|цього|їх|это|этого|их|bu|bunu|bunlar|هذا|ذلك|این|آن|to|"
    r"tego|tym|acest|asta|acolo|điều đó|cái đó|cela|ça)\b",
    re.IGNORECASE,
)
_SHORT = 7
"""Words up to which a question that points at something leans on the one before."""

_FARTHEST = 4
"""Questions back that one may lean on."""
_LONGEST = 1200
"""Characters that an encoder surely reads to the end, where the question itself stands."""


class Leaning(Enum):
    """How much a question leans on what was asked before it."""

    NONE = 0
    PERHAPS = 1
    """It is short and points at something: worth a second try if it finds nothing by itself."""
    SURELY = 2
    """It opens like a follow-up."""


def leaning(question: str) -> Leaning:
    """Judge by the opening words, pointing words and length of a question."""
    words = re.findall(r"[^\W_]+", question)
    if len(words) <= 2 * _SHORT and _OPENINGS.search(question.strip()):
        return Leaning.SURELY
    if len(words) <= _SHORT and _PRONOUNS.search(question):
        return Leaning.SURELY
    pointing = _PRONOUNS.search(question) or _POINTERS.search(question)
    if len(words) <= 2 or (len(words) <= 2 * _SHORT and pointing):
        return Leaning.PERHAPS
    return Leaning.NONE


def with_history(question: str, history: Sequence[str]) -> list[str]:
    """The question, led by each of the earlier ones that it may lean on.

    "Und für Kinder?" after "Wie hilft die Stadt beim Deutschlernen?" becomes both in a row: the
    search then meets the theme and the new point. In a chain each link may lean on the one before
    it or on an older one, and the theme may change midway: so the question is led by all that was
    asked from some earlier question on, or by that one alone.
    """
    question = question.strip()
    earlier = [asked.strip() for asked in history[-_FARTHEST:]]
    chains = [" ".join([*earlier[start:], question]) for start in range(len(earlier))]
    led = [*chains, *(f"{asked} {question}" for asked in earlier)]
    return [text for text in dict.fromkeys(led) if len(text) <= _LONGEST]
