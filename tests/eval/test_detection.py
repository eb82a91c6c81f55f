import pytest

from assistant.language import LANGUAGES
from eval.detection import ShortQuestion, detection_table, load_short_questions, misjudged
from eval.language_samples import NONE

KINDS = {"plain", "typo", "ascii", "mixed", "translit"}


@pytest.fixture(scope="module")
def questions():
    return load_short_questions()


def _of(questions, language, half):
    return [one for one in questions if (one.language, one.half) == (language, half)]


@pytest.mark.parametrize("language", [*LANGUAGES, NONE])
def test_both_halves_have_enough_questions_of_each_language(questions, language):
    assert len(_of(questions, language, "tune")) >= 20
    assert len(_of(questions, language, "test")) >= 25


def test_questions_are_short_and_none_is_there_twice(questions):
    assert max(len(one.text.split()) for one in questions) <= 9
    assert len({one.text for one in questions}) == len(questions)
    assert {one.kind for one in questions} >= KINDS


@pytest.mark.parametrize("half", ["tune", "test"])
def test_language_of_97_of_100_short_questions_is_told(questions, half):
    asked = [one for one in questions if one.half == half and one.language != NONE]
    wrong = misjudged(asked)
    assert len(wrong) <= 0.03 * len(asked), wrong


def test_nearly_all_names_and_gibberish_are_left_open(questions):
    given = [one for one in questions if one.language == NONE]
    assert len(misjudged(given)) <= 0.1 * len(given)


def test_misjudged_says_what_was_found():
    right = ShortQuestion("de", "plain", "Wo kann ich Deutsch lernen?")
    wrong = ShortQuestion("fr", "plain", "Where can I learn German?")
    assert misjudged([right, wrong]) == [(wrong, "en")]


def test_table_has_a_row_for_each_language(questions):
    assert detection_table(questions).row_count == len(LANGUAGES) + 2
    assert detection_table([]).row_count == len(LANGUAGES) + 2


@pytest.mark.parametrize(
    "line",
    ["de\tplain", "xx\tplain\tWas?", "de\tplain\t ", "de\tplain\tWas?\tmehr"],
    ids=["a column missing", "unknown language", "no question", "a column too many"],
)
def test_broken_line_is_named(tmp_path, line):
    path = tmp_path / "questions.tsv"
    path.write_text(f"language\tkind\tquestion\nde\tplain\tWas?\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"questions\.tsv, line 3"):
        load_short_questions(path)
