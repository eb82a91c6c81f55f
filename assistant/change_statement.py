"""What differs between two quotes of an answer, the adopted text and its draft."""

from collections.abc import Sequence

from assistant import wording
from assistant.answer import Citation, Statement
from assistant.catalogue import say
from assistant.comparison import Aspect, Difference, Segment
from assistant.differences import compare, compared_with
from index import Index, Passage, Status

__all__ = ["change_statement"]

_SHOWN = (Aspect.WORDS, Aspect.MOVED, Aspect.PUNCTUATION, Aspect.SPLIT, Aspect.MERGED)
_PLAIN = {
    Aspect.SPLIT: wording.POINT_SPLIT,
    Aspect.MERGED: wording.POINTS_MERGED,
    Aspect.PUNCTUATION: wording.OTHER_SIGNS,
}


def change_statement(
    index: Index, citations: Sequence[Citation], language: str
) -> Statement | None:
    """A statement on the first adopted citation and a draft it came from, where both are cited.

    The words it names stand letter for letter in the documents.
    """
    adopted = next((c for c in citations if c.passage.status is Status.ADOPTED), None)
    if adopted is None:
        return None
    drafts = {passage.id for passage in compared_with(index, adopted.passage)}
    draft = next((c for c in citations if c.passage.id in drafts), None)
    if draft is None:
        return None
    found = _differences(index, adopted, draft)
    said = "; ".join(dict.fromkeys(_said(one, language) for one in found))
    text = (
        say(wording.DIFFERENCES, language).format(said)
        if said
        else say(wording.SAME_WORDING, language)
    )
    return Statement(text, (adopted.number, draft.number), language)


def _differences(index: Index, adopted: Citation, draft: Citation) -> list[Difference]:
    comparison = compare(index, draft.passage.document_id)
    return [
        one
        for one in comparison.differences
        if one.aspect in _SHOWN
        and any(_is_in(segment, adopted.passage) for segment in one.adopted_segments)
        and any(_is_in(segment, draft.passage) for segment in one.draft_segments)
    ]


def _is_in(segment: Segment, passage: Passage) -> bool:
    own = segment.passage
    return own is not None and passage.id in (own.id, own.parent)


def _said(one: Difference, language: str) -> str:
    if one.aspect in _PLAIN:
        return say(_PLAIN[one.aspect], language)
    if one.draft and one.adopted:
        replaced = say(wording.REPLACED, language)
        return replaced.format(draft=one.draft, adopted=one.adopted)
    if one.adopted:
        return say(wording.ADDED, language).format(one.adopted)
    return say(wording.DROPPED, language).format(one.draft)
