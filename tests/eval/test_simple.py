import pytest

from assistant import Answer, Citation, Mode, Outcome, Question, Statement
from eval.metrics import FIGURES
from eval.simple import measure_simple
from index.companions import SIMPLE
from tests.fakes import document_of, judged_of, passage_of

SOURCE = "Die Stadt soll bis 2025 nicht mehr als 30 Kurse in Magdeburg fördern."


def _answer(text, source=SOURCE, language=SIMPLE):
    document = document_of(source)
    passage = passage_of(document, source)
    citation = Citation(1, passage, source, passage.start, passage.end, document.text)
    question = Question("Was?", mode=Mode.SIMPLE)
    statement = Statement(text, (1,), language)
    return Answer(question, "de", Outcome.ANSWERED, (statement,), (citation,))


def test_answer_without_simple_german_is_not_measured():
    assert measure_simple(_answer(SOURCE, language="de")) is None
    assert measure_simple(Answer(Question("?"), "de", Outcome.NOT_COVERED)) is None


def test_easy_text_is_measured():
    measures = measure_simple(_answer("Die Stadt hilft.\nSie baut ein Haus."))
    assert measures.words_per_sentence == pytest.approx(3.5)
    assert measures.lix == pytest.approx(3.5)  # no word of more than six letters
    assert measures.is_easy


def test_hard_text_is_not_easy():
    hard = "Integrationspolitische Querschnittsaufgaben durchdringen Verwaltungsbereiche zunehmend."
    assert not measure_simple(_answer(hard)).is_easy


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Die Stadt Magdeburg soll bis 2025 nicht mehr als 30 Kurse fördern.", 1.0),
        ("Die Stadt Magdeburg soll bis 2025 nicht mehr als 40 Kurse fördern.", 0.8),
        ("Die Stadt Magdeburg soll bis 2025 mehr als 30 Kurse fördern.", 0.8),
        ("Die Stadt Magdeburg fördert bis 2025 nicht mehr als 30 Kurse.", 0.8),
        ("Die Stadt soll bis 2025 nicht mehr als 30 Kurse fördern.", 0.8),
        ("Die Stadt fördert Kurse.", 0.0),
    ],
    ids=["all", "number", "negation", "should", "name", "nothing"],
)
def test_what_the_source_says_must_be_kept(text, kept):
    assert measure_simple(_answer(text)).kept == pytest.approx(kept)


def test_source_with_nothing_to_keep_is_kept():
    assert measure_simple(_answer("Es gibt Kurse.", "Die Stadt fördert Kurse.")).kept == 1.0


def test_figures_are_means_over_the_simple_answers_alone():
    easy = measure_simple(_answer("Die Stadt hilft."))
    rows = [judged_of("a", simple=easy), judged_of("b")]
    assert FIGURES["simple: B1 or easier"](rows) == 1.0
    assert FIGURES["simple: words a sentence"](rows) == pytest.approx(3.0)
    assert FIGURES["simple: LIX"]([judged_of("b")]) is None
