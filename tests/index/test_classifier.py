import numpy as np
import pytest
import torch

from index import classifier_training
from index.classifier import CLASSIFIER_FILE, Classifiers, PassageClassifier, PlacedClassifier
from index.classifier_training import fit_classifier, is_fitted_to
from index.errors import SnapshotError
from index.passage import View, ViewRole
from index.word_parts import BUCKETS

_ABOUT = {
    "housing": ["Wohnung", "Miete", "Vermieter", "Umzug", "Nebenkosten"],
    "language": ["Deutschkurs", "Sprache", "Lernen", "Zertifikat", "Dolmetscher"],
    "weather": ["Regen", "Sonne", "Schnee", "Gewitter", "Temperatur"],
}
_FILLERS = ["Wie ist das mit", "Gibt es hier etwas zu", "Wo frage ich nach", "Was heißt denn"]
_PLACES = {"adopted": 0, "draft": 1, "other": 2, "outside": 3}
_AXES = dict(zip(_ABOUT, np.eye(3, dtype=np.float32), strict=True))


def _questions(count=240):
    """(names, questions, vectors): of each theme as many, the vectors scattered around its axis."""
    random = np.random.default_rng(1)
    names = [list(_ABOUT)[n % 3] for n in range(count)]
    questions = [
        " ".join([random.choice(_FILLERS), *random.choice(_ABOUT[name], 2), str(n)])
        for n, name in enumerate(names)
    ]
    vectors = np.stack([_AXES[name] for name in names]) + random.normal(0, 0.3, (count, 3))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return names, questions, vectors.astype(np.float32)


@pytest.fixture(scope="module")
def classifier():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classifier_training, "_LEAST_STEPS", 60)
        return fit_classifier(*_questions())


@pytest.fixture
def simple():
    """One whose probabilities are the vector itself, and alike for all words."""
    names = np.array(["adopted", "draft", "other", "outside"])
    return PassageClassifier(
        "", names, np.eye(4, dtype=np.float32), np.zeros(4, np.float32),
        np.zeros((BUCKETS, 2), np.float16), np.zeros((4, 2), np.float32), np.zeros(4, np.float32),
    )  # fmt: skip


def _logits(*probabilities):
    return np.log(np.array(probabilities, np.float32))


@pytest.mark.parametrize("name", _ABOUT)
def test_vectors_tell(classifier, name):
    told = classifier.by_meaning(_AXES[name])
    assert classifier.names[told.argmax()] == name
    assert told.sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Die Miete ist zu hoch, was tun?", "housing"),
        ("Ich brauche ein Sprachzertifikat", "language"),
        ("Kommt heute ein Gewitter?", "weather"),
    ],
)
def test_words_and_their_parts_tell(classifier, question, name):
    told = classifier.by_words(question)
    assert classifier.names[told.argmax()] == name
    assert told.sum() == pytest.approx(1, abs=1e-5)


def test_text_without_words_speaks_for_hardly_anything(classifier):
    assert classifier.by_words("2019?").max() < 0.6


def test_same_questions_give_the_same_classifier(classifier, monkeypatch):
    monkeypatch.setattr(classifier_training, "_LEAST_STEPS", 60)
    state = torch.random.get_rng_state()
    again = fit_classifier(*_questions())
    np.testing.assert_array_equal(again.vector_weights, classifier.vector_weights)
    np.testing.assert_array_equal(again.part_vectors, classifier.part_vectors)
    assert torch.equal(torch.random.get_rng_state(), state)


def test_classifier_is_read_as_it_was_written(classifier, tmp_path):
    path = tmp_path / CLASSIFIER_FILE
    classifier.save(path)
    loaded = PassageClassifier.load(path)
    assert loaded.inputs == classifier.inputs
    assert loaded.names.tolist() == classifier.names.tolist()
    np.testing.assert_array_equal(loaded.by_words("Miete"), classifier.by_words("Miete"))


def test_where_there_is_none_none_is_read(tmp_path):
    assert Classifiers.load(tmp_path) == Classifiers()


def test_one_fitted_to_the_same_is_taken_over(classifier, tmp_path, monkeypatch):
    path = tmp_path / CLASSIFIER_FILE
    classifier.save(path)
    monkeypatch.setattr(classifier_training, "_fit", _fail)
    taken = fit_classifier(*_questions(), earlier=path)
    np.testing.assert_array_equal(taken.part_weights, classifier.part_weights)


