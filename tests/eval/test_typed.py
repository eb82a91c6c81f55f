"""Questions as people type them."""

import random
import re

import pytest
from typer.testing import CliRunner

from eval import typed
from eval.__main__ import app
from eval.dataset import PARALLEL_FOLDER, load_questions
from eval.typed import BY_HAND, WAYS, typed_by_hand
from index import Index
from tests.fakes import eval_question_of, judged_of


@pytest.mark.parametrize(
    ("way", "language", "question", "as_typed"),
    [
        ("as it is", "de", "Für wen?", "Für wen?"),
        ("no diacritics", "de", "Für große Kinder?", "Fur grosse Kinder?"),
        ("no diacritics", "vi", "Học tiếng Đức?", "Hoc tieng Duc?"),
        ("no diacritics", "tr", "Çocuklar için mi, kızlar?", "Cocuklar icin mi, kizlar?"),
        ("no diacritics", "uk", "Для дітей?", None),
        ("small letters", "de", "Für wen, bitte?", "für wen bitte"),
        ("capitals", "de", "Für wen?", "FÜR WEN?"),
        ("Latin letters", "de", "Für wen?", None),
    ],
)
def test_question_is_typed_in_a_way(way, language, question, as_typed):
    assert WAYS[way](question, language, random.Random(1)) == as_typed


def test_slips_leave_short_words_and_first_letters():
    text = "Wie hilft die Stadt älteren Menschen beim Ankommen im Stadtteil?"
    mistyped = WAYS["slips"](text, "de", random.Random(1))
    pairs = list(zip(text.split(), mistyped.split(), strict=True))
    assert mistyped != text
    assert all(right == word for right, word in pairs if len(right) < 5)
    assert all(right[0] == word[0] for right, word in pairs)


def test_latin_letters_stand_for_cyrillic_ones():
    way = WAYS["Latin letters"]
    assert way("Що для дітей?", "uk", random.Random(1)).isascii()


def test_questions_typed_by_hand_are_those_of_the_same_id():
    questions = load_questions(folder=PARALLEL_FOLDER)
    typed = typed_by_hand(questions)
    known = {question.id: question for question in questions}
    assert len(typed) == len(BY_HAND.read_text(encoding="utf-8").splitlines())
    assert {one.language for one in typed} == {"ar", "fa", "ru", "tr", "uk", "vi"}
    assert all(one.evidence == known[one.id].evidence for one in typed)
    assert all(one.question != known[one.id].question for one in typed)


def test_tables_set_both_readings_side_by_side(monkeypatch):
    """Of an assistant that understands what is spelt anew alone."""

    class Learner:
        index = None

        def ask(self, question):
            return Index.spelt(self.index, question.text, "de")

    monkeypatch.setattr(Index, "spelt", lambda index, question, language: question.lower())
    spelt = Index.spelt
    monkeypatch.setattr(typed, "WAYS", {"capitals": WAYS["capitals"]})
    monkeypatch.setattr(typed, "load_settings", lambda: None)
    monkeypatch.setattr(typed, "open_assistant", lambda settings: Learner())
    monkeypatch.setattr(
        typed,
        "load_questions",
        lambda half, *folder: () if folder else (eval_question_of(question="Für wen?"),),
    )
    monkeypatch.setattr(
        typed, "judge", lambda one, answer, index: judged_of("a", rank=int(answer == "für wen?"))
    )
    ran = CliRunner().invoke(app, ["typed"])
    assert ran.exit_code == 0, ran.output
    assert re.search(r"capitals +│ 1 +│ 0.000→1.000 │ 1.000→1.000", ran.output)
    assert "│ de │ 0.00→1.00 │ –→–" in ran.output
    assert Index.spelt is spelt
