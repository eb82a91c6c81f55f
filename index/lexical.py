"""Word search: word analysis by language and BM25; the only importer of bm25s."""

import hashlib
import json
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import bm25s
import numpy as np
import numpy.typing as npt
from wordfreq import get_frequency_dict, zipf_frequency

from index.errors import SnapshotError
from index.filters import Selection
from index.lexicon import without_umlaut_e
from index.model import Vectors
from index.stems import LIBRARIES, lemma_of, stem_of
from index.vocabulary import FILES as TERM_FILES
from index.vocabulary import Vocabulary

__all__ = ["FILES", "Analyser", "LexicalIndex", "WordSearch"]

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
_VERSION = 3
"""Of the word analysis; a new number makes the word index anew."""
_ABOUT = "words.json"
_BM25_NAMES = {
    "data_name": "words.data.npy", "indices_name": "words.entries.npy",
    "indptr_name": "words.starts.npy", "vocab_name": "words.none.json",
    "params_name": "words.bm25.json",
}  # fmt: skip
FILES = (*TERM_FILES, *_BM25_NAMES.values(), _ABOUT)
"""What `LexicalIndex.save` writes."""


class Analyser:
    """Texts -> terms: stems, compound parts and what abbreviations stand for.

    Umlauts fall together with both of their spellings without umlaut (`Bürger`, `Buerger`,
    `Burger`).
    """

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        libraries = [*LIBRARIES, f"wordfreq {version('wordfreq')}"]
        parts = json.dumps([_VERSION, libraries, sorted(abbreviations.items())])
        self.fingerprint = hashlib.sha256(parts.encode()).hexdigest()
        """Hash of everything that decides which terms a text has."""
        self._terms_of = lru_cache(maxsize=200_000)(self._terms_of_word)
        self._expansions: dict[str, list[str]] = {}
        for short, long in abbreviations.items():
            words = [word for word in _words(long) if len(word) > 2]
            self._expansions[_fold(short.lower())] = [_fold(word) for word in words]
            if len(words) == 1:
                self._expansions[_fold(words[0])] = [_fold(short.lower())]

    def terms(self, text: str, language: str) -> list[str]:
        """The terms of a text, in order; German words also give the parts they are made of."""
        return [term for word in _words(text) for term in self._terms_of(word, language)]

    def _terms_of_word(self, word: str, language: str) -> tuple[str, ...]:
        if language == "de" and zipf_frequency(word, "de") >= _COMMON:
            return ()
        folded = _fold(word)
        forms = (_fold(lemma_of(word, language)), *self._expansions.get(folded, ()))
        parts = compound_parts(word) if language == "de" else []
        return (
            *(stem_of(form, language) for form in forms),
            *(stem_of(_fold(part), "de") for part in parts),
        )


