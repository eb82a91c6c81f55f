"""One document's share of the index: its passages, companions and views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.companions import companion_files, read_companions
from index.corpus import Manuscript, load_document
from index.errors import DocumentError
from index.fingerprints import comparisons_path, questions_path
from index.passage import Companion, Document, Passage, View
from index.questions import load_questions
from index.views import views_of

__all__ = ["Share", "load_share"]


@dataclass(frozen=True, slots=True)
class Share:
    """What the index holds of one document."""

    document: Document
    passages: tuple[Passage, ...]
    companions: tuple[Companion, ...]
    views: tuple[View, ...]
    notes: tuple[str, ...]
    """What was left out of it, a line each."""


def load_share(folder: Path) -> Share:
    """Read the document in `folder` and all that belongs to it.

    Raises:
        DocumentError: the document or its questions cannot be used.
    """
    try:
        manuscript = load_document(folder)
        questions = load_questions(questions_path(folder))
        comparisons = load_questions(comparisons_path(folder))
        companions, notes = _companions(folder, manuscript.passages)
    except OSError as error:
        raise DocumentError(f"{folder.name}: cannot be read ({error})") from error
    return Share(
        manuscript.document,
        manuscript.passages,
        tuple(companions),
        tuple(views_of(manuscript.passages, questions, companions, comparisons)),
        (
            *manuscript.notes,
            *_unknown(manuscript, questions, questions_path(folder)),
            *_without_questions(manuscript, questions),
            *_unknown(manuscript, comparisons, comparisons_path(folder)),
            *notes,
        ),
    )


def _unknown(manuscript: Manuscript, questions: Mapping[str, object], path: Path) -> list[str]:
    """Notes on the passages that a file of questions names and the document does not have."""
    ids = {passage.id for passage in manuscript.passages}
    return [
        f"questions/{path.name}: no passage is called {id!r}; left out"
        for id in questions
        if id not in ids
    ]


def _without_questions(manuscript: Manuscript, questions: Mapping[str, object]) -> list[str]:
    ids = {passage.id for passage in manuscript.passages}
    without = len(ids - set(questions))
    name = manuscript.document.id
    return [f"{name}: {without} of {len(ids)} passages have no questions"] if without else []


def _companions(folder: Path, passages: Sequence[Passage]) -> tuple[list[Companion], list[str]]:
    companions: list[Companion] = []
    notes: list[str] = []
    for path in companion_files(folder.parent, folder.name):
        found = read_companions(path, passages)
        companions += found.companions.values()
        where = f"translations/{found.language}/{path.name}"
        notes += [f"translations/{problem}" for problem in found.problems]
        for ids, fault in (
            (found.stale, "belong to another wording of their passage; left out"),
            (found.unreviewed, "are not re-read (fuzzy); left out"),
            (found.empty, "are empty"),
        ):
            if ids:
                notes.append(f"{where}: {len(ids)} texts {fault}: {', '.join(ids[:3])}")
    return companions, notes
