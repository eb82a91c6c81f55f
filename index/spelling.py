"""A question as it was typed -> the same in the spelling of the documents.

People type on foreign keyboards, on phones, with the shift key locked: without diacritics, all in
small or all in capital letters, with letters missing or swapped. An encoder takes such words for
others. So they are spelt as in the documents and their example questions, by a noisy channel
(Kernighan, Church & Gale 1990, doi:10.3115/997939.997975) over pairs of words; also what is written
in Latin letters in a language of other ones.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.lexicon import Lexicon, general_lexicon, has_marks, lower, without_marks
from index.romanised import differences, is_latin, other_readings, without_gaps

__all__ = ["Spelling"]

_MOST_LETTERS = 4_000_000
"""Of the texts that words are learnt from; about 600,000 words, in a second."""
_TOKEN = re.compile(
    r"[^\W_]+(?:[\u200c\u064b-\u0655]+[^\W_]*|['’ʼ](?=[\u0400-\u04ff])[^\W_]+|[*:_](?=in)[^\W_]+)*"
    r"|[.!?:;\n]"
)
"""A word, with Arabic marks, a Cyrillic apostrophe or a gender star inside, or a sentence's end."""
_ENDS = frozenset(".!?:;\n")
_OWN = 0.8
"""Share of the documents in the frequency of a word, beside that of the language at large."""
_LEAST = 1e-7
"""Frequency in the language of a word that is none of its frequent ones."""
_PAIRS = 8
"""Times that a word must stand in the documents for the next to be told half by it."""
_RARER = 20.0
"""Times by which a word is rarer than one it differs from in marks alone, to be taken for it."""
_FEW_MARKS = 0.25
"""Share of the usual words with marks, up to which somebody types without them."""
_UNLIKELY = 0.01
"""Probability of a text without marks, below which it was typed without them."""
_SLIP = 1e-3
"""Probability that a word is misspelt in a certain way."""
_SHORTEST = 4
"""Letters of a word that may be misspelt."""
_TWO_SLIPS = 8
"""Letters of a word that may be misspelt in two places."""
_OFTEN = 3
"""Times that a word stands in the documents and is no misspelling there."""
_ENDING = 2
"""Last letters in which forms of one word differ."""
_DIFFERENCE = -0.3
"""Log probability of typing a vowel that is not written in another script."""
_FEWEST_ROMANISED = 3
"""Words from which a question in Latin letters is no name of something German."""


