"""What all takeaways share: where a row comes from, when it was made, what is binding."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant import wording
from assistant.catalogue import say
from assistant.commitments import permalink
from assistant.export.takeaway import Fact, Labels, Mark, Source, Text, text_of
from assistant.formats import format_date, format_number
from assistant.page_naming import page_in_words
from index import Document, Passage

__all__ = ["labels_in", "made_on", "quoted", "rights_of", "source_of"]

_DELETED = re.compile(r"~~(.+?)~~", re.DOTALL)


def source_of(passage: Passage, document: Document, language: str, address: str) -> Source:
    """Where a passage comes from.

    Args:
        language: in which status and page are named.
        address: of the page, without a slash at its end: `http://127.0.0.1:7860`.
    """
    number = passage.page if passage.page is not None else passage.section_page
    return Source(
        document=document.title,
        short_title=document.short_title,
        status=say(wording.STATUSES[passage.status], language),
        section=" › ".join(passage.section),
        reference=passage.reference or document.reference or "",
        date=format_date(document.date, language),
        page=format_number(number, language) if number is not None else "",
        permalink=address + permalink(passage.id),
        page_in_words=page_in_words(passage, language),
    )


def labels_in(language: str) -> Labels:
    """The words of a language that every takeaway needs."""
    fields = (
        wording.DOCUMENT,
        wording.STATUS,
        wording.SECTION,
        wording.REFERENCE,
        wording.DATE,
        wording.PAGE_NUMBER,
        wording.PERMALINK,
    )
    return Labels(
        tuple(say(field, language) for field in fields),
        say(wording.NOTICES, language),
        say(wording.PAGE_OF, language),
    )


def made_on(day: str, language: str) -> Fact:
    """When it was made, an ISO date, and with what."""
    text = f"{format_date(day, language)} · {say(wording.TITLE, language)}"
    return Fact(say(wording.MADE_ON, language), (text_of(text, language),))


def rights_of(documents: Iterable[Document], language: str) -> Fact:
    """Each document with its date, publisher and terms of use."""
    lines = (
        f"{document.title}, {format_date(document.date)}. {document.publisher}. {document.licence}"
        for document in documents
    )
    return Fact(say(wording.RIGHTS, language), tuple(text_of(line) for line in lines))


def quoted(text: str, stressed: Sequence[tuple[int, int]] = ()) -> Text:
    """A German quote: what participants wanted deleted is marked so, and given spans stand out.

    Args:
        stressed: offsets in the text.
    """
    marks = [Mark.NONE] * len(text)
    for start, end in stressed:
        marks[start:end] = [Mark.STRESSED] * (end - start)
    hidden: set[int] = set()
    for match in _DELETED.finditer(text):
        marks[match.start(1) : match.end(1)] = [Mark.DELETED] * len(match[1])
        hidden.update((match.start(), match.start() + 1, match.end() - 2, match.end() - 1))
    cuts = sorted({0, len(text), *hidden, *(place + 1 for place in hidden), *_changes(marks)})
    pieces: Text = ()
    for start, end in pairwise(cuts):
        if start not in hidden:
            pieces += text_of(text[start:end], mark=marks[start])
    return pieces


def _changes(marks: Sequence[Mark]) -> Iterable[int]:
    return (place for place in range(1, len(marks)) if marks[place] is not marks[place - 1])
