"""Draft and adopted text side by side, to take along."""

from collections.abc import Sequence
from datetime import date

from assistant import wording
from assistant.catalogue import say
from assistant.comparison import Change, Comparison, Pair, Part, Segment
from assistant.difference_names import PARTS, RELATIONS, WEIGHTS
from assistant.export.sources import labels_in, made_on, quoted, rights_of, source_of
from assistant.export.takeaway import Fact, Mark, Row, Source, Table, Takeaway, Text, text_of
from assistant.formats import format_date
from assistant.suggested import Suggested
from index import Document, Status

__all__ = ["of_comparison"]

_MARKS = {
    Change.EQUAL: Mark.NONE,
    Change.INSERTED: Mark.INSERTED,
    Change.DELETED: Mark.DELETED,
    Change.MOVED: Mark.MOVED,
}


def of_comparison(
    comparison: Comparison,
    suggested: Sequence[Sequence[Suggested]] | None = None,
    language: str = "de",
    address: str = "",
    day: str | None = None,
) -> Takeaway:
    """Every pair of lines with what was deleted, inserted and moved.

    Args:
        suggested: what participants had suggested on each pair, in the order of the pairs; the
            column is left out if not given.
        language: of titles and labels.
        address: of the page, before permalinks: `http://127.0.0.1:7860`.
        day: when it was made, ISO 8601; today if not given.
    """
    columns = [wording.PLACE, wording.WHAT_CHANGED, wording.DRAFT_TEXT, wording.ADOPTED_TEXT]
    shares = [1.7, 1.5, 3.2, 3.2]
    if suggested is not None:
        columns.append(wording.SUGGESTED)
        shares.append(2.6)
    on_each = suggested if suggested is not None else [None] * len(comparison.pairs)
    sides = (wording.DRAFT_TEXT, wording.ADOPTED_TEXT)
    named = tuple(
        f"{say(wording.SOURCE, language).format('').strip()}: {say(side, language)}"
        for side in sides
    )
    return Takeaway(
        title=say(wording.COMPARISON, language),
        language=language,
        facts=(
            _signs(language),
            rights_of((comparison.draft, comparison.adopted), language),
            made_on(day or date.today().isoformat(), language),
        ),
        table=Table(
            columns=tuple(say(column, language) for column in columns),
            shares=tuple(shares),
            sources=named,
            rows=tuple(
                _row(comparison, pair, own, language, address)
                for pair, own in zip(comparison.pairs, on_each, strict=True)
            ),
        ),
        notices=(say(wording.WEIGHT_RULE, language), say(wording.BINDING, language)),
        labels=labels_in(language),
    )


def _signs(language: str) -> Fact:
    """How changed words are marked, each word marked that way itself."""
    shown: Text = ()
    for word, mark in (
        (wording.DELETED, Mark.DELETED),
        (wording.INSERTED, Mark.INSERTED),
        (wording.MOVED, Mark.MOVED),
    ):
        between = text_of(" · ", language) if shown else ()
        shown += (*between, *text_of(say(word, language), language, mark))
    return Fact(say(wording.SIGNS, language), (shown,))


def _row(
    comparison: Comparison,
    pair: Pair,
    suggested: Sequence[Suggested] | None,
    language: str,
    address: str,
) -> Row:
    cells = [
        text_of(_place(pair, language), language),
        text_of(_change(pair, language), language),
        _side(pair, pair.draft, comparison.draft),
        _side(pair, pair.adopted, comparison.adopted),
    ]
    if suggested is not None:
        cells.append(_suggestions(suggested))
    sources = (
        _source(pair.draft, comparison.draft, Status.DRAFT, language, address),
        _source(pair.adopted, comparison.adopted, Status.ADOPTED, language, address),
    )
    return Row(tuple(cells), sources)


def _place(pair: Pair, language: str) -> str:
    """ "Handlungsfeld 3, Leitlinie 2" """
    numbers = ", ".join(line.number for line in pair.adopted or pair.draft if line.number)
    part = say(PARTS[pair.part], language)
    if pair.part is Part.GUIDELINE and numbers:
        part = f"{part} {numbers}"
    return part if pair.field is None else f"{say(wording.FIELD, language)} {pair.field}, {part}"


def _change(pair: Pair, language: str) -> str:
    relation = say(RELATIONS[pair.relation], language)
    if pair.weight is None:
        return relation
    return f"{relation} ({say(WEIGHTS[pair.weight], language)})"


def _side(pair: Pair, lines: Sequence[Segment], document: Document) -> Text:
    """The lines of one side with their changed words marked; spaces and all as in the document."""
    text: Text = ()
    for line in lines:
        if text:
            text += text_of("\n")
        if line.marker:
            text += text_of(f"{line.marker} ")
        text += _marked(pair, line, document)
    return text


def _marked(pair: Pair, line: Segment, document: Document) -> Text:
    is_draft = bool(pair.draft) and line in pair.draft
    text: Text = ()
    done = line.start
    for piece in pair.pieces:
        place = piece.draft if is_draft else piece.adopted
        if place is None or not line.start <= place.start < line.end:
            continue
        text += text_of(document.text[done : place.start])
        text += text_of(document.text[place.start : place.end], mark=_MARKS[piece.change])
        done = place.end
    return text + text_of(document.text[done : line.end])


def _source(
    lines: Sequence[Segment], document: Document, status: Status, language: str, address: str
) -> Source | None:
    """Of the first line that belongs to a passage; headings only name their document.

    What stands around a text, such as the title page, was neither drafted nor adopted.
    """
    if not lines:
        return None
    for line in lines:
        if line.passage is not None:
            return source_of(line.passage, document, language, address)
    around = lines[0].part in (Part.TITLE, Part.FRAME)
    return Source(
        document.title,
        document.short_title,
        "" if around else say(wording.STATUSES[status], language),
        "",
        document.reference or "",
        format_date(document.date, language),
        "",
        "",
    )


def _suggestions(suggested: Sequence[Suggested]) -> Text:
    """The suggestions with the words standing out that changed just so, and their permalinks."""
    text: Text = ()
    for one in suggested:
        if text:
            text += text_of("\n")
        text += text_of("– ") + quoted(one.passage.text, (*one.inserted, *one.deleted))
    return text
