import numpy as np
import pytest

from index.classifier import Classifiers, PassageClassifier
from index.lexical import Analyser
from index.passage import Theme, View, ViewRole
from index.searching import Index
from index.snapshot import Contents
from index.vectors.faiss import FaissStore
from index.word_parts import BUCKETS
from tests.fakes import FakeEncoder, document_of, passage_of

DOCUMENT = document_of("a", "b")
PASSAGES = tuple(passage_of(DOCUMENT, text) for text in "ab")
THEMES = (Theme("Wetter", "not_covered", ""),)
QUESTION = np.array([1, 0], np.float32)
FAR = 90


def _unit(degrees):
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)


def _settled(comparing, texts=(FAR, FAR), classifier=None):
    """The passage that settles it."""
    return _find(comparing, texts, classifier).hit


def _find(comparing, texts=(FAR, FAR), classifier=None, outside=()):
    """What settles a question by the degrees at which views lie away from it.

    Args:
        comparing: of the comparing questions of both passages.
        outside: of those about the theme outside.
        texts: of the passages themselves.
    """
    views = [View(passage.id, ViewRole.TEXT, "de", passage.text) for passage in PASSAGES]
    for passage, degrees in zip(PASSAGES, comparing, strict=True):
        views += [View(passage.id, ViewRole.COMPARISON, "de", f"Frage {d}") for d in degrees]
    views += [View("Wetter", ViewRole.COMPARISON, "de", f"Regen {d}") for d in outside]
    vectors = _unit([*texts, *comparing[0], *comparing[1], *outside])
    contents = Contents("fake", {}, (DOCUMENT,), PASSAGES, (), THEMES, tuple(views), vectors)
    index = Index(
        contents, FaissStore.of(vectors), FakeEncoder(), Analyser({}),
        classifiers=Classifiers(comparing=classifier),
    )  # fmt: skip
    return index.find(QUESTION, "?").settled


def _telling(of_a, of_b, outside=1e-9):
    """A classifier that tells the same of every question, by meaning and by words."""
    names = np.array([*(passage.id for passage in PASSAGES), "Wetter"])
    bias = np.log(np.array([of_a, of_b, outside], np.float32))
    return PassageClassifier(
        "", names, np.zeros((3, 2), np.float32), bias,
        np.zeros((BUCKETS, 2), np.float16), np.zeros((3, 2), np.float32), bias,
    )  # fmt: skip


def test_several_comparing_questions_speak_for_a_passage_more_than_one():
    settled = _settled([(10, 80), (12, 14, 12)])
    assert settled.passage.text == "b"
    assert settled.similarity == pytest.approx(np.cos(np.radians(12)))


def test_of_two_as_near_the_passage_that_the_search_finds_settled_it():
    assert _settled([(10,), (12,)], texts=(FAR, 40)).passage.text == "b"
    assert _settled([(10,), (12,)], texts=(40, FAR)).passage.text == "a"


def test_one_that_is_far_does_not_settle_it_though_the_search_finds_it():
    assert _settled([(10,), (60,)], texts=(FAR, 40)).passage.text == "a"


@pytest.mark.parametrize(("of_a", "of_b", "text"), [(0.5, 0.5, "a"), (0.1, 0.9, "b")])
def test_what_comparing_questions_have_in_common_tells_too(of_a, of_b, text):
    assert _settled([(10,), (12,)], classifier=_telling(of_a, of_b)).passage.text == text


def test_without_comparing_questions_nothing_settles_it():
    assert _settled([(), ()], texts=(10, 20)) is None


def test_classifier_tells_whether_the_matter_is_one_of_the_documents():
    near = [(10,), (12,)]
    inside = _find(near, classifier=_telling(0.3, 0.3, outside=0.4), outside=(50,)).inside
    outside = _find(near, classifier=_telling(0.1, 0.1, outside=0.8), outside=(50,)).inside
    assert inside == pytest.approx(np.log(1.5), abs=1e-3)
    assert outside == pytest.approx(np.log(0.25), abs=1e-3)
    assert _find([(10,), (12,)]).inside is None


def test_where_nothing_outside_is_compared_it_is_not_told():
    assert _find([(10,), (12,)], classifier=_telling(0.5, 0.5)).inside is None


def test_lead_is_over_what_is_farthest_where_no_theme_is_near():
    assert _find([(10,), (60,)]).lead == pytest.approx(np.cos(np.radians(10)), abs=1e-6)
