import json

import pytest

from eval.ranking import RankFigures
from eval.web_pages import measure_web_pages, write_documents
from index.corpus import load_document
from tests.fakes import FakeEncoder

PAGES = [
    {"id": 1, "title": "Deutschkurse", "content": "<p>Kurse lehren die deutsche Sprache.</p>"},
    {"id": 2, "title": "Wohnungen", "content": "<p>Die Vermietung vermittelt Wohnungen.</p>"},
    {"id": 3, "title": "Leer", "content": " "},
    {"id": 4, "title": "Kaputt", "content": "<nav></nav><!-- -->"},
]
QUESTIONS = [
    {"id": 1, "question": "Deutschkurse Sprache", "context": "", "answers": [1], "pageId": 1},
    {"id": 2, "question": "Vermietung Wohnungen", "context": "", "answers": [1], "pageId": 2},
    {"id": 3, "question": "Nicht zu beantworten", "context": "", "answers": [], "pageId": 2},
    {"id": 4, "question": "Andere Stadt", "context": "", "answers": [1], "pageId": 99},
]


@pytest.fixture
def files(tmp_path):
    """A file of pages and one of questions."""
    pages, questions = tmp_path / "pages.json", tmp_path / "dev_de.jsonl"
    pages.write_text(json.dumps(PAGES), encoding="utf-8")
    questions.write_text("\n".join(json.dumps(row) for row in QUESTIONS), encoding="utf-8")
    return pages, questions


def test_pages_become_documents(files, tmp_path):
    assert write_documents(files[0], tmp_path / "documents") == 3
    manuscript = load_document(tmp_path / "documents" / "1")
    assert manuscript.document.title == "Deutschkurse"
    assert manuscript.passages[0].section == ("Deutschkurse",)


def test_right_page_is_looked_for_among_all(files, tmp_path):
    figures, problems = measure_web_pages(files[0], [files[1]], FakeEncoder(), tmp_path / "built")
    assert (figures.pages, figures.passages) == (3, 3)
    assert figures.ranks == RankFigures(2, 1.0, 1.0, 1.0)
    assert problems == []


@pytest.mark.parametrize("content", ["{}", '[{"id": 1}]', "[5]"])
def test_other_files_are_refused(tmp_path, content):
    (tmp_path / "pages.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"pages\.json: not a list of pages"):
        write_documents(tmp_path / "pages.json", tmp_path / "documents")
