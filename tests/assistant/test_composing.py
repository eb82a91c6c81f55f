from dataclasses import replace

import pytest

from assistant import wording
from assistant.catalogue import say
from assistant.composing import Lacking, MachineText, compose
from index import Hit, Status
from index.passage import Companion
from tests.fakes import document_of, passage_of

FIRST, SECOND, THIRD = "Die Stadt baut.", "Die Stadt fördert.", "Die Stadt hilft."
DOCUMENT = document_of(FIRST, SECOND, THIRD, "Es gibt Kurse.")
DOCUMENTS = {DOCUMENT.id: DOCUMENT}


def _hit(text=FIRST, score=1.0, **changes):
    return Hit(passage_of(DOCUMENT, text, **changes), score)


def _compose(*hits, **options):
    return compose(hits, [(0, len(hit.passage.text)) for hit in hits], DOCUMENTS, **options)


def _beside(text="Die Stadt macht das.", checked="", missing=()):
    """Gives every quote that is not missing the same text."""

    def text_of(citation):
        if citation.quote in missing:
            return Lacking.NONE_YET
        return Companion(citation.passage.id, "", text, checked)

    return lambda citations: [text_of(citation) for citation in citations]


@pytest.mark.parametrize("status", Status)
def test_statement_says_what_its_source_is_worth(status):
    (statement,) = _compose(_hit(status=status)).statements
    assert statement.text.startswith(wording.LEADS[status])
    assert FIRST in statement.text
    assert statement.citations == (1,)


def test_suggestion_is_not_presented_as_a_commitment():
    composed = _compose(_hit(status=Status.ADOPTED), _hit(SECOND, status=Status.SUGGESTION))
    suggested = composed.statements[1].text
    assert wording.LEADS[Status.ADOPTED] not in suggested
    assert "angeregt" in suggested
    assert wording.SUGGESTION_NOTICE in composed.notices


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUGGESTION}))
def test_notice_on_suggestions_comes_with_suggestions_only(status):
    assert wording.SUGGESTION_NOTICE not in _compose(_hit(status=status)).notices


def test_notice_on_suggestions_is_given_once():
    hits = [_hit(text, status=Status.SUGGESTION) for text in (FIRST, SECOND)]
    assert _compose(*hits).notices.count(wording.SUGGESTION_NOTICE) == 1


def test_citations_are_verbatim_and_numbered_in_order():
    composed = _compose(_hit(SECOND), _hit(FIRST))
    assert [citation.number for citation in composed.citations] == [1, 2]
    assert [citation.quote for citation in composed.citations] == [SECOND, FIRST]
    for citation in composed.citations:
        assert DOCUMENT.text[citation.start : citation.end] == citation.quote


def test_part_of_a_passage_is_quoted_at_its_place():
    composed = compose([_hit(SECOND)], [(4, 9)], DOCUMENTS)
    (citation,) = composed.citations
    assert citation.quote == "Stadt"
    assert citation.start == DOCUMENT.text.index(SECOND) + 4


def test_forged_quote_is_withheld_with_a_notice():
    genuine = _hit(SECOND)
    forged = replace(genuine, passage=replace(genuine.passage, text="Die Stadt zahlt alles."))
    composed = _compose(_hit(FIRST), forged, forged, _hit(THIRD))
    assert [citation.quote for citation in composed.citations] == [FIRST, THIRD]
    assert [statement.citations for statement in composed.statements] == [(1,), (2,)]
    assert "zahlt" not in " ".join(statement.text for statement in composed.statements)
    assert composed.notices == (wording.WITHHELD,)


def test_notice_on_a_forged_suggestion_does_not_speak_of_suggestions():
    genuine = _hit(SECOND, status=Status.SUGGESTION)
    forged = replace(genuine, passage=replace(genuine.passage, text="Die Stadt zahlt alles."))
    composed = _compose(forged)
    assert (composed.statements, composed.citations) == ((), ())
    assert composed.notices == (wording.WITHHELD,)


def test_twin_in_the_draft_is_named():
    draft = passage_of(DOCUMENT, SECOND, status=Status.DRAFT, reference="Band 48")
    (notice,) = _compose(_hit(THIRD), replace(_hit(FIRST), twin=draft)).notices
    assert "[2]" in notice
    assert "Entwurf" in notice
    assert "Band 48" in notice


