"""Answers as HTML; every text is escaped, and German quotes say that they are German."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from assistant import wording
from assistant.answer import Answer, Citation, Statement
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.glossary import Glossary
from index import Document, Hit, Passage, Status
from index.companions import SIMPLE

__all__ = [
    "RIGHT_TO_LEFT",
    "language_attributes",
    "render_conversation",
    "render_failure",
    "render_pending",
]

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
_NO_WORDS = Glossary()
RIGHT_TO_LEFT = ("ar", "fa")


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the parts of one turn share."""

    number: int
    language: str
    """Of what the assistant says."""
    documents: Mapping[str, Document]
    glossary: Glossary

    def say(self, text: str) -> str:
        return escape(say(text, self.language))

    def marked_up(self, text: str) -> str:
        """The text as HTML; in simple German with hard words explained."""
        return _marked_up(text, self.glossary if self.language == SIMPLE else _NO_WORDS)


def render_conversation(
    answers: list[Answer], documents: Mapping[str, Document], glossary: Glossary = _NO_WORDS
) -> str:
    """The whole conversation, oldest question first."""
    turns: list[str] = []
    for number, answer in enumerate(answers, start=1):
        language = reading_language(answer.question.mode, answer.language)
        turns.append(_turn(_Turn(number, language, documents, glossary), answer))
    return "".join(turns)


def render_pending(question: str, language: str = "de") -> str:
    """A question whose answer is being looked for."""
    return (
        f'<article class="turn">{_question(question)}'
        f'<div class="answer pending" role="status">{say(wording.PENDING, language)}</div>'
        "</article>"
    )


def render_failure(question: str, language: str = "de") -> str:
    """A question that could not be answered because something broke."""
    failed = say(wording.FAILED, language)
    return (
        f'<article class="turn">{_question(question)}'
        f'<div class="answer" role="alert"><p class="message">{failed}</p></div></article>'
    )


def _turn(turn: _Turn, answer: Answer) -> str:
    body = "".join(_statement(turn, statement) for statement in answer.statements)
    if not answer.statements:
        body = f'<p class="message">{escape(answer.message)}</p>'
    notices = "".join(f"<li>{escape(notice)}</li>" for notice in answer.notices)
    if notices:
        notices = f'<ul class="notices">{notices}</ul>'
    return (
        f'<article class="turn" id="turn-{turn.number}">{_question(answer.question.text)}'
        f'<div class="answer" {language_attributes(turn.language)}>{body}{notices}'
        f"{_sources(turn, answer)}</div></article>"
    )


def language_attributes(tag: str) -> str:
    """The attributes of a text: its language and the direction in which it is read."""
    language = tag.split("-", maxsplit=1)[0]
    return f'lang="{language}" dir="{"rtl" if language in RIGHT_TO_LEFT else "ltr"}"'


def _question(text: str) -> str:
    if not text.strip():
        return ""
    return (
        f'<p class="question" dir="auto"><span class="hidden">{wording.QUESTION_LABEL}: </span>'
        f"{escape(text)}</p>"
    )


def _statement(turn: _Turn, statement: Statement) -> str:
    links = "".join(
        f' <a class="cite" href="#quelle-{turn.number}-{number}" '
        f'aria-label="{turn.say(wording.SOURCE).format(number)}">[{number}]</a>'
        for number in statement.citations
    )
    text, language = turn.marked_up(statement.text), statement.language
    if language == "de" and turn.language.split("-", maxsplit=1)[0] != "de":
        lead, mark, quote = text.partition("»")
        text, language = f'{lead}<bdi lang="de">{mark}{quote}</bdi>', turn.language
    return f'<p class="statement" {language_attributes(language)}>{text}{links}</p>'


