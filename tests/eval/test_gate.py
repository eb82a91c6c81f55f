import pytest

from assistant import Settings, open_assistant
from eval.__main__ import run
from eval.gate import falls_below
from tests.fakes import judged_of

ROWS = [judged_of(rank=1), judged_of(rank=1), judged_of(rank=2), judged_of(rank=0)]
"""hit@1 is 0.5, hit@3 is 0.75; there is no abstention."""


@pytest.fixture
def gate(tmp_path):
    """Writes a file of least figures."""

    def write(least):
        path = tmp_path / "gate.toml"
        path.write_text("[least]\n" + least, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("least", "fallen"),
    [
        pytest.param("", [], id="nothing is asked for"),
        pytest.param('"hit@1" = 0.4', [], id="higher"),
        pytest.param('"hit@1" = 0.5', [], id="just as high"),
        pytest.param('"hit@1" = 0.51', ["hit@1: 0.500 is below 0.51"], id="lower"),
        pytest.param(
            '"hit@3" = 0.8\n"quotes verbatim" = 1.0\n"hit@1" = 0.9',
            ["hit@3: 0.750 is below 0.8", "hit@1: 0.500 is below 0.9"],
            id="two of three",
        ),
        pytest.param(
            '"abstention F1" = 0.0',
            ["abstention F1: does not apply to any question"],
            id="does not apply",
        ),
    ],
)
def test_fallen_figures_are_named(gate, least, fallen):
    assert falls_below(ROWS, gate(least)) == fallen


def test_figure_that_does_not_apply_has_fallen(gate):
    (fallen,) = falls_below(ROWS, gate('"abstention F1" = 0.8'))
    assert fallen.startswith("abstention F1: ")


def test_unknown_figure_does_not_pass(gate):
    with pytest.raises(ValueError, match="hit@2"):
        falls_below(ROWS, gate('"hit@2" = 0.1'))


def test_earlier_questions_are_held_to_figures_of_their_own(gate):
    rows = [*ROWS, judged_of("new1", rank=0), judged_of("new2", rank=0)]
    path = gate('"hit@1" = 0.3\n[earlier]\nwithout = ["new"]\n[earlier.least]\n"hit@1" = 0.5')
    assert falls_below(rows, path) == []
    fallen = falls_below([*rows, judged_of("old", rank=2)], path)
    assert fallen == [
        "hit@1: 0.286 is below 0.3",
        "earlier questions: hit@1: 0.400 is below 0.5",
    ]


def test_missing_file_does_not_pass(tmp_path):
    with pytest.raises(FileNotFoundError):
        falls_below(ROWS, tmp_path / "gate.toml")


@pytest.mark.slow
def test_real_figures_have_not_fallen(documents, models_folder):
    assistant = open_assistant(Settings(documents=documents, var=models_folder.parent))
    assert falls_below([judged for _, _, judged in run(assistant, "test")]) == []
