import numpy as np
import pytest

from index.vectors import tuning
from index.vectors.rows import ArrayRows
from index.vectors.tuning import DEPTHS, Effort, exact_neighbours, tune

VECTORS = np.random.default_rng(0).normal(size=(900, 8)).astype(np.float32)


def test_exact_neighbours_over_several_blocks(monkeypatch):
    monkeypatch.setattr("index.vectors.rows._BLOCK", 100)
    found = exact_neighbours(ArrayRows(VECTORS), VECTORS[:5], 20)
    expected = np.argsort(-(VECTORS[:5] @ VECTORS.T), axis=1)[:, :20]
    np.testing.assert_array_equal(found, expected)


def test_more_neighbours_than_there_are():
    assert exact_neighbours(ArrayRows(VECTORS[:3]), VECTORS[:2], 10).shape == (2, 3)


@pytest.mark.parametrize(
    ("count", "effort"),
    [(1, 20), (10, 20), (205, 60), (400, 100), (800, 200)],
)
def test_effort_grows_with_the_number_wanted(count, effort):
    assert Effort((20, 100), (1.0, 1.0)).for_count(count) == effort


def _search_part(query, count, effort):
    """Looks at a tenth of the vectors for each unit of effort."""
    part = np.flatnonzero(np.arange(len(VECTORS)) % 10 < effort)
    return part[np.argsort(-(VECTORS[part] @ query))[:count]]


def test_effort_is_raised_until_enough_is_found():
    effort = tune(ArrayRows(VECTORS), _search_part, most=100)
    targets = tuning._TARGETS
    assert all(found >= target for found, target in zip(effort.recall, targets, strict=True))
    assert 9 <= effort.at[0] <= effort.at[1] <= 14


def test_effort_stays_below_what_is_possible():
    effort = tune(ArrayRows(VECTORS), _search_part, most=3)
    assert effort.at == (3, 3)
    assert 0 < effort.recall[0] < 0.6


def test_depths_are_those_of_a_list_of_hits_and_of_the_search_over_views():
    assert DEPTHS == (10, 400)
