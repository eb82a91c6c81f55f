"""The command `leitlinien readability`: how hard a German text is, and which places make it so."""

import json
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.errors import AssistantError
from assistant.glossary import load_glossary
from assistant.readability import Readability, readability
from assistant.settings import load_settings
from assistant.simplify import Finding, Rule, findings

__all__ = ["print_readability"]

_out = Console()
_STANDARD_INPUT = "-"
_LONGEST_PLACE = 60
"""Characters of a place that the table shows."""
_RULES = {
    Rule.PASSIVE: "Passiv",
    Rule.SUBJUNCTIVE: "Konjunktiv",
    Rule.GENITIVE: "Genitiv",
    Rule.NEGATION: "Verneinung",
    Rule.SUB_CLAUSE: "Nebensatz",
    Rule.RARE_WORD: "seltenes Wort",
    Rule.LONG_COMPOUND: "langes Wort",
    Rule.ABBREVIATION: "Abkürzung",
    Rule.LONG_SENTENCE: "langer Satz",
    Rule.ROMAN_NUMERAL: "römische Zahl",
    Rule.PERCENTAGE: "Prozent",
}
_EASY, _MIDDLE, _HARD = "leicht", "mittel", "schwer"


def print_readability(
    file: Annotated[str, typer.Argument(help="A German text in UTF-8; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
) -> None:
    """Judge how hard a German text is to read; a line break ends a sentence."""
    text = _read(file)
    try:
        figures = readability(text)
    except ValueError as error:
        raise AssistantError(f"{_name(file)}: {error}") from error
    found = findings(text, load_glossary(load_settings().documents / "glossary.toml"))
    if as_json:
        print(json.dumps(_record(figures, found, text), ensure_ascii=False, indent=2))
        return
    _out.print(_figures_table(figures))
    if found:
        _out.print(_findings_table(found, text))
    else:
        _out.print("Keine schweren Stellen gefunden.")


def _read(file: str) -> str:
    source = sys.stdin.buffer if file == _STANDARD_INPUT else None
    data = source.read() if source else Path(file).read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise AssistantError(
            f"{_name(file)}: not UTF-8 at byte {error.start}; save the file as UTF-8"
        ) from error


def _name(file: str) -> str:
    return "standard input" if file == _STANDARD_INPUT else file


def _record(figures: Readability, found: Sequence[Finding], text: str) -> dict[str, object]:
    places = _places(found, text)
    return {
        "figures": {name: round(value, 2) for name, value in asdict(figures).items()},
        "findings": [
            {"line": line, "column": column, **asdict(finding)}
            for finding, (line, column) in zip(found, places, strict=True)
        ],
    }


def _places(found: Sequence[Finding], text: str) -> list[tuple[int, int]]:
    """(line, column) of each finding, both from 1."""
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
    lines = [bisect_right(starts, finding.start) for finding in found]
    return [(line, f.start - starts[line - 1] + 1) for line, f in zip(lines, found, strict=True)]


def _figures_table(figures: Readability) -> Table:
    table = Table("Kennzahl", "Wert", "Urteil", title="Lesbarkeit")
    table.columns[1].justify = "right"
    for label, value, judgement in _judged(figures):
        table.add_row(label, value, judgement)
    return table


def _judged(figures: Readability) -> list[tuple[str, str, str]]:
    """(name, value, judgement in plain German) of every figure.

    The bounds: practice guides for sentences, Björnsson for LIX, Amstad for Flesch, school years
    for the Wiener Sachtextformel; those for letters per word are an own choice.
    """
    length = figures.words_per_sentence
    longest = figures.longest_sentence
    level = "etwa B1 oder leichter" if figures.zix >= 0 else "schwerer als B1"
    return [
        ("Sätze", str(figures.sentences), ""),
        ("Wörter", str(figures.words), ""),
        ("Wörter pro Satz", _german(length), _scale(length, 12, 15)),
        ("Wörter im längsten Satz", str(longest), "gut" if longest <= 15 else "zu lang"),
        ("Buchstaben pro Wort", _german(figures.letters_per_word),
         _scale(figures.letters_per_word, 5.5, 6.5)),
        ("LIX", _german(figures.lix), _scale(figures.lix, 40, 50)),
        ("Flesch (Amstad)", _german(figures.flesch), _scale(-figures.flesch, -60, -40)),
        ("Wiener Sachtextformel", _german(figures.wiener),
         f"{_scale(figures.wiener, 7, 10)}, etwa Schuljahr {max(1, round(figures.wiener))}"),
        ("Verständlichkeit (wie ZIX)", _german(figures.zix), level),
    ]  # fmt: skip


def _scale(value: float, easy: float, middle: float) -> str:
    return _EASY if value <= easy else _MIDDLE if value <= middle else _HARD


def _german(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").replace("-", "−")


def _findings_table(found: Sequence[Finding], text: str) -> Table:
    table = Table("Zeile", "Spalte", "Regel", "Stelle", "Vorschlag", title="Schwere Stellen")
    for finding, (line, column) in zip(found, _places(found, text), strict=True):
        place = finding.text
        if len(place) > _LONGEST_PLACE:
            place = place[: _LONGEST_PLACE - 1] + "…"
        row = (str(line), str(column), _RULES[finding.rule], place, finding.suggestion)
        table.add_row(*(Text(cell) for cell in row))  # nothing in them is markup
    return table
