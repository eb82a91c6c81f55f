"""All terms of an index, and those that a misspelt one probably means; the only importer of
marisa-trie."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import marisa_trie
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from index.errors import SnapshotError

__all__ = ["FILES", "Vocabulary"]

FILES = ("terms.marisa", "terms.json", "terms.numbers.npy", "terms.letters.npy")
"""What `save` writes."""
_SHORTEST = 4
"""Letters of a term that may be misspelt; shorter ones are like too many others."""
_LIKENESS = 84.0
"""Percent of likeness (indel ratio) from which an unknown term counts as a misspelt known one."""
_BUCKETS = 32
_MOST_UNKNOWN = 50
"""Unknown terms of a question that may be misspelt; in a longer one the others will do."""

Numbers = npt.NDArray[np.int32]
Letters = npt.NDArray[np.uint64]
Ranges = dict[tuple[str, int], tuple[int, int]]


class Vocabulary:
    """Terms with their numbers, in a static trie.

    To look for misspelt terms, the terms of each language and length stand together, each with
    its letters as a set of bits: two terms differ in at least as many letters as in bits, so
    that a glance at the bits leaves few to be compared.
    """

    def __init__(
        self, trie: "marisa_trie.Trie", ranges: Ranges, numbers: Numbers, letters: Letters
    ) -> None:
        self._trie = trie
        self._ranges = ranges
        self._numbers = numbers
        self._letters = letters

    @classmethod
    def of(cls, terms: Mapping[str, Sequence[str]]) -> "Vocabulary":
        """Args: terms: the terms of each language."""
        trie = marisa_trie.Trie({term for found in terms.values() for term in found})
        ranges: Ranges = {}
        numbers: list[Numbers] = [np.empty(0, np.int32)]
        letters: list[Letters] = [np.empty(0, np.uint64)]
        start = 0
        for language, found in sorted(terms.items()):
            by_length: dict[int, list[str]] = {}
            for term in sorted(set(found)):
                by_length.setdefault(len(term), []).append(term)
            for length, alike in sorted(by_length.items()):
                ranges[language, length] = (start, start + len(alike))
                start += len(alike)
                numbers.append(np.array([trie[term] for term in alike], np.int32))
                letters.append(np.array([_letters_of(term) for term in alike], np.uint64))
        return cls(trie, ranges, np.concatenate(numbers), np.concatenate(letters))

    def save(self, folder: Path) -> None:
        """Write `FILES` into a folder."""
        trie, ranges, numbers, letters = (folder / name for name in FILES)
        self._trie.save(str(trie))
        listed = [[*key, *value] for key, value in self._ranges.items()]
        ranges.write_text(json.dumps(listed), encoding="utf-8")
        np.save(numbers, self._numbers)
        np.save(letters, self._letters)

    @classmethod
    def load(cls, folder: Path) -> "Vocabulary":
        """A vocabulary that was saved, memory-mapped.

        Raises:
            SnapshotError: a file is missing or damaged.
        """
        try:
            trie = marisa_trie.Trie().mmap(str(folder / FILES[0]))
            listed = json.loads((folder / FILES[1]).read_text(encoding="utf-8"))
            ranges = {(row[0], row[1]): (row[2], row[3]) for row in listed}
            numbers, letters = (
                np.asarray(np.load(folder / name, mmap_mode="r")) for name in FILES[2:]
            )
        except (OSError, RuntimeError, ValueError, EOFError, TypeError, IndexError) as error:
            raise SnapshotError(f"{folder}: the terms cannot be read ({error})") from error
        return cls(trie, ranges, numbers, letters)

    def __len__(self) -> int:
        return len(self._trie)

    def number(self, term: str) -> int | None:
        """The number of a term, from 0; None if no text has it."""
        found: int | None = self._trie.get(term)
        return found

    def numbers(self, terms: Sequence[str]) -> Numbers:
        """The numbers of terms that are known."""
        return np.array([self._trie[term] for term in terms], np.int32)

    def known(self, terms: Iterable[str], language: str) -> list[str]:
        """The terms of a question that are known, each once; for a misspelt one the right one."""
        return [self._trie.restore_key(n) for n in self.known_numbers(terms, language)]

    def known_numbers(self, terms: Iterable[str], language: str) -> list[int]:
        """As `known`, their numbers."""
        found: dict[int, None] = {}
        unknown = 0
        for term in dict.fromkeys(terms):
            number = self.number(term)
            if number is None and unknown < _MOST_UNKNOWN:
                unknown += 1
                number = self.nearest(term, language)
            if number is not None:
                found[number] = None
        return list(found)

    def nearest(self, term: str, language: str) -> int | None:
        """The number of the known term of the language that an unknown one probably misspells."""
        if len(term) < _SHORTEST:
            return None
        own = np.uint64(_letters_of(term))
        candidates: list[int] = []
        # Terms of much other length cannot be as similar: 2 * shorter / (both) is the most.
        shorter = math.ceil(len(term) * _LIKENESS / (200 - _LIKENESS))
        longer = math.floor(len(term) * (200 - _LIKENESS) / _LIKENESS)
        for length in range(shorter, longer + 1):
            start, end = self._ranges.get((language, length), (0, 0))
            most = math.floor((len(term) + length) * (100 - _LIKENESS) / 100 + 1e-9)
            differing = np.bitwise_count(self._letters[start:end] ^ own)
            candidates += self._numbers[start:end][differing <= most].tolist()
        names = [self._trie.restore_key(number) for number in candidates]
        found = process.extractOne(term, names, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        return candidates[found[2]] if found else None


def _letters_of(term: str) -> int:
    """The letters of a term as bits.

    Letters fall into 32 buckets; a bucket has a bit for "one" and a bit for "two or more", so
    that a letter more or less changes one bit at most.
    """
    once = twice = 0
    for letter in term:
        bit = 1 << 2 * (ord(letter) % _BUCKETS)
        twice |= once & bit
        once |= bit
    return once | twice << 1