def _sources(turn: _Turn, answer: Answer) -> str:
    if answer.citations:
        items = "".join(_source(turn, citation) for citation in answer.citations)
        cited = dict.fromkeys(citation.passage.document_id for citation in answer.citations)
        rights = "".join(_rights(turn.documents[document_id]) for document_id in cited)
        title = turn.say(wording.SOURCES)
        return f'<section class="sources"><h2>{title}</h2><ol>{items}</ol>{rights}</section>'
    hits = answer.nearest[:_NEAREST_SHOWN]
    if not hits:
        return ""
    items = "".join(_nearest(turn, hit) for hit in hits)
    title = turn.say(wording.NEAREST)
    return f'<section class="sources"><h2>{title}</h2><ul>{items}</ul></section>'


def _source(turn: _Turn, citation: Citation) -> str:
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
            f"<details><summary>{turn.say(wording.IN_CONTEXT)}</summary>"
            f'<blockquote lang="de" dir="ltr">{context}</blockquote></details>'
        )
    return (
        f'<li id="quelle-{turn.number}-{citation.number}" tabindex="-1" '
        f'value="{citation.number}">{_origin(turn, passage)}{_quote(turn, citation.quote)}{whole}'
        "</li>"
    )


def _rights(document: Document) -> str:
    """The terms under which a cited document may be used."""
    title, licence = escape(document.short_title), escape(document.licence)
    return f'<p class="rights" lang="de" dir="ltr"><cite>{title}</cite>: {licence}</p>'


def _quote(turn: _Turn, quote: str) -> str:
    """The quote; a long one, which stands in the answer already, can be opened."""
    block = f'<blockquote lang="de" dir="ltr">{turn.marked_up(quote)}</blockquote>'
    if len(quote.split()) <= _LONG_QUOTE:
        return block
    return f"<details><summary>{turn.say(wording.QUOTE)}</summary>{block}</details>"


def _nearest(turn: _Turn, hit: Hit) -> str:
    return (
        f"<li>{_origin(turn, hit.passage)}"
        f'<blockquote lang="de" dir="ltr">{turn.marked_up(hit.passage.text)}</blockquote></li>'
    )


def _origin(turn: _Turn, passage: Passage) -> str:
    """Status badge, document, section, page and date."""
    status, document = passage.status, turn.documents[passage.document_id]
    parts = [
        f"<cite>{_german(document.short_title)}</cite>",
        _german(" › ".join(passage.section[-2:])),
        _page(turn, passage),
        _german(wording.format_date(document.date)),
        _german(passage.reference or ""),
    ]
    return (
        f'<p class="origin"><span class="badge {status.value}">'
        f'<span aria-hidden="true">{_STATUS_SIGNS[status]}</span> '
        f"{turn.say(wording.STATUSES[status])}</span> "
        + " · ".join(part for part in parts if part)
        + "</p>"
    )


def _german(text: str) -> str:
    """German words among those of another language, which may run the other way."""
    return f'<bdi lang="de">{escape(text)}</bdi>' if text else ""


def _page(turn: _Turn, passage: Passage) -> str:
    if passage.page is not None and passage.page_label:
        label, page = passage.page_label, passage.page
        return turn.say(wording.LABELLED_PAGE).format(label=escape(label), page=page)
    if passage.page is not None:
        return turn.say(wording.PAGE).format(passage.page)
    if passage.section_page is not None:
        return turn.say(wording.SECTION_PAGE).format(passage.section_page)
    return ""


def _marked_up(text: str, glossary: Glossary = _NO_WORDS) -> str:
    """Escaped text; what participants wanted deleted is shown as deleted, hard words explained."""
    parts: list[str] = []
    done = 0
    for start, end, entry in glossary.find(text):
        parts += [escape(text[done:start]), _explained(text[start:end], entry.explanation)]
        done = end
    opening = f'<del><span class="hidden">[{wording.DELETED}: </span>'
    deleted = rf'{opening}\1<span class="hidden">]</span></del>'
    html = "".join([*parts, escape(text[done:])])
    shown = re.sub(r"~~(.+?)~~", deleted, html, flags=re.DOTALL)
    return shown.replace("\n", "<br>")


def _explained(word: str, explanation: str) -> str:
    """A word whose explanation appears on pointing at it, and on reaching it by keyboard."""
    return (
        f'<span class="term" tabindex="0">{escape(word)}'
        f'<span class="tip" role="note">{escape(explanation)}</span></span>'
    )
