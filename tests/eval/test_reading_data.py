import json
from random import Random

import numpy as np
import pytest

from eval.reading_data import (
    READING_QUESTIONS,
    language_of,
    of_documents,
    of_omos,
    of_written,
    of_xquad,
)
from index import ViewRole, build, open_index
from tests.fakes import FakeEncoder

ROW = {"id": "1", "question": "Wo?", "context": "Titel\nHier.\nDa.", "answers": [1]}
NONE = {"id": "2", "question": "Nie?", "context": "Titel\nHier.", "answers": []}


@pytest.fixture
def omos(tmp_path):
    def write(*rows, language="de"):
        path = tmp_path / f"dev_{language}.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return write


def test_question_with_the_sentences_that_answer(omos):
    answered, unanswered = of_omos(omos(ROW, NONE))
    assert (answered.question, answered.title, answered.language) == ("Wo?", "Titel", "de")
    assert answered.sentences == ("Titel", "Hier.", "Da.")
    assert (answered.answers, answered.answerable) == ((1,), True)
    assert (unanswered.answers, unanswered.answerable) == ((), False)


def test_question_over_the_page_in_another_language(omos):
    asked = omos({**ROW, "question": "Where?", "context": "Title\nHere.\nThere."}, language="en")
    (example,) = of_omos(asked, omos(ROW))
    assert (example.question, example.language) == ("Where?", "en")
    assert example.sentences == ("Titel", "Hier.", "Da.")


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        '{"id": "1"}',
        json.dumps({**ROW, "answers": [3]}),
        json.dumps({**ROW, "answers": 1}),
    ],
)
def test_broken_line_is_named(tmp_path, row):
    path = tmp_path / "dev_de.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + row, encoding="utf-8")
    with pytest.raises(ValueError, match=r"dev_de\.jsonl, line 2"):
        of_omos(path)


def _xquad(tmp_path, language, question):
    texts = ["Der Rhein ist lang. Die Elbe ist kürzer.", "Magdeburg liegt an der Elbe. Es ist alt."]
    paragraphs = [
        {
            "context": text,
            "qas": [
                {
                    "id": str(n),
                    "question": question,
                    "answers": [{"answer_start": text.rindex("i")}],
                }
            ],
        }
        for n, text in enumerate(texts)
    ]
    path = tmp_path / f"xquad.{language}.json"
    data = {"data": [{"title": "Flüsse", "paragraphs": paragraphs}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_answers_of_xquad_become_sentences(tmp_path):
    paths = [_xquad(tmp_path, "de", "Wie?"), _xquad(tmp_path, "en", "How?")]
    examples = [e for seed in range(20) for e in of_xquad(paths, Random(seed))]
    assert {example.question for example in examples} == {"Wie?", "How?"}
    assert {example.answers for example in examples} == {(1,), ()}
    assert all(example.answerable == bool(example.answers) for example in examples)
    assert all(len(example.sentences) == 2 for example in examples)


def test_xquad_without_german_gives_nothing(tmp_path):
    assert list(of_xquad([_xquad(tmp_path, "en", "How?")], Random(0))) == []


def test_examples_of_the_documents(town, tmp_path):
    build(town, tmp_path / "index", FakeEncoder())
    town_index = open_index(tmp_path / "index", town, FakeEncoder())
    vectors = np.ones((len(town_index.views), 2), np.float32)
    examples = list(of_documents(town_index, Random(0), vectors))
    asked = {v.text for v in town_index.views if v.role in (ViewRole.QUESTION, ViewRole.OUTSIDE)}
    assert {example.question for example in examples} == asked
    assert all(example.answers != () for example in examples if example.answerable)


def test_language_of_both_kinds_of_files(tmp_path):
    assert language_of(tmp_path / "train_uk.jsonl") == "uk"
    assert language_of(tmp_path / "xquad.de.json") == "de"


WRITTEN = {"page": "1", "question": {"de": "Wo?", "uk": "Де?"}, "answers": [1]}


def _written(tmp_path, *rows):
    path = tmp_path / "written.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_written_questions_in_each_language_over_training_pages(omos, tmp_path):
    german, ukrainian = of_written(_written(tmp_path, WRITTEN), omos(ROW))
    assert (german.question, german.language) == ("Wo?", "de")
    assert (ukrainian.question, ukrainian.language) == ("Де?", "uk")
    assert german.sentences == ukrainian.sentences == ("Titel", "Hier.", "Da.")
    assert ukrainian.answers == (1,)


def test_written_questions_over_pages_of_their_own(tmp_path):
    page = {"page": "1", "sentences": ["Titel", "Dort."]}
    german, _ = of_written(_written(tmp_path, page, WRITTEN))
    assert german.sentences == ("Titel", "Dort.")


@pytest.mark.parametrize(
    "row", [{"page": "2"}, {**WRITTEN, "page": "2"}, {**WRITTEN, "answers": [9]}, []]
)
def test_broken_written_question_is_named(omos, tmp_path, row):
    with pytest.raises(ValueError, match=r"written\.jsonl, line 2"):
        of_written(_written(tmp_path, WRITTEN, row), omos(ROW))


def test_committed_questions_are_whole(omos):
    examples = of_written(READING_QUESTIONS / "written.jsonl")
    assert len(examples) > 2000
    assert 0.15 < np.mean([not example.answerable for example in examples]) < 0.4
