"""Answers as HTML; every text is escaped, and German quotes say that they are German."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from assistant import wording
from assistant.answer import Answer, Citation, Statement
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.composing import MachineText
from assistant.formats import format_date, format_number
from assistant.glossary import Glossary
from assistant.page_naming import page_in_words
from assistant.ui.copying import copy_button, render_taking
from assistant.ui.direction import language_attributes
from assistant.ui.places import place_link
from assistant.ui.words import deletion
from index import Document, Hit, Passage, Status
from index.companions import SIMPLE
from index.names import Names
from index.passage import Companion

__all__ = [
    "language_attributes",
    "render_badge",
    "render_conversation",
    "render_failure",
    "render_onward",
    "render_origin",
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
_NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the parts of one turn share."""

    number: int
    language: str
    """Of what the assistant says."""
    documents: Mapping[str, Document]
    glossary: Glossary
    names: Names
    beside: Mapping[str, Companion]
    """Passage id -> its text in the language."""

    def say(self, text: str) -> str:
        return escape(say(text, self.language))

    def marked_up(self, text: str) -> str:
        """The text as HTML; in simple German with hard words explained."""
        glossary = self.glossary if self.language == SIMPLE else _NO_WORDS
        return _marked_up(text, self.language, glossary)


def render_conversation(
    answers: list[Answer],
    documents: Mapping[str, Document],
    glossary: Glossary = _NO_WORDS,
    names: Names = _NO_NAMES,
) -> str:
    """The whole conversation, oldest question first."""
    turns: list[str] = []
    for number, answer in enumerate(answers, start=1):
        language = reading_language(answer.question.mode, answer.language)
        beside = {companion.passage_id: companion for companion in answer.companions}
        turn = _Turn(number, language, documents, glossary, names, beside)
        turns.append(_turn(turn, answer))
    return "".join(turns)


def render_pending(question: str, language: str = "de") -> str:
    """A question whose answer is being looked for."""
    return (
        f'<article class="turn">{_question(question, language)}'
        f'<div class="answer pending" role="status">{say(wording.PENDING, language)}</div>'
        "</article>"
    )


def render_failure(question: str, language: str = "de") -> str:
    """A question that could not be answered because something broke."""
    failed = say(wording.FAILED, language)
    return (
        f'<article class="turn">{_question(question, language)}'
        f'<div class="answer" role="alert"><p class="message">{failed}</p></div></article>'
    )


def _turn(turn: _Turn, answer: Answer) -> str:
    body = "".join(_statement(turn, statement) for statement in answer.statements)
    if not answer.statements:
        body = f'<p class="message">{escape(answer.message)}</p>'
    notices = "".join(f"<li>{escape(notice)}</li>" for notice in answer.notices)
    if notices:
        notices = f'<ul class="notices">{notices}</ul>'
    holds_something = bool(answer.statements or answer.nearest)
    taking = render_taking(turn.language, turn.number) if holds_something else ""
    question = _question(answer.question.text, turn.language)
    return (
        f'<article class="turn" id="turn-{turn.number}">{question}'
        f'<div class="answer" {language_attributes(turn.language)}>{body}{notices}'
        f"{_sources(turn, answer)}{taking}</div></article>"
    )


def _question(text: str, language: str) -> str:
    if not text.strip():
        return ""
    label = escape(say(wording.QUESTION_LABEL, language))
    return (
        f'<p class="question" dir="auto"><span class="hidden" {language_attributes(language)}>'
        f"{label}: </span>{escape(text)}</p>"
    )


def _statement(turn: _Turn, statement: Statement) -> str:
    links = "".join(_link(turn, number) for number in statement.citations)
    text, language = turn.marked_up(statement.text), statement.language
    if language == "de" and turn.language.split("-", maxsplit=1)[0] != "de":
        lead, mark, quote = text.partition("»")
        text, language = f'{lead}<bdi lang="de">{mark}{quote}</bdi>', turn.language
    return f'<p class="statement" {language_attributes(language)}>{text}{links}</p>'


def _link(turn: _Turn, number: int) -> str:
    """From a statement to its source."""
    label = turn.say(wording.SOURCE).format(format_number(number, turn.language))
    return (
        f' <a class="cite" href="#quelle-{turn.number}-{number}" '
        f'aria-label="{label}">[{number}]</a>'
    )


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
        _marked_up(passage.text[:first], turn.language)
        + f"<mark>{_marked_up(citation.quote, turn.language)}</mark>"
        + _marked_up(passage.text[last:], turn.language)
    )
    words = (citation.start, citation.end)
    whole = ""
    if citation.quote != passage.text:
        whole = (
            f"<details><summary>{turn.say(wording.IN_CONTEXT)}</summary>"
            f'<blockquote lang="de" dir="ltr">{context}</blockquote></details>'
        )
    return (
        f'<li id="quelle-{turn.number}-{citation.number}" tabindex="-1" '
        f'value="{citation.number}">{_origin(turn, passage)}'
        f"{_quote(turn, citation.quote, turn.beside.get(passage.id))}{whole}"
        f"{render_onward(passage, turn.documents, turn.language, words)}</li>"
    )


