"""The page "Dokument": a whole document, and in it the words that a link leads to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

import gradio as gr

from assistant import wording
from assistant.answer import Mode
from assistant.assistant import Assistant
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.ui.copying import copy_button
from assistant.ui.places import Place, find_place
from assistant.ui.reading import render_document
from assistant.ui.rendering import language_attributes, render_origin
from index import Document, Index, Status

__all__ = ["DocumentPage", "add_document_page", "render_reading"]

Address: TypeAlias = dict[str, str]
"""The parts `passage`, `start` and `end` of a permalink; empty where none was followed."""
_FEW = 6
"""Documents that can be chosen at a glance; more are chosen from a list that can be searched."""
_SHOWN_OF_ADDRESS = 80


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the frame needs to open a permalink."""

    parts: list[gr.Component]
    open: Callable[[Address, str], tuple[Any, ...]]
    """Address and language -> values of the parts."""


def add_document_page(
    assistant: Assistant, tab: gr.Tab, language: gr.Radio, mode: gr.Radio
) -> DocumentPage:
    """Add the page inside its open tab; it is filled when it is first opened."""
    documents = _adopted_first(assistant.index)
    kind = gr.Radio if len(documents) <= _FEW else gr.Dropdown
    choice = kind(
        [(document.short_title, document.id) for document in documents],
        value=documents[0].id if documents else None,
        label=wording.CHOOSE_DOCUMENT,
        elem_id="document-choice",
    )
    address, filled = gr.State({}), gr.State(False)
    reading = gr.HTML("", elem_id="document", container=False)

    def show(document: str, address: Address, mode: str, chosen: str) -> str:
        reading = reading_language(Mode(mode), chosen)
        return render_reading(assistant.index, document, address, reading)

    def fill(filled: bool, *values: Any) -> tuple[object, bool]:
        return (gr.skip() if filled else show(*values)), True

    def choose(document: str, mode: str, chosen: str) -> tuple[Address, str]:
        return {}, show(document, {}, mode, chosen)

    def follow(filled: bool, *values: Any) -> tuple[object, object]:
        label = say(wording.CHOOSE_DOCUMENT, reading_language(Mode(values[-2]), values[-1]))
        return gr.update(label=label), show(*values) if filled else gr.skip()

    def open_place(address: Address, language: str) -> tuple[Any, ...]:
        index = assistant.index  # the one in use now
        place = find_place(index, address)
        document = place.passage.document_id if place else documents[0].id
        return document, address, True, render_reading(index, document, address, language)

    state = [filled, choice, address, mode, language]
    tab.select(fill, state, [reading, filled], show_progress="hidden")
    choice.input(choose, [choice, mode, language], [address, reading])
    gr.on([mode.change, language.change], follow, state, [choice, reading])
    return DocumentPage([choice, address, filled, reading], open_place)


def render_reading(
    index: Index, document_id: str, address: Mapping[str, Any], language: str
) -> str:
    """The document as HTML, with what the address leads to marked and named above it."""
    document = index.documents.get(document_id)
    if document is None:
        return ""
    passages = [passage for passage in index.passages if passage.document_id == document_id]
    place = find_place(index, address) if address else None
    top = _place_bar(index, place, address, language) if address else ""
    return top + render_document(document, passages, language, place)


def _place_bar(index: Index, place: Place | None, address: Mapping[str, Any], language: str) -> str:
    """The way back, what is marked and what it is worth, or what is wrong with the address."""
    back = f'<button type="button" class="back">{escape(say(wording.BACK, language))}</button>'
    message = ""
    if place is None:
        sought = str(address.get("passage", ""))[:_SHOWN_OF_ADDRESS]
        message = say(wording.NO_SUCH_PASSAGE, language).format(sought)
    elif not place.certain:
        message = say(wording.NO_SUCH_WORDS, language)
    said = f'<p class="message" role="alert">{escape(message)}</p>' if message else ""
    named = ""
    if place is not None:
        words = (place.start, place.end)
        named = render_origin(place.passage, index.documents, language) + copy_button(
            place.passage, index.documents, language, words
        )
    return f'<div class="bar" {language_attributes(language)}>{back}{said}{named}</div>'


def _adopted_first(index: Index) -> list[Document]:
    documents = list(index.documents.values())
    return sorted(documents, key=lambda document: document.status is not Status.ADOPTED)
