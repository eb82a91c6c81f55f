import re

import pytest

from assistant import wording
from assistant.catalogue import say
from assistant.differences import compare
from assistant.ui.comparison_page import SideBySide
from index import build, open_index


@pytest.fixture
def texts(town_index):
    return SideBySide(lambda: town_index)


def _plain(html):
    """The words that are seen."""
    html = re.sub(r'<span class="hidden"[^>]*>[^<]*</span>', "", html)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_both_texts_stand_side_by_side(texts):
    shown = _plain(texts.shown("1", "de"))
    assert "bezahlbaren Wohnraum für alle Menschen bereit" in shown
    assert wording.DRAFT_TEXT in shown
    assert wording.ADOPTED_TEXT in shown


def test_every_difference_is_listed_and_leads_to_its_pair(texts, town_index):
    html = texts.shown("all", "de")
    differences = compare(town_index).differences
    assert differences
    links = re.findall(r'<li><a href="#(pair-\d+)">', html)
    assert len(links) == len(differences)
    assert all(f'id="{link}"' in html for link in links)


def test_changes_are_told_by_more_than_colour(texts):
    html = texts.shown("all", "de")
    for tag, words in (("del", wording.ONLY_DRAFT), ("ins", wording.ONLY_ADOPTED)):
        assert re.search(rf'<{tag} class="[a-z]+"><span class="hidden"[^>]*>\[{words}: ', html)


def test_rule_of_the_weights_is_shown(texts):
    assert wording.WEIGHT_RULE in texts.shown("all", "de")


def test_field_shows_its_pairs_under_the_same_names(texts, town_index):
    pairs = compare(town_index).pairs
    names = re.findall(r'id="pair-(\d+)"', texts.shown("2", "de"))
    assert [int(name) for name in names] == [n for n, p in enumerate(pairs) if p.field == 2]


def test_words_of_the_page_are_in_the_language(texts):
    html = texts.shown("all", "fa")
    assert say(wording.ALL_DIFFERENCES, "fa") in html
    assert 'class="comparison" lang="fa" dir="rtl"' in html


def test_suggestions_are_shown_with_their_status(texts, town_index):
    found = [texts.suggested(str(n), "de") for n in range(len(compare(town_index).pairs))]
    assert all(
        wording.NO_SUGGESTIONS in html or wording.STATUSES["suggestion"] in html for html in found
    )


@pytest.mark.parametrize("key", ["", "-1", "9999", "1e3", "<b>"])
def test_there_are_no_suggestions_on_what_is_no_pair(texts, key):
    assert texts.suggested(key, "de") == ""


@pytest.mark.parametrize("language", ["de", "uk"])
def test_documents_without_a_draft_leave_nothing_to_compare(town, tmp_path, encoder, language):
    toml = town / "protokoll-2019" / "document.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('"draft"', '"suggestion"'), encoding="utf-8"
    )
    build(town, tmp_path / "other", encoder)
    other = open_index(tmp_path / "other", town, encoder)
    texts = SideBySide(lambda: other)
    assert say(wording.NO_COMPARISON, language) in texts.shown("all", language)
    assert "<section" not in texts.shown("all", language)


def test_taken_along_are_the_pairs_that_are_shown(texts, town_index):
    takeaway = texts.taken("http://stadt.example", "de", "2")
    assert len(takeaway.table.rows) == sum(p.field == 2 for p in compare(town_index).pairs)
