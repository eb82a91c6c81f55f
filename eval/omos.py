"""Search measured on OMoS-QA: the right page among all pages of a file, without companions.

Data: OMoS-QA (Kleinle et al. 2024, Tür an Tür Digitalfabrik; CC BY 4.0). One JSON object a line:
`question`, `context` (sentences, one a line), `answers` (indices of the sentences that answer),
`id` (the same in all languages). Files are called `<split>_<language>.jsonl`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eval.ranking import RankFigures, rank_figures
from index import Document, Encoder, Hit, Index, Kind, Passage, Status, View, ViewRole
from index.classifier import Classifiers
from index.lexical import Analyser
from index.sentences import runs_of
from index.snapshot import Contents
from index.vectors.faiss import FaissStore

__all__ = ["Page", "index_of", "load_asked", "load_pages", "measure_pages", "rows_of", "sibling"]

_PAGES = "pages"
"""Id of their document."""
_CHUNK_WORDS = 110
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the questions that it answers."""

    text: str
    questions: tuple[str, ...]


def sibling(path: Path, language: str | None) -> Path:
    """The same split in another language: `dev_de.jsonl` -> `dev_ar.jsonl`."""
    if language is None:
        return path
    return path.with_name(f"{path.stem.rsplit('_', 1)[0]}_{language}{path.suffix}")


def load_pages(
    paths: Sequence[Path], question_language: str | None, page_language: str | None
) -> list[Page]:
    """Pages with the answerable questions on them; languages None are those of the paths.

    Raises:
        OSError: a file, or its sibling in a language, cannot be read.
        ValueError: a line is not of that form.
    """
    questions: dict[str, list[str]] = {}
    for path in paths:
        asked = {row["id"]: row for row in rows_of(sibling(path, question_language))}
        for row in rows_of(sibling(path, page_language)):
            of_page = questions.setdefault(row["context"], [])
            if row["answers"] and row["id"] in asked:
                of_page.append(asked[row["id"]]["question"])
    return [Page(text, tuple(asked)) for text, asked in questions.items()]


def load_asked(path: Path) -> list[str]:
    """All questions of a file."""
    return [row["question"] for row in rows_of(path)]


def measure_pages(
    pages: Sequence[Page],
    encoder: Encoder,
    question_language: str,
    page_language: str,
    beside: Contents | None = None,
) -> RankFigures:
    """Rank of each question's page in a search over all of them.

    Args:
        beside: an index that the pages are added to; each of its passages counts as a page.
    """
    index = index_of(pages, encoder, page_language, beside)
    ranks: list[int] = []
    for number, page in enumerate(pages):
        for question in page.questions:
            hits = index.search(question, count=100, language=question_language)
            found = list(dict.fromkeys(map(_page_of, hits)))
            ranks.append(found.index(number) + 1 if number in found else 0)
    return rank_figures(ranks)


def _page_of(hit: Hit) -> int | str | None:
    return hit.passage.field if hit.passage.document_id == _PAGES else hit.passage.id


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a file.

    Raises:
        ValueError: a line is not of that form.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        if not isinstance(row, dict) or not {"id", "question", "context", "answers"} <= set(row):
            raise ValueError(f"{where}: not a line of OMoS-QA")
        yield row


def index_of(
    pages: Sequence[Page], encoder: Encoder, language: str, beside: Contents | None = None
) -> Index:
    """An index in memory; a page's number is the `field` of its passages.

    Args:
        beside: what the pages are added to.
    """
    passages = tuple(
        _passage(number, part, "\n".join(run), page.text.split("\n")[0])
        for number, page in enumerate(pages)
        for part, run in enumerate(runs_of(page.text.split("\n"), _CHUNK_WORDS))
    )
    views = tuple(
        View(p.id, ViewRole.TEXT, language, f"{p.section[0]}\n{p.text}") for p in passages
    )
    order = sorted(range(len(views)), key=lambda i: len(views[i].text))
    vectors = np.empty((len(views), encoder.encode(["x"], "passage").shape[1]), np.float32)
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        vectors[batch] = encoder.encode([views[i].text for i in batch], "passage")
    document = Document(_PAGES, "", "", Status.INFORMATION, "", None, "", "", "", "", "")
    contents = Contents(encoder.name, {}, (document,), passages, (), (), views, vectors)
    if beside:
        contents = replace(
            beside,
            documents=(*beside.documents, document),
            passages=(*beside.passages, *passages),
            views=(*beside.views, *views),
            vectors=np.concatenate([beside.vectors, vectors]),
        )
    classifiers = Classifiers.load(beside.folder) if beside and beside.folder else Classifiers()
    store = FaissStore.of(contents.vectors)
    return Index(contents, store, encoder, Analyser({}), classifiers=classifiers)


def _passage(number: int, part: int, text: str, title: str) -> Passage:
    return Passage(
        f"{number}/{part}", _PAGES, text, (title,), Kind.INFORMATION, Status.INFORMATION,
        number, None, None, None, None, 0, len(text),
    )  # fmt: skip
