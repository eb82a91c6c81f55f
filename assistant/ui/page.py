"""The one page: title, what it is, conversation, question, examples."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

import gradio as gr

from assistant import wording
from assistant.answer import Answer, Mode, Question
from assistant.assistant import Assistant
from assistant.catalogue import languages, say
from assistant.companions import reading_language
from assistant.formats import format_date
from assistant.language import RIGHT_TO_LEFT
from assistant.ui.language_choice import add_language_choice
from assistant.ui.rendering import (
    language_attributes,
    render_conversation,
    render_failure,
    render_pending,
)

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

_log = logging.getLogger(__name__)

Shown: TypeAlias = tuple[str, list[Answer], str]
"""The conversation as HTML, its answers, what stands in the question field."""
Asking: TypeAlias = Callable[[str, list[Answer], str, str], Iterator[Shown]]

_SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif")
_SECONDS_KEPT = 3600
"""How long a conversation stays in memory after the last question."""
_EXAMPLES = 6
_IN_TURN: dict[str, Any] = {"concurrency_id": "conversation", "concurrency_limit": 1}
"""Of events that change the conversation: one after the other, or the last to end would win. The
model uses all processors for each question as it is."""


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
        conversation = gr.HTML("", elem_id="conversation", container=False)
        answers = gr.State([], time_to_live=_SECONDS_KEPT)
        add_language_choice(assistant, answers, conversation, language, **_IN_TURN)
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
            event(ask, [question, answers, mode, language], outputs, **_IN_TURN)
        clear.click(lambda: ("", [], ""), None, outputs)
        examples = _add_examples(assistant, ask, [answers, mode, language], outputs)
        gr.on(
            [mode.change, language.change],
            _switching(assistant, operator, len(examples) - 1),
            [mode, answers, language],
            [conversation, answers, intro, language, mode, question, send, clear, *examples],
            **_IN_TURN,
        )
        language.change(None, language, None, js="(language) => { speak(language); }")
    return page


def _asking(assistant: Assistant) -> Asking:
    """The event handler: shows the question at once, then its answer."""

    def ask(text: str, answers: list[Answer], mode: str, chosen: str = "de") -> Iterator[Shown]:
        language = reading_language(Mode(mode), chosen)
        shown = _rendered(assistant, answers)
        yield shown + render_pending(text, language), answers, text
        history = tuple(answer.question.text for answer in answers)
        try:
            answer = assistant.ask(Question(text, _wanted(chosen), Mode(mode), history))
        except Exception:  # the one place between a fault and the person: log it, stay polite
            _log.exception("a question could not be answered")
            yield shown + render_failure(text, language), answers, text
            return
        answers = [*answers, answer]
        kept = "" if answer.statements or answer.nearest else text
        yield _rendered(assistant, answers), answers, kept

    return ask


def _wanted(chosen: str) -> str | None:
    """The language of the answers: on the German page it is found out from each question."""
    return None if chosen == "de" else chosen


def _asked_again(question: Question, mode: Mode, chosen: str) -> Question:
    """Another mode keeps the language chosen for a question; another page language replaces it."""
    language = _wanted(chosen) if question.mode is mode else question.language
    return replace(question, mode=mode, language=language)


def _switching(
    assistant: Assistant, operator: str, examples: int
) -> Callable[..., tuple[object, ...]]:
    """The event handler of the switches: the earlier answers and the page itself anew.

    Args:
        examples: number of buttons with example questions.
    """

    def switch(mode: str, answers: list[Answer], chosen: str = "de") -> tuple[object, ...]:
        asked = [_asked_again(answer.question, Mode(mode), chosen) for answer in answers]
        try:
            again = [assistant.ask(question) for question in asked]
        except Exception:  # as above: the conversation stays as it is
            _log.exception("the answers could not be given in another mode")
            again = answers
        language = reading_language(Mode(mode), chosen)
        return (
            _rendered(assistant, again),
            again,
            _intro(assistant, operator, language),
            gr.update(label=say(wording.LANGUAGE_LABEL, language)),
            gr.update(label=say(wording.MODE_LABEL, language), visible=chosen == "de"),
            gr.update(
                label=say(wording.QUESTION_LABEL, language),
                placeholder=say(wording.PLACEHOLDER, language),
            ),
            gr.update(value=say(wording.SEND, language)),
            gr.update(value=say(wording.CLEAR, language)),
            *_examples_in(assistant, chosen, language, examples),
        )

    return switch


def _examples_in(
    assistant: Assistant, chosen: str, language: str, count: int
) -> list[str | dict[str, object]]:
    """The heading and the buttons of the examples in another language."""
    if count < 0:
        return []
    found = assistant.index.example_questions(count, chosen)
    buttons = [gr.update(value=example, visible=True) for example in found]
    hidden = [gr.update(visible=False) for _ in range(count - len(found))]
    heading = f"<h2 {language_attributes(language)}>{escape(say(wording.EXAMPLES, language))}</h2>"
    return [heading, *buttons, *hidden]


def _rendered(assistant: Assistant, answers: list[Answer]) -> str:
    return render_conversation(
        answers, assistant.index.documents, assistant.glossary, assistant.names
    )


def _add_examples(
    assistant: Assistant, ask: Asking, inputs: list[gr.Component], outputs: list[gr.Component]
) -> list[gr.Component]:
    """A heading and a button for each example question; none without such questions."""
    examples = assistant.index.example_questions(_EXAMPLES)
    if not examples:
        return []
    with gr.Column(elem_id="examples"):
        parts: list[gr.Component] = [
            gr.HTML(f"<h2>{wording.EXAMPLES}</h2>", elem_id="examples-title")
        ]
        for number, example in enumerate(examples, start=1):
            button = gr.Button(example, size="sm", elem_id=f"example-{number}")
            button.click(ask, [button, *inputs], outputs, **_IN_TURN)
            parts.append(button)
    return parts


def _intro(assistant: Assistant, operator: str, language: str) -> str:
    """Title, what this is and who runs it, and the documents with their terms of use."""
    documents = "".join(
        f'<li><cite lang="de" dir="ltr">{escape(document.title)}</cite>, '
        f"{escape(format_date(document.date, language))}. "
        f'<bdi lang="de">{escape(document.publisher)}. {escape(document.licence)}</bdi></li>'
        for document in assistant.index.documents.values()
    )
    operated = say(wording.OPERATED_BY, language).format(operator)
    if assistant.translator:
        operated += " " + say(wording.MACHINE_SERVICE, language).format(assistant.translator)
    title, purpose = say(wording.TITLE, language), say(wording.INTRO, language)
    return (
        f"<div {language_attributes(language)}><h1>{escape(title)}</h1><p>{escape(purpose)}</p>"
        f"<p>{escape(operated)}</p>"
        f"<details><summary>{escape(say(wording.RIGHTS, language))}</summary>"
        f"<ul>{documents}</ul></details></div>"
    )
