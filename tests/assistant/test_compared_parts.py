"""Parts that a question names, and where their texts differ most."""

import pytest

from assistant.compared_parts import named_part, pair_of_part
from assistant.comparison import Part
from assistant.differences import compare
from index import Kind
from tests.assistant.test_differences import HOUSING, StillIndex, town


@pytest.fixture
def real(corpus):
    documents = [manuscript.document for manuscript in corpus.values()]
    return StillIndex(documents, [p for one in corpus.values() for p in one.passages])


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Did the preamble change?", Part.PREAMBLE),
        ("Що змінилося у преамбулі?", Part.PREAMBLE),
        ("Ce s-a schimbat în preambul?", Part.PREAMBLE),
        ("Was steht in den FUSSNOTEN der Präambel?", Part.FOOTNOTE),
        ("Was wurde beim Sport geändert?", None),
    ],
)
def test_part_is_named(question, part):
    assert named_part(question) is part


def test_most_changed_paragraph_of_the_real_preamble(real):
    adopted, draft = pair_of_part(real, Part.PREAMBLE)
    assert adopted.kind is draft.kind is Kind.PREAMBLE
    assert "integrationspolitischen Handelns" in adopted.text
    assert "integrationspolitischer Handlung" in draft.text


def test_change_of_content_comes_first_in_the_real_footnotes(real):
    adopted, draft = pair_of_part(real, Part.FOOTNOTE)
    assert "Aufenthaltszweck" in adopted.text
    assert "Aufenthaltswort" in draft.text


def test_part_without_differences_has_no_pair():
    index = town([HOUSING], [HOUSING])
    assert compare(index).differences == ()
    assert pair_of_part(index, Part.GUIDELINE) is None


def test_nothing_to_compare_has_no_pair():
    assert pair_of_part(StillIndex([], []), Part.PREAMBLE) is None
