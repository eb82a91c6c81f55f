"""A whole document as HTML: title, table of contents, page marks, and the words that are sought."""

from collections.abc import Mapping, Sequence
from html import escape

from assistant import wording
from assistant.catalogue import say
from assistant.formats import format_date
from assistant.ui.outline import Heading, Line, PageMark, outline
from assistant.ui.places import Place
from assistant.ui.rendering import language_attributes
from assistant.ui.words import render_words
from index import Document, Passage

__all__ = ["PLACE", "render_document"]

PLACE = "place"
"""Id of the words that are sought; the page goes there."""
_HIGHEST, _LOWEST = 3, 6
"""Levels of headings on the page; above them stand the page's title and the document's."""
_DEEPEST = 4


def render_document(
    document: Document, passages: Sequence[Passage], language: str, place: Place | None = None
) -> str:
    """The document with all its text, exactly the words of the place marked.

    Args:
        passages: of this document.
        language: of what is not the document's own; its text stays German.
    """
    blocks = outline(document, passages)
    starts = [block.start for block in blocks if isinstance(block, Heading)]
    numbers = {start: number for number, start in enumerate(starts, start=1)}
    words = _Words(document.text, place)
    body: list[str] = []
    in_list = False
    for block in blocks:
        listed = isinstance(block, Line) and block.item
        if listed != in_list:
            body.append('<ul class="lines">' if listed else "</ul>")
            in_list = listed
        body.append(_block(words, block, numbers, language))
    body.append("</ul>" if in_list else "")
    return (
        f'<div class="reading" {language_attributes(language)}>'
        f"{_contents(document, blocks, numbers, language)}"
        f'<article lang="de" dir="ltr">{_title(document)}{"".join(body)}</article></div>'
    )


def _title(document: Document) -> str:
    date = format_date(document.date)
    known = (document.title, date, document.reference, document.publisher)
    about = " · ".join(part for part in known if part)
    return f'<h2>{escape(document.short_title)}</h2><p class="origin">{escape(about)}</p>'


def _contents(
    document: Document,
    blocks: Sequence[Heading | Line | PageMark],
    numbers: Mapping[int, int],
    language: str,
) -> str:
    links = "".join(
        f'<li class="depth-{min(block.level - 1, _DEEPEST)}">'
        f'<a href="#abschnitt-{numbers[block.start]}">'
        f"{escape(document.text[block.start : block.end])}</a></li>"
        for block in blocks
        if isinstance(block, Heading)
    )
    if not links:
        return ""
    title = escape(say(wording.CONTENTS, language))
    return (
        f'<nav class="contents" aria-labelledby="contents-title">'
        f'<h2 id="contents-title">{title}</h2><ol lang="de" dir="ltr">{links}</ol></nav>'
    )


def _block(
    words: "_Words", block: Heading | Line | PageMark, numbers: Mapping[int, int], language: str
) -> str:
    if isinstance(block, PageMark):
        page = escape(say(wording.PAGE, language).format(block.page))
        return f'<p class="page" {language_attributes(language)}>{page}</p>'
    text = words.html(block.start, block.end)
    if isinstance(block, Heading):
        level = min(block.level - 1 + _HIGHEST, _LOWEST)
        return f'<h{level} id="abschnitt-{numbers[block.start]}" tabindex="-1">{text}</h{level}>'
    *around, own = block.passages or ("",)
    anchors = "".join(f'<span id="{escape(id)}"></span>' for id in around)
    identity = f' id="{escape(own)}"' if own else ""
    if not block.item:
        return f"<p{identity}>{anchors}{text}</p>"
    depth = min(block.depth, _DEEPEST)
    return f'<li class="depth-{depth}"{identity}>{anchors}{text}</li>'


class _Words:
    """Parts of a text as HTML; the first of its marks is where the page goes."""

    def __init__(self, text: str, place: Place | None) -> None:
        self._text = text
        self._spans = [(place.start, place.end)] if place else []
        self._id = f' id="{PLACE}" tabindex="-1"'

    def html(self, start: int, end: int) -> str:
        return render_words(self._text, start, end, self._spans, self._mark)

    def _mark(self, html: str) -> str:
        identity, self._id = self._id, ""
        return f"<mark{identity}>{html}</mark>"
