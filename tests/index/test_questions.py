import pytest

from index.errors import DocumentError
from index.passage import Theme, View, ViewRole
from index.questions import OUTSIDE_FILE, load_outside, load_questions


@pytest.fixture
def write(tmp_path):
    def _write(content):
        path = tmp_path / "stadt.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def test_questions_by_passage_and_language(town):
    questions = load_questions(town / "questions" / "leitbild-2020.toml")
    assert questions["leitbild-2020/hf1/leitlinie-1"] == {
        "de": ["Was tut die Stadt gegen hohe Mieten?"],
        "en": ["Is there affordable housing?"],
    }


def test_missing_files_hold_nothing(tmp_path):
    assert load_questions(tmp_path / "stadt.toml") == {}
    assert load_outside(tmp_path / OUTSIDE_FILE) == ([], [])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param("[", "questions/stadt.toml: ", id="bad TOML"),
        pytest.param(b'"a" = "\xff"', "utf-8", id="not UTF-8"),
        pytest.param('"a/1" = "Was?"', "['a/1'] must be a table", id="passage is no table"),
        pytest.param('["a/1"]\nde = "Was?"', "['a/1'].de must be a list", id="question is no list"),
        pytest.param('["a/1"]\nde = ["Was?", 5]', "must be a list of texts", id="number in a list"),
    ],
)
def test_broken_questions(write, content, complaint):
    with pytest.raises(DocumentError) as caught:
        load_questions(write(content))
    assert complaint in str(caught.value)


def test_themes_and_their_questions(town):
    themes, views = load_outside(town / "questions" / OUTSIDE_FILE)
    assert themes == [Theme("Wetter", "not_covered", "den Wetterdienst")]
    assert [(view.passage_id, view.role, view.language) for view in views] == [
        ("Wetter", ViewRole.OUTSIDE, "de"),
        ("Wetter", ViewRole.OUTSIDE, "en"),
    ]


def test_comparing_questions_of_a_theme(write):
    text = '[[theme]]\nname = "Parken"\noutcome = "not_covered"\ncomparisons.de = ["Und nun?"]'
    _, views = load_outside(write(text))
    assert views == [View("Parken", ViewRole.COMPARISON, "de", "Und nun?")]


def test_theme_without_anybody_to_turn_to(write):
    themes, views = load_outside(write('[[theme]]\nname = "Unfug"\noutcome = "refused"'))
    assert (themes, views) == ([Theme("Unfug", "refused", "")], [])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param("[[theme]", "questions/stadt.toml: ", id="bad TOML"),
        pytest.param(b"\xff", "utf-8", id="not UTF-8"),
        pytest.param('[[theme]]\noutcome = "refused"', "theme 1 needs a 'name'", id="no name"),
        pytest.param('[[theme]]\nname = "x"\noutcome = "maybe"', "theme 1 needs", id="bad outcome"),
        pytest.param(
            '[[theme]]\nname = "x"\noutcome = "refused"\nde = "Was?"',
            "theme 1.de must be a list",
            id="question is no list",
        ),
        pytest.param(
            '[[theme]]\nname = "x"\noutcome = "refused"\ncomparisons = ["Was?"]',
            "theme 1.comparisons must be a table of languages",
            id="comparisons without a language",
        ),
    ],
)
def test_broken_themes(write, content, complaint):
    with pytest.raises(DocumentError) as caught:
        load_outside(write(content))
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("theme = 5", id="themes are a number"),
        pytest.param("theme = [5]", id="theme is a number"),
        pytest.param('[theme]\nname = "x"\noutcome = "refused"', id="one bracket only"),
        pytest.param('[[themes]]\nname = "x"\noutcome = "refused"', id="unknown key"),
        pytest.param(
            '[[theme]]\nname = "x"\noutcome = "refused"\nturn_to = 5', id="turn_to is a number"
        ),
        pytest.param(
            '[[theme]]\nname = "x"\noutcome = "refused"\n' * 2, id="two themes of one name"
        ),
    ],
)
def test_themes_of_another_form_are_refused(write, content):
    with pytest.raises(DocumentError):
        load_outside(write(content))
