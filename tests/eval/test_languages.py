from eval.languages import LEAST_QUESTIONS, language_table, largest_difference
from tests.fakes import judged_of


def _rows(language, right, wrong=0):
    rows = [judged_of(f"{language}{n}", language=language) for n in range(right + wrong)]
    return rows[:right] + [
        judged_of(f"{language}-wrong{n}", language=language, rank=2, right_first=False)
        for n in range(wrong)
    ]


def test_largest_difference_is_that_of_the_weakest_language_with_enough_questions():
    groups = {
        "de": _rows("de", 9, 1),
        "ar": _rows("ar", 6, 2),
        "uk": _rows("uk", 8),
        "vi": _rows("vi", 0, LEAST_QUESTIONS - 1),
    }
    line = largest_difference(groups)
    assert "at least 8 questions" in line
    assert "hit@1 -0.150 (ar)" in line
    assert "hit@3 +0.000" in line
    assert "vi" not in line


def test_without_other_languages_or_without_german_there_is_no_difference():
    assert largest_difference({"de": _rows("de", 9)}).startswith("No language but German")
    assert largest_difference({"uk": _rows("uk", 9)}).startswith("No language but German")


def test_table_has_a_row_for_each_language():
    table = language_table({"de": _rows("de", 2), "uk": _rows("uk", 1, 1)})
    assert table.row_count == 2
    assert list(table.columns[0].cells) == ["de", "uk"]
    assert list(table.columns[2].cells) == ["1.000", "0.500"]
