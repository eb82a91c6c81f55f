"""The texts beside the passages: complete, true to numbers and marks, and all in the index."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from assistant import catalogue
from assistant.glossary import load_glossary
from index import Kind, Status, build
from index.companions import SIMPLE, read_companions
from index.coverage import coverage_of, languages
from index.names import NAME_FILES, read_names
from index.passage import ViewRole
from index.po import read_po
from index.snapshot import current_snapshot, read_snapshot
from tests.fakes import FakeEncoder

pytestmark = pytest.mark.slow

_FOLDER = Path(__file__).parents[2] / "documents" / "translations"
TAGS = [SIMPLE, *(tag for tag in catalogue.languages() if tag != "de")]
FILES = [
    pytest.param(path, id=f"{path.parent.name}/{path.stem}")
    for path in sorted(_FOLDER.glob("*/*.po"))
    if path.name not in NAME_FILES
]


@pytest.fixture(scope="module")
def passages(corpus):
    """Document id -> its passages."""
    return {name: manuscript.passages for name, manuscript in corpus.items()}


@pytest.fixture(scope="module")
def pairs(documents, passages):
    """Reads the (passage, its companion's text) of a language; lists consist of the others."""

    def read(language):
        found = []
        for name, ones in passages.items():
            path = documents / "translations" / language / f"{name}.po"
            texts = read_companions(path, ones).companions
            single = [one for one in ones if one.kind is not Kind.LIST and one.id in texts]
            found += [(one, texts[one.id].text) for one in single]
        assert len(found) > 100
        return found

    return read


@pytest.fixture(scope="module")
def contents(documents, tmp_path_factory):
    """The index of the real documents, with made-up vectors."""
    folder = tmp_path_factory.mktemp("index")
    report = build(documents, folder, FakeEncoder(dimensions=8))
    assert report.problems == []
    assert [note for note in report.notes if "translations" in note] == []
    return read_snapshot(current_snapshot(folder))


def test_there_is_a_folder_for_each_language_of_the_assistant(documents):
    assert languages(documents) == sorted(TAGS)


@pytest.mark.parametrize("language", TAGS)
def test_language_has_what_is_required_and_nothing_is_to_be_done(documents, passages, language):
    coverage = coverage_of(language, documents, passages)
    assert coverage.is_sound, coverage
    assert coverage.shares()["coverage_required"] == 1.0


@pytest.mark.parametrize("language", TAGS)
def test_every_adopted_passage_has_a_text_of_its_own(pairs, passages, language):
    there = {passage.id for passage, _ in pairs(language)}
    adopted = [p for ones in passages.values() for p in ones if p.status is Status.ADOPTED]
    missing = [p.id for p in adopted if p.kind is not Kind.LIST and p.id not in there]
    assert missing == []


def _numbers(text):
    """The numbers of a text in any digits; 08 is 8."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return Counter(number.lstrip("0") for number in re.findall(r"\d+", plain))


@pytest.mark.parametrize("language", TAGS)
def test_no_number_is_lost(pairs, language):
    lost = {
        passage.id: sorted(missing)
        for passage, text in pairs(language)
        if (missing := _numbers(passage.text) - _numbers(text))
    }
    assert lost == {}


@pytest.mark.parametrize("language", TAGS)
def test_what_was_struck_out_still_is(pairs, language):
    marks = {
        passage.id: (passage.text.count("~~"), text.count("~~"))
        for passage, text in pairs(language)
        # Simple German says in words what the participants want to strike out.
        if not (language == SIMPLE and "~~" in passage.text and "streichen" in text)
    }
    assert {name: found for name, found in marks.items() if found[0] != found[1]} == {}


@pytest.mark.parametrize("path", FILES)
def test_every_text_of_a_file_ends_up_in_the_index(contents, path):
    language = path.parent.name
    companions = {one.passage_id: one.text for one in contents.companions
                  if one.language == language}  # fmt: skip
    viewed = {
        (view.passage_id, view.text)
        for view in contents.views
        if (view.role, view.language) == (ViewRole.COMPANION, language)
    }
    lists = {passage.id for passage in contents.passages if passage.kind is Kind.LIST}
    entries, problems = read_po(path)
    assert problems == []
    assert len(entries) > 50
    for entry in entries:
        assert companions.get(entry.context) == entry.text
        assert ((entry.context, entry.text) in viewed) is (entry.context not in lists)


@pytest.mark.parametrize("language", TAGS)
def test_names_keep_numbers_and_the_german_name_of_offices(language):
    for file in NAME_FILES:
        names, problems = read_names(_FOLDER / language / file)
        assert problems == []
        assert {german for german, name in names.items() if _numbers(german) - _numbers(name)} == (
            set()
        )
    if language != SIMPLE:
        assert all("(" in name for name in names.values())


def test_glossary_explains_words_of_the_documents(documents, corpus):
    entries = load_glossary(documents / "glossary.toml").entries
    text = "\n".join(manuscript.document.text for manuscript in corpus.values())
    forms = [form for entry in entries for form in entry.forms]
    assert len(entries) > 100
    assert [f for f in forms if not re.search(rf"(?<!\w){re.escape(f)}(?!\w)", text)] == []
    assert [form for form, number in Counter(forms).items() if number > 1] == []
    assert [entry.word for entry in entries if not entry.explanation.strip()] == []


def test_every_word_of_the_glossary_is_found(documents):
    glossary = load_glossary(documents / "glossary.toml")
    for entry in glossary.entries:
        for form in entry.forms:
            assert [found for *_, found in glossary.find(f"„{form}“")] == [entry]
