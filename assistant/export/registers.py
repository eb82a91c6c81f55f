"""The register of commitments, or the rows that a filter leaves of it, to take along."""

from collections.abc import Sequence
from datetime import date

from assistant import wording
from assistant.catalogue import say
from assistant.commitments import Commitment
from assistant.export.sources import labels_in, made_on, quoted, rights_of, source_of
from assistant.export.takeaway import Fact, Row, Table, Takeaway, text_of
from index import Status

__all__ = ["of_register"]


def of_register(
    rows: Sequence[Commitment],
    selection: str = "",
    language: str = "de",
    address: str = "",
    day: str | None = None,
) -> Takeaway:
    """The rows as given, with the words that carry each obligation standing out.

    Args:
        selection: what was filtered and searched for, in words.
        language: of titles and labels.
        address: of the page, before permalinks: `http://127.0.0.1:7860`.
        day: when it was made, ISO 8601; today if not given.
    """
    facts = []
    if selection:
        facts.append(Fact(say(wording.SELECTION, language), (text_of(selection, language),)))
    if not rows:
        nothing = text_of(say(wording.NOTHING_FITS, language), language)
        facts.append(Fact(say(wording.ANSWER, language), (nothing,)))
    if documents := {row.document.id: row.document for row in rows}:
        facts.append(rights_of(documents.values(), language))
    facts.append(made_on(day or date.today().isoformat(), language))
    notices = [say(wording.BINDING, language)]
    if any(row.passage.status is Status.SUGGESTION for row in rows):
        notices.insert(0, say(wording.SUGGESTION_NOTICE, language))
    columns = (
        wording.FIELD,
        wording.NUMBER,
        wording.EXACT_WORDING,
        wording.OBLIGATION,
        wording.WHO_ACTS,
    )
    return Takeaway(
        title=say(wording.COMMITMENTS, language),
        language=language,
        facts=tuple(facts),
        table=Table(
            columns=tuple(say(column, language) for column in columns),
            shares=(1.2, 0.6, 5.0, 1.5, 1.5),
            sources=(say(wording.SOURCE, language).format("").strip(),),
            rows=tuple(_row(row, language, address) for row in rows),
        ),
        notices=tuple(notices),
        labels=labels_in(language),
    )


def _row(row: Commitment, language: str, address: str) -> Row:
    passage = row.passage
    carrying = [span for obligation in row.obligations for span in obligation.words]
    return Row(
        (
            text_of("" if passage.field is None else str(passage.field)),
            text_of(passage.number or ""),
            quoted(passage.text, carrying),
            text_of("; ".join(row.kinds)),
            text_of("; ".join(actor.text for actor in row.actors)),
        ),
        (source_of(passage, row.document, language, address),),
    )
