import pytest

from index.sentences import runs_of, sentence_spans


def _sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("Es gibt Kurse, z. B. in der Bibliothek.", id="z. B."),
        pytest.param("Es gibt Kurse, z.B. in der Bibliothek.", id="z.B."),
        pytest.param("Es gibt Kurse, u.a. am Abend.", id="u.a."),
        pytest.param("Alter, Geschlecht oder Behinderung o. a. zählen nicht.", id="o. a."),
        pytest.param("Kurse sind i. d. R. kostenlos.", id="i. d. R."),
        pytest.param("Alle, d. h. auch Kinder, sind gemeint.", id="d. h."),
        pytest.param("Das steht so in Art. 3 GG.", id="Art."),
        pytest.param("Es kamen ca. 80 Menschen.", id="ca."),
        pytest.param("Danach sprach Dr. Müller.", id="Dr."),
        pytest.param("Frau Prof. Dr. Schmidt sprach.", id="Prof. Dr."),
        pytest.param("Die Schwer- bzw. Bezugspunkte stehen fest.", id="bzw."),
        pytest.param("Am 9. Oktober 2018 wurde diskutiert.", id="date in words"),
        pytest.param("Am 21.02.2019 beschloss der Rat.", id="date in figures"),
        pytest.param("Das regelt Paragraph 50 ff. Aufenthaltsgesetz.", id="ff."),
        pytest.param("Das regelt § 5 Abs. 2 des Gesetzes.", id="Abs."),
        pytest.param("Der 1. Punkt ist wichtig.", id="ordinal number"),
    ],
)
def test_abbreviation_ends_no_sentence(first):
    assert _sentences(f"{first} Danach ist Schluss.") == [first, "Danach ist Schluss."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n ", [], id="blank"),
        pytest.param("Ohne Punkt", ["Ohne Punkt"], id="no full stop"),
        pytest.param("Was? Wie! Ja.", ["Was?", "Wie!", "Ja."], id="other marks"),
        pytest.param(
            "Eine Zeile\nNoch eine. Ende.", ["Eine Zeile", "Noch eine.", "Ende."], id="lines"
        ),
        pytest.param("- Eins\n- Zwei", ["- Eins", "- Zwei"], id="list"),
        pytest.param("  Ja.   Nein. ", ["Ja.", "Nein."], id="space around"),
    ],
)
def test_sentences(text, expected):
    assert _sentences(text) == expected


def test_same_sentence_twice_has_two_places():
    assert sentence_spans("Ja. Ja. Ja.") == ((0, 3), (4, 7), (8, 11))


def test_sentences_of_the_real_documents_lose_and_repeat_nothing(corpus):
    for manuscript in corpus.values():
        for passage in manuscript.passages:
            position = 0
            for start, end in sentence_spans(passage.text):
                assert position <= start < end <= len(passage.text), passage.id
                assert not passage.text[position:start].strip(), passage.id
                position = end
            assert not passage.text[position:].strip(), passage.id


@pytest.mark.parametrize(
    ("words", "sizes"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([1], [1], id="one"),
        pytest.param([109, 1, 5], [2, 1], id="just full"),
        pytest.param([109, 300, 5], [2, 1], id="sentences stay whole"),
        pytest.param([110, 110], [1, 1], id="nothing is left"),
        pytest.param([0], [1], id="empty"),
    ],
)
def test_runs_are_of_whole_sentences(words, sizes):
    sentences = [" ".join(["Wort"] * count) for count in words]
    runs = list(runs_of(sentences, 110))
    assert [len(run) for run in runs] == sizes
    assert [sentence for run in runs for sentence in run] == sentences
