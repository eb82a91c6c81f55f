from dataclasses import replace

from index.passage import Companion, Kind, Passage, Status, View, ViewRole
from index.views import text_in_context, views_of

LIST = Passage(
    "d/1-2", "d", "Folgendes wurde angeregt:\n\n- mehr Kurse", ("Anlage", "AG 2", "Leitlinie 4"),
    Kind.LIST, Status.SUGGESTION, 2, None, None, None, None, 0, 40,
)  # fmt: skip
ITEM = replace(LIST, id="d/2", text="mehr Kurse", kind=Kind.MINUTES, parent="d/1-2")


def test_item_stands_below_its_section_and_the_sentence_that_leads_to_it():
    text = "AG 2 › Leitlinie 4\nFolgendes wurde angeregt:\nmehr Kurse"
    assert text_in_context(ITEM, LIST) == text


def test_first_line_that_leads_to_nothing_is_left_out():
    plain = replace(LIST, text="- mehr Kurse\n- mehr Bücher")
    assert text_in_context(ITEM, plain) == "AG 2 › Leitlinie 4\nmehr Kurse"


def test_passage_without_a_section_is_its_text():
    assert text_in_context(replace(ITEM, section=()), None) == "mehr Kurse"


def test_views_are_the_text_and_the_questions_of_each_passage():
    questions = {"d/2": {"de": ["Gibt es Kurse?"], "en": ["Are there courses?"]}, "d/9": {"de": []}}
    views = views_of([LIST, ITEM], questions)
    assert [(view.passage_id, view.role, view.language) for view in views] == [
        ("d/1-2", ViewRole.TEXT, "de"),
        ("d/2", ViewRole.TEXT, "de"),
        ("d/2", ViewRole.QUESTION, "de"),
        ("d/2", ViewRole.QUESTION, "en"),
    ]
    assert views[-1] == View("d/2", ViewRole.QUESTION, "en", "Are there courses?")


def test_comparing_questions_are_views_of_their_own_kind():
    comparisons = {"d/2": {"de": ["Was wurde aus den Kursen?"]}, "d/9": {"de": ["?"]}}
    views = views_of([LIST, ITEM], {"d/2": {"de": ["Gibt es Kurse?"]}}, (), comparisons)
    assert views[2:] == [
        View("d/2", ViewRole.QUESTION, "de", "Gibt es Kurse?"),
        View("d/2", ViewRole.COMPARISON, "de", "Was wurde aus den Kursen?"),
    ]


def test_companions_stand_beside_the_text_before_the_questions():
    companions = [
        Companion("d/2", "en", "more courses", "A. Weber"),
        Companion("d/9", "en", "of no passage"),
        Companion("d/2", "uk", "більше курсів"),
    ]
    views = views_of([LIST, ITEM], {"d/2": {"en": ["Are there courses?"]}}, iter(companions))
    # Without the section and the sentence that leads to the German text.
    assert views[2:] == [
        View("d/2", ViewRole.COMPANION, "en", "more courses"),
        View("d/2", ViewRole.COMPANION, "uk", "більше курсів"),
        View("d/2", ViewRole.QUESTION, "en", "Are there courses?"),
    ]


def test_companions_of_lists_have_no_views():
    views = views_of([LIST, ITEM], {}, [Companion("d/1-2", "en", "- more courses")])
    assert [view.role for view in views] == [ViewRole.TEXT, ViewRole.TEXT]
