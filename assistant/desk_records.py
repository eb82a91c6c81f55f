"""Commitments and comparisons as plain JSON objects, beside those of `assistant.records`."""

from collections.abc import Sequence
from typing import Any

from assistant.commitments import Commitment, permalink
from assistant.comparison import Comparison, Difference, Pair, Piece, Place, Segment
from assistant.obligations import Obligation
from assistant.records import passage_record
from assistant.suggested import Suggested
from index import Document, Hit

__all__ = [
    "commitment_record",
    "comparison_record",
    "difference_record",
    "document_record",
    "pair_record",
    "related_record",
    "suggested_record",
]


def document_record(document: Document) -> dict[str, Any]:
    """What a document is, without its text."""
    return {
        "id": document.id,
        "title": document.title,
        "status": document.status.value,
        "date": document.date,
        "reference": document.reference,
        "publisher": document.publisher,
    }


def commitment_record(row: Commitment, related: Sequence[Hit] | None = None) -> dict[str, Any]:
    """A row of the register; offsets count in `text`.

    Args:
        related: action approaches and suggestions; the key is left out if they were not asked for.
    """
    record = {
        **passage_record(row.passage),
        "document_title": row.document.title,
        "date": row.document.date,
        "obligations": [_obligation_record(row.passage.text, one) for one in row.obligations],
        "actors": [
            {"text": actor.text, "start": actor.start, "end": actor.end} for actor in row.actors
        ],
        "drafts": [passage_record(passage) for passage in row.drafts],
        "adopted": [passage_record(passage) for passage in row.adopted],
        "permalink": row.permalink,
    }
    if related is not None:
        record["related"] = [related_record(hit) for hit in related]
    return record


def related_record(hit: Hit) -> dict[str, Any]:
    """A passage found for another one, with its cosine to it."""
    return {
        **passage_record(hit.passage),
        "similarity": None if hit.similarity is None else round(hit.similarity, 4),
        "permalink": permalink(hit.passage.id),
    }


def comparison_record(
    comparison: Comparison, suggested: Sequence[Sequence[Suggested]] | None = None
) -> dict[str, Any]:
    """A whole comparison: both documents, the summary list, and the pairs with their pieces.

    Args:
        suggested: what participants had suggested on each pair, in the order of the pairs.
    """
    on_each = suggested if suggested is not None else [None] * len(comparison.pairs)
    return {
        "draft": document_record(comparison.draft),
        "adopted": document_record(comparison.adopted),
        "differences": [difference_record(one) for one in comparison.differences],
        "pairs": [
            pair_record(pair, own) for pair, own in zip(comparison.pairs, on_each, strict=True)
        ],
    }


def pair_record(pair: Pair, suggested: Sequence[Suggested] | None = None) -> dict[str, Any]:
    """Lines that belong together. Offsets count in the documents' texts."""
    record: dict[str, Any] = {
        "part": pair.part.value,
        "field": pair.field,
        "relation": pair.relation.value,
        "weight": pair.weight.value if pair.weight else None,
        "draft": [_segment_record(segment) for segment in pair.draft],
        "adopted": [_segment_record(segment) for segment in pair.adopted],
        "pieces": [_piece_record(piece) for piece in pair.pieces],
        "differences": [difference_record(one) for one in pair.differences],
    }
    if suggested is not None:
        record["suggestions"] = [suggested_record(one) for one in suggested]
    return record


def difference_record(difference: Difference) -> dict[str, Any]:
    """One entry of the summary list."""
    return {
        "aspect": difference.aspect.value,
        "weight": difference.weight.value,
        "part": difference.part.value,
        "field": difference.field,
        "draft": difference.draft,
        "adopted": difference.adopted,
        "draft_at": [_segment_record(one) for one in difference.draft_segments],
        "adopted_at": [_segment_record(one) for one in difference.adopted_segments],
        "pieces": [_piece_record(piece) for piece in difference.pieces],
    }


def suggested_record(one: Suggested) -> dict[str, Any]:
    """A suggestion on a point, with the changed words it shares; offsets count in `text`."""
    return {
        **passage_record(one.passage),
        "shares_inserted": [list(span) for span in one.inserted],
        "shares_deleted": [list(span) for span in one.deleted],
        "names_point": one.names_point,
        "similarity": None if one.similarity is None else round(one.similarity, 4),
        "permalink": permalink(one.passage.id),
    }


def _obligation_record(text: str, obligation: Obligation) -> dict[str, Any]:
    actor = obligation.actor
    return {
        "form": obligation.form.value,
        "kind": obligation.kind,
        "words": [
            {"text": text[start:end], "start": start, "end": end} for start, end in obligation.words
        ],
        "actor": actor.text if actor else None,
    }


def _segment_record(segment: Segment) -> dict[str, Any]:
    return {
        "document": segment.document_id,
        "passage": segment.passage.id if segment.passage else None,
        "number": segment.number,
        "marker": segment.marker,
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
    }


def _piece_record(piece: Piece) -> dict[str, Any]:
    return {
        "change": piece.change.value,
        "text": piece.text,
        "draft": _place_record(piece.draft),
        "adopted": _place_record(piece.adopted),
        "elsewhere": _place_record(piece.elsewhere),
        "spaced": piece.spaced,
    }


def _place_record(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "document": place.document_id,
        "passage": place.passage_id,
        "start": place.start,
        "end": place.end,
    }
