import pytest

from eval.ranking import RankFigures, rank_figures


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        pytest.param([], RankFigures(0, 0.0, 0.0, 0.0), id="no questions"),
        pytest.param([1], RankFigures(1, 1.0, 1.0, 1.0), id="first"),
        pytest.param([0, 0], RankFigures(2, 0.0, 0.0, 0.0), id="never found"),
        pytest.param([5, 6], RankFigures(2, 0.0, 0.5, (1 / 5 + 1 / 6) / 2), id="around five"),
        pytest.param([1, 2, 0, 4], RankFigures(4, 0.25, 0.75, 1.75 / 4), id="mixed"),
    ],
)
def test_figures(ranks, expected):
    found = rank_figures(ranks)
    assert (found.questions, found.hit_1, found.hit_5) == (
        expected.questions, expected.hit_1, expected.hit_5
    )  # fmt: skip
    assert found.mrr == pytest.approx(expected.mrr)
