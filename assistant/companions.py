"""The text beside a quote in the language of the answer: its companion, or an engine's."""

from collections.abc import Sequence

from assistant.answer import Citation, Mode
from assistant.composing import Lacking, MachineText, Text
from assistant.translation import Interpreter
from index import Index, Kind, Passage
from index.companions import SIMPLE, joined
from index.passage import Companion

__all__ = ["companion_of", "reading_language", "texts_beside"]


def reading_language(mode: Mode, language: str) -> str:
    """The language to answer in: simple German is chosen for questions in German."""
    return SIMPLE if mode is Mode.SIMPLE and language == "de" else language


def texts_beside(
    index: Index, interpreter: Interpreter | None, citations: Sequence[Citation], language: str
) -> list[Text]:
    """The texts beside quotes: companions, and where there is none what the engine makes of it."""
    own = [companion_of(index, citation, language) for citation in citations]
    translated = interpreter is not None and language not in ("de", SIMPLE) and None in own
    if interpreter is None or not translated or not interpreter.offers("de", language):
        return [companion or Lacking.NONE_YET for companion in own]
    bare = [c.quote for c, companion in zip(citations, own, strict=True) if companion is None]
    made = dict(zip(bare, interpreter.translate(bare, "de", language), strict=True))
    return [
        companion or _made(citation, language, made[citation.quote], interpreter.name)
        for citation, companion in zip(citations, own, strict=True)
    ]


def _made(citation: Citation, language: str, text: str | None, engine: str) -> Text:
    if text is None:
        return Lacking.FAILED
    return MachineText(citation.passage.id, language, text, engine=engine)


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
