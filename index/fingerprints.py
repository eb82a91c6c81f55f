"""What a document's share of the index is made from, as a hash: the same hash, the same share."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from index.companions import companion_files
from index.embedding import EMBEDDING_VERSION
from index.errors import DocumentError
from index.questions import OUTSIDE_FILE

__all__ = ["comparisons_path", "fingerprint", "fingerprint_of_outside", "questions_path"]

_OTHER_STEPS = (
    "__init__", "adapter", "building", "coverage", "devices", "e5_weights", "earlier", "embedding",
    "errors", "fingerprints", "journal", "leasing", "lexical", "model", "parts", "records",
    "searching", "snapshot", "twins", "vectors", "writing", "abbreviations", "filters", "names",
    "placing", "ranking", "vocabulary", "engines", "milvus_engine", "milvus_record",
    "classifier", "classifier_training", "examples", "word_parts",
)  # fmt: skip
"""Modules and packages of `index` that have no part in what stands between a source and its views;
all others have."""
_STEP_LIBRARIES = (
    "beautifulsoup4",
    "lxml",
    "markdown-it-py",
    "polib",
    "pypdf",
    "pysbd",
    "python-docx",
    "wordfreq",
)
"""Libraries that read the sources; another version may read them differently."""


def fingerprint(folder: Path) -> str:
    """Hash of everything that the passages and views of the document in `folder` are made from.

    Raises:
        DocumentError: a file cannot be read.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
        texts = companion_files(folder.parent, folder.name)
        return _hash_of([*files, questions_path(folder), comparisons_path(folder), *texts])
    except OSError as error:
        raise DocumentError(
            f"{folder.name}/{Path(error.filename or '').name}: cannot be read "
            f"({error.strerror or error})"
        ) from error


def fingerprint_of_outside(documents: Path) -> str:
    """The same for the questions that no document answers."""
    try:
        return _hash_of([documents / "questions" / OUTSIDE_FILE])
    except OSError:
        return ""  # reported when the file is read


def questions_path(folder: Path) -> Path:
    """The file of example questions of the document in `folder`."""
    return folder.parent / "questions" / f"{folder.name}.toml"


def comparisons_path(folder: Path) -> Path:
    """The file of questions that compare earlier texts with the document in `folder`."""
    return folder.parent / "questions" / f"{folder.name}.comparisons.toml"


def _hash_of(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256(_version_of_steps().encode())
    for path in paths:
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@cache
def _version_of_steps() -> str:
    """Hash of the code between a source and its vectors.

    It is the code itself, so that no change can be forgotten. Reading a document anew is cheap:
    texts that come out as before keep their vectors.
    """
    root = Path(__file__).parent
    paths = ((path, path.relative_to(root)) for path in sorted(root.rglob("*.py")))
    files = [path for path, name in paths if name.with_suffix("").parts[0] not in _OTHER_STEPS]
    digest = hashlib.sha256(EMBEDDING_VERSION.encode())
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for name in _STEP_LIBRARIES:
        digest.update(f"{name}={_installed(name)}\0".encode())
    return digest.hexdigest()


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