@pytest.mark.parametrize("changed", ["name", "question", "vector", "theme"])
def test_one_fitted_to_others_is_not(classifier, tmp_path, monkeypatch, changed):
    path = tmp_path / CLASSIFIER_FILE
    classifier.save(path)
    monkeypatch.setattr(classifier_training, "_fit", _fail)
    names, questions, vectors = _questions()
    if changed == "name":
        names[0] = "weather"
    if changed == "question":
        questions[0] += "!"
    if changed == "vector":
        vectors[0] = vectors[1]
    themes = {"weather"} if changed == "theme" else set()
    with pytest.raises(AssertionError, match="fitted anew"):
        fit_classifier(names, questions, vectors, themes, path)


@pytest.mark.parametrize("kept", [0, 2, 1000, -100])
def test_damaged_one_is_named_and_fitted_anew(classifier, tmp_path, monkeypatch, kept):
    path = tmp_path / CLASSIFIER_FILE
    classifier.save(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(SnapshotError, match=r"classifier\.npz: cannot be read"):
        PassageClassifier.load(path)
    monkeypatch.setattr(classifier_training, "_fit", _fail)
    with pytest.raises(AssertionError, match="fitted anew"):
        fit_classifier(*_questions(), earlier=path)


def _fail(*arguments):
    raise AssertionError("fitted anew")


def test_what_lies_outside_counts_less_where_both_are_alike(monkeypatch):
    monkeypatch.setattr(classifier_training, "_LEAST_STEPS", 60)
    names = [("housing", "weather")[n % 2] for n in range(240)]
    questions = [f"Wie ist das mit der Miete {n // 2}" for n in range(240)]
    vectors = np.tile(_AXES["housing"], (240, 1))
    told = fit_classifier(names, questions, vectors, {"weather"})
    by_classes = dict(zip(told.names, told.by_meaning(_AXES["housing"]), strict=True))
    assert by_classes["housing"] == pytest.approx(1.0 / 1.4, abs=0.03)


def test_few_questions_and_one_passage_tell_nothing():
    names, questions, vectors = _questions()
    assert fit_classifier(names[:150], questions[:150], vectors[:150]) is None
    assert fit_classifier(["housing"] * 240, questions, vectors) is None


def test_too_many_questions_are_not_fitted_to(monkeypatch):
    monkeypatch.setattr(classifier_training, "_MOST", 239)
    assert fit_classifier(*_questions()) is None


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        (ViewRole.QUESTION, "Wie hoch darf die Miete sein?", True),
        (ViewRole.OUTSIDE, "Wie wird das Wetter morgen?", True),
        (ViewRole.QUESTION, "Miete", False),
        (ViewRole.TEXT, "Die Stadt sorgt für bezahlbaren Wohnraum.", False),
        (ViewRole.COMPANION, "Die Stadt sorgt für günstige Wohnungen.", False),
        (ViewRole.COMPARISON, "Was wurde aus dem Vorschlag zur Miete?", False),
    ],
)
def test_it_is_fitted_to_whole_questions(role, text, expected):
    assert is_fitted_to(View("p", role, "de", text)) is expected


def test_draft_and_adopted_text_are_one(simple):
    placed = PlacedClassifier(simple, _PLACES, np.array([0, 0, 2]))
    told = placed.tell(_logits(0.3, 0.4, 0.299, 0.001), "?")
    assert told.by_meaning == pytest.approx([0.7, 0.7, 0.299], abs=1e-4)


def test_passage_without_questions_is_as_likely_as_all_outside(simple):
    place_of = {"adopted": 0, "new": 1, "other": 2, "outside": 3}
    placed = PlacedClassifier(simple, place_of, np.arange(3))
    told = placed.tell(_logits(0.3, 0.0001, 0.3, 0.3999), "?")
    assert told.by_meaning == pytest.approx([0.3, 0.3999, 0.3], abs=1e-4)


def test_none_is_less_likely_than_by_chance(simple):
    placed = PlacedClassifier(simple, _PLACES, np.arange(3))
    told = placed.tell(_logits(0.97, 0.01, 0.01, 0.01), "?")
    assert told.by_meaning == pytest.approx([0.97, 0.25, 0.25], abs=1e-4)
    assert told.by_words == pytest.approx([0.25, 0.25, 0.25])


@pytest.mark.parametrize(("outside", "sign"), [(0.001, 1), (0.25, 0.3), (0.97, -1)])
def test_it_tells_whether_a_passage_is_meant(simple, outside, sign):
    rest = (1 - outside) / 3
    told = PlacedClassifier(simple, _PLACES, np.arange(3)).tell(
        _logits(rest, rest, rest, outside), "?"
    )
    assert np.sign(told.inside) == np.sign(sign)


def test_themes_need_not_be_known(simple):
    placed = PlacedClassifier(simple, {"adopted": 0}, np.arange(1))
    assert placed.tell(_logits(0.7, 0.1, 0.1, 0.1), "?").by_meaning == pytest.approx(
        [0.7], abs=1e-4
    )