def test_twin_without_a_reference_leaves_no_empty_brackets():
    draft = passage_of(DOCUMENT, SECOND, status=Status.DRAFT, reference=None)
    (notice,) = _compose(replace(_hit(FIRST), twin=draft)).notices
    assert "()" not in notice


def test_nothing_found_is_nothing_said():
    composed = _compose()
    assert (composed.statements, composed.citations, composed.notices) == ((), (), ())


OPENED = {Status.DRAFT, Status.APPROACH, Status.SUGGESTION}


@pytest.mark.parametrize("status", Status)
def test_translation_is_led_by_what_its_source_is_worth(status):
    (statement,) = _compose(
        _hit(status=status), language="en", beside=_beside("The city builds.")
    ).statements
    lead = say(wording.LEADS[status], "en")
    assert lead != wording.LEADS[status]
    assert (statement.text, statement.language) == (f"{lead}\nThe city builds.", "en")
    assert statement.citations == (1,)


@pytest.mark.parametrize("status", sorted(set(Status) - OPENED))
def test_simple_text_is_led_by_what_its_source_is_worth(status):
    composed = _compose(_hit(status=status), language="de-simple", beside=_beside())
    (statement,) = composed.statements
    assert statement.text == f"{say(wording.LEADS[status], 'de-simple')}\nDie Stadt macht das."
    assert (statement.citations, statement.language) == ((1,), "de-simple")


@pytest.mark.parametrize("status", sorted(OPENED))
def test_simple_text_of_what_is_not_adopted_opens_itself(status):
    text = "Das stand im Entwurf:\nDie Stadt baut."
    composed = _compose(_hit(status=status), language="de-simple", beside=_beside(text))
    assert [(one.text, one.language) for one in composed.statements] == [(text, "de-simple")]


def test_simple_suggestion_comes_with_its_notice():
    hit = _hit(status=Status.SUGGESTION)
    composed = _compose(hit, language="de-simple", beside=_beside())
    assert say(wording.SUGGESTION_NOTICE, "de-simple") in composed.notices


@pytest.mark.parametrize("language", ["de-simple", "en"])
def test_quote_without_a_text_beside_it_is_shown_with_a_lead(language):
    (statement,) = _compose(_hit(status=Status.SUGGESTION), language=language).statements
    lead = say(wording.LEADS[Status.SUGGESTION], language)
    assert (statement.text, statement.language) == (f"{lead} »{FIRST}«", "de")


@pytest.mark.parametrize("language", ["de-simple", "en"])
def test_text_beside_leaves_the_quote_as_it_is(language):
    (citation,) = _compose(_hit(), language=language, beside=_beside()).citations
    assert citation.quote == DOCUMENT.text[citation.start : citation.end] == FIRST


def test_each_quote_gets_its_own_text():
    composed = _compose(
        _hit(FIRST), _hit(SECOND), _hit(THIRD), language="en", beside=_beside(missing=[SECOND])
    )
    assert [one.language for one in composed.statements] == ["en", "de", "en"]
    assert SECOND in composed.statements[1].text


UNOFFICIAL = {"de-simple": wording.SIMPLE_LABEL, "en": wording.TRANSLATION_LABEL}
CHECKED = {"de-simple": wording.SIMPLE_CHECKED, "en": wording.TRANSLATION_CHECKED}
MISSING = {"de-simple": wording.NO_SIMPLE_TEXT, "en": wording.NO_TRANSLATION}


@pytest.mark.parametrize("language", UNOFFICIAL)
def test_unchecked_texts_are_called_unofficial_once(language):
    composed = _compose(_hit(FIRST), _hit(SECOND), language=language, beside=_beside())
    assert composed.notices == (say(UNOFFICIAL[language], language),)


@pytest.mark.parametrize("language", CHECKED)
def test_checked_texts_name_who_checked_them_once(language):
    beside = _beside(checked="Stadt Neustadt, 2021")
    composed = _compose(_hit(FIRST), _hit(SECOND), language=language, beside=beside)
    expected = say(CHECKED[language], language).format("Stadt Neustadt, 2021")
    assert composed.notices == (expected,)
    assert "Stadt Neustadt, 2021" in expected


@pytest.mark.parametrize("language", MISSING)
def test_missing_text_is_admitted_once(language):
    composed = _compose(_hit(FIRST), _hit(SECOND), language=language)
    assert composed.notices == (say(MISSING[language], language),)


