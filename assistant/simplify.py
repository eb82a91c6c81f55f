"""What makes a German text hard: places that rules for simple German advise against."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import grammar
from assistant.glossary import Glossary
from assistant.readability import RARE, plain, word_spans, zipf
from assistant.tagging import Token, compound_pieces, tag
from index.sentences import sentence_spans

__all__ = ["Finding", "Rule", "findings"]

_LONGEST_SENTENCE = 15
"""Words; 12 are better."""
_LONGEST_WORD = 16
_MOST_PIECES = 3


class Rule(StrEnum):
    """The rules, after annex 2 of the German BITV 2.0 and practice guides of cities."""

    PASSIVE = "passive"
    SUBJUNCTIVE = "subjunctive"
    GENITIVE = "genitive"
    NEGATION = "negation"
    SUB_CLAUSE = "sub-clause"
    RARE_WORD = "rare word"
    LONG_COMPOUND = "long compound"
    ABBREVIATION = "abbreviation"
    LONG_SENTENCE = "long sentence"
    ROMAN_NUMERAL = "roman numeral"
    PERCENTAGE = "percentage"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place text[start:end] that is hard to read, and advice to whoever writes the text."""

    rule: Rule
    start: int
    end: int
    text: str
    suggestion: str


Place = tuple[int, int, str]
"""Start, end and suggestion."""

_ADVICE = {
    Rule.PASSIVE: "Schreiben Sie, wer etwas tut.",
    Rule.SUBJUNCTIVE: "Schreiben Sie, was ist oder was man tun kann.",
    Rule.GENITIVE: "Schreiben Sie „von“ oder „für“, oder machen Sie zwei Sätze daraus.",
    Rule.NEGATION: "Sagen Sie lieber, was ist oder was man tun soll.",
    Rule.SUB_CLAUSE: "Machen Sie daraus einen eigenen Satz.",
}
_GRAMMAR: dict[Rule, Callable[[Sequence[Token]], grammar.Spans]] = {
    Rule.PASSIVE: grammar.passives,
    Rule.SUBJUNCTIVE: grammar.subjunctives,
    Rule.GENITIVE: grammar.genitives,
    Rule.NEGATION: grammar.negations,
    Rule.SUB_CLAUSE: grammar.sub_clauses,
}
_SHORT_FORMS = {
    "Abs.": "Absatz", "Art.": "Artikel", "bspw.": "beispielsweise", "bzgl.": "bezüglich",
    "bzw.": "beziehungsweise", "ca.": "ungefähr", "d. h.": "das heißt", "etc.": "und so weiter",
    "evtl.": "vielleicht", "ff.": "und die folgenden", "gem.": "gemäß", "ggf.": "vielleicht",
    "i. d. R.": "in der Regel", "inkl.": "mit", "insb.": "besonders", "Mio.": "Millionen",
    "Mrd.": "Milliarden", "mind.": "mindestens", "Nr.": "Nummer", "o. a.": "oder andere",
    "o. ä.": "oder Ähnliches", "s. o.": "siehe oben", "s. u.": "siehe unten", "sog.": "so genannt",
    "Std.": "Stunden", "Str.": "Straße", "Tel.": "Telefon", "u. a.": "unter anderem",
    "u. ä.": "und Ähnliches", "u. U.": "vielleicht", "usw.": "und so weiter",
    "v. a.": "vor allem", "vgl.": "vergleiche", "z. B.": "zum Beispiel", "z. T.": "zum Teil",
    "zzgl.": "dazu kommt",
}  # fmt: skip
_SHORT_BY_LETTERS = {re.sub(r"\W", "", form).lower(): long for form, long in _SHORT_FORMS.items()}
_BEFORE_NUMBERS = ("Abs.", "Art.", "Nr.")
"""Short forms that are words elsewhere: "auf diese Art."."""
_SHORT = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(
        re.escape(form).replace(r"\ ", r"[ \u00a0]?")
        + (r"(?=[ \u00a0]?\d)" if form in _BEFORE_NUMBERS else "")
        for form in _SHORT_FORMS
    )
    + r"|(?:bzw|ca|etc|evtl|ggf|inkl|usw)(?![\w.]))",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<![\w-])[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,7}[A-ZÄÖÜ]s?n?(?![\w-])")
_KNOWN_ACRONYMS = frozenset({"EU", "OK", "PC", "SMS", "TV", "USA", "WC"})
_STRESSED = 5.8
"""Zipf frequency from which capitals stress a word, as in "ALLE"."""
_ROMAN = re.compile(
    r"(?<![\w-])(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?![\w-])"
)
_NUMBERED = re.compile(
    r"(?:Teil|Kapitel|Band|Artikel|Buch|Stufe|Phase|Abschnitt|Anlage|Anhang|Gruppe|Klasse|Hartz|SGB)"
    "[ \u00a0]+$"
)
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PERCENT = re.compile(
    r"(?:(\d{1,9}(?:[.,]\d{1,9})?)[ \u00a0-]*)?(?:%|\b[Pp]rozent(?:e|en|s|ual\w*)?\b)"
)


