import numpy as np
import pytest

from assistant import trained_reader
from assistant.reader import Asked, LightReader, ReadingText
from assistant.reading_calibration import ReadingCalibration, Thresholds
from assistant.reading_heads import ReadingHeads
from assistant.trained_reader import (
    SENTENCE_FEATURES,
    TEXT_FEATURES,
    Clues,
    TrainedReader,
    sentence_features,
    text_features,
)
from tests.assistant.reading import WordTokenizer, small_encoder
from tests.fakes import FakeEncoder

CALIBRATION = ReadingCalibration(
    "", "", {}, {"other": Thresholds(0.5, 0.5)},
    dict.fromkeys(SENTENCE_FEATURES, 0.0) | {"logit": 1.0}, 0.0,
    dict.fromkeys(TEXT_FEATURES, 0.0) | {"text": 1.0}, 0.0,
)  # fmt: skip
ONE = Clues(np.array([1.0]), 4.0, 0.8, lambda: np.array([0.8]))
TEXTS = (
    ReadingText("Wohnen", ("Die Stadt hilft.", "Mieten steigen sehr schnell an.")),
    ReadingText("", ()),
    ReadingText("Sprache", tuple(f"Kurs {n} beginnt am Montag." for n in range(200))),
)


@pytest.fixture(scope="module")
def reader():
    return TrainedReader(
        small_encoder(), ReadingHeads(), WordTokenizer(), LightReader(FakeEncoder()), CALIBRATION
    )


def test_scores_for_every_sentence_and_text(reader):
    reading = reader.read(Asked("Wer hilft?"), TEXTS)
    assert [len(own) for own in reading.sentences] == [2, 0, 200]
    assert all(((own > 0) & (own < 1)).all() for own in reading.sentences)
    assert reading.texts[1] == 0
    assert reading.answerable == pytest.approx(reading.texts.max())


def test_sentences_are_encoded_when_their_scores_are_asked_for():
    encoder = FakeEncoder()
    light = LightReader(encoder)
    reader = TrainedReader(small_encoder(), ReadingHeads(), WordTokenizer(), light, CALIBRATION)
    reading = reader.read(Asked("Wer hilft?"), TEXTS[2:])
    runs = len(encoder.encoded)
    assert runs < 50
    assert len(reading.sentences[0]) == 200
    assert len(encoder.encoded) == runs + 199  # the last run is the last two sentences


def test_nothing_to_read(reader):
    reading = reader.read(Asked("Wer hilft?"), ())
    assert (list(reading.sentences), len(reading.texts), reading.answerable) == ([], 0, 0.0)


def test_each_text_is_read_as_if_alone(reader):
    together = reader.read(Asked("Wer hilft?"), TEXTS)
    for number, text in enumerate(TEXTS):
        alone = reader.read(Asked("Wer hilft?"), [text])
        assert np.allclose(alone.sentences[0], together.sentences[number], atol=1e-4)
        assert alone.texts[0] == pytest.approx(together.texts[number], abs=1e-4)


def test_memory_is_bounded_however_much_is_read(reader, monkeypatch):
    sizes = []

    def watched(encoder, heads, windows):
        sizes.append(sum(len(window.tokens) for window in windows))
        return read_windows(encoder, heads, windows)

    read_windows = trained_reader.read_windows
    monkeypatch.setattr(trained_reader, "read_windows", watched)
    reading = reader.read(Asked("Wer hilft?"), TEXTS[:1] * 1000)
    assert len(reading.texts) == 1000
    assert len(sizes) > 1
    assert max(sizes) <= 4096


def test_features_of_sentences_around():
    features = sentence_features(
        ReadingText("", ("a", "b?", "c:")),
        Clues(np.array([1.0, 2.0, 6.0]), 4.0, 0.9, lambda: np.array([0.7, 0.9, 0.8])),
    )
    by_name = dict(zip(SENTENCE_FEATURES, features.T, strict=True))
    assert by_name["before"].tolist() == [1, 1, 2]
    assert by_name["after"].tolist() == [2, 6, 6]
    assert by_name["highest"].tolist() == [6, 6, 6]
    assert by_name["text"].tolist() == [4, 4, 4]
    assert by_name["is_question"].tolist() == [0, 1, 0]
    assert by_name["leads"].tolist() == [0, 0, 1]
    assert by_name["place"].tolist() == [0, 0.5, 1]
    assert by_name["cosine"].tolist() == [0.7, 0.9, 0.8]
    assert by_name["highest_cosine"].tolist() == [0.9, 0.9, 0.9]


def test_features_of_one_sentence_are_finite():
    features = sentence_features(ReadingText("", ("a",)), ONE)
    assert np.isfinite(features).all()
    assert np.isfinite(text_features(ONE)).all()
