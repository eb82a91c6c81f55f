"""The one page: title, what it is, conversation, question, examples."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TypeAlias

import gradio as gr

from assistant import wording
from assistant.answer import Answer, Mode, Question
from assistant.assistant import Assistant
from assistant.catalogue import say
from assistant.companions import reading_language
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
Asking: TypeAlias = Callable[[str, list[Answer], str], Iterator[Shown]]

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
    with gr.Blocks(title=wording.TITLE, analytics_enabled=False) as page:
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
        conversation = gr.HTML("", elem_id="conversation", container=False)
        answers = gr.State([], time_to_live=_SECONDS_KEPT)
        question = gr.Textbox(
            label=wording.QUESTION_LABEL,
            placeholder=wording.PLACEHOLDER,
            lines=2,
            max_lines=6,
            elem_id="question",
            autofocus=True,
        )
        with gr.Row():
            send = gr.Button(wording.SEND, variant="primary", elem_id="send")
            clear = gr.Button(wording.CLEAR, elem_id="clear")
        ask, outputs = _asking(assistant), [conversation, answers, question]
        for event in (send.click, question.submit):
            event(ask, [question, answers, mode], outputs)
        clear.click(lambda: ("", [], ""), None, outputs)
        mode.change(
            _switching(assistant, operator),
            [mode, answers],
            [conversation, answers, intro, mode, question, send, clear],
        )
        _add_examples(assistant, ask, [answers, mode], outputs)
    return page


def _asking(assistant: Assistant) -> Asking:
    """The event handler: shows the question at once, then its answer."""

    def ask(text: str, answers: list[Answer], mode: str) -> Iterator[Shown]:
        language = reading_language(mode == Mode.SIMPLE, "de")
        shown = _rendered(assistant, answers)
        yield shown + render_pending(text, language), answers, text
        history = tuple(answer.question.text for answer in answers)
        try:
            answer = assistant.ask(Question(text, mode=Mode(mode), history=history))
        except Exception:  # the one place between a fault and the person: log it, stay polite
            _log.exception("a question could not be answered")
            yield shown + render_failure(text, language), answers, text
            return
        answers = [*answers, answer]
        kept = "" if answer.statements or answer.nearest else text
        yield _rendered(assistant, answers), answers, kept

    return ask


def _switching(assistant: Assistant, operator: str) -> Callable[..., tuple[object, ...]]:
    """The event handler of the switch: the earlier answers and the page itself in the new mode."""

    def switch(mode: str, answers: list[Answer]) -> tuple[object, ...]:
        try:
            again = [assistant.ask(replace(a.question, mode=Mode(mode))) for a in answers]
        except Exception:  # as above: the conversation stays as it is
            _log.exception("the answers could not be given in another mode")
            again = answers
        language = reading_language(mode == Mode.SIMPLE, "de")
        return (
            _rendered(assistant, again),
            again,
            _intro(assistant, operator, language),
            gr.update(label=say(wording.MODE_LABEL, language)),
            gr.update(
                label=say(wording.QUESTION_LABEL, language),
                placeholder=say(wording.PLACEHOLDER, language),
            ),
            gr.update(value=say(wording.SEND, language)),
            gr.update(value=say(wording.CLEAR, language)),
        )

    return switch


def _rendered(assistant: Assistant, answers: list[Answer]) -> str:
    return render_conversation(answers, assistant.index.documents, assistant.glossary)


def _add_examples(
    assistant: Assistant, ask: Asking, inputs: list[gr.Component], outputs: list[gr.Component]
) -> None:
    examples = assistant.index.example_questions(_EXAMPLES)
    if not examples:
        return
    with gr.Column(elem_id="examples"):
        gr.HTML(f"<h2>{wording.EXAMPLES}</h2>")
        for example in examples:
            button = gr.Button(example, size="sm")
            button.click(ask, [gr.State(example), *inputs], outputs)


def _intro(assistant: Assistant, operator: str, language: str) -> str:
    """Title, what this is and who runs it, and the documents with their terms of use."""
    documents = "".join(
        f"<li><cite>{escape(document.title)}</cite>, {format_date(document.date)}. "
        f"{escape(document.publisher)}. {escape(document.licence)}</li>"
        for document in assistant.index.documents.values()
    )
    operated = say(wording.OPERATED_BY, language).format(operator)
    return (
        f"<h1>{wording.TITLE}</h1><p>{escape(say(wording.INTRO, language))}</p>"
        f"<p>{escape(operated)}</p>"
        f"<details><summary>{escape(say(wording.RIGHTS, language))}</summary>"
        f"<ul>{documents}</ul></details>"
    )