@pytest.mark.parametrize("language", MISSING)
def test_text_that_is_missing_for_some_is_admitted_too(language):
    beside = _beside(missing=[SECOND])
    composed = _compose(_hit(FIRST), _hit(SECOND), language=language, beside=beside)
    texts = UNOFFICIAL[language], MISSING[language]
    assert set(composed.notices) == {say(text, language) for text in texts}


def test_standard_german_needs_no_text_beside_it():
    assert _compose(_hit(FIRST)).notices == ()


@pytest.mark.parametrize("language", ["de-simple", "en"])
def test_withheld_quote_stays_withheld_whatever_stands_beside_it(language):
    genuine = _hit(SECOND)
    forged = replace(genuine, passage=replace(genuine.passage, text="Die Stadt zahlt alles."))
    composed = _compose(forged, language=language, beside=_beside("Die Stadt zahlt."))
    assert (composed.statements, composed.citations) == ((), ())
    assert composed.notices == (say(wording.WITHHELD, language),)


def test_twin_is_named_in_the_language_of_the_answer():
    draft = passage_of(DOCUMENT, SECOND, status=Status.DRAFT, reference="Band 48")
    hit = replace(_hit(FIRST), twin=draft)
    notice = _compose(hit, language="en", beside=_beside()).notices[0]
    expected = say(wording.TWIN_NOTICE, "en").format(reference=" (Band 48)", numbers="[1]")
    assert notice == expected != say(wording.TWIN_NOTICE, "de")


@pytest.mark.parametrize(
    ("quote", "text", "lead"),
    [
        pytest.param("~~Alt.~~", "~~Old.~~", wording.DELETION_LEAD, id="all of it"),
        pytest.param("~~Alt.~~ Neu.", "~~Old.~~ New.", wording.DELETIONS_LEAD, id="part of it"),
    ],
)
def test_translated_deletion_is_called_one(quote, text, lead):
    document = document_of(quote)
    hit = Hit(passage_of(document, quote, status=Status.SUGGESTION), 1.0)
    (statement,) = compose(
        [hit], [(0, len(quote))], {document.id: document}, "en", _beside(text)
    ).statements
    assert statement.text.startswith(say(lead, "en"))


def _machine(engine="Dolmetscher 3"):
    return lambda citations: [
        MachineText("", "en", "The city builds.", engine=engine) for _ in citations
    ]


@pytest.mark.parametrize("status", Status)
def test_machine_translation_is_led_by_its_status_and_marked(status):
    composed = _compose(_hit(status=status), language="en", beside=_machine())
    (statement,) = composed.statements
    mark = say(wording.MACHINE_MARK, "en").format("Dolmetscher 3")
    lead = say(wording.LEADS[status], "en")
    assert statement.text == f"{lead}\nThe city builds.\n({mark})"
    assert (statement.citations, statement.language) == ((1,), "en")
    assert say(wording.MACHINE_LABEL, "en").format("Dolmetscher 3") in composed.notices


def test_machine_translation_is_no_reviewed_one():
    notices = _compose(_hit(), language="en", beside=_machine()).notices
    assert say(wording.TRANSLATION_LABEL, "en") not in notices
    assert say(wording.NO_TRANSLATION, "en") not in notices


def test_failed_translation_shows_the_quote_and_says_why():
    hit = _hit()
    composed = _compose(hit, language="uk", beside=lambda citations: [Lacking.FAILED])
    (statement,) = composed.statements
    assert FIRST in statement.text
    assert statement.language == "de"
    assert composed.notices == (say(wording.TRANSLATION_FAILED, "uk"),)


def test_texts_of_several_kinds_are_told_apart():
    def beside(citations):
        assert [citation.number for citation in citations] == [1, 2, 3]
        return [
            Companion("", "en", "The city builds."),
            MachineText("", "en", "The city funds.", engine="Dolmetscher 3"),
            Lacking.FAILED,
        ]

    composed = _compose(_hit(FIRST), _hit(SECOND), _hit(THIRD), language="en", beside=beside)
    first, second, third = (statement.text for statement in composed.statements)
    assert ("Dolmetscher" in first, "Dolmetscher" in second, "Dolmetscher" in third) == (
        False,
        True,
        False,
    )
    assert len(composed.notices) == 3
