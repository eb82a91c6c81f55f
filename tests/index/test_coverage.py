import json
from dataclasses import replace

import pytest

from index.companions import SIMPLE
from index.coverage import (
    LONGEST_SENTENCE,
    Coverage,
    _occurs,
    _terms_in,
    coverage_of,
    languages,
)
from index.errors import DocumentError
from index.passage import Kind
from tests.fakes import document_of, passage_of

DOCUMENT = document_of("Die Stadt fördert Kurse.", "Mehr Kurse am Abend", "Es gibt Bücher.")
GUIDELINE, CARD, MINUTES = (
    passage_of(DOCUMENT, "Die Stadt fördert Kurse.", id="a/1"),
    passage_of(DOCUMENT, "Mehr Kurse am Abend", id="a/2", kind=Kind.CARD),
    passage_of(DOCUMENT, "Es gibt Bücher.", id="a/3", kind=Kind.MINUTES),
)
OTHER = passage_of(DOCUMENT, "Es gibt Bücher.", id="b/1", kind=Kind.FOOTNOTE)
FUZZY = "#, fuzzy\n"


def _entry(passage, text, before="", source=None):
    quoted = json.dumps(source or passage.text, ensure_ascii=False)
    translated = json.dumps(text, ensure_ascii=False)
    return f'{before}msgctxt "{passage.id}"\nmsgid {quoted}\nmsgstr {translated}\n\n'


@pytest.fixture
def write(tmp_path):
    """Writes the files of a language: entries of a.po, and files by name."""

    def _write(*entries, tag="en", **files):
        folder = tmp_path / "translations" / tag
        folder.mkdir(parents=True, exist_ok=True)
        header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        (folder / "a.po").write_text(header + "".join(entries), encoding="utf-8")
        for name, content in files.items():
            (folder / f"{name}.toml").write_text(content, encoding="utf-8")
        return tmp_path

    return _write


def _measured(documents, *passages, language="en"):
    return coverage_of(language, documents, {"a": passages or (GUIDELINE, CARD, MINUTES)})


def test_complete_language_is_sound(write):
    coverage = _measured(write(_entry(GUIDELINE, "The city promotes courses.")), GUIDELINE)
    assert (coverage.passages, coverage.covered, coverage.required) == (1, 1, 1)
    assert coverage.is_sound
    assert coverage.shares() == {
        "coverage": 1.0, "coverage_required": 1.0, "stale": 0.0, "unreviewed": 0.0,
        "empty": 0.0, "too_long": 0.0, "terms": 1.0,
    }  # fmt: skip


def test_shares_are_of_passages_of_required_ones_and_of_entries(write):
    passages = [
        passage_of(DOCUMENT, "Es gibt Bücher.", id=f"a/{number}", kind=kind)
        for number, kind in enumerate([*[Kind.GUIDELINE] * 6, Kind.CARD, Kind.CARD])
    ]
    entries = [
        _entry(passages[0], "One."),
        _entry(passages[1], "Two.", source="Alt."),
        _entry(passages[2], "Three.", FUZZY),
        _entry(passages[3], ""),
        _entry(passages[6], "Card."),
    ]
    coverage = _measured(write(*entries), *passages)
    assert (coverage.passages, coverage.covered, coverage.required) == (8, 2, 6)
    assert coverage.missing == ["a/1", "a/2", "a/3", "a/4", "a/5"]
    assert (coverage.stale, coverage.unreviewed, coverage.empty) == (["a/1"], ["a/2"], ["a/3"])
    shares = coverage.shares()
    assert shares["coverage"] == pytest.approx(2 / 8)
    assert shares["coverage_required"] == pytest.approx(1 / 6)
    assert [shares[name] for name in ("stale", "unreviewed", "empty")] == [1 / 5] * 3


def test_shares_of_nothing():
    shares = Coverage("en").shares()
    assert shares.pop("coverage_required") == shares.pop("terms") == 1.0
    assert set(shares.values()) == {0.0}


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        pytest.param("missing", ["a/1"], id="missing"),
        pytest.param("stale", ["a/1"], id="stale"),
        pytest.param("unreviewed", ["a/1"], id="not re-read"),
        pytest.param("empty", ["a/1"], id="empty"),
        pytest.param("too_long", ["a/1"], id="too long"),
        pytest.param("problems", ["en/a.po, line 1: broken"], id="problem"),
    ],
)
def test_language_with_a_fault_is_not_sound(fault, found):
    assert not Coverage("en", **{fault: found}).is_sound


def test_missing_terms_are_no_fault():
    assert Coverage("en", terms={"Kurs": 0.0}).is_sound


def test_optional_text_that_is_stale_is_a_fault_without_being_missed(write):
    entries = _entry(GUIDELINE, "Courses."), _entry(CARD, "More.", source="Alt")
    coverage = _measured(write(*entries))
    assert (coverage.missing, coverage.stale, coverage.is_sound) == ([], ["a/2"], False)


def test_problems_of_the_file_are_named(write):
    coverage = _measured(write(_entry(GUIDELINE, "Courses."), _entry(OTHER, "Books.")), GUIDELINE)
    assert coverage.problems == ["en/a.po, line 9: no passage is called 'b/1'"]


