import dataclasses

import pytest

from index.passage import Kind, Status, ViewRole


@pytest.mark.parametrize(
    ("enum", "values"),
    [
        pytest.param(
            Status, ["adopted", "draft", "approach", "suggestion", "information"], id="status"
        ),
        pytest.param(
            Kind,
            [
                "guideline",
                "preamble",
                "footnote",
                "approach",
                "summary",
                "card",
                "minutes",
                "schedule",
                "imprint",
                "information",
                "list",
            ],
            id="kind",
        ),
        pytest.param(
            ViewRole, ["text", "companion", "question", "comparison", "outside"], id="view role"
        ),
    ],
)
def test_names_that_stand_in_data_files(enum, values):
    assert [member.value for member in enum] == values


def test_values_are_frozen(leitlinien):
    for value in (leitlinien, leitlinien.document, leitlinien.passages[0]):
        name = dataclasses.fields(value)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, "anders")


def test_document_is_shown_without_its_text(leitlinien):
    assert "Handlungsfeld" not in repr(leitlinien.document)
