"""The page "Zusagen": the register of commitments, filtered and searched."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from threading import Lock
from typing import Any

import gradio as gr

from assistant import wording
from assistant.answer import Mode
from assistant.catalogue import say
from assistant.commitments import Commitment, register
from assistant.companions import reading_language
from assistant.errors import QuestionError
from assistant.export import Takeaway, of_register
from assistant.register_search import related, search
from assistant.ui.fields import field_choices, spoken
from assistant.ui.register import render_detail, render_register
from assistant.ui.rendering import language_attributes
from assistant.ui.taking import TAKES, add_taking
from index import Filters, Index, Status
from index.errors import UnavailableError

__all__ = ["Register", "add_commitments_page"]

_log = logging.getLogger(__name__)
_ALL = ""
"""The choice that filters nothing."""
_STATUSES = (Status.ADOPTED, Status.DRAFT, Status.APPROACH, Status.SUGGESTION)


@dataclass
class Register:
    """All rows over the index in use; made when they are first asked for, which takes seconds."""

    newest: Callable[[], Index]
    """Gives the index in use: while the app runs, a newer one may take its place."""
    _making: Lock = field(default_factory=Lock)
    _made: tuple[Index, tuple[Commitment, ...]] | None = None

    @property
    def index(self) -> Index:
        return self.newest()

    @property
    def rows(self) -> tuple[Commitment, ...]:
        index = self.index
        with self._making:  # whoever comes second waits for the rows instead of making them too
            if self._made is None or self._made[0] is not index:
                self._made = index, register(index)
            return self._made[1]

    @property
    def _by_id(self) -> dict[str, Commitment]:
        return {row.passage.id: row for row in self.rows}

    def prepare(self) -> None:
        """Make the rows beforehand, so that nobody who opens the page has to wait for them."""
        len(self.rows)

    def found(self, of_field: str, status: str, document: str, words: str, language: str) -> str:
        """The rows that fit, as HTML; empty choices leave all in."""
        try:
            rows = self.select(of_field, status, document, words, language)
        except QuestionError as error:
            return _message(str(error), language)
        except UnavailableError as error:
            _log.error("%s", error)
            return _message(say(wording.UNAVAILABLE, language), language)
        return render_register(rows, len(self.rows), language)

    def select(
        self, of_field: str, status: str, document: str, words: str, language: str
    ) -> tuple[Commitment, ...]:
        """The rows that fit; empty choices leave all in.

        Raises:
            QuestionError: the search is too long.
        """
        filters = Filters(
            document=document or None,
            field=int(of_field) if of_field else None,
            status=Status(status) if status else None,
        )
        return search(self.index, self.rows, words, filters, language)

    def taken(
        self, address: str, language: str, of_field: str, status: str, document: str, words: str
    ) -> Takeaway:
        """The same rows to take along, with what was chosen in words.

        Raises:
            QuestionError: the search is too long.
        """
        rows = self.select(of_field, status, document, words, language)
        choices = zip(_filters(self.index, language), (of_field, status, document), strict=True)
        chosen = [
            f"{label}: {title}"
            for (_, label, titles), value in choices
            for title, known in titles
            if value and known == value
        ]
        if words.strip():
            chosen.append(f"{say(wording.SEARCH_LABEL, language)}: {words.strip()}")
        return of_register(rows, "; ".join(chosen), language, address)

    def detail(self, passage_id: str, language: str) -> str:
        """What belongs to a row, as HTML; nothing for a passage that is no row."""
        row = self._by_id.get(passage_id)
        if row is None:
            return ""
        passages = [hit.passage for hit in related(self.index, row)]
        beside = self.index.companions.get((passage_id, language))
        return render_detail(row, passages, self.index.documents, language, beside)


def _message(message: str, language: str) -> str:
    attributes = language_attributes(language)
    return f'<p class="message" role="alert" {attributes}>{escape(message)}</p>'


def add_commitments_page(rows: Register, tab: gr.Tab, language: gr.Radio, mode: gr.Radio) -> None:
    """Add the page inside its open tab; it is filled when it is first opened."""
    index = rows.index

    def detail(asked: tuple[str, str]) -> str:
        passage_id, language = map(str, asked)
        return rows.detail(passage_id, spoken(language))

    choices = _add_choices(index)
    with gr.Row(elem_id="register-search"):
        words = gr.Textbox(
            label=wording.SEARCH_LABEL,
            placeholder=wording.SEARCH_PLACEHOLDER,
            elem_id="register-words",
            scale=5,
        )
        find = gr.Button(wording.SEARCH, elem_id="register-find", scale=1, min_width=120)
    table = gr.HTML(
        f'<p role="status">{wording.PENDING}</p>',
        elem_id="register",
        container=False,
        js_on_load=f"opens(element, server.detail); {TAKES}",
        server_functions=[detail],
    )
    filled = gr.State(False)
    inputs = [*choices, words, mode, language]

    def show(field: str, status: str, document: str, words: str, mode: str, chosen: str) -> str:
        return rows.found(field, status, document, words, reading_language(Mode(mode), chosen))

    def fill(filled: bool, *values: str) -> tuple[object, bool]:
        return (gr.skip() if filled else show(*values)), True

    def follow(filled: bool, *values: str) -> tuple[object, ...]:
        said = reading_language(Mode(values[-2]), values[-1])
        return (show(*values) if filled else gr.skip(), *_words_in(index, said))

    tab.select(fill, [filled, *inputs], [table, filled], show_progress="hidden")
    add_taking(
        table,
        lambda number, *values: rows.taken(*values),
        [*choices, words],
        (mode, language),
        "zusagen",
    )
    gr.on([*(choice.input for choice in choices), words.submit, find.click], show, inputs, table)
    gr.on([mode.change, language.change], follow, [filled, *inputs], [table, *choices, words, find])


def _add_choices(index: Index) -> list[gr.Dropdown]:
    """By what the register is filtered; what was adopted is shown first."""
    values = {"field": _ALL, "status": Status.ADOPTED.value, "document": _ALL}
    with gr.Row(elem_id="register-filters"):
        return [
            gr.Dropdown(choices, value=values[name], label=label, elem_id=f"register-{name}")
            for name, label, choices in _filters(index, "de")
        ]


def _filters(index: Index, language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(name, label, choices) of each filter."""
    everything = (say(wording.ALL, language), _ALL)
    statuses = [(say(wording.STATUSES[status], language), status.value) for status in _STATUSES]
    documents = [(document.short_title, document.id) for document in index.documents.values()]
    fields = [(title, str(number)) for number, title in field_choices(index)]
    return [
        ("field", say(wording.FIELD, language), [everything, *fields]),
        ("status", say(wording.STATUS, language), [everything, *statuses]),
        ("document", say(wording.DOCUMENT, language), [everything, *documents]),
    ]


def _words_in(index: Index, language: str) -> list[Any]:
    """Labels of the filters, the search and its button."""
    return [
        *(
            gr.update(label=label, choices=choices)
            for _, label, choices in _filters(index, language)
        ),
        gr.update(
            label=say(wording.SEARCH_LABEL, language),
            placeholder=say(wording.SEARCH_PLACEHOLDER, language),
        ),
        gr.update(value=say(wording.SEARCH, language)),
    ]
