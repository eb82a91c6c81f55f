"""Short texts in each language to train the detection on, as people type them."""

import random
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from wordfreq import get_frequency_dict

from assistant.language import LANGUAGES
from eval.transliteration import transliterated
from index.companions import SIMPLE
from index.po import read_po

__all__ = ["NONE", "TRANSLITERATED_FILE", "Samples"]

NONE = "none"
"""Label of what is in none of the languages: names, gibberish, other languages."""
TRANSLITERATED_FILE = Path(__file__).with_name("language") / "transliterated.tsv"
NAMES_FILE = TRANSLITERATED_FILE.with_name("names.txt")
"""Given names and surnames; those that stand in a row are of one script."""
_FOREIGN = ("es", "it", "pt", "nl", "sv", "cs", "hu", "fi", "bg", "mk", "el", "he", "ur", "hi")
"""Languages that `wordfreq` knows and the assistant does not."""
_VOCABULARY = 30_000
_LATIN = ("de", "en", "fr", "pl", "ro", "tr", "vi")
_LONGEST = 7
_LETTERS = str.maketrans("łđıøŁĐØ", "ldioLDO")
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_ROWS = ("qwertzuiop", "asdfghjkl", "yxcvbnm")


class Samples:
    """Draws random labelled texts from a folder of documents and from lists of frequent words."""

    def __init__(self, documents: Path, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._texts = _texts_of(documents)
        self._words = {tag: _frequent(tag) for tag in (*LANGUAGES, *_FOREIGN)}
        self._nouns = [
            word for text in self._texts["de"] for word in text.split()[1:] if word[:1].isupper()
        ]
        self._shared = _shared(self._words)
        lines = TRANSLITERATED_FILE.read_text(encoding="utf-8").splitlines()[1:]
        self._names = [row.split() for row in NAMES_FILE.read_text(encoding="utf-8").splitlines()]
        self._transliterated: dict[str, list[list[str]]] = {}
        for language, text in (line.split("\t") for line in lines):
            self._transliterated.setdefault(language, []).append(text.split())

    def draw(self, count: int) -> Iterator[tuple[str, str]]:
        """`count` pairs of (text, language or `NONE`), the languages in turn."""
        labels = (*LANGUAGES, *LANGUAGES, NONE)
        for number in range(count):
            label = labels[number % len(labels)]
            yield (self._none() if label == NONE else self._of(label)), label

    def _of(self, language: str) -> str:
        words = self._plain(language)
        if self._chance(0.2):
            words = self._mistyped(words)
        if language != "de" and self._chance(0.2):
            words = self._mixed(words[:4], self._nouns, 3)
        elif language == "de" and self._chance(0.05):
            foreign = self._random.choice([tag for tag in LANGUAGES if tag != "de"])
            words = self._mixed(words, self._salad(foreign, 1), 1)
        return " ".join(words)

    def _plain(self, language: str) -> list[str]:
        """Words of a text, or frequent words together; perhaps in other letters."""
        if language in self._transliterated and self._chance(0.25):
            return self._listed(language)
        length = self._random.randint(1, _LONGEST)
        if self._chance(0.5):
            words = self._random.choice(self._texts[language]).split()
            start = 0 if self._chance(0.5) else self._random.randrange(len(words))
            words = words[start : start + length]
        else:
            words = self._salad(language, length)
        if self._chance(0.15):
            found = transliterated(" ".join(words), language, self._random)
            if found:
                return found.split()
        return [self._spelt(word, language) for word in words] if self._chance(0.4) else words

    def _listed(self, language: str) -> list[str]:
        """A transliterated phrase, or words of several lines."""
        lines = self._transliterated[language]
        if self._chance(0.3):
            return self._random.choice(lines)[: self._random.randint(2, _LONGEST)]
        length = self._random.randint(1, 5)
        return [self._random.choice(self._random.choice(lines)) for _ in range(length)]

    def _salad(self, language: str, length: int) -> list[str]:
        words, weights = self._words[language]
        return self._random.choices(words, cum_weights=weights, k=length)

    def _spelt(self, word: str, language: str) -> str:
        """A word without diacritics, or with the letters of a neighbouring keyboard."""
        if language == "de" and self._chance(0.7):
            return "".join(_GERMAN.get(letter, letter) for letter in word)
        if language in _LATIN:
            return bare(word)
        if language == "ar":
            return bare(word).replace("ة", "ه").replace("ى", "ي")
        if language == "fa":
            return word.replace("ی", "ي").replace("ک", "ك") if self._chance(0.5) else word
        if language == "uk":
            return word.replace("і", "i").replace("ї", "i") if self._chance(0.3) else word
        return word.replace("ё", "е")

    def _mistyped(self, words: list[str]) -> list[str]:
        """One letter left out, doubled or changed for its neighbour."""
        at = self._random.randrange(len(words))
        word = words[at]
        if len(word) < 4:
            return words
        place = self._random.randrange(len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        left_out = word[:place] + word[place + 1 :]
        doubled = word[:place] + word[place] + word[place:]
        return [*words[:at], self._random.choice((swapped, left_out, doubled)), *words[at + 1 :]]

    def _mixed(self, words: list[str], others: list[str], most: int) -> list[str]:
        mixed = list(words)
        for _ in range(self._random.randint(1, min(most, len(words)))):
            mixed.insert(self._random.randint(0, len(mixed)), self._random.choice(others))
        return mixed

    def _none(self) -> str:
        length = self._random.randint(1, 3)
        kind = self._random.random()
        if kind < 0.2:
            return self._name()
        if kind < 0.4:
            return " ".join(self._gibberish() for _ in range(length))
        if kind < 0.6:
            return " ".join(self._random.choice(self._shared) for _ in range(length))
        words = self._salad(self._random.choice(_FOREIGN), self._random.randint(2, _LONGEST))
        return " ".join(words)

    def _name(self) -> str:
        """A given name, a surname or both; the rows of names are in pairs."""
        row = 2 * self._random.randrange(len(self._names) // 2)
        both = [self._random.choice(names) for names in self._names[row : row + 2]]
        return " ".join(both[: self._random.choice((1, 2, 2))])

    def _gibberish(self) -> str:
        row = self._random.choice((*_ROWS, "abcdefghijklmnopqrstuvwxyz"))
        return "".join(self._random.choices(row, k=self._random.randint(3, 9)))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def bare(text: str) -> str:
    """The text without diacritics."""
    apart = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _texts_of(documents: Path) -> dict[str, list[str]]:
    """Language -> example questions and companions, the German beside them."""
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for path in sorted((documents / "questions").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in data.get("theme", data.values()):
            for language in LANGUAGES:
                texts[language] += entry.get(language, [])
    for path in sorted((documents / "translations").glob("*/*.po")):
        language = path.parent.name
        for entry in read_po(path)[0]:
            if language in texts:
                texts[language] += entry.text.split("\n")
            if language == SIMPLE:
                texts["de"] += entry.source.split("\n")
    return {language: [text for text in found if text.split()] for language, found in texts.items()}


def _frequent(language: str) -> tuple[list[str], list[float]]:
    """(words, cumulated frequencies) of a language, without figures."""
    found = get_frequency_dict(language, "best").items()
    frequent = [(word, share) for word, share in found if not any(c.isdigit() for c in word)]
    words: list[str] = []
    sums: list[float] = []
    for word, share in frequent[:_VOCABULARY]:
        words.append(word)
        sums.append((sums[-1] if sums else 0.0) + share**0.8)
    return words, sums


def _shared(words: dict[str, tuple[list[str], list[float]]]) -> list[str]:
    """Longer words found in nearly all languages in Latin letters: names, brands, loan words."""
    known = [set(words[language][0]) for language in _LATIN]
    candidates = set().union(*known)
    return sorted(
        word
        for word in candidates
        if len(word) > 3 and sum(word in one for one in known) >= len(known) - 1
    )
