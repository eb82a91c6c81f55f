import pytest

from index.names import Names, load_names, read_names

NAMES = Names({"en": {"Feld 1": "Field 1", "Sport": "Sports", "BAMF": "BAMF"}})


@pytest.mark.parametrize(
    ("german", "language", "found"),
    [
        pytest.param("Feld 1", "en", "Field 1", id="known"),
        pytest.param("Feld 2", "en", None, id="unknown"),
        pytest.param("Feld 1", "uk", None, id="language without names"),
        pytest.param("BAMF", "en", None, id="called the same"),
    ],
)
def test_find(german, language, found):
    assert NAMES.find(german, language) == found


@pytest.mark.parametrize(
    ("section", "path"),
    [
        pytest.param(("Feld 1",), "Field 1", id="one title"),
        pytest.param(("Band", "Feld 1", "Sport"), "Field 1 › Sports", id="the last two of three"),
        pytest.param(("Feld 1", "Musik"), None, id="one of them unknown"),
        pytest.param((), None, id="no title"),
    ],
)
def test_path(section, path):
    assert NAMES.path(section, "en") == path


def test_names_are_read_from_both_files_of_each_language(tmp_path):
    folder = tmp_path / "translations" / "en"
    folder.mkdir(parents=True)
    (folder / "headings.po").write_text('msgid "Sport"\nmsgstr "Sports"\n')
    (folder / "out-of-scope.po").write_text('msgid "das Amt"\nmsgstr "the office"\n')
    (tmp_path / "translations" / "uk").mkdir()
    names = load_names(tmp_path)
    assert names.find("Sport", "en") == "Sports"
    assert names.find("das Amt", "en") == "the office"
    assert names.find("Sport", "uk") is None


def test_documents_without_translations_have_no_names(tmp_path):
    assert load_names(tmp_path).find("Sport", "en") is None


def test_broken_entry_is_named_and_the_rest_is_used(tmp_path):
    path = tmp_path / "headings.po"
    path.write_text(
        'msgid "Sport"\nmsgstr "Sports"\n\nmsgid broken\n\n'
        '#, fuzzy\nmsgid "Musik"\nmsgstr "Music"\n\nmsgid "Tanz"\nmsgstr ""\n'
    )
    names, problems = read_names(path)
    assert names == {"Sport": "Sports"}
    assert len(problems) == 1
    assert "headings.po, line 4" in problems[0]
