import pytest

from index.companions import companion_files, joined, read_companions
from index.passage import Companion, Kind
from tests.fakes import document_of, passage_of

DOCUMENT = document_of("Die Stadt fördert Kurse.", "• mehr Kurse\n• mehr Bücher", "Bücher sind da.")
COURSES, BOOKS = (
    passage_of(DOCUMENT, "Die Stadt fördert Kurse.", id="a/1"),
    passage_of(DOCUMENT, "Bücher sind da.", id="a/2"),
)
LIST, ITEM_1, ITEM_2 = (
    passage_of(DOCUMENT, "• mehr Kurse\n• mehr Bücher", id="a/3-4", kind=Kind.LIST),
    passage_of(DOCUMENT, "mehr Kurse", id="a/3", parent="a/3-4"),
    passage_of(DOCUMENT, "mehr Bücher", id="a/4", parent="a/3-4"),
)
LISTED = [LIST, ITEM_1, ITEM_2]


def _entry(name, source, text, before=""):
    lines = source.split("\n")
    quoted = "\n".join(f'"{line}\\n"' for line in lines[:-1]) + f'\n"{lines[-1]}"'
    return f'{before}msgctxt "{name}"\nmsgid ""\n{quoted.strip()}\nmsgstr "{text}"\n\n'


def _header():
    return 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def read(tmp_path):
    """Reads entries as the English companions of the given passages."""

    def _read(passages, *entries):
        path = tmp_path / "en" / "stadt.po"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_header() + "".join(entries), encoding="utf-8")
        return read_companions(path, passages)

    return _read


def _sorts(found):
    return (list(found.companions), found.stale, found.unreviewed, found.empty)


def test_text_that_belongs_to_its_passage(read):
    found = read([COURSES, BOOKS], _entry("a/1", COURSES.text, "The city promotes courses."))
    assert found.language == "en"
    assert found.companions == {"a/1": Companion("a/1", "en", "The city promotes courses.")}
    assert (_sorts(found), found.problems) == ((["a/1"], [], [], []), [])


_FUZZY = "#, fuzzy\n"


@pytest.mark.parametrize(
    ("entry", "sort"),
    [
        pytest.param(_entry("a/1", COURSES.text, "Courses."), "companions", id="good"),
        pytest.param(_entry("a/1", "Die Stadt fördert.", "The city."), "stale", id="stale"),
        pytest.param(_entry("a/1", COURSES.text + " ", "The city."), "stale", id="a space more"),
        pytest.param(_entry("a/1", COURSES.text, "Courses.", _FUZZY), "unreviewed", id="fuzzy"),
        pytest.param(_entry("a/1", COURSES.text, ""), "empty", id="empty"),
        pytest.param(_entry("a/1", COURSES.text, " \\n"), "empty", id="blank"),
        pytest.param(_entry("a/1", "Alt.", "", _FUZZY), "stale", id="stale before all else"),
        pytest.param(_entry("a/1", COURSES.text, "", _FUZZY), "empty", id="empty before fuzzy"),
    ],
)
def test_each_entry_is_of_one_sort_and_the_next_one_is_used(read, entry, sort):
    found = read([COURSES, BOOKS], entry, _entry("a/2", BOOKS.text, "There are books."))
    sorts = {name: list(getattr(found, name)) for name in ("stale", "unreviewed", "empty")}
    assert {name for name, ids in sorts.items() if ids} == {sort} - {"companions"}
    assert next(iter(getattr(found, sort))) == "a/1"
    assert found.companions["a/2"].text == "There are books."
    assert found.problems == []


def test_unknown_id_is_named_with_its_line(read):
    found = read([COURSES], _entry("a/1", COURSES.text, "One."), _entry("a/9", "Neun.", "Nine."))
    assert found.problems == ["en/stadt.po, line 10: no passage is called 'a/9'"]
    assert _sorts(found) == (["a/1"], [], [], [])


@pytest.mark.parametrize(
    ("name", "second"),
    [
        pytest.param("a/1", _entry("a/1", COURSES.text, "Again."), id="known"),
        pytest.param("a/1", _entry("a/1", "Alt.", ""), id="stale"),
        pytest.param("a/1", _entry("a/1", COURSES.text, "Again.", _FUZZY), id="fuzzy"),
    ],
)
def test_second_entry_is_named_with_its_line_and_the_first_one_counts(read, name, second):
    found = read([COURSES], _entry("a/1", COURSES.text, "First."), second)
    (problem,) = found.problems
    assert problem == f"en/stadt.po, line 10: a second entry for {name!r}; the first one counts"
    assert found.companions["a/1"].text == "First."
    assert _sorts(found) == (["a/1"], [], [], [])


