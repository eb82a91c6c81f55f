import json
from collections import Counter
from dataclasses import asdict

import pytest

from assistant import Mode, Question
from assistant.catalogue import languages
from eval.dataset import (
    HALVES,
    LATER_FOLDER,
    OUTSIDE_FOLDER,
    PARALLEL_FOLDER,
    TUNING_FOLDER,
    check_questions,
    half_of,
    load_questions,
    load_tuning_questions,
)
from index.questions import OUTSIDE_FILE, load_outside
from index.questions import load_questions as load_examples
from tests.fakes import document_of, eval_question_of, passage_of

TEXT = "Die Stadt fördert Kurse für alle Menschen. Büchereien helfen beim Lernen."
PASSAGE = passage_of(document_of(TEXT), TEXT)
TYPES = {
    "commitment", "comparison", "definition", "fact", "follow-up", "injection", "list",
    "off-topic", "status", "suggestion", "two-passages", "unanswerable",
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """Writes a file of questions; returns its folder."""

    def write_lines(*lines, name="a.jsonl"):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / name).write_text("\n".join(texts), encoding="utf-8")
        return tmp_path

    return write_lines


@pytest.fixture(scope="module")
def real():
    return load_questions()


@pytest.fixture(scope="module")
def passages(corpus):
    return [passage for manuscript in corpus.values() for passage in manuscript.passages]


def _share(rows):
    return sum(rows) / len(rows)


def test_questions_are_read_as_they_were_written(write):
    question = eval_question_of(alternatives=("Büchereien",), facts=("a|b",), history=("Wo?",))
    assert load_questions(folder=write(asdict(question))) == (question,)


def test_files_are_read_in_order_of_name(write):
    write(asdict(eval_question_of("late")), name="b.jsonl")
    folder = write(asdict(eval_question_of("2")), asdict(eval_question_of("1")))
    assert [question.id for question in load_questions(folder=folder)] == ["2", "1", "late"]


def test_folder_without_questions(tmp_path):
    assert load_questions(folder=tmp_path) == ()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{", id="no JSON"),
        pytest.param({**asdict(eval_question_of()), "note": "x"}, id="unknown key"),
        pytest.param({"id": "q2"}, id="keys missing"),
        pytest.param({**asdict(eval_question_of()), "facts": 5}, id="no list"),
        pytest.param("[]", id="no object"),
        pytest.param({**asdict(eval_question_of()), "evidence": "Kurse"}, id="text for a list"),
        pytest.param({**asdict(eval_question_of()), "mode": "leicht"}, id="unknown mode"),
    ],
)
def test_bad_line_is_named(write, line):
    folder = write(asdict(eval_question_of()), line, asdict(eval_question_of("q3")))
    with pytest.raises(ValueError, match=r"^a\.jsonl, line 2: "):
        load_questions(folder=folder)


def test_line_separator_inside_a_question(write):
    question = eval_question_of(question="Wo?\u2028Wann?")
    folder = write(json.dumps(asdict(question), ensure_ascii=False))
    assert load_questions(folder=folder) == (question,)


@pytest.mark.parametrize(
    ("id", "half"),
    [("x001", "tune"), ("x002", "test"), ("x002-uk", "test"), ("y001", "tune"), ("ä", "test")],
)
def test_half_by_the_fixed_rule(id, half):
    assert half_of(id) == half


def test_halves_part_the_questions(write):
    folder = write(*(asdict(eval_question_of(f"x{number:03}")) for number in range(1, 21)))
    tune, test = (load_questions(half, folder) for half in HALVES)
    assert {half_of(question.id) for question in tune} == {"tune"}
    assert {half_of(question.id) for question in test} == {"test"}
    assert len(tune) + len(test) == 20


