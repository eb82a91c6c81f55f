"""Words are found by what people leave out when they type them."""

import pytest

from index.lexicon import Lexicon, general_lexicon, has_marks, lower, without_marks

LANGUAGES = ["ar", "de", "en", "fa", "fr", "pl", "ro", "ru", "tr", "uk", "vi"]


def test_alike_words_stand_by_frequency():
    lexicon = Lexicon({"schon": 0.2, "schön": 0.3, "schuh": 0.5}, "de")
    assert lexicon.alike("SCHOEN") == ["schön", "schon"]
    assert lexicon.alike("unbekannt") == ()
    assert "schuh" in lexicon and "Schuh" not in lexicon


def test_latin_letters_lead_to_words_of_another_script():
    lexicon = Lexicon({"місто": 0.2, "мости": 0.1, "B1": 0.1}, "uk")
    assert lexicon.transcribed("misto") == ["місто"]
    assert lexicon.transcribed("b1") == ()
    assert not lexicon.is_latin


def test_empty_lexicon_knows_nothing():
    lexicon = Lexicon({}, "de")
    assert (lexicon.alike("a"), lexicon.transcribed("a"), lexicon.is_latin) == ((), (), True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_at_large_is_known(language):
    lexicon = general_lexicon(language)
    word = max(lexicon.frequencies, key=lexicon.frequencies.__getitem__)
    assert word in lexicon.alike(word)
    assert lexicon.is_latin is (language not in {"ar", "fa", "ru", "uk"})


def test_language_that_is_not_known_has_no_words():
    assert general_lexicon("xx").frequencies == {}


@pytest.mark.parametrize("word", ["Gebühr", "gebuehr", "GEBUHR"])
def test_without_marks_spellings_of_a_word_are_alike(word):
    assert without_marks(word, "de") == "gebuhr"


@pytest.mark.parametrize(
    ("typed", "bare"),
    [("Đường", "duong"), ("kızı", "kizi"), ("łódź", "lodz"), ("المدرسة", "المدرسه")],
)
def test_marks_of_other_languages_go_too(typed, bare):
    assert without_marks(typed, "vi") == bare
    assert has_marks(typed) and not has_marks(bare)


def test_turkish_capital_loses_its_dot():
    assert lower("İÇİN") == "için"
