import math
import tomllib

import numpy as np
import pytest

from index.errors import SnapshotError
from index.filters import Filters, Selection
from index.lexical import FILES, Analyser, LexicalIndex, compound_parts

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
        pytest.param("школах", "школа", "uk", id="Ukrainian"),
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


def _saved(texts, folder):
    LexicalIndex.of(texts, PLAIN).save(folder)
    return LexicalIndex.load(folder, PLAIN)


@pytest.fixture(params=["in memory", "saved"])
def make(request, tmp_path):
    """Makes an index of texts."""
    if request.param == "saved":
        return lambda texts: _saved(texts, tmp_path)
    return lambda texts: LexicalIndex.of(texts, PLAIN)


@pytest.fixture
def search(make):
    """Searches an index of `TEXTS`."""
    return lambda question, language: make(TEXTS).search(question, language, 10)


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
def test_best_entry(search, question, language, best):
    positions, scores = search(question, language)
    assert positions[0] == best
    assert scores[0] > 0


@pytest.mark.parametrize("question", ["", "???", "xyzzy quux", "und der die"], ids=repr)
def test_question_without_known_words_finds_nothing(search, question):
    positions, scores = search(question, "de")
    assert (positions.dtype, scores.dtype) == (np.int64, np.float32)
    assert len(positions) == len(scores) == 0


@pytest.mark.parametrize(
    "texts", [[], [("", "de")], [("und der", "de")]], ids=["no texts", "empty", "common words"]
)
def test_index_without_terms_finds_nothing(make, texts):
    index = make(texts)
    assert len(index.search("Wohnraum", "de", 5)[0]) == 0
    assert len(index) == len(texts)


def test_best_come_first_and_no_more_than_asked_for(make):
    texts = [("Kurse " * number + "Angebote " * (10 - number), "de") for number in range(10)]
    index = make(texts)
    positions, scores = index.search("Kurse", "de", 20)
    assert positions.tolist() == list(range(9, 0, -1))
    assert (np.diff(scores) < 0).all()
    assert index.search("Kurse", "de", 3)[0].tolist() == [9, 8, 7]
    assert index.search("Kurse", "de", 0)[0].tolist() == []


def test_searches_among_the_selected_only(make):
    texts = [("Kurse für alle", "de")] * 6
    mask = np.array([False, True, False, True, True, False])
    among = Selection(Filters(), mask)
    assert make(texts).search("Kurse", "de", 2, among)[0].tolist() == [1, 3]
    assert make(texts).search("Kurse", "de", 9, among)[0].tolist() == [1, 3, 4]


def test_scores_are_those_of_bm25(make):
    texts = ["rot", "rot rot blau", "blau grün gelb", ""]
    positions, scores = make([(text, "xx") for text in texts]).search("rot blau", "xx", 9)
    mean = sum(len(text.split()) for text in texts) / len(texts)

    def score(text):
        words = text.split()
        idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))  # each of the words is in two texts
        counts = [words.count("rot"), words.count("blau")]
        return sum(
            idf * count / (count + 1.2 * (0.5 + 0.5 * len(words) / mean)) for count in counts
        )

    expected = {number: score(text) for number, text in enumerate(texts) if score(text)}
    found = dict(zip(positions.tolist(), scores.tolist(), strict=True))
    assert found == pytest.approx(expected, rel=1e-5)


def test_index_of_another_word_analysis_is_not_taken(tmp_path):
    LexicalIndex.of(TEXTS, PLAIN).save(tmp_path)
    assert LexicalIndex.load(tmp_path, Analyser({"VHS": "Volkshochschule"})) is None
    assert LexicalIndex.load(tmp_path, Analyser({})) is not None


def test_folder_without_an_index(tmp_path):
    assert LexicalIndex.load(tmp_path, PLAIN) is None


@pytest.mark.parametrize("content", [None, b"", b"{"], ids=["missing", "empty", "damaged"])
@pytest.mark.parametrize(
    "name", [name for name in FILES if name not in ("words.json", "words.none.json")]
)
def test_damaged_file(tmp_path, name, content):
    LexicalIndex.of(TEXTS, PLAIN).save(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SnapshotError, match="cannot be read"):
        LexicalIndex.load(tmp_path, PLAIN)


def test_long_question_of_unknown_words_finds_its_known_ones(make):
    question = " ".join(f"xyzzy{number:05d}" for number in range(400)) + " Wohnraum"
    assert make(TEXTS).search(question, "de", 1)[0].tolist() == [0]


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
    index = LexicalIndex.of(entries, Analyser(abbreviations))
    assert passage in [names[i] for i in index.search(question, "de", 5)[0]]


@pytest.fixture(scope="module")
def abbreviations(documents):
    return tomllib.loads((documents / "abbreviations.toml").read_text(encoding="utf-8"))
