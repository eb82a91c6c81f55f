"""What a translation must leave as it is: masked before, put back after; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wordfreq import zipf_frequency

__all__ = ["PLACEHOLDER", "Masked", "mask", "restore"]

PLACEHOLDER = re.compile(r"\{\s*(\d{1,4})\s*\}")
"""As engines know them from the software that they learned on, and as some bring them back."""
_PROTECTED = re.compile(
    r"""
      https?://[^\s<>"»«]*[^\s<>"»«.,;:!?)\]}]
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | \b(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:de|eu|org|com|net|info)\b(?:/[^\s<>"»«]*[\w/])?
    | <[^<>\n]*>                                             # markup
    | \{[^{}\n]*\}                                           # what looks like a placeholder
    | \[\d+(?:,\s*\d+)*\]                                    # citations
    | ~~ | \*\*
    | §§?\s*\d+[a-z]?(?:\s*(?:Abs|Satz|Nr|Ziff)\.?\s*\d+)*   # paragraphs of a law
    | \b[A-ZÄÖÜ]\w*-?\d[\w/.-]*\w                            # reference numbers, as DS0450/18
    | \d+(?:[.,:/–-]\d+)*(?:\s?[%‰€])?                       # numbers, dates, times
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"\b[A-ZÄÖÜ]{2,6}\b")
_COMMON = 5.0
"""Zipf frequency from which capitals are a word that is stressed, not an abbreviation."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with a placeholder for each of its protected items, numbered from 1."""

    text: str
    items: tuple[str, ...]


def mask(text: str, names: Sequence[str] = ()) -> Masked:
    """Put placeholders for links, addresses, numbers, dates, citations, markup, abbreviations,
    and the given names."""
    spans = [match.span() for match in _PROTECTED.finditer(text)]
    if any(character.islower() for character in text):
        spans += [m.span() for m in _ABBREVIATION.finditer(text) if _is_abbreviation(m[0])]
    for name in names:
        spans += [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    items: list[str] = []
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < done:
            continue  # within an item already, as a number in a link
        items.append(text[start:end])
        parts += [text[done:start], f"{{{len(items)}}}"]
        done = end
    return Masked("".join([*parts, text[done:]]), tuple(items))


def restore(reply: str, masked: Masked) -> str:
    """The reply with the items at the places of their placeholders, which must all be known."""
    return PLACEHOLDER.sub(lambda match: masked.items[int(match[1]) - 1], reply)


def _is_abbreviation(word: str) -> bool:
    return bool(zipf_frequency(word, "de") < _COMMON)
