"""Page numbers that a document without real pages still shows: its table of contents."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from index.blocks import Block, BlockKind
from index.passage import Passage
from index.rules import Rules

__all__ = ["section_pages", "with_certain_pages"]


def section_pages(blocks: Sequence[Block], rules: Rules) -> dict[int, int]:
    """Position of a heading in `blocks` -> page on which its section begins.

    The entries of the table of contents and the headings stand in the same order; a heading may
    be longer than its entry, or shorter.
    """
    pattern = rules.pages.contents_entry
    if pattern is None:
        return {}
    entries: list[tuple[str, int]] = []
    pages: dict[int, int] = {}
    following = 0
    for position, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            if match := pattern.fullmatch(block.text):
                entries.append((_key(match["title"]), int(match["page"])))
            continue
        for number in range(following, len(entries)):
            if _same_title(entries[number][0], _key(block.text)):
                pages[position] = entries[number][1]
                following = number + 1
                break
    return pages


def with_certain_pages(
    passages: Sequence[Passage], sections: Sequence[tuple[int, int]]
) -> list[Passage]:
    """The passages with the page they begin on, where the sections' pages leave no doubt.

    Certain is the first passage of a section, and every passage of one whose successor begins on
    the same page.

    Args:
        passages: in reading order.
        sections: (offset, page) of all sections whose page is known, in order.
    """
    placed: list[Passage] = []
    begun: dict[int, int] = {}  # section -> offset of its first passage
    for passage in passages:
        current = bisect_right(sections, passage.start, key=lambda section: section[0]) - 1
        if current >= 0 and passage.page is None:
            page = sections[current][1]
            first = begun.setdefault(current, passage.start) == passage.start
            ends_here = current + 1 < len(sections) and sections[current + 1][1] == page
            placed.append(replace(passage, page=page if first or ends_here else None))
        else:
            placed.append(passage)
    return placed


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def _same_title(entry: str, heading: str) -> bool:
    return bool(entry and heading) and (entry.startswith(heading) or heading.startswith(entry))
