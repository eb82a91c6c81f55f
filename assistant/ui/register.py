"""The register of commitments as HTML: a table for the keyboard, and what belongs to one row."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant import wording
from assistant.catalogue import say
from assistant.commitments import Commitment
from assistant.ui.copying import render_taking
from assistant.ui.rendering import (
    language_attributes,
    render_badge,
    render_onward,
    render_origin,
)
from assistant.ui.words import render_words
from index import Document, Passage

__all__ = ["render_detail", "render_register"]

_COLUMNS = (
    wording.FIELD,
    wording.NUMBER,
    wording.EXACT_WORDING,
    wording.WHO_ACTS,
    wording.OBLIGATION,
    wording.STATUS,
)


def render_register(rows: Sequence[Commitment], of: int, language: str) -> str:
    """The rows as a table; of each row one button opens what belongs to it.

    The roles are said in so many words: the style makes boxes of the rows, which a browser need
    not lay out while they are out of sight.

    Args:
        of: number of rows that there are without a filter.
    """
    count = say(wording.ROWS_SHOWN, language).format(shown=len(rows), all=of)
    attributes = language_attributes(language)
    status = f'<p class="count" role="status" {attributes}>{escape(count)}</p>'
    if not rows:
        nothing = escape(say(wording.NOTHING_FITS, language))
        return f'{status}<p class="message" {attributes}>{nothing}</p>'
    heads = [escape(say(column, language)) for column in _COLUMNS]
    head = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    body = "".join(_row(row, heads, language, number == 0) for number, row in enumerate(rows))
    return (
        f'{status}<table class="register" role="table" {attributes} '
        f'data-language="{escape(language)}" data-failed="{escape(say(wording.FAILED, language))}">'
        f'<caption class="hidden">{escape(say(wording.REGISTER_HELP, language))}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
        f"<div {attributes}>{render_taking(language)}</div>"
    )


def render_detail(
    row: Commitment,
    related: Sequence[Passage],
    documents: Mapping[str, Document],
    language: str,
) -> str:
    """What belongs to a row: ways on, its draft or what became of it, and what is related.

    Args:
        related: action approaches and suggestions, the nearest first.
    """
    parts = [
        render_origin(row.passage, documents, language),
        render_onward(row.passage, documents, language),
    ]
    if row.drafts:
        parts.append(_list(wording.IN_THE_DRAFT, row.drafts, documents, language))
    if row.adopted:
        parts.append(_list(wording.BECAME, row.adopted, documents, language))
    if related:
        parts.append(_list(wording.RELATED, related, documents, language))
    else:
        parts.append(f"<p>{escape(say(wording.NOTHING_RELATED, language))}</p>")
    return f"<div {language_attributes(language)}>{''.join(parts)}</div>"


def _row(row: Commitment, heads: Sequence[str], language: str, first: bool) -> str:
    passage = row.passage
    spans = [span for obligation in row.obligations for span in obligation.words]
    text = render_words(passage.text, 0, len(passage.text), spans)
    button = (
        f'<button type="button" class="open" aria-expanded="false" '
        f'data-key="{escape(passage.id)}" tabindex="{0 if first else -1}">'
        f'<span aria-hidden="true">▸ </span>'
        f'<span class="hidden">{escape(say(wording.DETAILS, language))} </span>'
        f"{escape(_known_as(passage, language))}</button>"
    )
    cells = (
        str(passage.field) if passage.field is not None else "–",
        button,
        f'<div lang="de" dir="ltr">{text}</div>',
        _german(actor.text for actor in row.actors),
        _german(row.kinds),
        render_badge(passage.status, language),
    )
    shown = "".join(
        f'<td role="cell" data-head="{head}">{cell}</td>'
        for head, cell in zip(heads, cells, strict=True)
    )
    return f'<tr role="row">{shown}</tr>'


def _known_as(passage: Passage, language: str) -> str:
    return passage.number or say(wording.KINDS[passage.kind], language)


def _german(texts: Iterable[str]) -> str:
    """Words of the text, one below the other; a dash where it has none."""
    return "<br>".join(f'<bdi lang="de">{escape(text)}</bdi>' for text in texts) or "–"


def _list(
    title: str, passages: Sequence[Passage], documents: Mapping[str, Document], language: str
) -> str:
    items = "".join(
        f"<li>{render_origin(passage, documents, language)}"
        f'<blockquote lang="de" dir="ltr">{render_words(passage.text, 0, len(passage.text), ())}'
        f"</blockquote>{render_onward(passage, documents, language)}</li>"
        for passage in passages
    )
    return f'<h3>{escape(say(title, language))}</h3><ul class="cards">{items}</ul>'
