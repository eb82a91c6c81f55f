"""Section rules of a `document.toml`: which heading opens which kind of section."""

import re
from dataclasses import dataclass
from typing import Any

from index.errors import DocumentError
from index.passage import Kind, Status

__all__ = ["PageRules", "Rules", "SectionRule", "parse_rules"]

_SECTION_KEYS: dict[str, type] = {
    "heading": str, "level": int, "path": str, "item": str, "whole": str, "kind": str,
    "status": str, "reference": str, "field": int, "skip": bool,
}  # fmt: skip
_PAGE_KEYS = {"mark", "break", "contents_entry"}


@dataclass(frozen=True, slots=True)
class SectionRule:
    """What a heading that matches `heading` opens; what is None is inherited from around it."""

    heading: re.Pattern[str]
    """Matched against the whole heading; its group `field` gives the field of action."""
    level: int
    path: str | None = None
    """Id of the section inside the document, e.g. `hf{field}/karten`."""
    item: str = "{n}"
    """Name of its n-th passage below `path`."""
    whole: str | None = None
    """Name of its one list as a whole below `path`; an empty string for `path` itself."""
    kind: Kind | None = None
    status: Status | None = None
    reference: str | None = None
    field: int | None = None
    skip: bool = False
    """The text belongs to the document, but answers nothing (a table of contents)."""


@dataclass(frozen=True, slots=True)
class PageRules:
    """How a document without real pages shows where its pages begin."""

    mark: re.Pattern[str] | None = None
    """A line that only names the page that begins; its group `page` is the number."""
    page_break: re.Pattern[str] | None = None
    """A line with which a page begins whose number is not known."""
    contents_entry: re.Pattern[str] | None = None
    """A line of the table of contents, with the groups `title` and `page`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one document; without any, headings and lists are taken as they come."""

    sections: tuple[SectionRule, ...] = ()
    pages: PageRules = PageRules()
    kind: Kind = Kind.INFORMATION
    status: Status = Status.INFORMATION

    def matching(self, heading: str) -> tuple[SectionRule, re.Match[str]] | None:
        """The first rule for this heading with its match."""
        for rule in self.sections:
            if match := rule.heading.fullmatch(heading):
                return rule, match
        return None


def parse_rules(data: dict[str, Any], status: Status, where: str) -> Rules:
    """Rules from the tables `section` and `pages` of a parsed `document.toml`.

    Raises:
        DocumentError: a key is unknown or a value is of the wrong kind; `where` names the file.
    """
    try:
        sections = tuple(_section(entry) for entry in data.get("section", []))
        pages = _pages(data.get("pages", {}))
        kind = Kind(data.get("kind", Kind.INFORMATION))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise DocumentError(f"{where}: section or page rules: {error}") from error
    return Rules(sections, pages, kind, status)


def _section(entry: dict[str, Any]) -> SectionRule:
    if unknown := sorted(set(entry) - set(_SECTION_KEYS)):
        raise ValueError(f"unknown key {unknown[0]!r}; known are {sorted(_SECTION_KEYS)}")
    for key, value in entry.items():
        if type(value) is not _SECTION_KEYS[key]:
            raise ValueError(f"{key!r} must be of type {_SECTION_KEYS[key].__name__}: {value!r}")
    _check_placeholders(entry, "path", field=1)
    _check_placeholders(entry, "item", n=1)
    if "heading" not in entry:
        raise ValueError("a [[section]] needs a 'heading'")
    values = dict(entry)
    values["heading"] = re.compile(values["heading"])
    values.setdefault("level", 1)
    if "kind" in values:
        values["kind"] = Kind(values["kind"])
    if "status" in values:
        values["status"] = Status(values["status"])
    return SectionRule(**values)


def _check_placeholders(entry: dict[str, Any], key: str, **known: int) -> None:
    try:
        entry.get(key, "").format(**known)
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{key!r} may hold only {{{next(iter(known))}}}: {entry[key]!r}"
        ) from error


def _pages(entry: dict[str, Any]) -> PageRules:
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()):
        raise ValueError("[pages] must hold patterns in quotes")
    if unknown := sorted(set(entry) - _PAGE_KEYS):
        raise ValueError(f"unknown key {unknown[0]!r}; known are {sorted(_PAGE_KEYS)}")
    patterns = {key: re.compile(value) for key, value in entry.items()}
    for key, group in (("mark", "page"), ("contents_entry", "page"), ("contents_entry", "title")):
        if key in patterns and group not in patterns[key].groupindex:
            raise ValueError(f"pages.{key} needs a group (?P<{group}>…)")
    return PageRules(patterns.get("mark"), patterns.get("break"), patterns.get("contents_entry"))
