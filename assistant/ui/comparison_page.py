"""The page "Entwurf und Beschluss": the draft beside the adopted text, field by field."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import gradio as gr

from assistant import wording
from assistant.answer import Mode
from assistant.assistant import Assistant
from assistant.catalogue import say
from assistant.companions import reading_language
from assistant.comparison import Comparison, Pair
from assistant.differences import compare
from assistant.errors import ComparisonError
from assistant.export import Takeaway, of_comparison
from assistant.suggested import suggestions_on, suggestions_on_all
from assistant.ui.differences_list import render_comparison, render_suggestions
from assistant.ui.fields import field_choices, spoken
from assistant.ui.rendering import language_attributes
from assistant.ui.taking import TAKES, add_taking
from index import Index

__all__ = ["SideBySide", "add_comparison_page"]

_ALL, _NO_FIELD = "all", "none"


@dataclass(frozen=True)
class SideBySide:
    """The comparison over the index in use as it is shown."""

    newest: Callable[[], Index]
    """Gives the index in use: while the app runs, a newer one may take its place."""

    @property
    def index(self) -> Index:
        return self.newest()

    def chosen(self, choice: str) -> tuple[Comparison, list[int]]:
        """The pairs of the chosen field, and the number of each among all.

        Raises:
            ComparisonError: there is nothing to compare, or no such field.
        """
        comparison = compare(self.index)
        numbers = [n for n, pair in enumerate(comparison.pairs) if _belongs(pair, choice)]
        if choice != _ALL:
            comparison = comparison.in_field(None if choice == _NO_FIELD else int(choice))
        return comparison, numbers

    def shown(self, choice: str, language: str) -> str:
        """The pairs of the chosen field as HTML, or that there is nothing to compare."""
        try:
            comparison, numbers = self.chosen(choice)
        except ComparisonError:
            message = escape(say(wording.NO_COMPARISON, language))
            return f'<p class="message" {language_attributes(language)}>{message}</p>'
        return render_comparison(comparison, numbers, self.index.documents, language)

    def taken(self, address: str, language: str, choice: str) -> Takeaway:
        """The same pairs to take along, each with what participants had suggested on it.

        Raises:
            ComparisonError: there is nothing to compare, or no such field.
        """
        comparison, _ = self.chosen(choice)
        suggested = suggestions_on_all(self.index, comparison.pairs)
        return of_comparison(comparison, suggested, language, address)

    def suggested(self, key: str, language: str) -> str:
        """What participants had suggested on a pair, as HTML; nothing for one there is not."""
        pairs = compare(self.index).pairs
        if not (key.isascii() and key.isdigit() and int(key) < len(pairs)):
            return ""
        found = suggestions_on(self.index, pairs[int(key)])
        return render_suggestions(found, self.index.documents, language)


def add_comparison_page(
    assistant: Assistant, tab: gr.Tab, language: gr.Radio, mode: gr.Radio
) -> None:
    """Add the page inside its open tab; it is filled when it is first opened."""
    texts = SideBySide(lambda: assistant.index)

    def suggested(asked: tuple[str, str]) -> str:
        key, language = map(str, asked)
        return texts.suggested(key, spoken(language))

    field = gr.Dropdown(
        _choices(texts.index, "de"),
        value=_ALL,
        label=wording.FIELD_CHOICE,
        elem_id="comparison-field",
    )
    shown = gr.HTML(
        f'<p role="status">{wording.PENDING}</p>',
        elem_id="comparison",
        container=False,
        js_on_load=f"opens(element, server.suggested); {TAKES}",
        server_functions=[suggested],
    )

    def show(choice: str, mode: str, chosen: str) -> str:
        return texts.shown(choice, reading_language(Mode(mode), chosen))

    def fill(filled: bool, *values: str) -> tuple[object, bool]:
        return (gr.skip() if filled else show(*values)), True

    def follow(filled: bool, choice: str, mode: str, chosen: str) -> tuple[object, object]:
        said = reading_language(Mode(mode), chosen)
        label = say(wording.FIELD_CHOICE, said)
        again = show(choice, mode, chosen) if filled else gr.skip()
        return gr.update(label=label, choices=_choices(texts.index, said)), again

    filled = gr.State(False)
    inputs = [field, mode, language]
    tab.select(fill, [filled, *inputs], [shown, filled], show_progress="hidden")
    field.input(show, inputs, shown)
    add_taking(
        shown,
        lambda number, *values: texts.taken(*values),
        [field],
        (mode, language),
        "entwurf-und-beschluss",
    )
    gr.on([mode.change, language.change], follow, [filled, *inputs], [field, shown])


def _choices(index: Index, language: str) -> list[tuple[str, str]]:
    return [
        (say(wording.ALL, language), _ALL),
        (say(wording.NO_FIELD, language), _NO_FIELD),
        *((title, str(number)) for number, title in field_choices(index)),
    ]


def _belongs(pair: Pair, choice: str) -> bool:
    return choice == _ALL or choice == (_NO_FIELD if pair.field is None else str(pair.field))
