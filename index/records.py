"""The values of a snapshot as lines of JSON, and back."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from index.passage import Companion, Document, Kind, Passage, Status, Theme, View, ViewRole

__all__ = [
    "Value",
    "companion_of",
    "document_of",
    "line_of",
    "passage_of",
    "read_lines",
    "theme_of",
    "view_of",
]

Value: TypeAlias = Document | Passage | Companion | View | Theme


def line_of(value: Value) -> bytes:
    """One line of UTF-8 JSON, its line end included."""
    return json.dumps(asdict(value), ensure_ascii=False).encode() + b"\n"


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file, one at a time.

    Raises:
        ValueError: a line is not a JSON object.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            entry = json.loads(line)
            if not isinstance(entry, dict):
                raise ValueError(f"{path.name}, line {number}: not an object")
            yield entry


def document_of(entry: dict[str, Any]) -> Document:
    return Document(**{**entry, "status": Status(entry["status"])})


def passage_of(entry: dict[str, Any]) -> Passage:
    typed = {"section": tuple(entry["section"]), "kind": Kind(entry["kind"])}
    return Passage(**{**entry, **typed, "status": Status(entry["status"])})


def companion_of(entry: dict[str, Any]) -> Companion:
    return Companion(**entry)


def view_of(entry: dict[str, Any]) -> View:
    return View(**{**entry, "role": ViewRole(entry["role"])})


def theme_of(entry: dict[str, Any]) -> Theme:
    return Theme(**entry)
