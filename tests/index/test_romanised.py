"""Spellings in Latin letters are compared by what they share."""

import pytest

from index.romanised import (
    differences,
    has_abjad,
    is_latin,
    other_readings,
    outline,
    pronunciations,
    skeleton,
    without_gaps,
)


@pytest.mark.parametrize(
    ("abjad", "native", "typed"),
    [
        (False, "що", ["shcho", "scho", "Shcho"]),
        (False, "їжею", ["yizheiu", "izheyu", "jizheju"]),
        (False, "жінка", ["zhinka", "zinka"]),
        (False, "хліб", ["khlib", "hlib", "xlib"]),
        (False, "объявление", ["objavlenie", "obyavleniye", "ob'yavlenie"]),
        (True, "المدينة", ["almadina", "elmedine", "almdyna"]),
        (True, "حكى", ["7aka", "haka", "7ako"]),
        (True, "خبز", ["khobz", "5obz"]),
        (True, "می‌خواهم", ["mikhaham", "mixaham", "mikhaaham"]),
        (True, "چه", ["che", "cheh"]),
    ],
)
def test_spellings_share_a_skeleton(abjad, native, typed):
    assert {skeleton(spelt, abjad) for spelt in typed} == {skeleton(native, abjad)}


@pytest.mark.parametrize(("abjad", "first", "second"), [(False, "що", "чо"), (True, "تعلم", "علم")])
def test_other_consonants_are_another_word(abjad, first, second):
    assert skeleton(first, abjad) != skeleton(second, abjad)


def test_letter_with_two_sounds_is_found_by_both():
    written = {skeleton(spoken, True) for spoken in pronunciations("ثبت")}
    assert written == {skeleton("thabt", True), skeleton("sabt", True)}
    assert pronunciations("تعلم") == ("تعلم",)


def test_words_in_lines_are_each_by_themselves():
    assert skeleton("المدينة\nحكى", True) == f"{skeleton('المدينة', True)}\n{skeleton('حكى', True)}"


def test_article_stands_beside_its_word():
    typed = "hal el-baladiye b 2018 bel 7ay w lal nas, la2?"
    assert without_gaps(typed, True) == "hal elbaladiye b 2018 bel7ay wlalnas, la2?"
    assert without_gaps("el bud' laska", False) == "el bud laska"


def test_nearer_word_has_the_long_vowels_that_were_typed():
    assert outline("مساعدة") == "ms`d"
    assert differences("mosa3ade", "مساعدة") < differences("mosa3ade", "مسودة")
    assert differences("meswadde", "مسودة") < differences("meswadde", "مساعدة")


@pytest.mark.parametrize(
    ("typed", "abjad", "readings"),
    [
        ("4tobi", False, ["chtobi"]),
        ("voobwe", False, ["voobshe"]),
        ("bted3amo", True, ["ted3amo"]),
        ("kif", True, []),
    ],
)
def test_unknown_word_may_be_read_otherwise(typed, abjad, readings):
    assert list(other_readings(typed, abjad)) == readings


@pytest.mark.parametrize(
    ("text", "latin"),
    [("shcho robyt", True), ("що", False), ("Học tiếng Việt", True), ("?", False)],
)
def test_latin_text_is_told(text, latin):
    assert is_latin(text) is latin


def test_script_without_vowels_is_told():
    assert has_abjad("تعلم") and not has_abjad("що")
