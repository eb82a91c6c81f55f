"""The page "Fragen": conversation, question, examples."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from typing import Any, TypeAlias

import gradio as gr

from assistant import wording
from assistant.answer import Answer, Mode, Outcome, Question
from assistant.assistant import Assistant
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.export import Takeaway, of_answer
from assistant.ui.language_choice import add_language_choice
from assistant.ui.rendering import (
    language_attributes,
    render_conversation,
    render_failure,
    render_pending,
)
from assistant.ui.taking import TAKES, add_taking

__all__ = ["add_asking_page"]

_log = logging.getLogger(__name__)

Shown: TypeAlias = tuple[str, list[Answer], str]
"""The conversation as HTML, its answers, what stands in the question field."""
Asking: TypeAlias = Callable[[str, list[Answer], str, str], Iterator[Shown]]

_SECONDS_KEPT = 3600
"""How long a conversation stays in memory after the last question."""
_EXAMPLES = 6
_IN_TURN: dict[str, Any] = {"concurrency_id": "conversation", "concurrency_limit": 1}
"""Of events that change the conversation: one after the other, or the last to end would win. The
model uses all processors for each question as it is."""


def add_asking_page(assistant: Assistant, language: gr.Radio, mode: gr.Radio) -> None:
    """Add the page inside the open Blocks; it follows the two switches."""
    conversation = gr.HTML("", elem_id="conversation", container=False, js_on_load=TAKES)
    answers = gr.State([], time_to_live=_SECONDS_KEPT)
    add_language_choice(assistant, answers, conversation, language, **_IN_TURN)
    question = gr.Textbox(
        label=wording.QUESTION_LABEL,
        placeholder=_placeholder(assistant, "de", "de"),
        lines=1,  # so that Enter asks; Shift and Enter begin a new line
        max_lines=6,
        elem_id="question",
    )
    with gr.Row():
        send = gr.Button(wording.SEND, variant="primary", elem_id="send")
        clear = gr.Button(wording.CLEAR, elem_id="clear")
    ask, outputs = _asking(assistant), [conversation, answers, question]
    for event in (send.click, question.submit):
        event(ask, [question, answers, mode, language], outputs, **_IN_TURN)
    clear.click(lambda: ("", [], ""), None, outputs)
    add_taking(conversation, _taking(assistant), [answers], (mode, language), "antwort")
    examples = _add_examples(assistant, ask, [answers, mode, language], outputs)
    gr.on(
        [mode.change, language.change],
        _switching(assistant, len(examples) - 1),
        [mode, answers, language],
        [conversation, answers, question, send, clear, *examples],
        **_IN_TURN,
    )


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
        was_unusable = answer.outcome is Outcome.REFUSED and not answer.nearest
        kept = text if was_unusable else ""
        yield _rendered(assistant, answers), answers, kept

    return ask


def _taking(assistant: Assistant) -> Callable[..., Takeaway | None]:
    """What makes a file of one of the answers."""

    def take(number: int, address: str, _: str, answers: list[Answer]) -> Takeaway | None:
        if not 0 < number <= len(answers):
            return None
        return of_answer(answers[number - 1], assistant.index.documents, address)

    return take


def _wanted(chosen: str) -> str | None:
    """The language of the answers: on the German page it is found out from each question."""
    return None if chosen == "de" else chosen


def _asked_again(question: Question, mode: Mode, chosen: str) -> Question:
    """Another mode keeps the language chosen for a question; another page language replaces it."""
    language = _wanted(chosen) if question.mode is mode else question.language
    return replace(question, mode=mode, language=language)


def _switching(assistant: Assistant, examples: int) -> Callable[..., tuple[object, ...]]:
    """The event handler of the switches: the earlier answers and the words of the page anew.

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
            gr.update(
                label=say(wording.QUESTION_LABEL, language),
                placeholder=_placeholder(assistant, chosen, language),
            ),
            gr.update(value=say(wording.SEND, language)),
            gr.update(value=say(wording.CLEAR, language)),
            *_examples_in(assistant, chosen, language, examples),
        )

    return switch


def _placeholder(assistant: Assistant, chosen: str, language: str) -> str:
    """An example of a question in the chosen language, if the documents have one."""
    found = assistant.index.example_questions(1, chosen)
    return say(wording.PLACEHOLDER, language).format(found[0]) if found else ""


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
