"""Passages -> views: the texts that get a vector and lead to a passage."""

from collections.abc import Iterable, Mapping, Sequence

from index.passage import Companion, Kind, Passage, View, ViewRole

__all__ = ["views_of"]


def views_of(
    passages: Sequence[Passage],
    questions: Mapping[str, Mapping[str, Sequence[str]]],
    companions: Iterable[Companion] = (),
    comparisons: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> list[View]:
    """The views of one document: each passage's text in its context, its companions, its questions.

    Args:
        questions: passage id -> language -> example questions.
        comparisons: the same of questions that set an earlier text beside the passage.
    """
    asked_of = ((ViewRole.QUESTION, questions), (ViewRole.COMPARISON, comparisons or {}))
    by_passage: dict[str, list[Companion]] = {}
    for companion in companions:
        by_passage.setdefault(companion.passage_id, []).append(companion)
    by_id = {passage.id: passage for passage in passages}
    views: list[View] = []
    for passage in passages:
        parent = by_id.get(passage.parent or "")
        text = text_in_context(passage, parent)
        views.append(View(passage.id, ViewRole.TEXT, "de", text))
        if passage.kind is not Kind.LIST:  # its items lead to it no less
            views += [
                View(passage.id, ViewRole.COMPANION, companion.language, companion.text)
                for companion in by_passage.get(passage.id, ())
            ]
        for role, by_id_of_passage in asked_of:
            for language, asked in by_id_of_passage.get(passage.id, {}).items():
                views += [View(passage.id, role, language, text) for text in asked]
    return views


def text_in_context(passage: Passage, parent: Passage | None) -> str:
    """A passage below its section path and, for an item, the sentence that opens its list."""
    lead = parent.text.split("\n")[0] if parent else ""
    if not lead.endswith(":"):
        lead = ""
    path = " › ".join(passage.section[-2:])
    return "\n".join(part for part in (path, lead, passage.text) if part)
