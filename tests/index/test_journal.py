import numpy as np
import pytest

from index.journal import Journal
from tests.fakes import FakeEncoder

KEYS = [bytes([n]) * 16 for n in (3, 1, 2)]
VECTORS = FakeEncoder().encode(["drei", "eins", "zwei"], "passage")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.bin"


@pytest.fixture
def written(path):
    """A journal with three vectors, written one by one."""
    journal = Journal(path, "fake")
    for key, vector in zip(KEYS, VECTORS, strict=True):
        journal.append([key], vector[None])
    return path


def _read(path):
    journal = Journal(path, "fake")
    return list(journal.keys), journal.vectors(np.arange(len(journal.keys)))


def test_what_was_appended_is_there(written):
    keys, vectors = _read(written)
    assert keys == KEYS
    np.testing.assert_array_equal(vectors, VECTORS)
    np.testing.assert_array_equal(
        Journal(written, "fake").vectors(np.array([2, 0])), VECTORS[[2, 0]]
    )


def test_appended_vectors_count_after_reload(path):
    journal = Journal(path, "fake")
    assert (journal.dimensions, len(journal.keys)) == (None, 0)
    journal.append(KEYS, VECTORS)
    assert len(journal.keys) == 0
    journal.reload()
    assert (journal.dimensions, list(journal.keys)) == (64, KEYS)


def test_keys_that_end_with_zero_bytes_are_kept_apart(path):
    keys = [b"a" + bytes(15), b"a\1" + bytes(14), bytes(16)]
    journal = Journal(path, "fake")
    journal.append(keys, VECTORS)
    journal.reload()
    assert [bytes(key).ljust(16, b"\0") for key in journal.keys] == keys


@pytest.mark.parametrize("cut", [1, 4, 100, 275])
def test_record_that_was_cut_is_left_out_and_written_again(written, cut):
    written.write_bytes(written.read_bytes()[:-cut])
    journal = Journal(written, "fake")
    assert list(journal.keys) == KEYS[:2]
    journal.append(KEYS[2:], VECTORS[2:])
    keys, vectors = _read(written)
    assert keys == KEYS
    np.testing.assert_array_equal(vectors, VECTORS)


def test_damaged_record_is_left_out_and_those_after_it_count(written):
    data = bytearray(written.read_bytes())
    data[-276 - 100] ^= 1
    written.write_bytes(data)
    keys, vectors = _read(written)
    assert keys == [KEYS[0], KEYS[2]]
    np.testing.assert_array_equal(vectors, VECTORS[[0, 2]])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:20], id="header cut"),
        pytest.param(lambda data: b"{}\n" + data, id="other header"),
        pytest.param(lambda data: b"[]\n", id="a list"),
        pytest.param(lambda data: b"\xff\xfe\n" + data, id="not UTF-8"),
        pytest.param(
            lambda data: data.replace(b'"dimensions": 64', b'"dimensions": -4'), id="size"
        ),
    ],
)
def test_file_that_is_no_journal_is_begun_anew(written, change):
    written.write_bytes(change(written.read_bytes()))
    journal = Journal(written, "fake")
    assert len(journal.keys) == 0
    journal.append(KEYS, VECTORS)
    assert _read(written)[0] == KEYS


def test_journal_of_another_model_is_begun_anew(written):
    assert len(Journal(written, "other").keys) == 0
    assert not written.exists()


def test_discarded_journal_is_gone(written):
    journal = Journal(written, "fake")
    journal.discard()
    journal.discard()
    assert not written.exists()
