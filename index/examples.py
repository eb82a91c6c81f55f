"""Example questions that a page may suggest."""

from collections.abc import Iterable, Mapping

from index.passage import Kind, Passage, Status, View, ViewRole

__all__ = ["first_questions"]

_GUIDELINES = (Kind.GUIDELINE, Status.ADOPTED)


def first_questions(
    views: Iterable[View], passages: Mapping[str, Passage], language: str
) -> list[str]:
    """The first question of each field that has adopted guidelines with one.

    Documents without such guidelines: of each section.

    Args:
        views: that lead to passages.
        passages: by their id.
    """
    of_fields: dict[int, str] = {}
    of_sections: dict[tuple[str, ...], str] = {}
    for view in views:
        if (view.role, view.language) != (ViewRole.QUESTION, language):
            continue
        passage = passages[view.passage_id]
        of_sections.setdefault((passage.document_id, *passage.section), view.text)
        if passage.field is not None and (passage.kind, passage.status) == _GUIDELINES:
            of_fields.setdefault(passage.field, view.text)
    return list((of_fields or of_sections).values())
