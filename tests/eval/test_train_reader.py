import pytest
import torch

from assistant.reader import Asked, LightReader, ReadingText
from assistant.reader_file import read_reader_file
from assistant.reading_calibration import ReadingCalibration
from assistant.reading_heads import ReadingHeads
from assistant.trained_reader import TrainedReader
from eval import train_reader as training
from eval.reading_data import ReadingExample
from eval.train_reader import Source, mean_of_readers, train_reader
from tests.assistant.reading import WordTokenizer, small_encoder
from tests.fakes import FakeEncoder

UNFITTED = ReadingCalibration("", "", {}, {})
EXAMPLES = [
    ReadingExample("Wo?", "Titel", ("Hier hier.", "Nichts."), (0,), True),
    ReadingExample("Wo?", "Titel", ("Nichts.", "Hier hier."), (1,), True),
    ReadingExample("Wo?", "Titel", ("Nichts.", "Gar nichts."), (), False),
    ReadingExample("Wo?", "Titel", ("Hier hier.", "Nichts."), None, True),
]
SOURCES = [Source(1.0, 1.0, 1.0, EXAMPLES)]


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(training, "_TOKENS", 120)
    monkeypatch.setattr(training, "_SAVE_EVERY", 2)
    monkeypatch.setattr(training, "_RATE", 1e-3)


def _train(target, steps, report=lambda step, loss: None, seed=0):
    train_reader((small_encoder(), WordTokenizer()), SOURCES, target, steps, seed, report)


def test_learns_which_sentence_answers(tmp_path):
    losses = []
    target = tmp_path / "reader.safetensors"
    _train(target, 60, lambda step, loss: losses.append(loss))
    assert sum(losses[-10:]) < sum(losses[:10])
    encoder, heads = small_encoder(), ReadingHeads()
    read_reader_file(target, encoder, heads)
    reader = TrainedReader(encoder, heads, WordTokenizer(), LightReader(FakeEncoder()), UNFITTED)
    text = ReadingText("Titel", ("Nichts.", "Hier hier."))
    logits = reader.clues(Asked("Wo?"), [text])[0].logits
    assert logits[1] > logits[0]


def test_interrupted_training_comes_to_the_same(tmp_path):
    whole, cut = tmp_path / "whole.safetensors", tmp_path / "cut.safetensors"
    _train(whole, 6)

    def interrupt(step, loss):
        if step == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _train(cut, 6, interrupt)
    assert not cut.exists()
    steps = []
    _train(cut, 6, lambda step, loss: steps.append(step))
    assert steps == [5, 6]
    first, second = small_encoder(), small_encoder()
    read_reader_file(whole, first, ReadingHeads())
    read_reader_file(cut, second, ReadingHeads())
    for one, other in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-5)
    assert list(tmp_path.glob("*.partial")) == []


def test_what_is_left_of_another_training_is_not_gone_on_with(tmp_path):
    target = tmp_path / "reader.safetensors"

    def interrupt(step, loss):
        if step == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _train(target, 4, interrupt)
    steps = []
    with pytest.warns(UserWarning, match="another training"):
        _train(target, 4, lambda step, loss: steps.append(step), seed=1)
    assert steps == [1, 2, 3, 4]


def test_word_embeddings_stay(tmp_path):
    encoder = small_encoder()
    before = encoder.embeddings.word_embeddings.weight.clone()
    train_reader((encoder, WordTokenizer()), SOURCES, tmp_path / "reader.safetensors", 2)
    assert torch.equal(encoder.embeddings.word_embeddings.weight, before)


def test_reader_that_is_trained_further_begins_where_it_was(tmp_path):
    first, losses = tmp_path / "first.safetensors", []
    _train(first, 60, lambda step, loss: losses.append(loss))
    further = []
    target = tmp_path / "further.safetensors"
    base = small_encoder(), WordTokenizer()
    train_reader(base, SOURCES, target, 6, 1, lambda step, loss: further.append(loss), first)
    assert sum(further) / len(further) < sum(losses[:6]) / 6
    assert target.is_file()


def _weights(path):
    encoder, heads = small_encoder(), ReadingHeads()
    read_reader_file(path, encoder, heads)
    return {**dict(encoder.encoder.named_parameters()), **heads.state_dict()}


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_mean_of_two_readers(tmp_path, share):
    paths = [tmp_path / name for name in ("first", "second", "mean")]
    for seed, path in enumerate(paths[:2]):
        _train(path, 4, seed=seed)
    mean_of_readers(small_encoder(), *paths[:2], share, paths[2])
    first, second, mean = map(_weights, paths)
    assert any(not torch.allclose(first[name], second[name], atol=1e-4) for name in first)
    for name, value in mean.items():
        torch.testing.assert_close(
            value, (1 - share) * first[name] + share * second[name], atol=1e-3, rtol=1e-3
        )


def test_what_is_drawn_changes_evenly_after_the_first_part():
    source = Source(1.0, 0.2, 0.4, EXAMPLES)
    weights = [source.weight(done, 0.2) for done in (0.0, 0.19, 0.2, 0.6, 1.0)]
    assert weights == pytest.approx([1.0, 1.0, 0.2, 0.3, 0.4])