def test_nobody_says_which_language_a_question_is_in():
    question = eval_question_of(language="uk", mode="simple", history=("Was?",))
    assert question.asked() == Question("Wo lerne ich Deutsch?", None, Mode.SIMPLE, ("Was?",))


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        pytest.param({"evidence": ("fördert Kurse",)}, True, id="evidence"),
        pytest.param({"evidence": ("nirgends", "fördert Kurse")}, True, id="one of two"),
        pytest.param({"evidence": ("nirgends",)}, False, id="neither"),
        pytest.param({"evidence": ("x",), "alternatives": ("Büchereien",)}, True, id="alternative"),
        pytest.param({"evidence": ("fördert kurse",)}, False, id="not verbatim"),
    ],
)
def test_right_passage(changes, right):
    assert eval_question_of(**changes).is_right(PASSAGE) is right


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param(
            {"question": "Stimmt es: DIE STADT FÖRDERT, Kurse für uns?"},
            "q1: copies the documents: 'die stadt fördert kurse für'",
            id="copied wording",
        ),
        pytest.param(
            {"evidence": ("fördert Kurse", "baut Häuser")},
            "q1: stands in no passage: 'baut Häuser'",
            id="evidence",
        ),
        pytest.param(
            {"alternatives": ("Menschen.\nBüchereien",)},
            r"q1: stands in no passage: 'Menschen.\nBüchereien'",
            id="alternative",
        ),
        pytest.param(
            {"evidence": ()},
            "q1: 'answerable' and 'evidence' contradict each other",
            id="answerable without evidence",
        ),
        pytest.param(
            {"answerable": False},
            "q1: 'answerable' and 'evidence' contradict each other",
            id="evidence for no answer",
        ),
    ],
)
def test_fault_is_found(changes, fault):
    assert check_questions([eval_question_of(**changes)], [PASSAGE]) == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="plain"),
        pytest.param({"question": "Die Stadt fördert Kurse?"}, id="four words in a row"),
        pytest.param({"answerable": False, "evidence": ()}, id="no answer wanted"),
    ],
)
def test_no_fault(changes):
    assert check_questions([eval_question_of(**changes)], [PASSAGE]) == []


def test_twins_are_found():
    questions = [eval_question_of("a"), eval_question_of("b"), eval_question_of("a")]
    assert check_questions(questions, [PASSAGE]) == ["a: a second question of this id"]


def test_real_questions_have_no_fault(real, passages):
    assert check_questions(real, passages) == []


def test_real_questions_are_enough(real):
    assert len(real) >= 260


def test_real_questions_of_every_language_and_type(real):
    assert {question.language for question in real} == set(languages())
    assert {question.type for question in real} == TYPES


def test_real_shares(real):
    assert _share([question.mode == "simple" for question in real]) == pytest.approx(0.15, abs=0.03)
    assert _share([q.language != "de" for q in real]) == pytest.approx(0.35, abs=0.03)
    assert all(q.language == "de" for q in real if q.mode == "simple")


def test_real_halves_are_alike(real):
    tune, test = ([q for q in real if half_of(q.id) == half] for half in HALVES)
    assert len(tune) / len(real) == pytest.approx(0.5, abs=0.05)
    assert {q.type for q in tune} == {q.type for q in test} == TYPES
    assert {q.language for q in tune} == {q.language for q in test} == set(languages())


def test_real_questions_can_be_asked(real):
    assert {question.asked().mode for question in real} == set(Mode)
    assert all((question.type == "follow-up") == bool(question.history) for question in real)


def test_parallel_questions_are_asked_in_every_language():
    asked = {}
    for question in load_questions(folder=PARALLEL_FOLDER):
        base, language = question.id.split("-", maxsplit=1)
        assert question.language == language
        asked.setdefault(base, set()).add(language)
    assert len(asked) > 80
    assert all(found == set(languages()) for found in asked.values())


def test_questions_written_later_have_no_fault(passages):
    later = load_questions(folder=LATER_FOLDER)
    assert check_questions(later, passages) == []
    assert {question.language for question in later} == set(languages())
    assert {question.type for question in later} == TYPES
    assert all((question.type == "follow-up") == bool(question.history) for question in later)


def test_questions_outside_are_asked_in_every_language(passages):
    outside = load_questions(folder=OUTSIDE_FOLDER)
    assert check_questions(outside, passages) == []
    assert not any(question.answerable for question in outside)
    counts = Counter(question.language for question in outside)
    assert set(counts) == set(languages())
    assert len(set(counts.values())) == 1
    tune = sum(half_of(question.id) == "tune" for question in outside)
    assert tune / len(outside) == pytest.approx(0.5, abs=0.05)


def test_questions_for_tuning_alone_are_added_to_the_tuning_halves(real):
    more = load_questions(folder=TUNING_FOLDER)
    assert {half_of(question.id) for question in more} == {"tune"}
    both = (*real, *load_questions(folder=LATER_FOLDER))
    assert load_tuning_questions() == (*(q for q in both if half_of(q.id) == "tune"), *more)


def test_no_real_question_stands_twice_or_among_the_example_questions(real, documents, corpus):
    others = (LATER_FOLDER, OUTSIDE_FOLDER, TUNING_FOLDER)
    real = (*real, *(question for folder in others for question in load_questions(folder=folder)))
    folder = documents / "questions"
    examples = {view.text for view in load_outside(folder / OUTSIDE_FILE)[1]}
    for name in corpus:
        for kind in ("", ".comparisons"):
            for by_language in load_examples(folder / f"{name}{kind}.toml").values():
                examples.update(text for texts in by_language.values() for text in texts)
    # A follow-up means what came before it too.
    counts = Counter((*question.history, question.question) for question in real)
    assert [asked for asked, count in counts.items() if count > 1] == []
    assert [question.id for question in real if question.question in examples] == []
