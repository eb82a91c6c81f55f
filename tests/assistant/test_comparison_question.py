"""Whether a question compares, told by its vector and its signs."""

import numpy as np
import pytest

from assistant import comparison_question
from assistant.comparison_question import (
    Comparison,
    ComparisonWeights,
    asked_comparison,
    comparison_features,
)
from assistant.comparison_signs import SIGNS

ENCODER = "encoder"
BY_VECTOR = np.array([2.0, 0.0, *[0.0] * len(SIGNS)], np.float32)


@pytest.fixture
def known(monkeypatch):
    weights = ComparisonWeights(ENCODER, BY_VECTOR, -4.0, 0.5)
    monkeypatch.setattr(comparison_question, "_known_weights", lambda: weights)
    return weights


def test_vector_tells_where_no_word_does(known):
    question = "Und was wurde daraus?"
    assert asked_comparison(question, np.array([1.0, 0.0], np.float32), ENCODER).asked
    assert not asked_comparison(question, np.array([0.0, 1.0], np.float32), ENCODER).asked


def test_words_alone_tell_for_vectors_of_another_encoder(known):
    vector = np.array([1.0, 0.0], np.float32)
    no, yes = Comparison(False, 0.0), Comparison(True, 1.0)
    assert asked_comparison("Und was wurde daraus?", vector, "another") == no
    assert asked_comparison("Was ist anders als im Entwurf?", -vector, "another") == yes


def test_features_are_the_vector_and_the_signs():
    features = comparison_features("Was stand im Entwurf?", np.array([0.6, 0.8], np.float32))
    assert features[0] / features[1] == pytest.approx(0.75)
    assert features[2:].tolist() == [sign == "drafted" for sign in SIGNS]


def test_probability_is_logistic():
    weights = ComparisonWeights(ENCODER, BY_VECTOR, 0.0, 0.5)
    assert weights.probability("Wer?", np.zeros(2, np.float32)) == 0.5


def test_file_holds_all(known, tmp_path):
    known.save(tmp_path / "weights.npz")
    loaded = ComparisonWeights.load(tmp_path / "weights.npz")
    assert (loaded.encoder, loaded.bias, loaded.threshold) == (ENCODER, -4.0, 0.5)
    assert loaded.weights.tolist() == BY_VECTOR.tolist()
