"""Whether a question compares, told by its layers and its signs."""

from functools import partial

import numpy as np
import pytest

from assistant import comparison_question
from assistant.comparison_question import (
    ComparisonWeights,
    Judgement,
    comparison_features,
    judge_comparison,
    part_features,
)
from assistant.comparison_signs import SIGNS
from index.adapter import adapter_version
from index.model import DEFAULT_MODEL
from index.word_parts import BUCKETS

ENCODER = "encoder"
BY_LAYERS = np.array([2.0, 0.0, *[0.0] * len(SIGNS)], np.float32)
NO_PARTS = np.zeros(BUCKETS, np.float32)


@pytest.fixture
def known(monkeypatch):
    weights = ComparisonWeights(ENCODER, BY_LAYERS, NO_PARTS, -4.0, 0.5)
    monkeypatch.setattr(comparison_question, "_known_weights", lambda: weights)
    return weights


def test_layers_tell_where_no_word_does(known):
    question = "Und was wurde daraus?"
    assert judge_comparison(question, np.array([1.0, 0.0], np.float32), ENCODER).compares
    assert not judge_comparison(question, np.array([0.0, 1.0], np.float32), ENCODER).compares


def test_words_alone_tell_for_layers_of_another_encoder(known):
    layers = np.array([1.0, 0.0], np.float32)
    no, yes = Judgement(False, 0.0), Judgement(True, 1.0)
    assert judge_comparison("Und was wurde daraus?", layers, "another") == no
    assert judge_comparison("Was ist anders als im Entwurf?", -layers, "another") == yes


def test_features_are_the_layers_and_the_signs():
    features = comparison_features("Was stand im Entwurf?", np.array([0.6, 0.8], np.float32))
    assert features[0] / features[1] == pytest.approx(0.75)
    assert features[2:].tolist() == [sign == "drafted" for sign in SIGNS]


def test_probability_is_logistic():
    weights = ComparisonWeights(ENCODER, BY_LAYERS, NO_PARTS, 0.0, 0.5)
    assert weights.probability("Wer?", np.zeros(2, np.float32)) == 0.5


def test_parts_of_words_tell_too():
    parts = NO_PARTS.copy()
    parts[part_features("geworden")[0]] = 1.0
    weights = ComparisonWeights(ENCODER, BY_LAYERS, parts, 0.0, 0.5)
    told, near, other = (
        weights.probability(question, np.zeros(2, np.float32))
        for question in ("Was ist daraus geworden?", "Was werden sie?", "Wann?")
    )
    assert told > near > other


def test_all_questions_have_as_much_of_their_words():
    short, long = (part_features(text)[1] for text in ("Wer?", "Wer hat das damals beschlossen?"))
    assert np.linalg.norm(short) == pytest.approx(np.linalg.norm(long))
    assert len(part_features("?")[0]) == 0


def test_file_holds_all(known, tmp_path):
    known.save(tmp_path / "weights.npz")
    loaded = ComparisonWeights.load(tmp_path / "weights.npz")
    assert (loaded.encoder, loaded.bias, loaded.threshold) == (ENCODER, -4.0, 0.5)
    assert loaded.weights.tolist() == BY_LAYERS.tolist()
    assert loaded.parts.tolist() == NO_PARTS.tolist()


def test_words_tell_where_the_file_is_of_a_fit_to_vectors(tmp_path, monkeypatch, caplog):
    fitted = {"weights": BY_LAYERS, "parts": NO_PARTS, "bias": 0.0, "threshold": 0.5}
    np.savez(tmp_path / "weights.npz", encoder=ENCODER, **fitted)
    assert _judged_by(tmp_path / "weights.npz", monkeypatch) == Judgement(True, 1.0)
    assert "train-comparing" in caplog.text


def test_file_fits_the_encoder_that_comes_with_it():
    weights = ComparisonWeights.load()
    assert weights.encoder == f"{DEFAULT_MODEL}+{adapter_version()}", "run: train-comparing"
    assert weights.weights.shape == (3 * 384 + len(SIGNS),)
    assert weights.parts.shape == (BUCKETS,)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 damaged"])
def test_words_tell_where_the_file_cannot_be_used(tmp_path, monkeypatch, caplog, content):
    path = tmp_path / "weights.npz"
    if content is not None:
        path.write_bytes(content)
    assert _judged_by(path, monkeypatch) == Judgement(True, 1.0)
    assert "train-comparing" in caplog.text


def _judged_by(path, monkeypatch):
    """What a comparing question is judged to be with the weights of a file."""
    monkeypatch.setattr(
        ComparisonWeights, "load", partial(ComparisonWeights.load.__func__, ComparisonWeights, path)
    )
    comparison_question._known_weights.cache_clear()
    try:
        return judge_comparison("Was ist anders als im Entwurf?", np.zeros(2), ENCODER)
    finally:
        comparison_question._known_weights.cache_clear()
