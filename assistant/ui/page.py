"""The frame of all pages: title, what it is, the switches of language."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import wording
from assistant.answer import Mode
from assistant.assistant import Assistant
from assistant.catalogue import is_right_to_left, languages, say, spoken_language
from assistant.companions import reading_language
from assistant.formats import format_date
from assistant.ui.asking_page import add_asking_page
from assistant.ui.commitments_page import Register, add_commitments_page
from assistant.ui.comparison_page import add_comparison_page
from assistant.ui.document_page import DocumentPage, add_document_page
from assistant.ui.rendering import language_attributes

__all__ = ["build_page", "head", "stylesheet", "theme"]

_TITLES = {
    "asking": wording.ASKING,
    "commitments": wording.COMMITMENTS,
    "comparison": wording.COMPARISON,
    "document": wording.DOCUMENT,
}
_WAY = """addEventListener("go-to-place", (event) => trigger('go', { address: event.detail }));
arrive();"""
_ADDRESS = ("passage", "start", "end")
_SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif")


def theme() -> gr.themes.Base:
    """Fonts of the person's own device: nothing is fetched from other hosts."""
    return gr.themes.Default(
        primary_hue=gr.themes.colors.blue,
        font=list(_SYSTEM_FONTS),
        font_mono=["ui-monospace", "monospace"],
    ).set(button_primary_background_fill="#1d4e89", button_primary_background_fill_hover="#163d6b")


def head() -> str:
    """What stands in the head of the page: no search engine, the rules for paper, its script."""
    turned = [tag for tag in languages() if is_right_to_left(tag)]
    script = _read("page.js", "opening.js").replace("RIGHT_TO_LEFT", json.dumps(turned))
    paper = f'<style media="print">\n{_read("print.css")}</style>'
    return f'<meta name="robots" content="noindex">\n{paper}\n<script>\n{script}</script>'


def stylesheet() -> str:
    return _read("style.css", "pages.css")


def _read(*names: str) -> str:
    folder = Path(__file__).parent
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def build_page(assistant: Assistant, operator: str, title: str = "") -> gr.Blocks:
    """The page over an opened assistant.

    Args:
        operator: who runs it; if empty, the page says that nobody has said so.
        title: its heading; if empty, the program's name.
    """
    with gr.Blocks(title=title or wording.TITLE, analytics_enabled=False) as page:
        language = gr.Radio(
            [(say(wording.OWN_NAME, tag), tag) for tag in languages()],
            value="de",
            label=wording.LANGUAGE_LABEL,
            elem_id="language",
        )
        intro = gr.HTML(_intro(assistant, operator, title, "de"), elem_id="intro")
        mode = gr.Radio(
            [
                (wording.MODE_STANDARD, Mode.STANDARD.value),
                (wording.MODE_SIMPLE, Mode.SIMPLE.value),
            ],
            value=Mode.STANDARD.value,
            label=wording.MODE_LABEL,
            elem_id="mode",
        )
        rows = Register(lambda: assistant.index)
        with gr.Tabs(elem_id="pages", overflow_behavior="wrap") as pages:
            with _tab("asking") as asking:
                add_asking_page(assistant, language, mode)
            with _tab("commitments") as commitments:
                add_commitments_page(rows, commitments, language, mode)
            with _tab("comparison") as comparison:
                add_comparison_page(assistant, comparison, language, mode)
            with _tab("document") as document:
                opened = add_document_page(assistant, document, language, mode)
        _add_way(pages, opened, language, mode)
        gr.on(
            [mode.change, language.change],
            _speaking(assistant, operator, title),
            [mode, language],
            [intro, language, mode, asking, commitments, comparison, document],
        )
        page.load(rows.prepare, show_progress="hidden")  # while the first screen is being read
        page.load(_language_in_address, None, language, show_progress="hidden")
        language.change(None, language, None, js="(language) => { chooseLanguage(language); }")
    return page


def _tab(page: str) -> gr.Tab:
    return gr.Tab(_TITLES[page], id=page, elem_id=f"page-{page}")


def _add_way(pages: gr.Tabs, opened: DocumentPage, language: gr.Radio, mode: gr.Radio) -> None:
    """What page.js uses to open a permalink: an event that carries the parts of the address."""
    way = gr.HTML("", elem_id="way", js_on_load=_WAY, container=False)

    def go(mode: str, chosen: str, event: gr.EventData) -> tuple[object, ...]:
        if "passage" not in event.address:
            page = event.address.get("view")
            found = gr.update(selected=page) if page in _TITLES else gr.skip()
            return found, *(gr.skip() for _ in opened.parts)
        address = {name: str(value) for name, value in event.address.items() if name in _ADDRESS}
        shown = opened.open(address, reading_language(Mode(mode), chosen))
        return gr.update(selected="document"), *shown

    arrived = way.go(go, [mode, language], [pages, *opened.parts])
    arrived.then(None, js="() => { showPlace(); }")


def _speaking(
    assistant: Assistant, operator: str, title: str
) -> Callable[[str, str], tuple[object, ...]]:
    """The event handler of the switches: the words of the frame anew."""

    def switch(mode: str, chosen: str) -> tuple[object, ...]:
        language = reading_language(Mode(mode), chosen)
        return (
            _intro(assistant, operator, title, language),
            gr.update(label=say(wording.LANGUAGE_LABEL, language)),
            gr.update(label=say(wording.MODE_LABEL, language), visible=chosen == "de"),
            *(gr.update(label=say(title, language)) for title in _TITLES.values()),
        )

    return switch


def _language_in_address(request: gr.Request) -> Any:
    """`?language=uk` opens the page in Ukrainian; of others than the assistant's, in German."""
    return spoken_language(request.query_params.get("language", "")) or gr.skip()


def _intro(assistant: Assistant, operator: str, title: str, language: str) -> str:
    """Title, what this is and who runs it, and the documents with their terms of use."""
    documents = "".join(
        f'<li><cite lang="de" dir="ltr">{escape(document.title)}</cite>, '
        f"{escape(format_date(document.date, language))}. "
        f'<bdi lang="de">{escape(document.publisher)}. {escape(document.licence)}</bdi></li>'
        for document in assistant.index.documents.values()
    )
    run_by = wording.OPERATED_BY if operator else wording.OPERATOR_UNKNOWN
    named = f'<bdi lang="de">{escape(operator)}</bdi>'
    operated = escape(say(run_by, language)).format(named)
    if assistant.translator:
        engine = f"<bdi>{escape(assistant.translator)}</bdi>"
        operated += " " + escape(say(wording.MACHINE_SERVICE, language)).format(engine)
    title, purpose = title or say(wording.TITLE, language), say(wording.INTRO, language)
    return (
        f"<div {language_attributes(language)}><h1>{escape(title)}</h1><p>{escape(purpose)}</p>"
        f"<p>{operated}</p>"
        f"<details><summary>{escape(say(wording.RIGHTS, language))}</summary>"
        f"<ul>{documents}</ul></details></div>"
    )
