import numpy as np
import pytest

from eval.train_comparing import Detection, load_comparing, train_comparing
from tests.fakes import eval_question_of

COMPARING = [f"Fassung {word}" for word in "abcdefghij"]
OTHER = [f"Hilfe {word}" for word in "abcdefghij"]


class TwoSided:
    """Questions that compare lie on one side, the others on the other."""

    name = "two-sided"

    def encode_layers(self, texts, prompt):
        assert prompt == "query"
        sides = [[1.0, 0.0] if "Fassung" in text else [0.0, 1.0] for text in texts]
        return np.empty((len(texts), 0), np.float32), np.array(sides, np.float32)


def _asked(texts, type_):
    return [eval_question_of(f"{type_}{n}", question=t, type=type_) for n, t in enumerate(texts)]


def test_learns_to_tell_and_says_how_well():
    written = [(text, True) for text in COMPARING] + [(text, False) for text in OTHER]
    asked = _asked(COMPARING, "comparison") + _asked(OTHER, "fact")
    weights, figures = train_comparing(
        TwoSided(), written, asked, ["Hilfe k", "Hilfe l"], ["Fassung k"]
    )
    assert weights.encoder == "two-sided"
    _, new = TwoSided().encode_layers(["Fassung neu", "Hilfe neu"], "query")
    compares, other = map(weights.probability, ["Fassung neu", "Hilfe neu"], new)
    assert compares >= weights.threshold > other
    assert figures["the tuning half"] == Detection(1.0, 1.0)
    assert figures["the tuning half, by words alone"].recall == 0.0


def test_precision_recall_and_f1():
    told, true = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert Detection.of(told, true) == Detection(0.5, 0.5)
    assert Detection.of(told, true).f1 == 0.5
    assert Detection.of(~told & told, true).f1 == 0.0


def test_real_questions_are_of_every_language_and_kind():
    questions = load_comparing()
    assert len(questions) == len(set(questions))
    compares = sum(compares for _, compares in questions)
    assert 0.3 < compares / len(questions) < 0.5


@pytest.mark.parametrize("line", ["de\tcompare\t ", "de\tperhaps\tWas?", "compare\tWas?", ""])
def test_broken_line_is_named(tmp_path, line):
    path = tmp_path / "questions.tsv"
    path.write_text(f"de\tother\tWas?\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"questions\.tsv, line 2"):
        load_comparing(path)
