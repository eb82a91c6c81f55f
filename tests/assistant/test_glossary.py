import pytest

from assistant import SettingsError
from assistant.glossary import Entry, Glossary, load_glossary

OFFICE = Entry("Amt", ("Amt", "Amts"), "Ein Amt ist eine Stelle der Stadt.")
PEOPLE = Entry("Akteure", ("Akteur*innen", "Akteur"), "Akteure sind alle, die mitarbeiten.")
HOUSING = Entry("Wohnungsamt", ("Amt für Wohnen",), "Dort bekommen Sie Hilfe.")


def found(text, *entries):
    """The text that was found and the word it belongs to, in order."""
    return [(text[start:end], entry.word) for start, end, entry in Glossary(entries).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Das Amt hilft.", [("Amt", "Amt")], id="the word"),
        pytest.param("Amts", [("Amts", "Amt")], id="another form, nothing else"),
        pytest.param("(Amt)", [("Amt", "Amt")], id="in brackets"),
        pytest.param("Das Jugendamt und die Ämter", [], id="not inside a word"),
        pytest.param("Amtsweg, Amt_1, Amt2", [], id="not at the start of a word"),
        pytest.param("Das StadtAmt", [], id="not at the end of a word"),
        pytest.param("das amt", [], id="not in another case"),
        pytest.param("", [], id="empty"),
    ],
)
def test_whole_words_are_found(text, expected):
    assert found(text, OFFICE) == expected


@pytest.mark.parametrize(
    "entries", [(OFFICE, HOUSING), (HOUSING, OFFICE)], ids=["short first", "long first"]
)
def test_longest_form_is_found(entries):
    assert found("Das Amt für Wohnen.", *entries) == [("Amt für Wohnen", "Wohnungsamt")]


def test_form_with_signs_is_found_as_it_is():
    assert found("Viele Akteur*innen.", PEOPLE) == [("Akteur*innen", "Akteure")]
    assert found("Akteurrrinnen", PEOPLE) == []


def test_each_word_is_found_once_where_it_stands_first():
    text = "Amt, Akteur, Amts, Amt und Akteur*innen"
    first_office, first_person = Glossary([PEOPLE, OFFICE]).find(text)
    assert first_office == (0, 3, OFFICE)
    assert first_person == (5, 11, PEOPLE)


def test_glossary_without_entries_finds_nothing():
    assert Glossary().find("Das Amt hilft.") == []


def test_file_is_read(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text(
        '[[entry]]\nword = "Amt"\nforms = ["Amt", "Amts"]\n'
        'explanation = "Ein Amt ist eine Stelle der Stadt."\n',
        encoding="utf-8",
    )
    assert load_glossary(path).entries == (OFFICE,)


def test_missing_file_explains_nothing(tmp_path):
    assert load_glossary(tmp_path / "glossary.toml").entries == ()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[", id="no TOML"),
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param(b'entry = "Amt"', id="text for entries"),
        pytest.param(b'[[entry]]\nword = "Amt"\nexplanation = "x"', id="no forms"),
        pytest.param(b'[[entry]]\nword = "Amt"\nforms = ["Amt"]', id="no explanation"),
        pytest.param(
            b'[[entry]]\nword = "Amt"\nforms = "Amt"\nexplanation = "x"', id="text for forms"
        ),
    ],
)
def test_broken_file_is_named_with_the_remedy(tmp_path, content):
    path = tmp_path / "glossary.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"glossary\.toml: .*word, forms, explanation"):
        load_glossary(path)


def test_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SettingsError, match=tmp_path.name):
        load_glossary(tmp_path)  # a folder


def test_misspelt_key_is_named(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text(
        '[[entries]]\nword = "Amt"\nforms = ["Amt"]\nexplanation = "x"\n', encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=r"glossary\.toml"):
        load_glossary(path)


def test_empty_form_is_named_or_never_found(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text(
        '[[entry]]\nword = "Amt"\nforms = ["", "Amt"]\nexplanation = "x"\n', encoding="utf-8"
    )
    try:
        glossary = load_glossary(path)
    except SettingsError:
        return
    assert all(start < end for start, end, _ in glossary.find("– das Amt"))


def test_real_glossary_explains_each_form_once(documents):
    entries = load_glossary(documents / "glossary.toml").entries
    forms = [form for entry in entries for form in entry.forms]
    words = [entry.word for entry in entries]
    assert entries
    assert len(set(forms)) == len(forms)
    assert len(set(words)) == len(words)
    assert all(form.strip() == form != "" for form in forms)
    assert all(entry.explanation.strip() for entry in entries)