class Spelling:
    """How the words of one language are spelt in the documents and in the language at large."""

    def __init__(self, tokens: Sequence[str], language: str) -> None:
        """Args: tokens: words in a row as they are written, and the signs that end sentences."""
        self._language = language
        low = [lower(token) for token in tokens]
        self._counts = Counter(word for word in low if word not in _ENDS)
        self._general = general_lexicon(language)
        self._written = _mostly_written(tokens)
        self._by_initial: dict[str, list[str]] = {}
        known = list(filter(self._is_known, self._counts))
        for word in known:
            self._with_initial_of(word).append(word)
        misspelt = set(filter(self._is_often_misspelt, known))
        for word in misspelt:
            self._with_initial_of(word).remove(word)
            del self._counts[word]
        self._pairs = Counter(pair for pair in pairwise(low) if misspelt.isdisjoint(pair))
        total = self._counts.total()
        self._own = Lexicon({w: count / total for w, count in self._counts.items()}, language)

    @classmethod
    def of(cls, texts: Iterable[str], language: str) -> "Spelling":
        """Args: texts: of that language; the first four million letters are read.

        What is itself typed without marks, or in letters of another script, teaches nothing.
        """
        general = general_lexicon(language)
        left = _MOST_LETTERS
        tokens: list[str] = []
        for text in texts:
            left -= len(text)
            if left < 0:
                break
            own = _TOKEN.findall(text)
            if not _is_typed_otherwise(own, general):
                tokens += [*own, "\n"]
        return cls(tokens, language)

    def mend(self, text: str) -> str:
        """The text with its words spelt as they are known; what is not known stays as it is.

        Capital letters are mended where all are small, or most are capital.
        """
        if romanised := self._is_romanised(text):
            text = without_gaps(text, self._script.is_abjad)
        found = [match for match in _TOKEN.finditer(text) if match.group() not in _ENDS]
        if not found:
            return text
        typed = [lower(match.group()) for match in found]
        bare = not romanised and self._is_bare(typed)
        options = (self._transcribed(w) if romanised else self._spellings(w, bare) for w in typed)
        recase = len(found) > 1 and _lacks_case(text)
        parts: list[str] = []
        end = 0
        for match, own, word in zip(found, typed, self._likeliest(options), strict=True):
            parts.append(text[end : match.start()])
            if recase or word != own:
                parts.append(_like(match.group(), self._written.get(word, word)))
            else:
                parts.append(match.group())
            end = match.end()
        return "".join([*parts, text[end:]])

    def _likeliest(self, options: Iterable[Mapping[str, float]]) -> list[str]:
        """The likeliest of the words at each place, told from all of them (Viterbi).

        Args:
            options: the words at each place, and the log probability that they were typed so.
        """
        best: dict[str, tuple[float, list[str]]] = {"\n": (0.0, [])}
        for words in options:
            step: dict[str, tuple[float, list[str]]] = {}
            for word, cost in words.items():
                score, before = max(
                    (score + self._log_probability(earlier, word), before)
                    for earlier, (score, before) in best.items()
                )
                step[word] = (score + cost, [*before, word])
            best = step
        return max(best.values())[1]

    def _is_romanised(self, text: str) -> bool:
        """Whether a text is in Latin letters, of a language that is not."""
        return (
            not self._script.is_latin
            and is_latin(text)
            and len(re.findall(r"[^\W\d_]\w*", text)) >= _FEWEST_ROMANISED
        )

    def _transcribed(self, typed: str) -> Mapping[str, float]:
        """The words that one in Latin letters may stand for; itself only if there is none."""
        if typed.isdecimal():
            return {typed: 0.0}
        abjad = self._script.is_abjad
        readings = (typed, *other_readings(typed, abjad))
        found = ([*self._own.transcribed(w), *self._general.transcribed(w)] for w in readings)
        words = next(filter(None, found), None)
        if words is None:
            return {typed: 0.0}
        if not abjad:
            return dict.fromkeys(words, 0.0)
        return {word: _DIFFERENCE * differences(typed, word) for word in words}

    @property
    def _script(self) -> Lexicon:
        """The words that tell in which letters the language is written."""
        return self._own if self._counts else self._general

    def _is_bare(self, typed: Sequence[str]) -> bool:
        """Whether somebody types without marks: few are there, and some word should have one."""
        least = _FEW_MARKS * self._general.marked_share * len(typed)
        return sum(map(has_marks, typed)) <= least and any(
            self._more_frequent(word, self._alike(word)) for word in typed
        )

    def _spellings(self, typed: str, bare: bool) -> Mapping[str, float]:
        """What a typed word may stand for, and the log probability of typing it so."""
        if has_marks(typed) and typed in self._general:  # whoever typed them meant them
            return {typed: 0.0}
        alike = self._alike(typed)
        if bare and alike and not has_marks(typed):
            return dict.fromkeys(alike, 0.0)
        if frequent := self._more_frequent(typed, filter(self._counts.__contains__, alike)):
            return dict.fromkeys(frequent, 0.0)
        return {typed: 0.0} | self._slips(typed)

    def _alike(self, typed: str) -> list[str]:
        """Known words that differ from a typed one in marks; Latin marks were meant if typed."""
        known = [*self._own.alike(typed), *self._general.alike(typed)]
        return [word for word in known if typed.isascii() or not word.isascii()]

    def _more_frequent(self, typed: str, words: Iterable[str]) -> list[str]:
        """Those of some words that are far more frequent than the typed one."""
        often = _RARER * self._frequency(typed)
        return [word for word in words if self._frequency(word) > often]

    def _slips(self, typed: str) -> dict[str, float]:
        """Words of the documents that a typed one may misspell; its first letter is right."""
        if len(typed) < _SHORTEST or not typed.isalpha() or self._is_known(typed):
            return {}
        most = 1 if len(typed) < _TWO_SLIPS else 2
        return {word: slips * math.log(_SLIP) for word, slips in self._near(typed, most)}

    def _near(self, typed: str, most: int) -> Iterator[tuple[str, int]]:
        """Words of the documents that differ in so many slips at most, and in how many."""
        words = self._with_initial_of(typed)
        near = process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
        return ((word, slips) for word, slips, _ in near if not _are_forms(typed, word))

    def _is_known(self, word: str) -> bool:
        """Whether it is written so often that it is no misspelling."""
        return word in self._general or self._counts[word] >= _OFTEN

    def _is_often_misspelt(self, word: str) -> bool:
        """Whether it is known by the documents alone, which mostly spell it otherwise."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._general:
            return False
        often = _RARER * self._counts[word]
        return any(self._counts[known] > often for known, _ in self._near(word, 1))

    def _with_initial_of(self, word: str) -> list[str]:
        """The known words of the documents that begin as a word does."""
        return self._by_initial.setdefault(without_marks(word[0], self._language), [])

    def _frequency(self, word: str) -> float:
        own = self._own.frequencies.get(word, 0.0)
        return _OWN * own + (1 - _OWN) * max(_LEAST, self._general.frequencies.get(word, 0.0))

    def _log_probability(self, earlier: str, word: str) -> float:
        """Of a word after another: by that pair, the more the oftener the first of it was seen."""
        seen = self._counts[earlier]
        pair = self._pairs[earlier, word] / seen if seen else 0.0
        trust = seen / (seen + _PAIRS)
        return math.log(trust * pair + (1 - trust) * self._frequency(word))


def _is_typed_otherwise(words: Sequence[str], general: Lexicon) -> bool:
    """Whether a text has no marks, or none of the letters, where its language would have some."""
    if not general.is_latin:
        return is_latin("".join(words))
    chance = (1.0 - general.marked_share) ** len(words)
    return chance < _UNLIKELY and not any(map(has_marks, words))


def _lacks_case(text: str) -> bool:
    """Whether a text is all in small letters, but for its first, or mostly in capital ones.

    A script without such letters lacks none.
    """
    letters = [letter for letter in text if letter.isalpha()]
    cased = [letter for letter in letters if letter.isupper() or letter.islower()]
    if 2 * len(cased) <= len(letters):
        return False
    capitals = sum(map(str.isupper, cased))
    return capitals - cased[0].isupper() == 0 or 2 * capitals > len(cased)


def _like(typed: str, word: str) -> str:
    """A word with a capital letter where the typed one has one, and not in capitals throughout."""
    if typed.isupper() and len(typed) > 1:
        return word
    return word[:1].upper() + word[1:] if typed[0].isupper() else word


def _mostly_written(tokens: Sequence[str]) -> dict[str, str]:
    """Each word as it is mostly written inside a sentence."""
    inside = Counter(word for before, word in pairwise(tokens) if before not in _ENDS)
    most: dict[str, str] = {}
    for word, _ in inside.most_common():
        most.setdefault(lower(word), word)
    return most


def _are_forms(first: str, second: str) -> bool:
    """Whether two words differ in their endings alone, and in these not just before the last
    letters, where a letter was left out or typed twice.

    >>> _are_forms("Stadtteile", "Stadtteilen"), _are_forms("beschlosen", "beschlossen")
    (True, False)
    """
    shorter = min(len(first), len(second))
    if shorter <= 2 * _ENDING + 1 or first[-_ENDING:] == second[-_ENDING:]:
        return False
    return first[: shorter - _ENDING] == second[: shorter - _ENDING]
