"""The page that a passage stands on, in the words of a language."""

from assistant import wording
from assistant.catalogue import say
from assistant.formats import format_number
from index import Passage

__all__ = ["page_in_words"]


def page_in_words(passage: Passage, language: str) -> str:
    """Its page, as printed and in the file where they differ, or that where its section begins.

    Empty for a passage of a document without pages.
    """
    if passage.page is not None:
        page = format_number(passage.page, language)
        if passage.page_label:
            text = say(wording.LABELLED_PAGE, language)
            return text.format(label=passage.page_label, page=page)
        return say(wording.PAGE, language).format(page)
    if passage.section_page is not None:
        page = format_number(passage.section_page, language)
        return say(wording.SECTION_PAGE, language).format(page)
    return ""
