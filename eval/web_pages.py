"""Search measured on web pages: read, cut and indexed as documents of the product are.

Data: pages of Integreat (Tür an Tür Digitalfabrik; CC BY 4.0), a JSON list of objects with `id`,
`title` and `content` (HTML), and the questions of OMoS-QA on them, found by `pageId`.
"""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant import load_settings
from eval.omos import rows_of
from eval.ranking import RankFigures, rank_figures
from index import Encoder, build, load_model, open_index

__all__ = ["WebFigures", "measure_web_pages", "web_pages_command", "write_documents"]


@dataclass(frozen=True, slots=True)
class WebFigures:
    """How often the right page is found among all of them."""

    pages: int
    passages: int
    ranks: RankFigures


def write_documents(source: Path, documents: Path) -> int:
    """Write each page with content as a document of its own; their number.

    Raises:
        ValueError: the file is not of that form.
    """
    pages = json.loads(source.read_text(encoding="utf-8"))
    if not isinstance(pages, list) or not all(
        isinstance(page, dict) and {"id", "title", "content"} <= set(page) for page in pages
    ):
        raise ValueError(f"{source.name}: not a list of pages with id, title and content")
    written = 0
    for page in pages:
        if not page["content"].strip():
            continue
        folder = documents / str(page["id"])
        folder.mkdir(parents=True)
        html = f"<!doctype html><h1>{page['title']}</h1>{page['content']}"
        (folder / "source.html").write_text(html, encoding="utf-8")
        described = {
            "title": page["title"], "source": "source.html", "status": "information",
            "date": str(page.get("last_updated", "2023"))[:10], "publisher": "Integreat",
            "licence": "CC BY 4.0",
        }  # fmt: skip
        lines = (f"{key} = {json.dumps(value)}\n" for key, value in described.items())
        (folder / "document.toml").write_text("".join(lines), encoding="utf-8")
        written += 1
    return written


def measure_web_pages(
    source: Path, questions: Sequence[Path], encoder: Encoder, folder: Path
) -> tuple[WebFigures, list[str]]:
    """Index the pages below `folder` and search for the page of each answerable question.

    Returns:
        The figures, and a line for each page that could not be indexed.
    """
    documents = folder / "documents"
    pages = write_documents(source, documents)
    report = build(documents, folder / "index", encoder)
    index = open_index(folder / "index", documents, encoder)
    known = {passage.document_id for passage in index.passages}
    ranks: list[int] = []
    for row in (row for path in questions for row in rows_of(path)):
        page = str(row.get("pageId"))
        if row["answers"] and page in known:
            hits = index.search(row["question"], count=100, language="de")
            ranks.append(_rank(page, (hit.passage.document_id for hit in hits)))
    figures = WebFigures(pages, len(index.passages), rank_figures(ranks))
    return figures, report.problems


def _rank(page: str, found: Iterable[str]) -> int:
    order = list(dict.fromkeys(found))
    return order.index(page) + 1 if page in order else 0


def web_pages_command(
    pages: Annotated[Path, typer.Argument(help="JSON list of pages: id, title, content (HTML)")],
    questions: Annotated[list[Path], typer.Argument(help="OMoS-QA files with questions on them")],
) -> None:
    """Measure the search for the right web page, read and cut as the product does it."""
    settings = load_settings()
    encoder = load_model(settings.model, settings.models_folder)
    with tempfile.TemporaryDirectory() as folder:
        figures, problems = measure_web_pages(pages, questions, encoder, Path(folder))
    print(json.dumps({**asdict(figures), "problems": problems}, ensure_ascii=False, indent=1))
