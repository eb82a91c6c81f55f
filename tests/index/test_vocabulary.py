import random

import pytest
from rapidfuzz import fuzz, process

from index.vocabulary import Vocabulary

TERMS = {
    "de": ["wohnung", "wohnen", "sprachkurs", "sprache", "amt", "bildung", "straßenbahn"],
    "en": ["housing", "house", "bildung"],
    "uk": ["школа", "бібліотека"],
}


def _saved(terms, folder):
    Vocabulary.of(terms).save(folder)
    return Vocabulary.load(folder)


@pytest.fixture(params=["in memory", "saved"])
def make(request, tmp_path):
    if request.param == "saved":
        return lambda terms: _saved(terms, tmp_path)
    return Vocabulary.of


def test_every_term_has_a_number_of_its_own(make):
    vocabulary = make(TERMS)
    terms = sorted({term for found in TERMS.values() for term in found})
    assert sorted(vocabulary.number(term) for term in terms) == list(range(len(terms)))
    assert len(vocabulary) == len(terms)
    assert vocabulary.numbers(terms).tolist() == [vocabulary.number(term) for term in terms]


@pytest.mark.parametrize("term", ["", "woh", "wohnungen", "WOHNUNG", "school"])
def test_unknown_term(make, term):
    assert make(TERMS).number(term) is None


@pytest.mark.parametrize(
    ("term", "language", "meant"),
    [
        pytest.param("wohnnug", "de", "wohnung", id="letters swapped"),
        pytest.param("wohung", "de", "wohnung", id="letter missing"),
        pytest.param("sprachkurss", "de", "sprachkurs", id="letter too many"),
        pytest.param("strassenbahn", "de", "straßenbahn", id="spelt otherwise"),
        pytest.param("housng", "en", "housing", id="English"),
        pytest.param("бібліoтека", "uk", "бібліотека", id="letter of another script"),
        pytest.param("wohnung", "en", None, id="word of another language"),
        pytest.param("wohnnug", "fr", None, id="language without terms"),
        pytest.param("amd", "de", None, id="too short"),
        pytest.param("verwaltung", "de", None, id="another word"),
        pytest.param("x" * 5000, "de", None, id="very long"),
    ],
)
def test_term_that_is_meant(make, term, language, meant):
    vocabulary = make(TERMS)
    expected = None if meant is None else vocabulary.number(meant)
    assert vocabulary.nearest(term, language) == expected


def test_finds_what_a_comparison_with_all_terms_finds():
    """The glance at the letters leaves nothing out."""
    rng = random.Random(7)
    terms = sorted({"".join(rng.choices("abcdeäß", k=rng.randint(4, 12))) for _ in range(2000)})
    vocabulary = Vocabulary.of({"de": terms})
    by_length = sorted(terms, key=lambda term: (len(term), term))
    found = 0
    for _ in range(300):
        term = list(rng.choice(terms))
        for _ in range(rng.randint(1, 3)):
            term[rng.randrange(len(term))] = rng.choice(["", "a", "c", "ä", "x"])
        asked = "".join(term)
        if len(asked) < 4:
            continue
        best = process.extractOne(asked, by_length, scorer=fuzz.ratio, score_cutoff=84.0)
        expected = vocabulary.number(best[0]) if best else None
        assert vocabulary.nearest(asked, "de") == expected
        found += best is not None
    assert found > 100


def test_vocabulary_without_terms(make):
    vocabulary = make({})
    assert len(vocabulary) == 0
    assert vocabulary.nearest("wohnung", "de") is None