class WordSearch(Protocol):
    """Finds the entries that share words with a question."""

    def search(
        self, question: str, language: str, count: int, among: Selection | None = None
    ) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Positions and scores of the `count` best entries that have any word, best first.

        Args:
            language: of the question, a BCP-47 tag without region.
            among: entries to search among; None for all.
        """
        ...


class LexicalIndex:
    """BM25 over short texts (Robertson & Zaragoza 2009, doi:10.1561/1500000019)."""

    def __init__(self, bm25: bm25s.BM25, vocabulary: Vocabulary, analyser: Analyser) -> None:
        self._bm25 = bm25
        self._vocabulary = vocabulary
        self._analyser = analyser

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]], analyser: Analyser) -> "LexicalIndex":
        """Args: texts: (text, language) of each entry; read once, so it may be a stream."""
        entries = _Entries()
        for text, language in texts:
            entries.add(analyser.terms(text, language), language)
        vocabulary = entries.into_vocabulary()
        bm25 = bm25s.BM25(k1=1.2, b=0.5, csc_backend="scipy")
        bm25.vocab_dict = {}
        if len(vocabulary):
            bm25.scores = bm25.build_index_from_ids(
                range(len(vocabulary)), entries, show_progress=False
            )
        else:
            none = np.empty(0, np.float32)
            starts = np.zeros(1, np.int32)
            bm25.scores = {"data": none, "indices": starts[:0], "indptr": starts}
            bm25.scores["num_docs"] = len(entries)
            bm25.nonoccurrence_array = None
        return cls(bm25, vocabulary, analyser)

    def save(self, folder: Path) -> None:
        """Write `FILES` into a folder."""
        self._vocabulary.save(folder)
        self._bm25.save(folder, **_BM25_NAMES)
        about = {"analysis": self._analyser.fingerprint}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, analyser: Analyser) -> "LexicalIndex | None":
        """An index that was saved, memory-mapped.

        None if there is none, or it was made by another word analysis.

        Raises:
            SnapshotError: a file is missing or damaged.
        """
        if not (folder / _ABOUT).exists():
            return None
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
            if about["analysis"] != analyser.fingerprint:
                return None
            bm25 = bm25s.BM25.load(folder, mmap=True, load_vocab=False, **_BM25_NAMES)
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise SnapshotError(f"{folder}: the word index cannot be read ({error})") from error
        return cls(bm25, Vocabulary.load(folder), analyser)

    def __len__(self) -> int:
        return int(self._bm25.scores["num_docs"])

    def describe(self) -> str:
        """One line for operators."""
        return f"BM25: {len(self):,} texts, {len(self._vocabulary):,} terms"

    def search(
        self, question: str, language: str, count: int, among: Selection | None = None
    ) -> tuple[npt.NDArray[np.int64], Vectors]:
        numbers = self._numbers(question, language)
        if not numbers or count <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores = self._bm25.get_scores_from_ids(numbers)
        found = np.flatnonzero(scores)
        if among is not None:
            found = found[among.mask[found]]
        if len(found) > count:
            found = found[np.argpartition(-scores[found], count)[:count]]
        found = found[np.lexsort((found, -scores[found]))]
        return found, scores[found]

    def _numbers(self, question: str, language: str) -> list[int]:
        """Numbers of the question's terms, or of those that they probably misspell."""
        terms = self._analyser.terms(question, language)
        return self._vocabulary.known_numbers(terms, language)


class _Entries:
    """The terms of all entries as numbers in one array; yields those of each entry."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms: array[int] | npt.NDArray[np.int32] = array("i")
        self._ends = array("q", [0])
        self._in_language: dict[str, set[int]] = {}

    def add(self, terms: Sequence[str], language: str) -> None:
        numbers = [self._numbers.setdefault(term, len(self._numbers)) for term in terms]
        self._terms.extend(numbers)  # type: ignore[union-attr]
        self._ends.append(len(self._terms))
        self._in_language.setdefault(language, set()).update(numbers)

    def into_vocabulary(self) -> Vocabulary:
        """The vocabulary; from now on the entries have the numbers that it gives the terms."""
        names = list(self._numbers)
        self._numbers = {}
        vocabulary = Vocabulary.of(
            {language: [names[i] for i in own] for language, own in self._in_language.items()}
        )
        terms = np.frombuffer(self._terms, np.int32) if len(self._terms) else np.empty(0, np.int32)
        self._terms = vocabulary.numbers(names)[terms]
        return vocabulary

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[list[int]]:
        for start, end in pairwise(self._ends):
            yield self._terms[start:end].tolist()


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
        if not _part_frequency(tail):
            continue
        # In a fixed order, as few letters left out as can be: another process must split alike.
        for first in dict.fromkeys(head.removesuffix(link) for link in _LINKS):
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
    if unicodedata.normalize("NFC", text).casefold() not in _frequent_words():
        return 0.0
    frequency = zipf_frequency(text, "de")
    return float(frequency) if frequency >= _PART else 0.0


@cache
def _frequent_words() -> frozenset[str]:
    """German words that may be parts: most strings are none, and to look here is quicker."""
    least: float = 10 ** (_PART - 9.01)  # a little less, for `zipf_frequency` rounds
    return frozenset(w for w, share in get_frequency_dict("de").items() if share >= least)


def _words(text: str) -> list[str]:
    """Lower-case words; a gender star or colon inside a word does not split it."""
    joined = re.sub(r"(?<=\w)[*:_](?=innen|in\b)", "", text)
    return re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", joined.lower())


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    """Without accents; `ae`, `oe`, `ue` as in `ä`, `ö`, `ü` without their dots."""
    plain = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return without_umlaut_e("".join(c for c in plain if not unicodedata.combining(c)))
