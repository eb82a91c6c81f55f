"""Word search: word analysis by language and BM25; the only importer of bm25s and PyStemmer."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from rapidfuzz import fuzz, process
from wordfreq import zipf_frequency

__all__ = ["Analyser", "LexicalIndex"]

_STEMMERS = {
    "de": "german", "en": "english", "ar": "arabic", "ru": "russian", "tr": "turkish",
    "fa": "persian", "pl": "polish", "ro": "romanian", "fr": "french",
}  # fmt: skip
_COMMON = 6.0
"""Zipf frequency (log10 per thousand million words) from which a German word says nothing."""
_PART = 3.3
"""Zipf frequency from which a German word counts as a part of compounds."""
_SIMPLE = 4.6
"""Zipf frequency from which a word is known as a whole, as "Unternehmen"."""
_ENDINGS = frozenset({"innen", "lich", "liche", "lichen", "licher", "schaft", "keit", "ungen"})
"""Frequent strings that look like words at the end of others."""
_SHORTEST_PART = 4
_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What stands between the parts of a German compound."""
_TYPO_SIMILARITY = 84.0
"""Percent of likeness (indel ratio) from which an unknown word counts as a misspelt known one."""


class Analyser:
    """Texts -> terms: stems, compound parts and what abbreviations stand for.

    Umlauts fall together with both of their spellings without umlaut (`Bürger`, `Buerger`,
    `Burger`).
    """

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._expansions: dict[str, list[str]] = {}
        for short, long in abbreviations.items():
            words = [word for word in _words(long) if len(word) > 2]
            self._expansions[_fold(short.lower())] = [_fold(word) for word in words]
            if len(words) == 1:
                self._expansions[_fold(words[0])] = [_fold(short.lower())]

    def terms(self, text: str, language: str) -> list[str]:
        """The terms of a text, in order; German words also give the parts they are made of."""
        terms: list[str] = []
        for word in _words(text):
            if language == "de" and zipf_frequency(word, "de") >= _COMMON:
                continue
            folded = _fold(word)
            for form in (folded, *self._expansions.get(folded, ())):
                terms.append(_stem(form, language))
            if language == "de":
                terms += [_stem(_fold(part), "de") for part in compound_parts(word)]
        return terms


class LexicalIndex:
    """BM25 over short texts (Robertson & Zaragoza 2009, doi:10.1561/1500000019)."""

    def __init__(self, texts: Sequence[tuple[str, str]], analyser: Analyser) -> None:
        """Args: texts: (text, language) of each entry."""
        self._analyser = analyser
        entries = [analyser.terms(text, language) for text, language in texts]
        self._known = frozenset(term for entry in entries for term in entry)
        self._by_length = _by_length(entries, [language for _, language in texts])
        self._bm25 = bm25s.BM25(k1=1.2, b=0.5)
        self._count = len(entries)
        if self._known:
            self._bm25.index(entries, show_progress=False)

    def scores(self, question: str, language: str) -> npt.NDArray[np.float32]:
        """BM25 score of every entry, shape (entries,)."""
        terms = [self._nearest(term, language) for term in self._analyser.terms(question, language)]
        known = [term for term in dict.fromkeys(terms) if term in self._known]
        if not known:
            return np.zeros(self._count, np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def _nearest(self, term: str, language: str) -> str:
        """The term itself, or the known one of the language that it probably misspells."""
        if term in self._known or len(term) < _SHORTEST_PART:
            return term
        # Terms of much other length cannot be as similar: 2 * shorter / (both) is the most.
        shorter = math.ceil(len(term) * _TYPO_SIMILARITY / (200 - _TYPO_SIMILARITY))
        longer = math.floor(len(term) * (200 - _TYPO_SIMILARITY) / _TYPO_SIMILARITY)
        candidates = [
            known
            for length in range(shorter, longer + 1)
            for known in self._by_length.get((language, length), ())
        ]
        found = process.extractOne(
            term, candidates, scorer=fuzz.ratio, score_cutoff=_TYPO_SIMILARITY
        )
        return found[0] if found else term


def _by_length(
    entries: Sequence[Sequence[str]], languages: Sequence[str]
) -> dict[tuple[str, int], list[str]]:
    """The terms of each language and length, sorted."""
    found: dict[tuple[str, int], set[str]] = {}
    for entry, language in zip(entries, languages, strict=True):
        for term in entry:
            found.setdefault((language, len(term)), set()).add(term)
    return {key: sorted(terms) for key, terms in found.items()}


def compound_parts(word: str) -> list[str]:
    """The parts of a German compound; none for a simple word.

    >>> compound_parts("wohnungsvermieter")
    ['wohnung', 'vermieter']
    """
    return list(_split(word))


@lru_cache(maxsize=100_000)
def _split(word: str) -> tuple[str, ...]:
    """The split into two whose rarer half is the most frequent, each half split further."""
    best: tuple[float, tuple[str, str]] | None = None
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        for first in {head.removesuffix(link) for link in _LINKS}:
            score = min(_part_frequency(first), _part_frequency(tail))
            if score > 0 and (best is None or score > best[0]):
                best = (score, (first, tail))
    if best is None or zipf_frequency(word, "de") >= _SIMPLE:
        return ()
    first, tail = best[1]
    return (*(_split(first) or (first,)), *(_split(tail) or (tail,)))


@lru_cache(maxsize=100_000)
def _part_frequency(text: str) -> float:
    """Zipf frequency of a possible part of a compound, itself perhaps one; 0 if it is none."""
    if len(text) < _SHORTEST_PART or not text.isalpha() or text in _ENDINGS:
        return 0.0
    frequency = zipf_frequency(text, "de")
    return float(frequency) if frequency >= _PART else 0.0


def _words(text: str) -> list[str]:
    """Lower-case words; a gender star or colon inside a word does not split it."""
    joined = re.sub(r"(?<=\w)[*:_](?=innen|in\b)", "", text)
    return re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", joined.lower())


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    """Without accents; `ae`, `oe`, `ue` as in `ä`, `ö`, `ü` without their dots."""
    plain = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"(?<![aeq])([aou])e", r"\1", plain)


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    name = _STEMMERS.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)
