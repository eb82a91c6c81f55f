import numpy as np
import pytest

from index import Kind, Status
from index.filters import Filters, Selection
from index.vectors.collection import Collection, condition, words_field
from index.vectors.milvus import LONGEST_WORDS, Milvus


def _selection(**wanted):
    return Selection(Filters(**wanted), np.ones(1, bool))


@pytest.mark.parametrize(
    ("among", "expected"),
    [
        pytest.param(None, "", id="all"),
        pytest.param(_selection(), "", id="no condition"),
        pytest.param(_selection(field=0), "outside == true or (field == 0)", id="field 0"),
        pytest.param(
            _selection(document='a"b\\', kind=Kind.CARD, status=Status.DRAFT),
            'outside == true or (document == "a\\"b\\\\" and kind == "card" and status == "draft")',
            id="several, quoted",
        ),
    ],
)
def test_condition(among, expected):
    assert condition(among) == expected


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        pytest.param(["sprachkurs", "2019"], "sprachkurs 2019", id="plain"),
        pytest.param(["e-mail"], "0x652d6d61696c", id="a hyphen would split it"),
        pytest.param(["книга"], "0xd0bad0bdd0b8d0b3d0b0", id="other letters"),
        pytest.param([], "", id="none"),
    ],
)
def test_words_field(terms, expected):
    assert words_field(terms) == expected


def test_words_field_of_a_very_long_text_ends_with_a_whole_term():
    words = words_field([f"wort{number:05}" for number in range(20_000)])
    assert LONGEST_WORDS - 10 <= len(words) <= LONGEST_WORDS
    assert set(map(len, words.split(" "))) == {9}


def test_positions_of_rows_in_order_of_score_and_without_those_of_others():
    collection = Collection(Milvus("http://127.0.0.1:1"), "c", np.array([50, 10, 30]))
    ids, scores = np.array([30, 99, 10, 50, 5]), np.array([0.5, 0.9, 0.7, 0.5, 0.4], np.float32)
    positions, found = collection.positions(ids, scores)
    assert positions.tolist() == [1, 0, 2]
    assert found.tolist() == pytest.approx([0.7, 0.5, 0.5])
