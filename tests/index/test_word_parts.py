import pytest

from index.word_parts import BUCKETS, word_parts


def test_words_weigh_the_same_however_long():
    _, short = word_parts("wo")
    _, long = word_parts("Mietvertragsverlängerung")
    assert len(long) > len(short)
    assert sum(v * v for v in short) == pytest.approx(sum(v * v for v in long))


def test_buckets_are_those_of_the_words_alone():
    both, _ = word_parts("Wo wohnen")
    assert both == word_parts("wo")[0] + word_parts("Wohnen")[0]
    assert all(0 <= bucket < BUCKETS for bucket in both)


def test_numbers_and_signs_have_none():
    assert word_parts("2019? - !") == ([], [])


def test_invisible_characters_and_lengthening_strokes_make_no_difference():
    assert word_parts("می\u200cخواهم") == word_parts("میخواهم")
    assert word_parts("سـكـن") == word_parts("سكن")
