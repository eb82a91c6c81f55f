import json
from itertools import pairwise

import numpy as np
import pytest

from index.embedding import BATCH, KEYS_FILE, Known, embed, key_of, vectors_of
from index.errors import ModelError
from index.journal import Journal
from index.passage import View, ViewRole
from index.records import line_of
from tests.fakes import FakeEncoder


def _views(*texts, role=ViewRole.TEXT):
    return [View(f"a/{n}", role, "de", text) for n, text in enumerate(texts)]


@pytest.fixture
def write(tmp_path):
    """Writes views as a snapshot does; returns (its folder, a journal)."""

    def write_views(views, name="snapshot"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "views.jsonl").write_bytes(b"".join(line_of(view) for view in views))
        (folder / KEYS_FILE).write_bytes(b"".join(key_of(view) for view in views))
        return folder, Journal(tmp_path / "journal.bin", "fake")

    return write_views


def _texts(count):
    return [f"{'Wort ' * (n * 7 % 41)}Nummer {n}" for n in range(count)]


def test_batches_hold_texts_of_like_length_in_mixed_order(write):
    folder, journal = write(_views(*_texts(10 * BATCH)))
    batches = []

    class Noting(FakeEncoder):
        def encode(self, texts, prompt):
            batches.append([len(text) for text in texts])
            return super().encode(texts, prompt)

    embed(folder, Known.none(), journal, Noting())
    assert {len(batch) for batch in batches} == {BATCH}
    ranges = sorted((min(batch), max(batch)) for batch in batches)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    means = [sum(batch) for batch in batches]
    assert means != sorted(means) != means[::-1]


def test_vectors_come_back_in_the_order_of_the_views(write):
    views = _views(*_texts(1000))
    folder, journal = write(views)
    assert embed(folder, Known.none(), journal, FakeEncoder(dimensions=8)) == 1000
    chunks = list(vectors_of(folder, Known.none(), journal))
    assert [len(chunk) for chunk in chunks] == [512, 488]
    expected = FakeEncoder(dimensions=8).encode([view.text for view in views], "passage")
    np.testing.assert_array_equal(np.concatenate(chunks), expected)


def test_text_that_stands_twice_is_embedded_once_for_each_prompt(write):
    views = [*_views("gleich", "gleich"), *_views("gleich", role=ViewRole.QUESTION)]
    folder, journal = write(views)
    encoder, steps = FakeEncoder(), []
    embed(folder, Known.none(), journal, encoder, lambda *step: steps.append(step))
    assert sorted(encoder.encoded) == [("passage", "gleich"), ("query", "gleich")]
    assert (steps[0], steps[-1]) == ((0, 2), (2, 2))
    assert sum(len(chunk) for chunk in vectors_of(folder, Known.none(), journal)) == 3


def test_known_vectors_and_those_of_the_journal_are_used(write):
    old, journal = write(_views("eins", "zwei"), "old")
    embed(old, Known.none(), journal, FakeEncoder())
    np.save(old / "vectors.npy", np.concatenate(list(vectors_of(old, Known.none(), journal))))
    journal.discard()
    known = Known.of(old)
    folder, journal = write(_views("vier", "zwei", "drei", "eins"))
    [three] = _views("drei")
    journal.append([key_of(three)], FakeEncoder().encode(["drei"], "passage"))
    journal.reload()
    encoder = FakeEncoder()
    assert embed(folder, known, journal, encoder) == 1
    assert encoder.encoded == [("passage", "vier")]
    [vectors] = vectors_of(folder, known, journal)
    expected = FakeEncoder().encode(["vier", "zwei", "drei", "eins"], "passage")
    np.testing.assert_array_equal(vectors, expected)


def test_nothing_to_embed_reports_no_progress(write):
    folder, journal = write(_views("eins"))
    embed(folder, Known.none(), journal, FakeEncoder())
    embed(folder, Known.none(), journal, FakeEncoder(), lambda *step: pytest.fail("progress"))


def test_values_that_are_no_numbers_are_refused(write):
    folder, journal = write(_views("eins"))
    encoder = FakeEncoder()
    encoder.encode = lambda texts, prompt: np.full((1, 4), np.nan, np.float32)
    with pytest.raises(ModelError, match="no numbers"):
        embed(folder, Known.none(), journal, encoder)


def test_vectors_of_another_size_than_before_are_refused(write):
    folder, journal = write(_views("eins"))
    journal.append([bytes(16)], np.ones((1, 4), np.float32))
    journal.reload()
    with pytest.raises(ModelError, match="gives 64 dimensions, but gave 4 before"):
        embed(folder, Known.none(), journal, FakeEncoder())


def test_key_depends_on_text_and_prompt_and_on_nothing_else():
    [text], [question] = _views("eins"), _views("eins", role=ViewRole.QUESTION)
    other = View("b/7", ViewRole.COMPANION, "uk", "eins")
    assert key_of(text) == key_of(other) != key_of(question)
    assert key_of(text) != key_of(_views("zwei")[0])


def test_lines_hold_views_whatever_their_text(write):
    odd = _views("Zeile\nZeile\u2028Zeile", '"', "\x00", "\u0665")
    folder, journal = write(odd)
    assert embed(folder, Known.none(), journal, FakeEncoder()) == 4
    lines = (folder / "views.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["text"] for line in lines if line] == [view.text for view in odd]
