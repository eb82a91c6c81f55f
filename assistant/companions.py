"""The companion of a quote: the part of a passage's text in another language that it needs."""

from assistant.answer import Citation, Mode
from index import Index, Kind, Passage
from index.companions import SIMPLE, joined
from index.passage import Companion

__all__ = ["companion_of", "reading_language"]


def reading_language(mode: Mode, language: str) -> str:
    """The language to answer in: simple German is chosen for questions in German."""
    return SIMPLE if mode is Mode.SIMPLE and language == "de" else language


def companion_of(index: Index, citation: Citation, language: str) -> Companion | None:
    """The text beside a quote; of a list quoted in part, that of the items quoted."""
    passage = citation.passage
    own = index.companions.get((passage.id, language))
    if own is None or passage.kind is not Kind.LIST or citation.quote == passage.text:
        return own
    items = [p for p in index.passages if _is_quoted(p, citation)]
    found = [index.companions.get((item.id, language)) for item in items]
    texts = [companion.text for companion in found if companion]
    if not texts or len(texts) < len(found):
        return own
    return Companion(passage.id, language, joined(texts), own.checked)


def _is_quoted(item: Passage, citation: Citation) -> bool:
    return (
        item.document_id == citation.passage.document_id
        and item.kind is not Kind.LIST
        and citation.start < item.end
        and item.start < citation.end
    )
