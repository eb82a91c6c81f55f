import numpy as np
import pytest

from eval.scale_data import TextMaker, VectorMaker, misspelt, write_vectors


@pytest.fixture(scope="module")
def real():
    """Vectors around twenty centres that vary in four of sixteen dimensions only."""
    random = np.random.default_rng(0)
    vectors = np.zeros((400, 16), np.float32)
    vectors[:, :4] = np.repeat(random.normal(size=(20, 4)), 20, axis=0)
    vectors[:, :4] += 0.2 * random.normal(size=(400, 4))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_made_vectors_are_as_near_to_real_ones_as_those_to_each_other(real):
    maker = VectorMaker(real)
    made = maker.make(500, np.random.default_rng(1))
    np.testing.assert_allclose(np.linalg.norm(made, axis=1), 1, rtol=1e-4)
    assert maker.spread.min() <= (made @ real.T).max(axis=1).mean() <= 1
    assert len(np.unique(made, axis=0)) == 500


def test_made_vectors_vary_where_real_ones_do(real):
    made = VectorMaker(real).make(500, np.random.default_rng(1))
    assert np.abs(made[:, 4:]).max() < 0.02 < np.abs(made[:, :4]).max()


@pytest.mark.parametrize("count", [1, 300, 1000])
def test_file_holds_real_vectors_first(real, tmp_path, count):
    write_vectors(VectorMaker(real), count, tmp_path / "vectors.npy")
    vectors = np.load(tmp_path / "vectors.npy")
    assert (vectors.shape, vectors.dtype) == ((count, 16), np.float32)
    known = {row.tobytes() for row in real.astype(np.float32)}
    assert all(row.tobytes() in known for row in vectors[:400])
    assert not any(row.tobytes() in known for row in vectors[400:])


def test_texts_are_as_long_as_real_ones_and_the_same_for_a_seed():
    real = ["Die Stadt fördert den Erwerb der deutschen Sprache", "Kurse am Abend helfen vielen"]
    maker = TextMaker(real)
    texts = list(maker.make(50))
    assert texts == list(maker.make(50)) != list(maker.make(50, seed=1))
    assert len(texts) == 50
    for text in texts:
        known = [one for one in real if set(one.split()) & set(text.split())]
        assert any(len(text.split()) == len(one.split()) // 2 * 2 for one in known)


def test_vocabulary_grows_with_the_texts():
    texts = list(TextMaker(["Die Stadt fördert den Erwerb der Sprache"]).make(2000))
    sizes = [len({word for text in texts[:n] for word in text.split()}) for n in (500, 1000, 2000)]
    assert sizes[0] < sizes[1] < sizes[2] < 4 * sizes[0]


def test_longer_words_are_misspelt():
    random = np.random.default_rng(0)
    found = misspelt("Wo gibt es Sprachkurse", random).split()
    assert found[:3] == ["Wo", "gibt", "es"]
    assert sorted(found[3]) == sorted("Sprachkurse")
    assert found[3] != "Sprachkurse"