def test_faults_of_form_are_named_and_the_rest_is_used(read):
    one, two = _entry("a/1", COURSES.text, "One."), _entry("a/2", BOOKS.text, "Two.")
    found = read([COURSES, BOOKS], one, "junk\n\n", two)
    assert [problem.split(":")[0] for problem in found.problems] == ["en/stadt.po, line 10"]
    assert list(found.companions) == ["a/1", "a/2"]


def test_missing_file_is_a_problem(tmp_path):
    found = read_companions(tmp_path / "en" / "stadt.po", [COURSES])
    assert _sorts(found) == ([], [], [], [])
    assert found.problems == ["en/stadt.po: cannot be read (No such file or directory)"]


@pytest.mark.parametrize(
    ("comments", "checked"),
    [
        pytest.param("# Checked: A. Weber, 2026-11-22\n", "A. Weber, 2026-11-22", id="alone"),
        pytest.param("# Review: B.\n# Checked: A. Weber\n# Good.\n", "A. Weber", id="among others"),
        pytest.param("# Review: B.\n", "", id="another comment"),
        pytest.param("# Not Checked: A. Weber\n", "", id="not at the beginning"),
        pytest.param("# Checked:\n", "", id="nobody"),
        pytest.param("#. Checked: A. Weber\n", "", id="comment of a program"),
        pytest.param("", "", id="no comment"),
    ],
)
def test_who_checked_a_text(read, comments, checked):
    found = read([COURSES], _entry("a/1", COURSES.text, "Courses.", comments))
    assert found.companions["a/1"].checked == checked


def _items(before_1="", before_2="", text_2="more books"):
    return (
        _entry("a/3", ITEM_1.text, "more courses", before_1),
        _entry("a/4", ITEM_2.text, text_2, before_2),
    )


def test_list_is_put_together_from_its_items_in_the_order_of_the_document(read):
    found = read(LISTED, *reversed(_items()))
    assert found.companions["a/3-4"] == Companion("a/3-4", "en", "more courses\n\nmore books")


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(_items()[:1], id="missing"),
        pytest.param(_items(text_2=""), id="empty"),
        pytest.param(_items(before_2=_FUZZY), id="fuzzy"),
        pytest.param((_items()[0], _entry("a/4", "Alt.", "old")), id="stale"),
    ],
)
def test_list_with_an_unusable_item_is_not_put_together(read, items):
    assert list(read(LISTED, *items).companions) == ["a/3"]


_BY_WEBER, _BY_KAYA = "# Checked: Weber\n", "# Checked: Kaya\n"


@pytest.mark.parametrize(
    ("before", "checked"),
    [
        pytest.param((_BY_WEBER, _BY_WEBER), "Weber", id="all by one"),
        pytest.param((_BY_WEBER, _BY_KAYA), "", id="by two"),
        pytest.param((_BY_WEBER, ""), "", id="not all"),
    ],
)
def test_list_is_checked_if_all_items_are_checked_by_the_same(read, before, checked):
    assert read(LISTED, *_items(*before)).companions["a/3-4"].checked == checked


@pytest.mark.parametrize(
    ("own", "companion"),
    [
        pytest.param(_entry("a/3-4", LIST.text, "A list."), "A list.", id="good"),
        pytest.param(_entry("a/3-4", LIST.text, ""), None, id="empty"),
        pytest.param(_entry("a/3-4", "• Alt", "- old"), None, id="stale"),
        pytest.param(_entry("a/3-4", LIST.text, "A list.", _FUZZY), None, id="fuzzy"),
    ],
)
def test_list_with_an_entry_of_its_own_is_not_put_together(read, own, companion):
    found = read(LISTED, *_items(), own).companions.get("a/3-4")
    assert (found and found.text) == companion


