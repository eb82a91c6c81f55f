"""Answers as HTML; every text is escaped, and German quotes say that they are German."""

import re
from collections.abc import Mapping
from html import escape

from assistant import wording
from assistant.answer import Answer, Citation, Statement
from index import Document, Hit, Passage, Status

__all__ = ["render_conversation", "render_failure", "render_pending"]

_STATUS_SIGNS = {
    Status.ADOPTED: "✔",
    Status.DRAFT: "✎",
    Status.APPROACH: "➜",
    Status.SUGGESTION: "❞",
    Status.INFORMATION: "ℹ",
}
_NEAREST_SHOWN = 3
_LONG_QUOTE = 90
"""Words from which a source shows its quote folded."""


def render_conversation(answers: list[Answer], documents: Mapping[str, Document]) -> str:
    """The whole conversation, oldest question first."""
    turns = [_turn(number, answer, documents) for number, answer in enumerate(answers, start=1)]
    return "".join(turns)


def render_pending(question: str) -> str:
    """A question whose answer is being looked for."""
    return (
        f'<article class="turn">{_question(question)}'
        f'<div class="answer pending" role="status">{wording.PENDING}</div></article>'
    )


def render_failure(question: str) -> str:
    """A question that could not be answered because something broke."""
    return (
        f'<article class="turn">{_question(question)}'
        f'<div class="answer" role="alert"><p class="message">{wording.FAILED}</p></div></article>'
    )


def _turn(number: int, answer: Answer, documents: Mapping[str, Document]) -> str:
    body = "".join(_statement(number, statement) for statement in answer.statements)
    if not answer.statements:
        body = f'<p class="message">{escape(answer.message)}</p>'
    notices = "".join(f"<li>{escape(notice)}</li>" for notice in answer.notices)
    if notices:
        notices = f'<ul class="notices">{notices}</ul>'
    return (
        f'<article class="turn" id="turn-{number}">{_question(answer.question.text)}'
        f'<div class="answer" lang="de" dir="ltr">{body}{notices}'
        f"{_sources(number, answer, documents)}</div></article>"
    )


def _question(text: str) -> str:
    if not text.strip():
        return ""
    return (
        f'<p class="question" dir="auto"><span class="hidden">Ihre Frage: </span>{escape(text)}</p>'
    )


def _statement(turn: int, statement: Statement) -> str:
    links = "".join(
        f' <a class="cite" href="#quelle-{turn}-{number}" aria-label="Quelle {number}">'
        f"[{number}]</a>"
        for number in statement.citations
    )
    return f'<p class="statement">{_marked_up(statement.text)}{links}</p>'


def _sources(turn: int, answer: Answer, documents: Mapping[str, Document]) -> str:
    if answer.citations:
        items = "".join(
            _source(turn, citation, documents[citation.passage.document_id])
            for citation in answer.citations
        )
        cited = dict.fromkeys(citation.passage.document_id for citation in answer.citations)
        rights = "".join(_rights(documents[document_id]) for document_id in cited)
        return f'<section class="sources"><h2>Quellen</h2><ol>{items}</ol>{rights}</section>'
    hits = answer.nearest[:_NEAREST_SHOWN]
    if not hits:
        return ""
    items = "".join(_nearest(hit, documents[hit.passage.document_id]) for hit in hits)
    return (
        '<section class="sources"><h2>Diese Stellen liegen Ihrer Frage am nächsten</h2>'
        f"<ul>{items}</ul></section>"
    )


def _source(turn: int, citation: Citation, document: Document) -> str:
    passage = citation.passage
    first, last = citation.start - passage.start, citation.end - passage.start
    context = (
        _marked_up(passage.text[:first])
        + f"<mark>{_marked_up(citation.quote)}</mark>"
        + _marked_up(passage.text[last:])
    )
    whole = ""
    if citation.quote != passage.text:
        whole = (
            "<details><summary>Im Zusammenhang lesen</summary>"
            f'<blockquote lang="de">{context}</blockquote></details>'
        )
    return (
        f'<li id="quelle-{turn}-{citation.number}" tabindex="-1" value="{citation.number}">'
        f"{_origin(passage, document)}{_quote(citation.quote)}{whole}</li>"
    )


def _rights(document: Document) -> str:
    """The terms under which a cited document may be used."""
    title, licence = escape(document.short_title), escape(document.licence)
    return f'<p class="rights"><cite>{title}</cite>: {licence}</p>'


def _quote(quote: str) -> str:
    """The quote; a long one, which stands in the answer already, can be opened."""
    block = f'<blockquote lang="de">{_marked_up(quote)}</blockquote>'
    if len(quote.split()) <= _LONG_QUOTE:
        return block
    return f"<details><summary>Zitat</summary>{block}</details>"


def _nearest(hit: Hit, document: Document) -> str:
    return (
        f"<li>{_origin(hit.passage, document)}"
        f'<blockquote lang="de">{_marked_up(hit.passage.text)}</blockquote></li>'
    )


def _origin(passage: Passage, document: Document) -> str:
    """Status badge, document, section, page and date."""
    status = passage.status
    place = " › ".join(passage.section[-2:])
    parts = [
        f"<cite>{escape(document.short_title)}</cite>",
        escape(place),
        _page(passage),
        escape(wording.format_date(document.date)),
        escape(passage.reference or ""),
    ]
    return (
        f'<p class="origin"><span class="badge {status.value}">'
        f'<span aria-hidden="true">{_STATUS_SIGNS[status]}</span> '
        f"{wording.STATUSES[status]}</span> " + " · ".join(part for part in parts if part) + "</p>"
    )


def _page(passage: Passage) -> str:
    if passage.page is not None:
        return f"Seite {passage.page}"
    if passage.section_page is not None:
        return f"Abschnitt ab Seite {passage.section_page}"
    return ""


def _marked_up(text: str) -> str:
    """Escaped text; what participants wanted deleted is shown as deleted."""
    shown = re.sub(
        r"~~(.+?)~~",
        r'<del><span class="hidden">[gestrichen: </span>\1<span class="hidden">]</span></del>',
        escape(text),
        flags=re.DOTALL,
    )
    return shown.replace("\n", "<br>")
