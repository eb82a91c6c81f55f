from dataclasses import replace

import pytest

from assistant import wording
from assistant.composing import choose, compose
from index import Hit, Kind, Status
from tests.fakes import document_of, passage_of

FIRST, SECOND, THIRD = "Die Stadt baut.", "Die Stadt fördert.", "Die Stadt hilft."
DOCUMENT = document_of(FIRST, SECOND, THIRD, "Es gibt Kurse.")
DOCUMENTS = {DOCUMENT.id: DOCUMENT}


def _hit(text=FIRST, score=1.0, **changes):
    return Hit(passage_of(DOCUMENT, text, **changes), score)


def _compose(*hits):
    return compose(hits, [(0, len(hit.passage.text)) for hit in hits], DOCUMENTS)


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
    assert choose([], 0.5) == []
    composed = _compose()
    assert (composed.statements, composed.citations, composed.notices) == ((), (), ())


def test_best_hit_is_chosen_and_poor_ones_are_not():
    best, poor = _hit(FIRST, 1.0), _hit(SECOND, 0.001)
    assert choose([best, poor], 0.5) == [best]


def test_hits_as_good_as_the_best_are_chosen_in_order():
    hits = [_hit(FIRST, 1.0), _hit(SECOND, 1.0)]
    assert choose(hits, 0.5) == hits


@pytest.mark.parametrize("list_first", [True, False], ids=["list first", "item first"])
def test_list_and_its_item_are_not_both_chosen(list_first):
    whole = _hit(f"{FIRST}\n\n{SECOND}", kind=Kind.LIST)
    item = _hit(SECOND, parent=whole.passage.id)
    hits = [whole, item] if list_first else [item, whole]
    assert choose(hits, 0.0) == hits[:1]


def test_same_place_in_another_document_is_no_overlap():
    other = document_of(FIRST, id="protokoll")
    hits = [_hit(FIRST), Hit(passage_of(other, FIRST), 1.0)]
    assert choose(hits, 0.0) == hits


def test_answers_stay_short():
    document = document_of(*(f"Satz {number} steht hier." for number in range(10, 30)))
    hits = [Hit(passage_of(document, text), 1.0) for text in document.text.split("\n\n")]
    assert 1 <= len(choose(hits, 0.0)) <= 5
