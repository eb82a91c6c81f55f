"""A language that nothing in the program knows of, added by a file alone."""

import json

import pytest

from assistant import catalogue, wording
from assistant.answer import Answer, Outcome
from assistant.batch import run_batch
from assistant.catalogue import is_right_to_left, languages, say, spoken_language
from assistant.formats import format_date, format_number
from assistant.translation.verifying import speaks
from assistant.ui.direction import language_attributes
from assistant.ui.page import head

NAMES = {"so": "Soomaali", "prs": "دری", "sr": "Српски", "zh-Hant": "繁體中文"}


@pytest.fixture(autouse=True)
def added(tmp_path, monkeypatch):
    """Files of those languages, which hold their names alone, instead of the real ones."""
    for tag, name in NAMES.items():
        content = f'msgid "{wording.OWN_NAME}"\nmsgstr "{name}"\n'
        (tmp_path / f"{tag}.po").write_text(content, encoding="utf-8")
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path)
    catalogue._texts.cache_clear()
    yield
    catalogue._texts.cache_clear()


def test_it_can_be_asked_for_and_has_its_name():
    assert languages() == ["de", *sorted(NAMES)]
    assert say(wording.OWN_NAME, "so") == "Soomaali"


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("so", "so"),
        ("SO", "so"),
        ("so-DJ", "so"),
        ("sr_Latn_RS", "sr"),
        ("zh-hant-TW", "zh-Hant"),
        ("de-AT", "de"),
        ("zh", None),
        ("en", None),
        ("s", None),
        ("", None),
        ("-", None),
    ],
)
def test_tag_is_found_as_people_write_it(written, language):
    assert spoken_language(written) == language


def test_its_direction_shows_in_its_name():
    assert {tag: is_right_to_left(tag) for tag in NAMES} == {
        "so": False, "prs": True, "sr": False, "zh-Hant": False,
    }  # fmt: skip
    assert language_attributes("prs") == 'lang="prs" dir="rtl"'
    assert language_attributes("zh-Hant") == 'lang="zh-Hant" dir="ltr"'
    assert '["prs"].includes(language)' in head()


def test_dates_and_numbers_are_german_where_its_own_form_is_not_known():
    assert format_date("2019-02-21", "prs") == "21. Februar 2019"
    assert format_number(2345, "prs") == "2.345"
    assert format_date("2019-02-21", "so") != format_date("2019-02-21")


@pytest.mark.parametrize(
    ("reply", "target", "right"),
    [
        ("Град подржава курсеве језика за све људе.", "sr", True),
        ("The city supports language courses for all.", "sr", False),
        ("شهر از کورس های زبان برای همه مردم حمایت می کند.", "prs", True),
        ("Magaaladu waxay taageertaa koorsooyinka luqadda dadka oo dhan.", "so", True),
        ("該市為所有人提供語言課程。", "zh-Hant", True),
    ],
)
def test_reply_of_an_engine_is_judged_by_the_letters_of_its_name(reply, target, right):
    assert speaks([reply], ["Die Stadt fördert Sprachkurse für alle."], target) is right


class _Assistant:
    def ask(self, question):
        return Answer(question, question.language or "de", Outcome.NOT_COVERED, message="nichts")


def test_batch_takes_it(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 1, "question": "Xaggee?", "language": "so-SO"}))
    assert run_batch(_Assistant(), source, target).broken == []
    assert json.loads(target.read_text())["language"] == "so"
