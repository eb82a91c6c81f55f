"""How complete and how fresh the companions of each language are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any

from index.companions import SIMPLE, read_companions
from index.errors import DocumentError
from index.names import HEADINGS_FILE, NAME_FILES, read_names
from index.passage import Kind, Passage
from index.questions import OUTSIDE_FILE, load_outside
from index.toml_files import read_toml

__all__ = ["LONGEST_SENTENCE", "Coverage", "coverage_of", "languages"]

LONGEST_SENTENCE = 15
"""Words of a sentence in simple German, at most."""
_REQUIRED = (
    Kind.GUIDELINE, Kind.PREAMBLE, Kind.FOOTNOTE, Kind.INFORMATION, Kind.IMPRINT, Kind.SCHEDULE,
    Kind.APPROACH, Kind.SUMMARY,
)  # fmt: skip
"""What every language has; `language.toml` of a language may ask for more."""
_STEM = 0.6
"""Share of a word's letters, from its beginning, that inflection leaves as they are."""


@dataclass(slots=True)
class Coverage:
    """One language over all documents; ids name the passages concerned."""

    language: str
    passages: int = 0
    covered: int = 0
    required: int = 0
    missing: list[str] = field(default_factory=list)
    """Required passages without a usable text."""
    stale: list[str] = field(default_factory=list)
    unreviewed: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)
    """Simple texts with a sentence of more than `LONGEST_SENTENCE` words."""
    terms: dict[str, float] = field(default_factory=dict)
    """German term of `terms.toml` -> share of the texts it should occur in that have it."""
    problems: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is to be done."""
        faults = (self.missing, self.stale, self.unreviewed, self.empty, self.too_long)
        return not any(faults) and not self.problems

    def shares(self) -> dict[str, float]:
        """The figures as shares of 1: coverage of the passages, faults of the entries."""
        entries = self.covered + len(self.stale) + len(self.unreviewed) + len(self.empty)
        return {
            "coverage": _share(self.covered, self.passages),
            "coverage_required": 1.0 - _share(len(self.missing), self.required),
            "stale": _share(len(self.stale), entries),
            "unreviewed": _share(len(self.unreviewed), entries),
            "empty": _share(len(self.empty), entries),
            "too_long": _share(len(self.too_long), self.covered),
            "terms": sum(self.terms.values()) / len(self.terms) if self.terms else 1.0,
        }


def languages(documents: Path) -> list[str]:
    """Tags of the languages that have a folder."""
    folder = documents / "translations"
    return (
        sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    )


def coverage_of(
    language: str, documents: Path, corpus: Mapping[str, Sequence[Passage]]
) -> Coverage:
    """Measure one language.

    Args:
        corpus: document id -> its passages.

    Raises:
        DocumentError: `language.toml`, `terms.toml` or `out-of-scope.toml` is broken.
    """
    folder = documents / "translations" / language
    coverage = Coverage(language)
    coverage.problems += _stray_files(folder, documents, corpus)
    coverage.problems += _name_problems(folder, documents, corpus)
    kinds = _required_kinds(folder, language)
    terms = _terms(folder)
    found_terms: dict[str, list[bool]] = {}
    for document_id, passages in corpus.items():
        path = folder / f"{document_id}.po"
        coverage.passages += len(passages)
        wanted = [passage for passage in passages if passage.kind in kinds]
        coverage.required += len(wanted)
        if not path.is_file():
            coverage.missing += [passage.id for passage in wanted]
            continue
        found = read_companions(path, passages)
        coverage.covered += len(found.companions)
        coverage.stale += found.stale
        coverage.unreviewed += found.unreviewed
        coverage.empty += found.empty
        coverage.problems += found.problems
        coverage.missing += [p.id for p in wanted if p.id not in found.companions]
        texts = {passage.id: passage.text for passage in passages}
        for name, companion in found.companions.items():
            if language == SIMPLE and _longest(companion.text) > LONGEST_SENTENCE:
                coverage.too_long.append(name)
            for german in _terms_in(texts[name], terms):
                occurs = _occurs(terms[german], companion.text)
                found_terms.setdefault(german, []).append(occurs)
    coverage.terms = {german: sum(hits) / len(hits) for german, hits in found_terms.items()}
    return coverage


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _required_kinds(folder: Path, language: str) -> set[Kind]:
    if language == SIMPLE:
        return set(Kind)
    asked = _toml(folder / "language.toml").get("required", [])
    if asked == "all":
        return set(Kind) - {Kind.LIST}
    unknown = (
        [kind for kind in asked if kind not in set(Kind)] if isinstance(asked, list) else asked
    )
    if not isinstance(asked, list) or unknown:
        raise DocumentError(
            f"translations/{language}/language.toml: 'required' must be \"all\" or a list of "
            f"{', '.join(Kind)}, not {asked!r}"
        )
    return set(_REQUIRED) | {Kind(kind) for kind in asked}


def _stray_files(
    folder: Path, documents: Path, corpus: Mapping[str, Sequence[Passage]]
) -> list[str]:
    """A line for each PO file that is read for nothing, as after a slip in its name."""
    return [
        f"{folder.name}/{path.name}: no document is called {path.stem!r}; rename or delete the file"
        for path in sorted(folder.glob("*.po"))
        if path.name not in NAME_FILES
        and path.stem not in corpus
        and not (documents / path.stem / "document.toml").is_file()
    ]


def _name_problems(
    folder: Path, documents: Path, corpus: Mapping[str, Sequence[Passage]]
) -> list[str]:
    """What is wrong with the names of a language; a file it does not have leaves them German."""
    themes, _ = load_outside(documents / "questions" / OUTSIDE_FILE)
    passages = (passage for ones in corpus.values() for passage in ones)
    titles = dict.fromkeys(title for passage in passages for title in passage.section)
    offices = dict.fromkeys(theme.turn_to for theme in themes if theme.turn_to)
    problems: list[str] = []
    for file in NAME_FILES:
        path = folder / file
        if not path.is_file():
            continue
        known, faults = read_names(path)
        wanted = titles if file == HEADINGS_FILE else offices
        where = f"{folder.name}/{file}"
        problems += faults
        problems += [f"{where}: nothing for {german!r}" for german in wanted if german not in known]
        problems += [
            f"{where}: {german!r} stands nowhere in the documents"
            for german in known
            if german not in wanted
        ]
    return problems


def _terms(folder: Path) -> dict[str, str]:
    terms = _toml(folder / "terms.toml")
    for german, translated in terms.items():
        if not isinstance(translated, str):
            raise DocumentError(f"translations/{folder.name}/terms.toml: {german!r} must be text")
    return terms


def _terms_in(text: str, terms: Iterable[str]) -> list[str]:
    """The terms that occur in a German text; inside a longer one, a term does not count."""
    rest, found = text.casefold(), []
    for term in sorted(terms, key=len, reverse=True):
        if term.casefold() in rest:
            found.append(term)
            rest = rest.replace(term.casefold(), " ")
    return found


def _occurs(term: str, text: str) -> bool:
    """Whether the words of a term stand in a text, however they are inflected at their ends."""
    folded = _folded(text)
    return all(word[: ceil(_STEM * len(word))] in folded for word in _folded(term).split())


def _folded(text: str) -> str:
    """In small letters; without the dot left over of a Turkish İ, and Arabic vowel signs."""
    return re.sub("[\u0307\u064b-\u0652]", "", text.casefold())


def _toml(path: Path) -> dict[str, Any]:
    return read_toml(path, f"translations/{path.parent.name}/{path.name}") or {}


def _longest(text: str) -> int:
    """Words of the longest line: simple texts hold one sentence a line."""
    return max(len(re.findall(r"\w[\w.:/&'’-]*", line)) for line in text.split("\n"))
