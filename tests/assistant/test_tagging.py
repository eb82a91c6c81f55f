import pytest

from assistant.tagging import compound_pieces, proper_names, tag


def test_tokens_have_place_lemma_and_tag():
    text = "Guten Tag! Die Kurse wurden geprüft."
    start = text.index("Die")
    tokens = tag(text, start, len(text))
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [(token.lemma, token.tag) for token in tokens] == [
        ("der", "ART"), ("Kurs", "NN"), ("werden", "VA(FIN)"), ("prüfen", "VV(PP)"), (".", "$."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("„Ja“, •", ["„", "Ja", "“", ",", "•"], id="signs"),
        pytest.param("Auf\u00adent\u00adhalt \u00ad", ["Aufenthalt"], id="soft hyphens"),
        pytest.param("A\u0308rztin", ["Ärztin"], id="decomposed"),
        pytest.param("Bürger*innen", ["Bürger*innen"], id="gender star"),
        pytest.param("😀 م Ж あ", ["😀", "م", "Ж", "あ"], id="other scripts"),
    ],
)
def test_tokens(text, words):
    assert [token.text for token in tag(text, 0, len(text))] == words


def test_an_endless_word_takes_no_endless_time():
    (token,) = tag("ab" * 50_000, 0, 100_000)
    assert (token.start, token.end) == (0, 100_000)
    assert compound_pieces("ab" * 50_000) == ()


@pytest.mark.parametrize(
    "parts",
    [
        "Aufenthalts-Status", "Niederlassungs-Erlaubnis", "Kinder-Betreuungs-Einrichtung",
        "Landes-Haupt-Stadt", "Wohn-Geld-Antrags-Formular", "Straßen-Bahn-Halte-Stelle",
        "Führer-Schein-Prüfung", "Berufs-Unfähigkeits-Versicherung", "Familien-Zusammenführung",
        "Kraft-Fahrzeug-Zulassungs-Stelle", "Eltern-Sprech-Stunde", "Angebots-Strukturen",
    ],
)  # fmt: skip
def test_compounds(parts):
    word = parts.replace("-", "").capitalize()
    assert [piece.capitalize() for piece, _ in compound_pieces(word)] == parts.split("-")


@pytest.mark.parametrize(
    "word",
    [
        "Haus",
        "Verantwortlichkeiten",
        "Wissenschaftlerinnen",
        "Internationalität",
        "a",
        "Kita-Platz",
    ],
)
def test_simple_words(word):
    assert compound_pieces(word) == ()


def test_pieces_make_up_the_word_and_have_a_stem():
    pieces = compound_pieces("Aufenthaltsstatus")
    assert pieces == (("Aufenthalts", "aufenthalt"), ("status", "status"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Die Stadt Magdeburg liegt in Sachsen-Anhalt.", ["Magdeburg", "Sachsen-Anhalt"]),
        ("Frau Stöckmann kommt. Auch Herr Gottschalk kommt.", ["Stöckmann", "Gottschalk"]),
        ("Magdeburg bleibt Magdeburg.", ["Magdeburg"]),
        ("Der Sport und die Vereine helfen in Deutschland.", []),
        ("Alle Menschen sollen eine Wohnung haben.", []),
        ("", []),
    ],
    ids=["places", "people", "once", "everyday words", "no names", "empty"],
)
def test_proper_names(text, names):
    assert proper_names(text) == names
