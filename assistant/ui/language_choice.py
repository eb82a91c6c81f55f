"""Asks for the language of an answer where the question does not tell it."""

import logging
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant import wording
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.catalogue import languages, say
from assistant.ui.rendering import render_conversation

__all__ = ["add_language_choice", "answer_in"]

_log = logging.getLogger(__name__)


def add_language_choice(
    assistant: Assistant,
    answers: gr.State,
    conversation: gr.HTML,
    page_language: gr.Radio,
    **options: Any,
) -> None:
    """Names of languages below the conversation, shown while the last question leaves it open.

    Args:
        page_language: of the words of the choice.
        options: of the event that changes the conversation.
    """
    choice = gr.Radio(
        [(say(wording.OWN_NAME, tag), tag) for tag in languages()],
        value=None,
        label=wording.CHOOSE_LANGUAGE,
        visible=False,
        elem_id="answer-language",
    )

    def offer(answers: list[Answer], page: str) -> Any:
        is_open = bool(answers) and not answers[-1].language_sure
        return gr.update(visible=is_open, value=None, label=say(wording.CHOOSE_LANGUAGE, page))

    def ask_again(language: str, answers: list[Answer]) -> tuple[str, list[Answer]]:
        answers = answer_in(assistant, language, answers)
        documents, glossary = assistant.index.documents, assistant.glossary
        return render_conversation(answers, documents, glossary, assistant.names), answers

    answers.change(offer, [answers, page_language], choice)
    choice.input(ask_again, [choice, answers], [conversation, answers], **options)


def answer_in(assistant: Assistant, language: str, answers: list[Answer]) -> list[Answer]:
    """The conversation with its last question answered in a chosen language."""
    if not answers:
        return answers
    try:
        again = assistant.ask(replace(answers[-1].question, language=language))
    except Exception:  # between a fault and the person: the conversation stays as it is
        _log.exception("the answer could not be given in another language")
        return answers
    return [*answers[:-1], again]
