"""The register of commitments: what was adopted, drafted or suggested, how binding, who acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from assistant.differences import counterparts
from assistant.obligations import Actor, Obligation, obligations_in
from index import Document, Filters, Index, Kind, Passage, Status

__all__ = ["Commitment", "filtered", "permalink", "register"]

_LEFT_OUT = (Kind.LIST, Kind.SCHEDULE, Kind.IMPRINT)
"""Lists stand beside their items; the others bind nobody."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A row of the register: a passage with what it binds to."""

    passage: Passage
    document: Document
    obligations: tuple[Obligation, ...]
    """With offsets in `passage.text`; empty where no word of it carries an obligation."""
    drafts: tuple[Passage, ...] = ()
    """Of adopted text: the draft it came from; several where points were merged."""
    adopted: tuple[Passage, ...] = ()
    """Of a draft: what was adopted of it; several where a point was split."""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who acts, each wording once, in order; empty where the text names nobody."""
        found = {one.actor.text: one.actor for one in self.obligations if one.actor is not None}
        return tuple(found.values())

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of obligation as worded, each once, in order."""
        return tuple(dict.fromkeys(one.kind for one in self.obligations))

    @property
    def permalink(self) -> str:
        return permalink(self.passage.id)


def permalink(passage_id: str) -> str:
    """The stable address of a passage on the page, from its root."""
    return f"/?passage={quote(passage_id, safe='/')}"


def register(index: Index) -> tuple[Commitment, ...]:
    """Every row: adopted guidelines first, then drafts, action approaches and suggestions.

    Within a status the rows stand as in their documents.
    """
    passages = [
        passage
        for passage in index.passages
        if passage.status is not Status.INFORMATION and not _stands_elsewhere(passage)
    ]
    drafts, adopted = counterparts(index)
    order = list(Status)
    passages.sort(key=lambda passage: order.index(passage.status))  # stable
    return tuple(
        Commitment(
            passage,
            index.documents[passage.document_id],
            obligations_in(passage.text),
            tuple(index.by_id[id] for id in drafts.get(passage.id, ())),
            tuple(index.by_id[id] for id in adopted.get(passage.id, ())),
        )
        for passage in passages
    )


def _stands_elsewhere(passage: Passage) -> bool:
    """Whether its text is in other rows: a list in its items, a footnote's item in the footnote."""
    is_item = passage.kind is Kind.FOOTNOTE and passage.parent is not None
    return is_item or passage.kind in _LEFT_OUT


def filtered(rows: Iterable[Commitment], filters: Filters) -> tuple[Commitment, ...]:
    """The rows that a filter by document, field, kind and status allows, in their order."""
    return tuple(row for row in rows if filters.allow(row.passage))
