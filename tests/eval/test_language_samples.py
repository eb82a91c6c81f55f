import random
from pathlib import Path

import pytest

from assistant.language import LANGUAGES
from eval.language_samples import NONE, Samples, bare
from eval.transliteration import transliterated

DOCUMENTS = Path(__file__).parents[2] / "documents"


@pytest.mark.slow
def test_samples_are_the_same_for_the_same_seed_and_of_all_languages():
    drawn = list(Samples(DOCUMENTS, seed=3).draw(690))
    assert drawn == list(Samples(DOCUMENTS, seed=3).draw(690))
    assert {label for _, label in drawn} == {*LANGUAGES, NONE}
    assert all(text.strip() for text, _ in drawn)
    assert drawn != list(Samples(DOCUMENTS, seed=4).draw(690))


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Łódź", "Lodz"), ("öğrenmek ışık", "ogrenmek isik"), ("đường", "duong"), ("où", "ou")],
)
def test_bare_text_has_no_diacritics(text, plain):
    assert bare(text) == plain


@pytest.mark.parametrize(
    ("text", "language", "possible"),
    [
        ("де знайти", "uk", {"de znaity", "de znaiti", "de znajty", "de znayty"}),
        ("кто", "ru", {"kto"}),
        ("من", "fa", {"mn", "man", "men", "mon"}),
    ],
)
def test_transliterated_words_are_spelt_in_one_of_the_usual_ways(text, language, possible):
    chance = random.Random(0)
    assert {transliterated(text, language, chance) for _ in range(20)} <= possible


def test_only_languages_in_other_letters_are_transliterated():
    chance = random.Random(0)
    assert transliterated("Haus", "de", chance) is None
    assert transliterated("日本", "ru", chance) is None
