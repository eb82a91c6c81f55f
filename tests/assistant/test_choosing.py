from dataclasses import replace

import pytest

from assistant.choosing import choose, with_binding_first, with_matters
from index import Hit, Kind, Status
from tests.fakes import document_of, passage_of

FIRST, SECOND, THIRD = "Die Stadt baut.", "Die Stadt fördert.", "Die Stadt hilft."
DOCUMENT = document_of(FIRST, SECOND, THIRD, "Es gibt Kurse.")


def _hit(text=FIRST, score=1.0, **changes):
    return Hit(passage_of(DOCUMENT, text, **changes), score)


def test_of_nothing_found_nothing_is_chosen():
    assert choose([], 0.5, 2.0) == []
    assert with_binding_first([]) == []


def test_best_hit_is_chosen_and_poor_ones_are_not():
    best, poor = _hit(FIRST, 1.0), _hit(SECOND, 0.001)
    assert choose([best, poor], 0.5, 2.0) == [best]


def test_hits_as_good_as_the_best_are_chosen_in_order():
    hits = [_hit(FIRST, 1.0), _hit(SECOND, 1.0)]
    assert choose(hits, 0.5, 2.0) == hits


@pytest.mark.parametrize(
    ("similarity", "chosen"),
    [(0.75, True), (0.65, False), (None, False)],
    ids=["nearly as near", "farther", "found by words alone"],
)
def test_further_hit_is_as_near_as_asked_for(similarity, chosen):
    best = replace(_hit(FIRST), similarity=0.9)
    further = replace(_hit(SECOND), similarity=similarity)
    assert (further in choose([best, further], 0.0, 0.2)) is chosen


def test_hit_after_a_farther_one_is_chosen():
    best, farther, near = (
        replace(_hit(text), similarity=similarity)
        for text, similarity in [(FIRST, 0.5), (SECOND, 0.2), (THIRD, 0.9)]
    )
    assert choose([best, farther, near], 0.0, 0.2) == [best, near]


@pytest.mark.parametrize("list_first", [True, False], ids=["list first", "item first"])
def test_list_and_its_item_are_not_both_chosen(list_first):
    whole = _hit(f"{FIRST}\n\n{SECOND}", kind=Kind.LIST)
    item = _hit(SECOND, parent=whole.passage.id)
    hits = [whole, item] if list_first else [item, whole]
    assert choose(hits, 0.0, 2.0) == hits[:1]


def test_same_place_in_another_document_is_no_overlap():
    other = document_of(FIRST, id="protokoll")
    hits = [_hit(FIRST), Hit(passage_of(other, FIRST), 1.0)]
    assert choose(hits, 0.0, 2.0) == hits


def test_answers_stay_short():
    document = document_of(*(f"Satz {number} steht hier." for number in range(10, 30)))
    hits = [Hit(passage_of(document, text), 1.0) for text in document.text.split("\n\n")]
    assert 1 <= len(choose(hits, 0.0, 2.0)) <= 5


@pytest.mark.parametrize(("score", "leads"), [(0.95, True), (0.81, True), (0.79, False)], ids=str)
def test_what_binds_goes_before_what_is_hardly_better(score, leads):
    suggested = _hit(FIRST, 1.0, status=Status.SUGGESTION)
    adopted = _hit(SECOND, score, status=Status.ADOPTED)
    expected = [adopted, suggested] if leads else [suggested, adopted]
    assert with_binding_first([suggested, adopted]) == expected


@pytest.mark.parametrize(
    ("score", "status", "leads"),
    [
        pytest.param(0.55, Status.SUGGESTION, True, id="suggestion"),
        pytest.param(0.45, Status.SUGGESTION, False, id="much better"),
        pytest.param(0.55, Status.DRAFT, False, id="draft"),
    ],
)
def test_what_was_adopted_goes_before_a_suggestion_in_its_words(score, status, leads):
    suggestion = "Teilhabe meint die gleiche Einbeziehung aller Menschen in das Leben."
    text = "Teilhabe meint hier die möglichst gleiche Einbeziehung aller Menschen in das Leben."
    document = document_of(suggestion, text)
    earlier = Hit(passage_of(document, suggestion, status=status), 1.0)
    adopted = Hit(passage_of(document, text, status=Status.ADOPTED), score)
    expected = [adopted, earlier] if leads else [earlier, adopted]
    assert with_binding_first([earlier, adopted]) == expected


def test_information_stays_where_it_answers_best():
    hits = [_hit(FIRST, 1.0, status=Status.INFORMATION), _hit(SECOND, 0.95, status=Status.ADOPTED)]
    assert with_binding_first(hits) == hits


def test_what_was_adopted_keeps_its_order_before_all_others():
    one, other = (_hit(text, score) for text, score in [(SECOND, 0.95), (THIRD, 0.9)])
    drafted = _hit(FIRST, 1.0, status=Status.DRAFT)
    assert with_binding_first([drafted, one, other]) == [one, other, drafted]


def test_what_parts_of_a_question_ask_for_takes_the_last_places():
    first, second, third = (_hit(text) for text in (FIRST, SECOND, THIRD))
    fourth = _hit("Es gibt Kurse.")
    assert with_matters([first], [second]) == [first, second]
    assert with_matters([first, second, third], [fourth]) == [first, second, fourth]
    assert with_matters([first, second], [third, fourth]) == [first, third, fourth]


def test_what_is_chosen_already_is_not_chosen_again():
    first, second = _hit(FIRST), _hit(SECOND)
    assert with_matters([first, second], [second, first]) == [first, second]


def test_list_and_its_item_are_not_both_taken_for_parts():
    whole = _hit(f"{SECOND}\n\n{THIRD}", kind=Kind.LIST)
    assert with_matters([_hit(FIRST)], [whole, _hit(THIRD)]) == [_hit(FIRST), whole]


def test_best_hit_stays_whatever_parts_ask_for():
    hits = [_hit(text) for text in (FIRST, SECOND, THIRD)]
    assert with_matters([_hit("Es gibt Kurse.")], hits)[0].passage.text == "Es gibt Kurse."
    assert len(with_matters([_hit("Es gibt Kurse.")], hits)) == 3
