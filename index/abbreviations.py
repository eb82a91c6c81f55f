"""documents/abbreviations.toml: what a town's abbreviations stand for."""

from pathlib import Path

from index.errors import DocumentError
from index.lexical import Analyser
from index.toml_files import read_toml

__all__ = ["load_analyser"]


def load_analyser(documents: Path) -> Analyser:
    """Word analysis with the abbreviations of `abbreviations.toml`, where there is one.

    Raises:
        DocumentError: the file is broken.
    """
    return Analyser(_abbreviations(documents))


def _abbreviations(documents: Path) -> dict[str, str]:
    path = documents / "abbreviations.toml"
    data = read_toml(path, path.name) or {}
    for short, long in data.items():
        if not isinstance(long, str):
            raise DocumentError(f"{path.name}: {short!r} must be text in quotes")
    return data
