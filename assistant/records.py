"""Answers and passages as plain JSON objects: the stable interface for evaluation and export."""

from typing import Any

from assistant.answer import Answer, Citation
from index import Hit, Passage

__all__ = ["answer_record", "passage_record"]


def answer_record(answer: Answer, id: str | int | None = None) -> dict[str, Any]:
    """The object that `ask --json` prints and `batch` writes on a line."""
    return {
        "id": id,
        "outcome": answer.outcome.value,
        "language": answer.language,
        "mode": answer.question.mode.value,
        "text": answer.text,
        "statements": [
            {
                "text": statement.text,
                "citations": list(statement.citations),
                "language": statement.language,
            }
            for statement in answer.statements
        ],
        "citations": [_citation_record(citation) for citation in answer.citations],
        "retrieved": [_hit_record(hit) for hit in answer.nearest[:10]],
        "notices": list(answer.notices),
        "seconds": round(answer.seconds, 4),
    }


def passage_record(passage: Passage) -> dict[str, Any]:
    """The object that `passages --json` lists."""
    return {
        "id": passage.id,
        "document": passage.document_id,
        "kind": passage.kind.value,
        "status": passage.status.value,
        "field": passage.field,
        "number": passage.number,
        "section": list(passage.section),
        "page": passage.page,
        "page_label": passage.page_label,
        "section_page": passage.section_page,
        "reference": passage.reference,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def _citation_record(citation: Citation) -> dict[str, Any]:
    passage = citation.passage
    return {
        "number": citation.number,
        "passage": passage.id,
        "document": passage.document_id,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "section": list(passage.section),
        "page": passage.page,
        "page_label": passage.page_label,
        "section_page": passage.section_page,
        "kind": passage.kind.value,
        "status": passage.status.value,
        "reference": passage.reference,
    }


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "passage": hit.passage.id,
        "text": hit.passage.text,
        "status": hit.passage.status.value,
        "score": round(hit.score, 5),
    }
