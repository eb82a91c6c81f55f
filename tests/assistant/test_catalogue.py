import re

import pytest

from assistant import catalogue, wording
from assistant.catalogue import LOCALES, say
from index.companions import SIMPLE
from index.po import read_po

FILES = sorted(LOCALES.glob("*.po"))
SENTENCE = "Dazu steht in den Dokumenten nichts."


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a language's file into a folder that stands in for the real one."""
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path)
    catalogue._texts.cache_clear()
    yield lambda language, text: (tmp_path / f"{language}.po").write_text(text, encoding="utf-8")
    catalogue._texts.cache_clear()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f'msgid "{SENTENCE}"\nmsgstr "Nada."\n', "Nada.", id="translated"),
        pytest.param('msgid "Seite {}"\nmsgstr "Nada."\n', SENTENCE, id="another text"),
        pytest.param(f'msgid "{SENTENCE}"\nmsgstr ""\n', SENTENCE, id="empty"),
        pytest.param(f'#, fuzzy\nmsgid "{SENTENCE}"\nmsgstr "Nada."\n', SENTENCE, id="not re-read"),
        pytest.param("", SENTENCE, id="empty file"),
    ],
)
def test_text_in_a_language_with_a_file(write, content, expected):
    write("es", content)
    assert say(SENTENCE, "es") == expected


def test_text_in_a_language_without_a_file_stays_german(write):
    write("es", f'msgid "{SENTENCE}"\nmsgstr "Nada."\n')
    assert say(SENTENCE, "it") == SENTENCE


def test_german_stays_as_it_is():
    assert say(wording.NOT_COVERED, "de") == wording.NOT_COVERED
    assert not (LOCALES / "de.po").exists()


def _spoken():
    """Every text of the wording."""
    for name in wording.__all__:
        value = getattr(wording, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value.values()


def _marks(text):
    """What must survive a translation: placeholders and the signs of deletion."""
    return sorted(re.findall(r"\{\w*\}|~~", text))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def entries(request):
    """The entries of each real file."""
    found, problems = read_po(request.param)
    assert problems == []
    return found


def test_every_entry_translates_a_text_of_the_wording(entries):
    sources = [entry.source for entry in entries]
    assert sources
    assert set(sources) <= set(_spoken())
    assert len(set(sources)) == len(sources)


def test_placeholders_and_deletions_are_kept(entries):
    changed = [entry.source for entry in entries if _marks(entry.text) != _marks(entry.source)]
    assert changed == []


def test_nothing_is_empty_or_unread(entries):
    assert [entry.source for entry in entries if not entry.text or entry.fuzzy] == []


def test_there_are_files():
    assert SIMPLE in {path.stem for path in FILES}


@pytest.mark.parametrize("language", sorted({path.stem for path in FILES} - {SIMPLE}))
def test_translation_tells_the_statuses_apart(language):
    leads = {say(lead, language) for lead in wording.LEADS.values()}
    assert len(leads) == len(wording.LEADS)
    assert leads.isdisjoint(wording.LEADS.values())