@pytest.mark.parametrize(
    ("source", "put_together"),
    [
        pytest.param("• mehr Kurse\n• mehr Bücher", True, id="bullets"),
        pytest.param("1. mehr Kurse\n2) mehr Bücher", True, id="numbers"),
        pytest.param("a) mehr Kurse\nb) mehr Bücher", True, id="letters"),
        pytest.param("– mehr Kurse;\n\n– mehr Bücher.", True, id="stops and empty lines"),
        pytest.param("Es gibt:\n\n• mehr Kurse\n• mehr Bücher", False, id="words before"),
        pytest.param("• mehr Kurse\n• mehr Bücher\nund so fort", False, id="words after"),
        pytest.param("• mehr Kurse\nsowie\n• mehr Bücher", False, id="words between"),
    ],
)
def test_only_a_list_without_words_of_its_own_is_put_together(read, source, put_together):
    document = document_of(source)
    whole = passage_of(document, source, id="a/3-4", kind=Kind.LIST)
    items = [
        passage_of(document, text, id=id)
        for id, text in (("a/3", "mehr Kurse"), ("a/4", "mehr Bücher"))
    ]
    assert ("a/3-4" in read([whole, *items], *_items()).companions) is put_together


def test_list_without_items_is_not_put_together(read):
    assert read([LIST]).companions == {}


def test_lists_inside_a_list_do_not_count_as_its_items(read):
    source = "• mehr Kurse\n• mehr Bücher"
    inner = passage_of(DOCUMENT, source.split("\n")[1], id="a/4-4", kind=Kind.LIST)
    found = read([LIST, ITEM_1, inner, ITEM_2], *_items())
    assert found.companions["a/3-4"].text == "more courses\n\nmore books"
    assert found.companions["a/4-4"].text == "more books"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["one"], "one", id="one"),
        pytest.param(["one", "two"], "one\n\ntwo", id="two"),
        pytest.param(["one", "one"], "one\n\none", id="the same twice"),
        pytest.param(["one\ntwo", "three"], "one\ntwo\n\nthree", id="two lines"),
        pytest.param(["They said:\na"], "They said:\na", id="one opening"),
        pytest.param(["They said:\na", "They said:\nb"], "They said:\n- a\n- b", id="same opening"),
        pytest.param(
            ["They said:\na", "They asked:\nb", "They said:\nc"],
            "They said:\na\n\nThey asked:\nb\n\nThey said:\nc",
            id="changing openings",
        ),
        pytest.param(
            ["They said:\na", "They said:\nb", "They asked:\nc", "They asked:\nd"],
            "They said:\n- a\n- b\n\nThey asked:\n- c\n- d",
            id="two runs",
        ),
        pytest.param(
            ["They said:\na", "b", "They said:\nc"],
            "They said:\na\n\nb\n\nThey said:\nc",
            id="not in a row",
        ),
        pytest.param(
            ["They said:\na\nb", "They said:\nc"], "They said:\n- a\n  b\n- c", id="lines below"
        ),
        pytest.param(
            ["a", "They said:\nb", "They said:\nc"],
            "a\n\nThey said:\n- b\n- c",
            id="opening later on",
        ),
        pytest.param(
            ["They said:", "They said:"], "They said:\n\nThey said:", id="nothing below the opening"
        ),
        pytest.param(
            ["They left.\na", "They left.\nb"], "They left.\na\n\nThey left.\nb", id="no colon"
        ),
        pytest.param(
            ["They said:\na\nThen:\nb", "They said:\nc\nThen:\nd"],
            "They said:\na\nThen:\nb\n\nThey said:\nc\nThen:\nd",
            id="second colon",
        ),
        pytest.param(
            ["They said:\na", "They said:\nb", "They said:\n- c\n- d"],
            "They said:\n- a\n- b\n\nThey said:\n- c\n- d",
            id="list below one of three",
        ),
        pytest.param([], "", id="nothing"),
    ],
)
def test_texts_below_each_other(texts, expected):
    assert joined(texts) == expected


def test_text_without_an_opening_does_not_stand_below_that_of_another():
    text = joined(["They said:\na", "They said:\nb", "The mayor answers."])
    assert text == "They said:\n- a\n- b\n\nThe mayor answers."


def test_list_below_an_opening_gets_no_second_bullets():
    texts = [f"Against all kinds of:\n- {kind}\n- hate\nThis is prevention." for kind in "ab"]
    assert joined(texts) == "\n\n".join(texts)


def test_files_of_a_document_in_all_languages(tmp_path):
    for name in ("uk/a.po", "en/a.po", "en/b.po", "en/a.toml", "a.po"):
        path = tmp_path / "translations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = companion_files(tmp_path, "a")
    assert [f"{path.parent.name}/{path.name}" for path in found] == ["en/a.po", "uk/a.po"]
    assert companion_files(tmp_path / "nowhere", "a") == []