def findings(text: str, glossary: Glossary = Glossary()) -> list[Finding]:
    """Places that are hard to read, in the order of the text.

    Words that the glossary explains count neither as rare nor as abbreviations.

    Raises:
        ValueError: there is no word in the text.
    """
    if not word_spans(text):
        raise ValueError("The text has no words; give at least one sentence.")
    explained = _explained(text, glossary)
    places: list[tuple[Rule, Place]] = []
    for rule, find in _IN_TEXT.items():
        places += ((rule, place) for place in find(text))
    for start, end in sentence_spans(text):
        sentence = tag(text, start, end)
        for rule, mark in _GRAMMAR.items():
            places += ((rule, (first, last, _ADVICE[rule])) for first, last in mark(sentence))
        places += ((Rule.LONG_SENTENCE, place) for place in _long_sentence(text, start, end))
        places += ((Rule.RARE_WORD, place) for place in _rare_words(sentence))
    found = [
        Finding(rule, start, end, text[start:end], suggestion)
        for rule, (start, end, suggestion) in places
        if rule not in (Rule.RARE_WORD, Rule.ABBREVIATION)
        or not any(first <= start and end <= last for first, last in explained)
    ]
    order = list(Rule)
    return sorted(
        found, key=lambda finding: (finding.start, finding.end, order.index(finding.rule))
    )


def _explained(text: str, glossary: Glossary) -> list[tuple[int, int]]:
    """Where words of the glossary stand, every time they occur."""
    forms = sorted({form for e in glossary.entries for form in (e.word, *e.forms)}, key=len)
    if not forms:
        return []
    pattern = "|".join(map(re.escape, reversed(forms)))
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]


def _long_sentence(text: str, start: int, end: int) -> Iterator[Place]:
    count = len(word_spans(text[start:end]))
    if count > _LONGEST_SENTENCE:
        advice = f"Teilen Sie den Satz: Er hat {count} Wörter, gut sind höchstens 12."
        yield start, end, advice


def _rare_words(sentence: Sequence[Token]) -> Iterator[Place]:
    """Rare words except names; a compound is as rare as its rarest part."""
    for token in sentence:
        wanted = token.tag in ("NN", "FM") or token.tag.startswith(("VV", "ADJ", "ADV"))
        wanted = wanted and token.text[0].isalpha()
        if wanted and not _ACRONYM.fullmatch(token.text) and _commonness(token) < RARE:
            advice = "Nehmen Sie ein bekanntes Wort oder erklären Sie dieses Wort."
            yield token.start, token.end, advice


def _commonness(token: Token) -> float:
    """Zipf frequency of the word, its lemma or else the rarest part of the compound."""
    frequency = max(zipf(token.text), zipf(token.lemma))
    if frequency >= RARE:
        return frequency
    parts: list[float] = []
    for segment in token.text.split("-"):
        pieces = compound_pieces(segment)
        parts += (max(zipf(piece), zipf(stem)) for piece, stem in pieces)
        if not pieces and segment != token.text and segment:
            parts.append(zipf(segment))
    return max(frequency, min(parts, default=0.0))


def _long_compounds(text: str) -> Iterator[Place]:
    for start, end in word_spans(text):
        offset = start
        for segment in text[start:end].split("-"):
            pieces = [piece for piece, _ in compound_pieces(plain(segment))]
            if pieces and (len(segment) > _LONGEST_WORD or len(pieces) > _MOST_PIECES):
                split = "-".join(piece[0].upper() + piece[1:] for piece in pieces)
                yield offset, offset + len(segment), f"Trennen Sie das Wort: {split}."
            offset += len(segment) + 1


def _abbreviations(text: str) -> Iterator[Place]:
    for match in _SHORT.finditer(text):
        long = _SHORT_BY_LETTERS[re.sub(r"\W", "", match[0]).lower()]
        yield *match.span(), f"Schreiben Sie das Wort aus: {long}."
    romans = {start for start, _, _ in _roman_numerals(text)}
    for match in _ACRONYM.finditer(text):
        stressed = match[0].isupper() and (len(match[0]) > 6 or zipf(match[0]) >= _STRESSED)
        known = match[0] in _KNOWN_ACRONYMS or match.start() in romans
        if stressed or known or _all_capitals(text, match):
            continue
        yield *match.span(), "Schreiben Sie das Wort aus oder erklären Sie es."


def _all_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands in a line that is all in capitals, such as a heading."""
    line = text[text.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
    return line.isupper() and len(word_spans(line)) > 1


def _roman_numerals(text: str) -> Iterator[Place]:
    """Numbers of I, V, X, or long ones: "CD" and "MD" are abbreviations."""
    for match in _ROMAN.finditer(text):
        letters = match[0]
        after_name = _NUMBERED.search(text, max(0, match.start() - 20), match.start())
        plain_number = len(letters) > 1 and (set(letters) <= set("IVX") or len(letters) > 3)
        if plain_number or (len(letters) == 1 and letters in "IVX" and after_name):
            yield *match.span(), f"Schreiben Sie: {_number(letters)}."


def _number(roman: str) -> int:
    values = [_DIGITS[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _percentages(text: str) -> Iterator[Place]:
    for match in _PERCENT.finditer(text):
        tenths = float((match[1] or "0").replace(",", ".")) / 10
        about = "" if tenths == round(tenths) else "ungefähr "
        few = 0 < round(tenths) < 10
        example = f"{about}{round(tenths)} von 10" if few else "„sehr viele“ oder „wenige“"
        yield *match.span(), f"Schreiben Sie es ohne Prozent, zum Beispiel: {example}."


_IN_TEXT: dict[Rule, Callable[[str], Iterator[Place]]] = {
    Rule.LONG_COMPOUND: _long_compounds,
    Rule.ABBREVIATION: _abbreviations,
    Rule.ROMAN_NUMERAL: _roman_numerals,
    Rule.PERCENTAGE: _percentages,
}
