"""The one page: title, what it is, conversation, question, examples."""

import logging
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TypeAlias

import gradio as gr

from assistant.answer import Answer, Question
from assistant.assistant import Assistant
from assistant.ui.rendering import render_conversation, render_failure, render_pending
from assistant.wording import format_date

__all__ = ["HEAD", "build_page", "stylesheet", "theme"]

HEAD = """<meta name="robots" content="noindex">
<script>
  document.documentElement.lang = "de";
  new MutationObserver(() => {
    if (document.documentElement.lang !== "de") document.documentElement.lang = "de";
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
</script>"""
"""Gradio fixes the page's language to English; this sets it right and keeps it so."""

_log = logging.getLogger(__name__)

Shown: TypeAlias = tuple[str, list[Answer], str]
"""The conversation as HTML, its answers, what stands in the question field."""
Asking: TypeAlias = Callable[[str, list[Answer]], Iterator[Shown]]

_SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif")
_SECONDS_KEPT = 3600
"""How long a conversation stays in memory after the last question."""
_EXAMPLES = 6


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
    with gr.Blocks(title="Leitlinien-Assistent", analytics_enabled=False) as page:
        gr.HTML(_intro(assistant, operator), elem_id="intro")
        conversation = gr.HTML("", elem_id="conversation", container=False)
        answers = gr.State([], time_to_live=_SECONDS_KEPT)
        question = gr.Textbox(
            label="Ihre Frage",
            placeholder="Zum Beispiel: Wie hilft die Stadt beim Deutschlernen?",
            lines=2,
            max_lines=6,
            elem_id="question",
            autofocus=True,
        )
        with gr.Row():
            send = gr.Button("Fragen", variant="primary", elem_id="send")
            clear = gr.Button("Neues Gespräch", elem_id="clear")
        ask = _asking(assistant)
        for event in (send.click, question.submit):
            event(ask, [question, answers], [conversation, answers, question])
        clear.click(lambda: ("", [], ""), None, [conversation, answers, question])
        _add_examples(assistant, ask, answers, [conversation, answers, question])
    return page


def _asking(assistant: Assistant) -> Asking:
    """The event handler: shows the question at once, then its answer."""

    def ask(text: str, answers: list[Answer]) -> Iterator[Shown]:
        documents = assistant.index.documents
        shown = render_conversation(answers, documents)
        yield shown + render_pending(text), answers, text
        history = tuple(answer.question.text for answer in answers)
        try:
            answer = assistant.ask(Question(text, history=history))
        except Exception:  # the one place between a fault and the person: log it, stay polite
            _log.exception("a question could not be answered")
            yield shown + render_failure(text), answers, text
            return
        answers = [*answers, answer]
        kept = "" if answer.statements or answer.nearest else text
        yield render_conversation(answers, documents), answers, kept

    return ask


def _add_examples(
    assistant: Assistant, ask: Asking, answers: gr.State, outputs: list[gr.Component]
) -> None:
    examples = assistant.index.example_questions(_EXAMPLES)
    if not examples:
        return
    with gr.Column(elem_id="examples"):
        gr.HTML("<h2>Beispiele</h2>")
        for example in examples:
            button = gr.Button(example, size="sm")
            button.click(ask, [gr.State(example), answers], outputs)


def _intro(assistant: Assistant, operator: str) -> str:
    """Title, one sentence of what this is, and the documents with their terms of use."""
    documents = "".join(
        f"<li><cite>{escape(document.title)}</cite>, {format_date(document.date)}. "
        f"{escape(document.publisher)}. {escape(document.licence)}</li>"
        for document in assistant.index.documents.values()
    )
    return (
        "<h1>Leitlinien-Assistent</h1>"
        "<p>Dies ist ein automatisches System. Es beantwortet Fragen zu den "
        "Integrationspolitischen Leitlinien der Stadt, nur aus den unten genannten Dokumenten und "
        "mit wörtlichen Zitaten.</p>"
        f"<p>Betrieben von: {escape(operator)}. Ihre Fragen werden nicht gespeichert.</p>"
        f"<details><summary>Dokumente und Rechte</summary><ul>{documents}</ul></details>"
    )
