"""Evidence -> statements with citations; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from assistant import wording
from assistant.answer import Citation, Statement
from assistant.catalogue import say
from assistant.errors import QuoteError
from assistant.quoting import Span
from index import Document, Hit, Passage, Status
from index.companions import SIMPLE
from index.passage import Companion

__all__ = ["Beside", "Composition", "Lacking", "MachineText", "Text", "compose"]


@dataclass(frozen=True, slots=True)
class MachineText(Companion):
    """A translation of a quote that an engine made just now, which nobody has read."""

    engine: str = ""
    """Its name."""


class Lacking(Enum):
    """Why a quote has no text in the language of the answer."""

    NONE_YET = 1
    """Nobody wrote one."""
    FAILED = 2
    """An engine could not translate it just now."""


Text: TypeAlias = Companion | MachineText | Lacking
Beside: TypeAlias = Callable[[Sequence[Citation]], Sequence[Text]]
"""The texts of quotes in the language of the answer, one for each."""

_OPENED = (Status.DRAFT, Status.APPROACH, Status.SUGGESTION)
"""What the simple texts of these sources say themselves: their first line names it."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The speaking part of an answer."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]
    companions: tuple[Companion, ...] = ()
    """What stands beside the quotes, in the language of the answer."""


def compose(
    hits: Sequence[Hit],
    spans: Sequence[Span],
    documents: Mapping[str, Document],
    language: str = "de",
    beside: Beside = lambda citations: [Lacking.NONE_YET] * len(citations),
) -> Composition:
    """One statement for each hit, quoting the given part of its passage.

    A quote that is not verbatim in its document is withheld, and a notice says so.

    Args:
        language: of the answer; where a quote has no text in it, the quote itself is shown.
    """
    citations: list[Citation] = []
    notices: list[str] = []
    twins: dict[str | None, list[str]] = {}
    for hit, span in zip(hits, spans, strict=True):
        try:
            citation = _citation(len(citations) + 1, hit.passage, span, documents)
        except QuoteError:
            notices.append(say(wording.WITHHELD, language))
            continue
        citations.append(citation)
        if hit.twin is not None:
            twins.setdefault(hit.twin.reference, []).append(f"[{citation.number}]")
    texts = beside(citations)
    statements = [
        _statement(citation, text, language)
        for citation, text in zip(citations, texts, strict=True)
    ]
    notices += [_twin_notice(reference, numbers, language) for reference, numbers in twins.items()]
    if Status.SUGGESTION in {citation.passage.status for citation in citations}:
        notices.append(say(wording.SUGGESTION_NOTICE, language))
    notices += _text_notices(texts, language)
    shown = tuple(text for text in texts if isinstance(text, Companion))
    return Composition(tuple(statements), tuple(citations), tuple(dict.fromkeys(notices)), shown)


def _citation(
    number: int, passage: Passage, span: Span, documents: Mapping[str, Document]
) -> Citation:
    first, last = span
    start, end = passage.start + first, passage.start + last
    source = documents[passage.document_id].text
    return Citation(number, passage, passage.text[first:last], start, end, source)


def _statement(citation: Citation, text: Text, language: str) -> Statement:
    """The text or else the quote, led by what the source is worth."""
    passage, number = citation.passage, (citation.number,)
    lead = say(_lead(passage, citation.quote), language)
    match text:
        case MachineText():
            mark = say(wording.MACHINE_MARK, language).format(text.engine)
            return Statement(f"{lead}\n{text.text}\n({mark})", number, language)
        case Companion():
            opens_itself = language == SIMPLE and passage.status in _OPENED
            told = text.text if opens_itself else f"{lead}\n{text.text}"
            return Statement(told, number, language)
    return Statement(f"{lead} {_quoted(citation.quote)}", number)


def _text_notices(texts: Sequence[Text], language: str) -> list[str]:
    """What a text beside the original is, and that some quotes have none."""
    if language == "de":
        return []
    notices: list[str] = []
    simple = language == SIMPLE
    made = [text for text in texts if isinstance(text, MachineText)]
    shown = [text for text in texts if isinstance(text, Companion) and text not in made]
    if any(not companion.checked for companion in shown):
        label = wording.SIMPLE_LABEL if simple else wording.TRANSLATION_LABEL
        notices.append(say(label, language))
    for checked in dict.fromkeys(companion.checked for companion in shown if companion.checked):
        label = wording.SIMPLE_CHECKED if simple else wording.TRANSLATION_CHECKED
        notices.append(say(label, language).format(checked))
    for engine in dict.fromkeys(text.engine for text in made):
        notices.append(say(wording.MACHINE_LABEL, language).format(engine))
    if Lacking.NONE_YET in texts:
        label = wording.NO_SIMPLE_TEXT if simple else wording.NO_TRANSLATION
        notices.append(say(label, language))
    if Lacking.FAILED in texts:
        notices.append(say(wording.TRANSLATION_FAILED, language))
    return notices


def _twin_notice(reference: str | None, numbers: Sequence[str], language: str) -> str:
    shown = f" ({reference})" if reference else ""
    return say(wording.TWIN_NOTICE, language).format(reference=shown, numbers=", ".join(numbers))


def _lead(passage: Passage, quote: str) -> str:
    """What the source is worth, and that participants wanted text of it deleted."""
    if passage.status is Status.SUGGESTION and "~~" in quote:
        whole = quote.startswith("~~") and quote.endswith("~~") and quote.count("~~") == 2
        return wording.DELETION_LEAD if whole else wording.DELETIONS_LEAD
    return wording.LEADS[passage.status]


def _quoted(quote: str) -> str:
    """In » «: the quotes hold „ “ of their own, which must stay as they are."""
    return f"»{quote}«"
