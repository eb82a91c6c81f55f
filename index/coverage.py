"""How complete and how fresh the companions of each language are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.companions import SIMPLE, read_companions
from index.errors import DocumentError
from index.passage import Kind, Passage
from index.toml_files import read_toml

__all__ = ["LONGEST_SENTENCE", "Coverage", "coverage_of", "languages"]

LONGEST_SENTENCE = 15
"""Words of a sentence in simple German, at most."""
_REQUIRED = (
    Kind.GUIDELINE, Kind.PREAMBLE, Kind.FOOTNOTE, Kind.INFORMATION, Kind.IMPRINT, Kind.SCHEDULE,
    Kind.APPROACH, Kind.SUMMARY,
)  # fmt: skip
"""What every language has; `language.toml` of a language may ask for more."""


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
        DocumentError: `language.toml` or `terms.toml` is broken.
    """
    coverage = Coverage(language)
    folder = documents / "translations" / language
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
            for german, translated in terms.items():
                if german.casefold() in texts[name].casefold():
                    occurs = translated.casefold() in companion.text.casefold()
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
    try:
        return set(_REQUIRED) | {Kind(kind) for kind in asked}
    except (TypeError, ValueError) as error:
        raise DocumentError(f"translations/{language}/language.toml: {error}") from error


def _terms(folder: Path) -> dict[str, str]:
    terms = _toml(folder / "terms.toml")
    for german, translated in terms.items():
        if not isinstance(translated, str):
            raise DocumentError(f"translations/{folder.name}/terms.toml: {german!r} must be text")
    return terms


def _toml(path: Path) -> dict[str, Any]:
    return read_toml(path, f"translations/{path.parent.name}/{path.name}") or {}


def _longest(text: str) -> int:
    """Words of the longest line: simple texts hold one sentence a line."""
    return max(len(re.findall(r"\w[\w.:/&'’-]*", line)) for line in text.split("\n"))
