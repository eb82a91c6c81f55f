from itertools import cycle

import pytest

from assistant import language
from assistant.language import detect
from eval import train_language as module
from eval.train_language import train_language

TEXTS = (("wo kann ich wohnen", "de"), ("where can I live", "en"), ("asdf qwer", "none"))


class _FakeSamples:
    def __init__(self, documents, seed):
        pass

    def draw(self, count):
        return cycle(TEXTS)


@pytest.fixture
def trained(tmp_path, monkeypatch):
    """Trains on three texts and uses the weights; returns what was reported."""
    target, reported = tmp_path / "language.npz", []
    monkeypatch.setattr(module, "Samples", _FakeSamples)
    train_language(tmp_path, target, 60, 0, lambda step, loss: reported.append((step, loss)))
    monkeypatch.setattr(language, "WEIGHTS_FILE", target)
    language._weights.cache_clear()
    yield reported
    language._weights.cache_clear()


def test_trained_weights_tell_the_texts_apart(trained):
    assert detect("where can I live").language == "en"
    assert detect("wo kann ich wohnen").language == "de"
    assert detect("asdf qwer").language is None


def test_progress_is_reported_and_the_loss_falls(trained):
    assert [step for step, _ in trained] == list(range(1, 61))
    assert trained[-1][1] < trained[0][1] / 2
