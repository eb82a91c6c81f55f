import numpy as np

from assistant.known_vectors import KnownVectors
from tests.fakes import FakeEncoder


def test_vectors_are_those_of_the_encoder_in_the_order_of_the_texts():
    texts = ["Ein langer Satz über Kurse.", "Kurz.", "Ein langer Satz über Kurse."]
    known = KnownVectors(FakeEncoder()).of(texts)
    assert np.allclose(known, FakeEncoder().encode(texts, "passage"))


def test_a_text_is_encoded_once():
    encoder = FakeEncoder()
    known = KnownVectors(encoder)
    known.of(["a", "b", "a"])
    known.of(["b", "c"])
    assert [text for _, text in encoder.encoded] == ["a", "b", "c"]


def test_those_not_asked_for_longest_are_forgotten():
    encoder = FakeEncoder()
    known = KnownVectors(encoder, most=2)
    known.of(["a", "b"])
    known.of(["a"])
    known.of(["c"])  # forgets "b"
    encoder.encoded.clear()
    known.of(["a", "c"])
    assert encoder.encoded == []
    known.of(["b"])
    assert encoder.encoded == [("passage", "b")]


def test_more_texts_at_once_than_are_kept():
    texts = [f"Satz {number}" for number in range(100)]
    known = KnownVectors(FakeEncoder(), most=10)
    assert np.allclose(known.of(texts), FakeEncoder().encode(texts, "passage"))


def test_no_text():
    assert KnownVectors(FakeEncoder()).of([]) == []
