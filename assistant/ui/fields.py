"""Fields of action by their titles, and the languages that the pages speak."""

from assistant.catalogue import languages
from index import Index, Status
from index.companions import SIMPLE

__all__ = ["field_choices", "spoken"]


def field_choices(index: Index) -> list[tuple[int, str]]:
    """(number, title) of each field of action, the title as adopted where there is one."""
    titles: dict[int, str] = {}
    adopted_first = sorted(index.passages, key=lambda one: one.status is not Status.ADOPTED)
    for passage in adopted_first:
        if passage.field is not None:
            title = passage.section[0] if passage.section else str(passage.field)
            titles.setdefault(passage.field, title)
    return sorted(titles.items())


def spoken(language: str) -> str:
    """A language the pages speak: the one that was asked for, or German."""
    return language if language in (*languages(), SIMPLE) else "de"
