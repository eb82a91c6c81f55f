"""Questions, search, register, comparison and passages as plain JSON objects, for programs."""

from typing import Any, TypeVar

from assistant import wording
from assistant.answer import Mode, Question
from assistant.assistant import Assistant
from assistant.catalogue import languages, spoken_language
from assistant.commitments import filtered, permalink, register
from assistant.desk_records import (
    commitment_record,
    comparison_record,
    difference_record,
    document_record,
)
from assistant.differences import compare
from assistant.errors import UnknownValueError
from assistant.records import answer_record, passage_record
from assistant.register_search import related as related_to
from assistant.register_search import search as search_register
from assistant.suggested import suggestions_on_all
from index import Filters, Hit, Index, Kind, Passage, Status

__all__ = ["Lookups"]

_MOST_HITS = 50
Choice = TypeVar("Choice", Kind, Status, Mode)


class Lookups:
    """What programs may look up. Every method raises an AssistantError that says what was wrong.

    Texts that can be left out are empty then. The docstrings are what other assistants read.
    """

    def __init__(self, assistant: Assistant, address: str = "") -> None:
        """Args: address: of the page, before permalinks, without a slash at its end."""
        self._assistant = assistant
        self._address = address

    @property
    def _index(self) -> Index:
        """The one in use now: a newer one may take its place while the app runs."""
        return self._assistant.index

    def ask(
        self,
        question: str,
        language: str = "",
        mode: str = "standard",
        history: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the city's integration guidelines and their documentation.

        The answer quotes its sources word for word. Each citation says what it is worth: adopted
        by the council, draft, approach, suggestion of a participant, or information; only what is
        adopted is a commitment. "outcome" is "answered", or "not_covered" where the documents do
        not say, or "refused".

        Args:
            question: The question in any of the languages; up to 2,000 characters.
            language: BCP-47 tag of question and answer, such as de or ar; found out if empty.
            mode: "standard", or "simple" for an answer in simple German.
            history: Earlier questions of the same conversation, oldest first.
        """
        asked = Question(
            question, self._language(language), _one_of(Mode, mode, "mode"), tuple(history or ())
        )
        self._assistant.check(asked)
        record = answer_record(self._assistant.ask(asked))
        for citation in record["citations"]:
            citation.update(self._origin(self._index.by_id[citation["passage"]]))
        return {**record, "notice": wording.BINDING}

    def search(
        self,
        query: str,
        document: str = "",
        field: int | None = None,
        kind: str = "",
        status: str = "",
        count: int = 10,
        language: str = "de",
    ) -> dict[str, Any]:
        """Find passages of the documents by words and by meaning, best first.

        Args:
            query: What to look for, in any of the languages.
            document: Id of a document to search in; all if empty.
            field: Number of a field of action; all if not given.
            kind: Part of a document, such as guideline, preamble or card; all if empty.
            status: adopted, draft, approach, suggestion or information; all if empty.
            count: How many passages at most, 1 to 50.
            language: BCP-47 tag of the query.
        """
        chosen = self._language(language) or "de"
        self._assistant.check(Question(query, chosen))
        if not 1 <= count <= _MOST_HITS:
            raise UnknownValueError(f"count: {count} is not between 1 and {_MOST_HITS}")
        filters = self._filters(document, field, kind, status)
        hits = self._index.search(query, count, filters, chosen)
        return {"hits": [self._hit(hit) for hit in hits], "notice": wording.BINDING}

    def commitments(
        self,
        search: str = "",
        document: str = "",
        field: int | None = None,
        kind: str = "",
        status: str = "adopted",
        related: bool = False,
        language: str = "de",
    ) -> dict[str, Any]:
        """Look up what the city has committed to, with the words that bind it and who acts.

        Rows with the status "adopted" are commitments of the city. Drafts, approaches and
        suggestions are not; they are listed only if asked for.

        Args:
            search: Words or a meaning to look for, best rows first; all rows if empty.
            document: Id of a document; all if empty.
            field: Number of a field of action; all if not given.
            kind: Part of a document, such as guideline or preamble; all if empty.
            status: adopted, draft, approach or suggestion; all of them if empty.
            related: Also give related action approaches and suggestions of each row.
            language: BCP-47 tag of the search.
        """
        filters = self._filters(document, field, kind, status)
        chosen = self._language(language) or "de"
        rows = register(self._index)
        found = (
            search_register(self._index, rows, search, filters, chosen)
            if search.strip()
            else filtered(rows, filters)
        )
        return {
            "count": len(found),
            "commitments": [
                {
                    **commitment_record(row, related_to(self._index, row) if related else None),
                    **self._origin(row.passage),
                }
                for row in found
            ],
            "notice": wording.BINDING,
        }

    def compare(
        self, field: int | None = None, document: str = "", texts: bool = False
    ) -> dict[str, Any]:
        """List all differences between the draft of the guidelines and the adopted text.

        Each difference says whether it is one of content or only of wording.

        Args:
            field: Number of a field of action; the whole text if not given.
            document: Id of the document that holds the draft; the first one if empty.
            texts: Also give both texts piece by piece, and what participants had suggested.
        """
        comparison = compare(self._index, self._document(document))
        if field is not None:
            comparison = comparison.in_field(field)
        if texts:
            suggested = suggestions_on_all(self._index, comparison.pairs)
            return {**comparison_record(comparison, suggested), "notice": wording.BINDING}
        return {
            "draft": document_record(comparison.draft),
            "adopted": document_record(comparison.adopted),
            "differences": [difference_record(one) for one in comparison.differences],
            "notice": wording.BINDING,
        }

    def passage(self, id: str) -> dict[str, Any]:
        """Read a passage by its id, with its document, place and unofficial translations.

        Args:
            id: Id of the passage as other answers name it, such as leitlinien-2019/hf4/leitlinie-3.
        """
        found = self._index.by_id.get(id)
        if found is None:
            raise UnknownValueError(f"id: there is no passage {id[:200]!r}; search for its words")
        document = self._index.documents[found.document_id]
        return {
            **passage_record(found),
            **self._origin(found),
            "publisher": document.publisher,
            "licence": document.licence,
            "translations": {
                language: {"text": companion.text, "checked": companion.checked}
                for (passage_id, language), companion in self._index.companions.items()
                if passage_id == id
            },
            "notice": wording.BINDING,
        }

    def _hit(self, hit: Hit) -> dict[str, Any]:
        return {
            **passage_record(hit.passage),
            **self._origin(hit.passage),
            "score": round(hit.score, 5),
        }

    def _origin(self, passage: Passage) -> dict[str, Any]:
        """Title and date of its document, and where it can be read."""
        document = self._index.documents[passage.document_id]
        return {
            "document_title": document.title,
            "date": document.date,
            "permalink": self._address + permalink(passage.id),
        }

    def _filters(self, document: str, field: int | None, kind: str, status: str) -> Filters:
        fields = sorted({p.field for p in self._index.passages if p.field is not None})
        if field is not None and field not in fields:
            known = ", ".join(str(number) for number in fields)
            raise UnknownValueError(
                f"field: there is no field of action {field}; known are {known}"
            )
        return Filters(
            self._document(document),
            field,
            _one_of(Kind, kind, "kind") if kind else None,
            _one_of(Status, status, "status") if status else None,
        )

    def _document(self, id: str) -> str | None:
        if id and id not in self._index.documents:
            known = ", ".join(self._index.documents)
            raise UnknownValueError(f"document: there is no {id[:200]!r}; known are {known}")
        return id or None

    def _language(self, tag: str) -> str | None:
        chosen = spoken_language(tag) if tag else None
        if tag and chosen is None:
            known = ", ".join(languages())
            raise UnknownValueError(f"language: {tag[:200]!r} is none of {known}")
        return chosen


def _one_of(choices: type[Choice], value: str, name: str) -> Choice:
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choices)
        raise UnknownValueError(f"{name}: {value[:200]!r} is none of {known}") from None
