"""Example questions, kept as data: which question people would ask leads to which passage."""

from pathlib import Path

from index.errors import DocumentError
from index.passage import Theme, View, ViewRole
from index.toml_files import read_toml

__all__ = ["OUTSIDE_FILE", "load_outside", "load_questions"]

OUTSIDE_FILE = "out-of-scope.toml"
_THEME_KEYS = {"name", "outcome", "turn_to", "comparisons"}
_OUTCOMES = ("not_covered", "about", "refused")


def load_questions(path: Path) -> dict[str, dict[str, list[str]]]:
    """Passage id -> language tag -> questions, from a `questions/<document>.toml` or a
    `questions/<document>.comparisons.toml`.

    A file that does not exist holds no questions: a document works without them, only less well.

    Raises:
        DocumentError: the file is not of that form; the message names the place.
    """
    data = read_toml(path, f"questions/{path.name}") or {}
    for passage_id, by_language in data.items():
        _check(by_language, f"questions/{path.name}: [{passage_id!r}]")
    return data


def load_outside(path: Path) -> tuple[list[Theme], list[View]]:
    """Themes that no document answers, with their questions as views.

    The table `comparisons` of a theme holds, by language, questions what became of a matter that
    was never in the documents.

    Raises:
        DocumentError: the file is not of that form; the message names the place.
    """
    data = read_toml(path, f"questions/{path.name}") or {}
    entries = data.get("theme", [])
    well_formed = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    if set(data) - {"theme"} or not well_formed:
        raise DocumentError(f"questions/{path.name}: must hold nothing but [[theme]] tables")
    themes: list[Theme] = []
    views: list[View] = []
    for number, entry in enumerate(entries, start=1):
        where = f"questions/{path.name}: theme {number}"
        if not isinstance(entry.get("name"), str) or entry.get("outcome") not in _OUTCOMES:
            raise DocumentError(f"{where} needs a 'name' and an 'outcome' of {_OUTCOMES}")
        if not isinstance(entry.get("turn_to", ""), str):
            raise DocumentError(f"{where}: 'turn_to' must be text")
        if entry["name"] in {theme.name for theme in themes}:
            raise DocumentError(f"{where}: a second theme is called {entry['name']!r}")
        theme = Theme(entry["name"], entry["outcome"], entry.get("turn_to", ""))
        themes.append(theme)
        asked = {language: entry[language] for language in sorted(set(entry) - _THEME_KEYS)}
        comparisons = entry.get("comparisons", {})
        _check(asked, where)
        _check(comparisons, f"{where}.comparisons")
        for role, questions in ((ViewRole.OUTSIDE, asked), (ViewRole.COMPARISON, comparisons)):
            for language, texts in questions.items():
                views += [View(theme.name, role, language, text) for text in texts]
    return themes, views


def _check(by_language: object, where: str) -> None:
    """Refuse what is no table of questions by language."""
    if not isinstance(by_language, dict):
        raise DocumentError(f"{where} must be a table of languages")
    for language, questions in by_language.items():
        if not isinstance(questions, list) or not all(isinstance(q, str) for q in questions):
            raise DocumentError(f"{where}.{language} must be a list of texts")
