"""What is said where nothing is answered."""

from collections.abc import Iterable
from itertools import islice

from assistant import wording
from assistant.answer import Outcome
from assistant.catalogue import is_right_to_left, say
from assistant.finding import Found
from assistant.formats import format_number
from index import Index
from index.names import Names
from index.passage import Document

__all__ = ["SECTIONS_NAMED", "decline", "introduce"]

SECTIONS_NAMED = 3
"""Also the number of nearest passages that get a text in the language of the answer."""
_DOCUMENTS_NAMED = 3


def introduce(index: Index, language: str) -> str:
    """What the assistant is about, with a question that it answers."""
    parts = [_about(index, language), say(wording.ASK_ME, language)]
    for example in index.example_questions(1, language):
        parts.append(say(wording.PLACEHOLDER, language).format(example))
    return " ".join(parts)


def decline(index: Index, language: str, found: Found, names: Names) -> str:
    """That the documents do not answer, what is near in them and where to turn; or a refusal."""
    findings, about = found.findings, _about(index, language)
    if found.outcome is Outcome.REFUSED:
        return " ".join([say(wording.REFUSED, language), about, say(wording.ASK_ME, language)])
    parts = [say(wording.NOT_COVERED, language), about]
    titles = (_title(hit.passage.section, language, names) for hit in findings.hits)
    if sections := "; ".join(dict.fromkeys(t for t in islice(titles, SECTIONS_NAMED) if t)):
        parts.append(say(wording.NEAREST_SECTIONS, language).format(sections))
    if findings.theme is not None and (german := findings.theme.turn_to):
        whom = names.find(german, language) or _isolated(german, language)
        parts.append(say(wording.TURN_TO, language).format(whom))
    return " ".join(parts)


def _about(index: Index, language: str) -> str:
    known = _documents_named(index.documents.values(), language)
    return say(wording.ABOUT, language).format(known)


def _documents_named(documents: Iterable[Document], language: str) -> str:
    """The documents by their short titles, the first of them where there are many."""
    titles = list(dict.fromkeys(_isolated(one.short_title, language) for one in documents))
    named = "; ".join(titles[:_DOCUMENTS_NAMED])
    if len(titles) <= _DOCUMENTS_NAMED:
        return named
    count = format_number(len(titles) - _DOCUMENTS_NAMED, language)
    return say(wording.MORE_DOCUMENTS, language).format(titles=named, count=count)


def _title(section: tuple[str, ...], language: str, names: Names) -> str:
    """A section's name in the language, the German one in brackets."""
    german = _isolated(" › ".join(title.rstrip(":") for title in section[-2:]), language)
    known = (names.path(section, language) or "").rstrip(": \xa0")
    return f"{known} ({german})" if known and german else german


def _isolated(german: str, language: str) -> str:
    """German words that keep their own direction inside a text that runs the other way."""
    return f"\u2068{german}\u2069" if german and is_right_to_left(language) else german