def _rights(document: Document) -> str:
    """The terms under which a cited document may be used."""
    title, licence = escape(document.short_title), escape(document.licence)
    return f'<p class="rights" lang="de" dir="ltr"><cite>{title}</cite>: {licence}</p>'


def _quote(turn: _Turn, quote: str, companion: Companion | None) -> str:
    """The quote, and its text in the reader's language beside it.

    A long one, which stands in the answer already, can be opened.
    """
    block = f'<blockquote lang="de" dir="ltr">{turn.marked_up(quote)}</blockquote>'
    if companion is not None:
        block = _side_by_side(turn, block, companion)
    if len(quote.split()) <= _LONG_QUOTE:
        return block
    return f"<details><summary>{turn.say(wording.QUOTE)}</summary>{block}</details>"


def _side_by_side(turn: _Turn, original: str, companion: Companion) -> str:
    """The German wording and a text in another language, each named; on a phone one below it."""
    label = _label(turn, companion)
    text = turn.marked_up(companion.text)
    return (
        f'<div class="pair"><div><p class="label">{turn.say(wording.ORIGINAL)}</p>{original}</div>'
        f'<div><p class="label">{label}</p>'
        f"<blockquote {language_attributes(companion.language)}>{text}</blockquote></div></div>"
    )


def _label(turn: _Turn, companion: Companion) -> str:
    if isinstance(companion, MachineText):
        return turn.say(wording.MACHINE_MARK).format(escape(companion.engine))
    simple = companion.language == SIMPLE
    return turn.say(wording.MODE_SIMPLE if simple else wording.UNOFFICIAL)


def _nearest(turn: _Turn, hit: Hit) -> str:
    passage = hit.passage
    quote = _quote(turn, passage.text, turn.beside.get(passage.id))
    onward = render_onward(passage, turn.documents, turn.language)
    return f"<li>{_origin(turn, passage)}{quote}{onward}</li>"


def _origin(turn: _Turn, passage: Passage) -> str:
    """Status badge, document, section, page and date."""
    status, document = passage.status, turn.documents[passage.document_id]
    parts = [
        f"<cite>{_german(document.short_title)}</cite>",
        _section(turn, passage),
        escape(page_in_words(passage, turn.language)),
        escape(format_date(document.date, turn.language)),
        _german(passage.reference or ""),
    ]
    known = " · ".join(part for part in parts if part)
    return f'<p class="origin">{render_badge(status, turn.language)} {known}</p>'


def _section(turn: _Turn, passage: Passage) -> str:
    """The section's titles, in the reader's language too where they are known."""
    german = _german(" › ".join(passage.section[-2:]))
    known = turn.names.path(passage.section, turn.language)
    return f"<bdi>{escape(known)}</bdi> ({german})" if known and german else german


def _german(text: str) -> str:
    """German words among those of another language, which may run the other way."""
    return f'<bdi lang="de">{escape(text)}</bdi>' if text else ""


def _marked_up(text: str, language: str, glossary: Glossary = _NO_WORDS) -> str:
    """Escaped text; what participants wanted deleted is shown as deleted, hard words explained."""
    parts: list[str] = []
    done = 0
    for start, end, entry in glossary.find(text):
        parts += [escape(text[done:start]), _explained(text[start:end], entry.explanation)]
        done = end
    opening, closing = deletion(language)
    html = "".join([*parts, escape(text[done:])])
    shown = re.sub(
        r"~~(.+?)~~", lambda found: f"{opening}{found[1]}{closing}", html, flags=re.DOTALL
    )
    return shown.replace("\n", "<br>")


def _explained(word: str, explanation: str) -> str:
    """A word whose explanation appears on pointing at it, and on reaching it by keyboard."""
    return (
        f'<span class="term" tabindex="0">{escape(word)}'
        f'<span class="tip" role="note">{escape(explanation)}</span></span>'
    )


def render_origin(passage: Passage, documents: Mapping[str, Document], language: str) -> str:
    """What a passage is worth and where it stands."""
    return _origin(_Turn(0, language, documents, _NO_WORDS, _NO_NAMES, {}), passage)


def render_badge(status: Status, language: str) -> str:
    """What a text is worth, in words and with a sign of its own."""
    words = escape(say(wording.STATUSES[status], language))
    sign = f'<span aria-hidden="true">{_STATUS_SIGNS[status]}</span>'
    return f'<span class="badge {status.value}">{sign} {words}</span>'


def render_onward(
    passage: Passage,
    documents: Mapping[str, Document],
    language: str,
    words: tuple[int, int] | None = None,
) -> str:
    """Ways on from a passage: to its place in the document, and onto the clipboard.

    Args:
        words: (start, end) in the document's text; None for the whole passage.
    """
    link = escape(place_link(passage, *(words or ())))
    read = escape(say(wording.OPEN_IN_DOCUMENT, language))
    copy = copy_button(passage, documents, language, words)
    return f'<p class="onward"><a href="{link}">{read}</a> {copy}</p>'
