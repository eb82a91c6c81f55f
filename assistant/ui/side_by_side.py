"""Draft and adopted text side by side as HTML, what was changed marked in both."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from textwrap import shorten

from assistant import wording
from assistant.catalogue import say
from assistant.comparison import Change, Pair, Part, Piece, Place, Relation, Segment, Weight
from assistant.difference_names import PARTS, RELATIONS, WEIGHTS
from assistant.ui.places import place_link
from assistant.ui.rendering import language_attributes
from index import Document

__all__ = ["render_change", "render_pair", "render_weight", "title_of"]

_TAGS = {Change.DELETED: "del", Change.INSERTED: "ins", Change.MOVED: "em"}
_CHANGES = {
    Change.DELETED: wording.ONLY_DRAFT,
    Change.INSERTED: wording.ONLY_ADOPTED,
    Change.MOVED: wording.MOVED,
}
_BEGINNING = 70
"""Characters by which a folded pair is known."""


def render_pair(number: int, pair: Pair, documents: Mapping[str, Document], language: str) -> str:
    """Both texts of a pair, with a button for what participants had suggested on it.

    Args:
        number: what the pair is known by on the page.
    """
    relation = escape(say(RELATIONS[pair.relation], language))
    weight = f" {render_weight(pair.weight, language)}" if pair.weight else ""
    sides = "".join(
        f'<div data-head="{escape(say(head, language))}">'
        f"{_side(segments, changes, documents, language)}</div>"
        for head, segments, changes in (
            (wording.DRAFT_TEXT, pair.draft, _placed(pair.pieces, adopted=False)),
            (wording.ADOPTED_TEXT, pair.adopted, _placed(pair.pieces, adopted=True)),
        )
    )
    opens = ""
    if pair.part in (Part.PREAMBLE, Part.FOOTNOTE, Part.GUIDELINE):
        asked = escape(say(wording.SUGGESTED, language))
        opens = (
            f'<button type="button" class="open" aria-expanded="false" data-key="{number}">'
            f'<span aria-hidden="true">▸ </span>{asked}</button>'
        )
    title = f"{escape(title_of(pair, language))} – {relation}{weight}"
    inside = f'<div class="sides">{sides}</div>{opens}'
    if pair.relation is Relation.SAME and not pair.differences:
        begins = escape(shorten(pair.adopted[0].text, _BEGINNING, placeholder=" …"))
        return (
            f'<details id="pair-{number}" class="pair-of-texts"><summary>{title}: '
            f'<bdi lang="de">{begins}</bdi></summary>{inside}</details>'
        )
    return (
        f'<section id="pair-{number}" class="pair-of-texts" tabindex="-1">'
        f"<h4>{title}</h4>{inside}</section>"
    )


def render_change(change: Change, html: str, language: str) -> str:
    """Words as inserted, deleted or moved: told by sign, shape and what is read aloud."""
    said = escape(say(_CHANGES[change], language))
    read = f'<span class="hidden" {language_attributes(language)}>[{said}: </span>'
    tag = _TAGS[change]
    return f'<{tag} class="{change.value}">{read}{html}<span class="hidden">]</span></{tag}>'


def render_weight(weight: Weight, language: str) -> str:
    words = escape(say(WEIGHTS[weight], language))
    return f'<span class="weight {weight.value}">{words}</span>'


def title_of(pair: Pair, language: str) -> str:
    """What a pair is about: "Leitlinie 3", "Präambel"."""
    numbers = dict.fromkeys(
        segment.number for segment in pair.adopted or pair.draft if segment.number
    )
    kind = say(PARTS[pair.part], language)
    return f"{kind} {', '.join(numbers)}" if pair.part is Part.GUIDELINE and numbers else kind


def _placed(pieces: Sequence[Piece], adopted: bool) -> list[tuple[Change, Place]]:
    """The stretches of one side that were changed."""
    found: list[tuple[Change, Place]] = []
    for piece in pieces:
        place = piece.adopted if adopted else piece.draft
        if place is not None and piece.change is not Change.EQUAL:
            found.append((piece.change, place))
    return found


def _side(
    segments: Sequence[Segment],
    changes: Sequence[tuple[Change, Place]],
    documents: Mapping[str, Document],
    language: str,
) -> str:
    if not segments:
        return '<p aria-hidden="true">–</p>'
    return "".join(_line(segment, changes, documents, language) for segment in segments)


def _line(
    segment: Segment,
    changes: Sequence[tuple[Change, Place]],
    documents: Mapping[str, Document],
    language: str,
) -> str:
    text = documents[segment.document_id].text
    parts: list[str] = []
    done = segment.start
    for change, start, end in _joined(segment, changes, text):
        parts.append(escape(text[done:start]))
        parts.append(render_change(change, escape(text[start:end]), language))
        done = end
    parts.append(escape(text[done : segment.end]))
    mark = f"{escape(segment.marker)} " if segment.marker else ""
    html = "".join(parts).replace("\n", "<br>")
    return f'<p lang="de" dir="ltr">{mark}{html}{_link(segment, language)}</p>'


def _link(segment: Segment, language: str) -> str:
    """To the line in its document; headings have no place of their own."""
    if segment.passage is None:
        return ""
    href = escape(place_link(segment.passage, segment.start, segment.end))
    read = escape(say(wording.OPEN_IN_DOCUMENT, language))
    named = f'title="{read}" aria-label="{read}" {language_attributes(language)}'
    return f' <a class="to-place" href="{href}" {named}>↗</a>'


def _joined(
    segment: Segment, changes: Sequence[tuple[Change, Place]], text: str
) -> Iterator[tuple[Change, int, int]]:
    """The changes of a line in order; neighbours of one sort as one."""
    own = sorted(
        (place.start, place.end, change)
        for change, place in changes
        if place.document_id == segment.document_id
        and segment.start <= place.start
        and place.end <= segment.end
    )
    run: tuple[Change, int, int] | None = None
    for start, end, change in own:
        if run and run[0] is change and not text[run[2] : start].strip():
            run = change, run[1], end
            continue
        if run:
            yield run
        run = change, start, end
    if run:
        yield run