_ALWAYS = {
    "guideline", "preamble", "footnote", "information", "imprint", "schedule", "approach", "summary"
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "content", "required"),
    [
        pytest.param("en", None, _ALWAYS, id="no file"),
        pytest.param("en", "", _ALWAYS, id="empty file"),
        pytest.param("en", "required = []", _ALWAYS, id="empty list"),
        pytest.param("en", 'required = ["card"]', _ALWAYS | {"card"}, id="list adds"),
        pytest.param("en", 'required = ["guideline"]', _ALWAYS, id="list of what is required"),
        pytest.param("en", 'required = ["list"]', _ALWAYS | {"list"}, id="lists if asked for"),
        pytest.param("en", 'required = "all"', set(Kind) - {Kind.LIST}, id="all but lists"),
        pytest.param(SIMPLE, None, set(Kind), id="simple German has everything"),
        pytest.param(SIMPLE, "required = []", set(Kind), id="simple German has no choice"),
    ],
)
def test_required_kinds(write, language, content, required):
    files = {} if content is None else {"language": content}
    passages = [passage_of(DOCUMENT, GUIDELINE.text, id=str(kind), kind=kind) for kind in Kind]
    coverage = _measured(write(tag=language, **files), *passages, language=language)
    assert set(coverage.missing) == required
    assert coverage.required == len(required)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        pytest.param("language", "required = ", "Invalid value", id="bad TOML"),
        pytest.param(
            "language", "required = 5", '"all" or a list of guideline, preamble,', id="number"
        ),
        pytest.param("language", 'required = ["poem"]', "'poem'", id="unknown kind"),
        pytest.param("language", "required = [5]", "5", id="number in the list"),
        pytest.param(
            "language",
            'required = "some"',
            "'required' must be \"all\" or a list",
            id="other word than all",
        ),
        pytest.param("terms", "[", "", id="bad TOML of terms"),
        pytest.param("terms", '"Kurs" = 5', "'Kurs' must be text", id="term is a number"),
        pytest.param("terms", '[Kurs]\nen = "course"', "'Kurs' must be text", id="table of terms"),
    ],
)
def test_broken_file_of_a_language_is_named(write, name, content, complaint):
    with pytest.raises(DocumentError) as caught:
        _measured(write(**{name: content}))
    assert str(caught.value).startswith(f"translations/en/{name}.toml: ")
    assert complaint in str(caught.value)


@pytest.mark.parametrize("name", ["language", "terms"])
def test_file_of_a_language_that_is_not_utf_8_is_named(write, name):
    documents = write()
    (documents / "translations" / "en" / f"{name}.toml").write_bytes(b'"\xff" = "x"')
    with pytest.raises(DocumentError, match=rf"^translations/en/{name}\.toml: .*utf-8"):
        _measured(documents)


TERMS = '"Kurs" = "course"\n"Buch" = "book"\n"bücher" = "books"\n"Rathaus" = "town hall"\n'


def test_terms_are_the_share_of_texts_that_have_them(write):
    entries = (
        _entry(GUIDELINE, "The city promotes Courses."),
        _entry(CARD, "More lessons in the evening"),
        _entry(MINUTES, "There are BOOKS."),
    )
    coverage = _measured(write(*entries, terms=TERMS))
    # "Buch" stands in none of the texts, nor does "Rathaus".
    assert coverage.terms == {"Kurs": 0.5, "bücher": 1.0}
    assert coverage.shares()["terms"] == 0.75


@pytest.mark.parametrize(
    ("term", "text", "occurs"),
    [
        ("міська рада", "Рішення ухвалено міською радою.", True),
        ("столиця", "Магдебург — столицею землі", True),
        ("rada miasta", "Rada przyjęła wytyczne.", False),
        ("wytyczne", "zgodnie z Wytycznymi", True),
        ("rada", "kierownictwo miasta", False),
        ("kılavuz ilke", "Politikası Kılavuz İlkeleri", True),
        ("نهج العمل", "نُهُج العمل", True),
    ],
)
def test_term_is_found_inflected(term, text, occurs):
    assert _occurs(term, text) is occurs


def test_term_inside_a_longer_one_does_not_count():
    terms = ("Bürger", "Oberbürgermeister", "Stadt")
    assert _terms_in("Der Oberbürgermeister", terms) == ["Oberbürgermeister"]
    both = _terms_in("Bürger wählen den Oberbürgermeister.", terms)
    assert both == ["Oberbürgermeister", "Bürger"]


def test_terms_of_unusable_texts_do_not_count(write):
    entries = _entry(GUIDELINE, "Lessons.", FUZZY), _entry(CARD, "More courses")
    assert _measured(write(*entries, terms=TERMS)).terms == {"Kurs": 1.0}


def _words(number):
    return " ".join(["Wort"] * number)


