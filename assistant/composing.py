"""Evidence -> statements with citations; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import wording
from assistant.answer import Citation, Statement
from assistant.errors import QuoteError
from assistant.reader import Span
from index import Document, Hit, Passage, Status

__all__ = ["Composition", "choose", "compose"]

_MOST_STATEMENTS = 3
_LEAST_WORDS = 3
"""Of a further source: a bare heading adds nothing to an answer."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The speaking part of an answer."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]


def choose(hits: Sequence[Hit], least_share: float) -> list[Hit]:
    """Up to three hits to answer from: the best, and others nearly as good.

    Args:
        hits: best first.
        least_share: of the best score, that a further hit must reach.
    """
    chosen: list[Hit] = []
    for hit in hits:
        if chosen and hit.score < least_share * chosen[0].score:
            break
        if chosen and len(hit.passage.text.split()) < _LEAST_WORDS:
            continue
        if not any(_overlap(hit.passage, other.passage) for other in chosen):
            chosen.append(hit)
        if len(chosen) == _MOST_STATEMENTS:
            break
    return chosen


def compose(
    hits: Sequence[Hit], spans: Sequence[Span], documents: Mapping[str, Document]
) -> Composition:
    """One statement for each hit, quoting the given part of its passage.

    A quote that is not verbatim in its document is withheld, and a notice says so.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    notices: list[str] = []
    twins: dict[str | None, list[str]] = {}
    for hit, (first, last) in zip(hits, spans, strict=True):
        passage = hit.passage
        number = len(citations) + 1
        start, end = passage.start + first, passage.start + last
        quote = passage.text[first:last]
        source = documents[passage.document_id].text
        try:
            citation = Citation(number, passage, quote, start, end, source)
        except QuoteError:
            notices.append(wording.WITHHELD)
            continue
        citations.append(citation)
        statements.append(Statement(f"{_lead(passage, quote)} {_quoted(quote)}", (number,)))
        if hit.twin is not None:
            twins.setdefault(hit.twin.reference, []).append(f"[{number}]")
    notices += [_twin_notice(reference, numbers) for reference, numbers in twins.items()]
    statuses = {citation.passage.status for citation in citations}
    if Status.SUGGESTION in statuses:
        notices.append(wording.SUGGESTION_NOTICE)
    return Composition(tuple(statements), tuple(citations), tuple(dict.fromkeys(notices)))


def _twin_notice(reference: str | None, numbers: Sequence[str]) -> str:
    shown = f" ({reference})" if reference else ""
    return wording.TWIN_NOTICE.format(reference=shown, numbers=", ".join(numbers))


def _overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages share text, as a list and its item do."""
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def _lead(passage: Passage, quote: str) -> str:
    """What the source is worth, and that participants wanted text of it deleted."""
    if passage.status is Status.SUGGESTION and "~~" in quote:
        whole = quote.startswith("~~") and quote.endswith("~~") and quote.count("~~") == 2
        return wording.DELETION_LEAD if whole else wording.DELETIONS_LEAD
    return wording.LEADS[passage.status]


def _quoted(quote: str) -> str:
    """In » «: the quotes hold „ “ of their own, which must stay as they are."""
    return f"»{quote}«"
