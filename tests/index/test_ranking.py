import numpy as np
import pytest

from index.ranking import Ranking, best_of, fuse, means_of, rank


def _pairs(found):
    return dict(zip(found[0].tolist(), found[1].tolist(), strict=True))


@pytest.mark.parametrize(
    ("places", "scores", "expected"),
    [
        pytest.param([], [], {}, id="nothing found"),
        pytest.param([7], [0.8], {7: 0.8}, id="one view stands for all"),
        pytest.param([7, 3, 7], [0.8, 0.6, 0.4], {7: 0.64, 3: 0.52}, id="the worst for missing"),
        pytest.param([7, 7, 7, 3], [1.0, 0.5, 0.4, 0.3], {7: 0.8, 3: 0.3}, id="the best count"),
        pytest.param([7, 2, 7], [0.8, 0.7, 0.4], {7: 0.64, 2: 0.7}, id="only one that counts"),
    ],
)
def test_mean_over_the_best_views(places, scores, expected):
    counts = np.array([0, 0, 1, 5, 0, 0, 0, 5])
    scores = np.array(scores, np.float32)
    found = means_of(np.array(places, np.int64), scores, counts, (0.6, 0.4))
    assert found[0].tolist() == sorted(expected)
    assert _pairs(found) == pytest.approx(expected)


def test_best_score_of_each_place():
    found = best_of(np.array([4, 2, 4, 2]), np.array([9, 8, 7, 1], np.float32))
    assert _pairs(found) == {2: 8, 4: 9}


def test_ranks_count_from_1_and_equals_keep_their_order():
    ranks = rank(np.array([0.5, -np.inf, 0.9, 0.5], np.float32), -np.inf)
    assert ranks.tolist() == [2, 0, 1, 3]


def test_fusion_weighs_reciprocal_ranks():
    fused = fuse(np.array([1, 0, 0]), np.array([2, 1, 0]), Ranking())
    assert fused == pytest.approx([0.7 / 6 + 0.3 / 7, 0.3 / 6, 0.0])