@pytest.mark.parametrize(
    ("language", "text", "too_long"),
    [
        pytest.param(SIMPLE, _words(LONGEST_SENTENCE), False, id="as long as allowed"),
        pytest.param(SIMPLE, _words(LONGEST_SENTENCE + 1), True, id="a word more"),
        pytest.param(SIMPLE, f"Wort\n{_words(16)}\nWort", True, id="in a middle line"),
        pytest.param(SIMPLE, f"{_words(9)}\n{_words(9)}", False, id="two short lines"),
        pytest.param(SIMPLE, f"- {_words(15)} – („!“) ...", False, id="marks are no words"),
        pytest.param(SIMPLE, f"{_words(14)} 21.02.2019", False, id="date is one word"),
        pytest.param(SIMPLE, f"{_words(14)} Bürger*innen", True, id="star makes two words"),
        pytest.param("en", _words(LONGEST_SENTENCE + 1), False, id="other language"),
    ],
)
def test_simple_sentences_that_are_too_long(write, language, text, too_long):
    documents = write(_entry(GUIDELINE, text), tag=language)
    coverage = _measured(documents, GUIDELINE, language=language)
    assert coverage.too_long == (["a/1"] if too_long else [])
    assert coverage.shares()["too_long"] == float(too_long)
    assert coverage.is_sound is not too_long


def test_unusable_simple_text_is_not_too_long(write):
    documents = write(_entry(GUIDELINE, _words(20), FUZZY), tag=SIMPLE)
    assert _measured(documents, GUIDELINE, language=SIMPLE).too_long == []


def test_document_without_a_file_is_missing_where_it_is_required(write):
    documents = write(_entry(GUIDELINE, "Courses."))
    card = passage_of(DOCUMENT, CARD.text, id="b/2", kind=Kind.CARD)
    coverage = coverage_of("en", documents, {"a": [GUIDELINE], "b": [OTHER, card]})
    assert (coverage.passages, coverage.covered, coverage.required) == (3, 1, 2)
    assert (coverage.missing, coverage.problems) == (["b/1"], [])
    assert coverage.shares()["coverage_required"] == 0.5


def test_faults_of_all_documents_are_gathered(write):
    again = [passage_of(DOCUMENT, OTHER.text, id=f"b/{number}") for number in (1, 2, 3)]
    documents = write(
        _entry(GUIDELINE, "One.", FUZZY), _entry(CARD, ""), _entry(MINUTES, "Three.", source="Alt")
    )
    other = (
        _entry(again[0], "One.", FUZZY)
        + _entry(again[1], "")
        + _entry(again[2], "Three.", source="Alt")
        + "junk\n"
    )
    (documents / "translations" / "en" / "b.po").write_text(other, encoding="utf-8")
    coverage = coverage_of("en", documents, {"b": again, "a": [GUIDELINE, CARD, MINUTES]})
    assert coverage.unreviewed == ["b/1", "a/1"]
    assert coverage.empty == ["b/2", "a/2"]
    assert coverage.stale == ["b/3", "a/3"]
    assert coverage.missing == ["b/1", "b/2", "b/3", "a/1"]
    assert len(coverage.problems) == 1


def test_languages_are_the_folders(write, tmp_path):
    assert languages(tmp_path) == []
    for tag in ("uk", SIMPLE, "ar"):
        write(tag=tag)
    (tmp_path / "translations" / "README.md").touch()
    assert languages(tmp_path) == ["ar", SIMPLE, "uk"]


def test_file_named_after_no_document_is_a_problem(write):
    documents = write(_entry(GUIDELINE, "Courses."))
    (documents / "translations" / "en" / "leitlinen.po").touch()
    coverage = _measured(documents, GUIDELINE)
    assert coverage.problems == [
        "en/leitlinen.po: no document is called 'leitlinen'; rename or delete the file"
    ]
    assert not coverage.is_sound


def test_file_of_a_document_that_cannot_be_read_is_none(write):
    documents = write(_entry(GUIDELINE, "Courses."))
    (documents / "translations" / "en" / "b.po").touch()
    (documents / "b").mkdir()
    (documents / "b" / "document.toml").touch()
    assert _measured(documents, GUIDELINE).problems == []


def test_names_are_complete_or_left_german(write):
    documents = write(_entry(GUIDELINE, "Courses."))
    passage = replace(GUIDELINE, section=("Feld 1", "Leitlinie 1"))
    assert _measured(documents, passage).problems == []
    headings = documents / "translations" / "en" / "headings.po"
    headings.write_text('msgid "Feld 1"\nmsgstr "Field 1"\n\nmsgid "Alt"\nmsgstr "Old"\n')
    assert _measured(documents, passage).problems == [
        "en/headings.po: nothing for 'Leitlinie 1'",
        "en/headings.po: 'Alt' stands nowhere in the documents",
    ]


def test_offices_are_those_of_the_themes(write):
    documents = write(_entry(GUIDELINE, "Courses."))
    (documents / "questions").mkdir()
    (documents / "questions" / "out-of-scope.toml").write_text(
        '[[theme]]\nname = "Amt"\noutcome = "not_covered"\nturn_to = "das Amt"\n'
    )
    offices = documents / "translations" / "en" / "out-of-scope.po"
    offices.write_text('msgid "das Amt"\nmsgstr ""\n')
    assert _measured(documents, GUIDELINE).problems == ["en/out-of-scope.po: nothing for 'das Amt'"]
