"""Words of a document as HTML: some of them marked, what was deleted shown as deleted."""

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

from assistant import wording

__all__ = ["render_words"]

_DELETION = re.compile(r"~~(.+?)~~", re.DOTALL)


def _mark(html: str) -> str:
    return f"<mark>{html}</mark>"


def render_words(
    text: str,
    start: int,
    end: int,
    spans: Sequence[tuple[int, int]],
    mark: Callable[[str], str] = _mark,
) -> str:
    """The part `text[start:end]`; the signs of deletion themselves are not shown.

    Args:
        spans: (start, end) in `text` of what is marked, wherever it lies.
        mark: what is done to each run of words in a span, as HTML.
    """
    deleted = [match.span() for match in _DELETION.finditer(text, start, end)]
    opening = {first for first, _ in deleted}
    closing = {last for _, last in deleted}
    signs = {first + i for first in opening for i in (0, 1)}
    signs |= {last - i for last in closing for i in (1, 2)}
    cuts = {start, end, *opening, *closing, *(cut for span in spans for cut in span)}
    cuts |= {first + 2 for first in opening} | {last - 2 for last in closing}
    parts: list[str] = []
    for first, last in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        if first in opening:
            parts.append(f'<del><span class="hidden">[{wording.DELETED}: </span>')
        if first not in signs:
            run = escape(text[first:last]).replace("\n", "<br>")
            inside = any(a <= first and last <= b for a, b in spans)
            parts.append(mark(run) if inside else run)
        if last in closing:
            parts.append('<span class="hidden">]</span></del>')
    return "".join(parts)
