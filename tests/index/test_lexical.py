import tomllib

import numpy as np
import pytest

from index.lexical import Analyser, LexicalIndex, compound_parts

PLAIN = Analyser({})


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("wohnungsvermieter", ["wohnung", "vermieter"], id="linking s"),
        pytest.param("spracherwerb", ["sprach", "erwerb"], id="no link"),
        pytest.param("wohnung", [], id="simple word"),
        pytest.param("unternehmen", [], id="frequent word"),
        pytest.param("kita", [], id="short word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_compound_parts(word, parts):
    assert compound_parts(word) == parts


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("Bürger", "Buerger", "de", id="ue"),
        pytest.param("Bürger", "Burger", "de", id="without dots"),
        pytest.param("Straße", "STRASSE", "de", id="sharp s"),
        pytest.param("Wohnungen", "Wohnung", "de", id="plural"),
        pytest.param("Akteur*innen", "Akteurinnen", "de", id="gender star"),
        pytest.param("Bürger:innen", "Bürgerinnen", "de", id="gender colon"),
        pytest.param("Träger_innen", "Trägerinnen", "de", id="gender gap"),
        pytest.param("houses", "house", "en", id="English"),
        pytest.param("школы", "школа", "ru", id="Russian"),
        pytest.param("Café", "cafe", "fr", id="accent"),
    ],
)
def test_forms_with_the_same_terms(one, other, language):
    assert PLAIN.terms(one, language) == PLAIN.terms(other, language) != []


def test_words_that_every_text_has_are_no_terms():
    assert PLAIN.terms("Die und der", "de") == []
    assert PLAIN.terms("!? … 😀", "de") == []


def test_compound_also_gives_its_parts():
    assert set(PLAIN.terms("Wohnung Vermieter", "de")) < set(PLAIN.terms("Wohnungsvermieter", "de"))


def test_abbreviation_and_long_form_find_each_other():
    analyser = Analyser({"VHS": "Volkshochschule"})
    assert set(analyser.terms("VHS", "de")) & set(PLAIN.terms("Volkshochschule", "de"))
    assert set(analyser.terms("Volkshochschule", "de")) & set(PLAIN.terms("VHS", "de"))


TEXTS = [
    ("Die Stadt stellt bezahlbaren Wohnraum bereit.", "de"),
    ("Angebote zum Spracherwerb werden gefördert.", "de"),
    ("Affordable housing for everybody", "en"),
    ("", "de"),
]


@pytest.mark.parametrize(
    ("question", "language", "best"),
    [
        pytest.param("Wohnraum", "de", 0, id="word"),
        pytest.param("bezahlbare Wohnräume", "de", 0, id="other form"),
        pytest.param("Erwerb der Sprache", "de", 1, id="part of a compound"),
        pytest.param("Spracherwreb", "de", 1, id="misspelt"),
        pytest.param("houses", "en", 2, id="other language"),
    ],
)
def test_best_entry(question, language, best):
    scores = LexicalIndex(TEXTS, PLAIN).scores(question, language)
    assert scores.shape == (len(TEXTS),)
    assert int(np.argmax(scores)) == best
    assert scores[best] > 0


@pytest.mark.parametrize("question", ["", "???", "xyzzy quux", "und der die"], ids=repr)
def test_question_without_known_words_finds_nothing(question):
    scores = LexicalIndex(TEXTS, PLAIN).scores(question, "de")
    assert scores.tolist() == [0, 0, 0, 0]


def test_index_without_entries_finds_nothing():
    assert LexicalIndex([], PLAIN).scores("Wohnraum", "de").shape == (0,)


@pytest.mark.parametrize("text", ["", "und der"], ids=["empty", "common words"])
def test_index_without_terms_finds_nothing(text):
    assert LexicalIndex([(text, "de")], PLAIN).scores("Wohnraum", "de").tolist() == [0]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        pytest.param("Migrantenorganisation Akteure", "hf1/karten/8", id="MO"),
        pytest.param("Gleichbehandlungsgesetz konsequent", "hf5/karten/7", id="AGG"),
        pytest.param("Verbraucherzentrale", "hf4/karten/7", id="VZ"),
        pytest.param("Gemeinwesenarbeit Konflikte", "hf4/karten/8", id="GWA"),
        pytest.param("Migrationshintergrund Stadtteile Erhebung", "hf4/karten/12", id="MGH"),
        pytest.param("Orientierungskurs Aufklärung", "hf2/karten/9", id="O-Kurs"),
        pytest.param("Kindergarten", "hf4/karten/13", id="Kiga"),
        pytest.param("Jobcenter Abrechnung", "hf4/protokoll/10.6.3", id="JC"),
        pytest.param("Migrantenselbstorganisation Teilhabe", "hf1/protokoll/2.2", id="MSO"),
    ],
)
def test_abbreviations_of_2018(dokumentation, abbreviations, question, passage):
    names = [p.id.removeprefix("dokumentation-2018/") for p in dokumentation.passages]
    entries = [(p.text, "de") for p in dokumentation.passages]
    scores = LexicalIndex(entries, Analyser(abbreviations)).scores(question, "de")
    assert passage in [names[i] for i in np.argsort(-scores)[:5]]


@pytest.fixture(scope="module")
def abbreviations(documents):
    return tomllib.loads((documents / "abbreviations.toml").read_text(encoding="utf-8"))
