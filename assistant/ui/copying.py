"""Buttons that take words along: onto the clipboard with their source, or as a file."""

from collections.abc import Mapping
from html import escape

from assistant import wording
from assistant.catalogue import say
from assistant.export import SUFFIXES
from assistant.formats import format_date
from assistant.page_naming import page_in_words
from assistant.ui.places import place_link
from index import Document, Passage

__all__ = ["copy_button", "render_taking", "text_with_source"]


def text_with_source(quote: str, passage: Passage, document: Document, language: str) -> str:
    """The quote with status, document, section, reference, date and page, without its link."""
    parts = [
        say(wording.STATUSES[passage.status], language),
        document.title,
        " › ".join(passage.section),
        format_date(document.date, language),
        passage.reference or "",
        page_in_words(passage, language),
    ]
    return f"»{quote}«\n({'; '.join(part for part in parts if part)})"


def copy_button(
    passage: Passage,
    documents: Mapping[str, Document],
    language: str,
    words: tuple[int, int] | None = None,
) -> str:
    """A button that copies a passage, or `document.text[start:end]` of it, with its source.

    Args:
        words: (start, end) in the document's text.
    """
    document = documents[passage.document_id]
    start, end = words or (passage.start, passage.end)
    text = text_with_source(document.text[start:end], passage, document, language)
    said = {name: escape(say(words, language)) for name, words in _SAID.items()}
    return (
        f'<button type="button" class="copy" data-copy="{escape(text)}" '
        f'data-link="{escape(place_link(passage, *(words or ())))}" '
        f'data-copied="{said["copied"]}" data-failed="{said["failed"]}">{said["copy"]}</button>'
    )


def render_taking(language: str, number: int = 0) -> str:
    """A button for each format of a file; `assistant.ui.taking` makes it.

    Args:
        number: of what is taken along, where a part of the page shows several things.
    """
    label = escape(say(wording.TAKE_ALONG, language))
    buttons = "".join(
        f' <button type="button" class="take" data-suffix="{suffix}" data-number="{number}" '
        f'aria-label="{label} {_FORMATS[suffix]}">{_FORMATS[suffix]}</button>'
        for suffix in SUFFIXES
    )
    return f'<p class="taking">{label}{buttons}</p>'


_FORMATS = {".md": "Markdown", ".csv": "CSV", ".xlsx": "Excel", ".docx": "Word", ".pdf": "PDF"}
_SAID = {"copy": wording.COPY, "copied": wording.COPIED, "failed": wording.NOT_COPIED}
