"""The frame of all pages: title, what it is, the switches of language."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import gradio as gr

from assistant import wording
from assistant.answer import Mode
from assistant.assistant import Assistant
from assistant.catalogue import languages, say
from assistant.companions import reading_language
from assistant.ui.asking_page import add_asking_page
from assistant.ui.rendering import RIGHT_TO_LEFT, language_attributes
from assistant.wording import format_date

__all__ = ["HEAD", "build_page", "stylesheet", "theme"]

HEAD = """<meta name="robots" content="noindex">
<script>
  let pageLanguage = "de";
  function speak(language) {
    const page = document.documentElement;
    pageLanguage = language;
    if (page.lang !== language) page.lang = language;
    page.dir = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
  }
  speak("de");
  new MutationObserver(() => {
    if (document.documentElement.lang !== pageLanguage) speak(pageLanguage);
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:hover, .term:focus")) {
      const back = () => term.classList.remove("dismissed");
      term.classList.add("dismissed");
      term.addEventListener("blur", back, { once: true });
      term.addEventListener("pointerleave", back, { once: true });
    }
  });
</script>""".replace("RIGHT_TO_LEFT", json.dumps(RIGHT_TO_LEFT))
"""Gradio fixes the page's language to English; this sets it right and keeps it so. Escape closes
the explanation of a word until the pointer or the focus moves on."""

_SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif")


def theme() -> gr.themes.Base:
    """Fonts of the person's own device: nothing is fetched from other hosts."""
    return gr.themes.Default(
        primary_hue=gr.themes.colors.blue,
        font=list(_SYSTEM_FONTS),
        font_mono=["ui-monospace", "monospace"],
    ).set(button_primary_background_fill="#1d4e89", button_primary_background_fill_hover="#163d6b")


def stylesheet() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def build_page(assistant: Assistant, operator: str) -> gr.Blocks:
    """The page over an opened assistant."""
    with gr.Blocks(title=wording.TITLE, analytics_enabled=False) as page:
        language = gr.Radio(
            [(say(wording.OWN_NAME, tag), tag) for tag in languages()],
            value="de",
            label=wording.LANGUAGE_LABEL,
            elem_id="language",
        )
        intro = gr.HTML(_intro(assistant, operator, "de"), elem_id="intro")
        mode = gr.Radio(
            [
                (wording.MODE_STANDARD, Mode.STANDARD.value),
                (wording.MODE_SIMPLE, Mode.SIMPLE.value),
            ],
            value=Mode.STANDARD.value,
            label=wording.MODE_LABEL,
            elem_id="mode",
        )
        add_asking_page(assistant, language, mode)
        gr.on(
            [mode.change, language.change],
            _speaking(assistant, operator),
            [mode, language],
            [intro, language, mode],
        )
        language.change(None, language, None, js="(language) => { speak(language); }")
    return page


def _speaking(assistant: Assistant, operator: str) -> Callable[[str, str], tuple[object, ...]]:
    """The event handler of the switches: the words of the frame anew."""

    def switch(mode: str, chosen: str) -> tuple[object, ...]:
        language = reading_language(Mode(mode), chosen)
        return (
            _intro(assistant, operator, language),
            gr.update(label=say(wording.LANGUAGE_LABEL, language)),
            gr.update(label=say(wording.MODE_LABEL, language), visible=chosen == "de"),
        )

    return switch


def _intro(assistant: Assistant, operator: str, language: str) -> str:
    """Title, what this is and who runs it, and the documents with their terms of use."""
    documents = "".join(
        f"<li><cite>{escape(document.title)}</cite>, {format_date(document.date)}. "
        f"{escape(document.publisher)}. {escape(document.licence)}</li>"
        for document in assistant.index.documents.values()
    )
    operated = say(wording.OPERATED_BY, language).format(operator)
    title, purpose = say(wording.TITLE, language), say(wording.INTRO, language)
    return (
        f"<div {language_attributes(language)}><h1>{escape(title)}</h1><p>{escape(purpose)}</p>"
        f"<p>{escape(operated)}</p>"
        f"<details><summary>{escape(say(wording.RIGHTS, language))}</summary>"
        f'<ul lang="de" dir="ltr">{documents}</ul></details></div>'
    )
