import json
from pathlib import Path

import pytest

from eval.omos import Page, load_pages, measure_pages, sibling
from eval.ranking import RankFigures
from index.snapshot import current_snapshot, read_snapshot
from tests.fakes import FakeEncoder

COURSES = "Deutschkurse\nDeutschkurse lehren die deutsche Sprache."
FLATS = "Wohnungen\nDie Vermietung vermittelt bezahlbare Wohnungen."
BIKES = "Fahrräder\nDie Werkstatt repariert Fahrräder kostenlos."
ROWS = {
    "de": [
        {"id": 1, "question": "Wo lerne ich Deutsch?", "context": COURSES, "answers": [1]},
        {"id": 2, "question": "Wer vermietet?", "context": FLATS, "answers": [1]},
        {"id": 3, "question": "Wer lehrt?", "context": COURSES, "answers": [0, 1]},
        {"id": 4, "question": "Was kostet ein Auto?", "context": BIKES, "answers": []},
    ],
    "en": [
        {"id": 2, "question": "Who lets flats?", "context": "Flats", "answers": [1]},
        {"id": 1, "question": "Where are courses?", "context": "Courses", "answers": [1]},
        {"id": 4, "question": "What does a car cost?", "context": "Bikes", "answers": []},
    ],
}


@pytest.fixture
def files(tmp_path):
    """A folder with the split `dev` in German and English."""
    for language, rows in ROWS.items():
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / f"dev_{language}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("dev_de.jsonl", "ar", "dev_ar.jsonl"),
        ("dev_de.jsonl", None, "dev_de.jsonl"),
        ("my_own_split_de.jsonl", "uk", "my_own_split_uk.jsonl"),
    ],
)
def test_sibling(name, language, expected):
    assert sibling(Path("data") / name, language) == Path("data") / expected


def test_pages_hold_the_questions_that_they_answer(files):
    assert load_pages([files / "dev_de.jsonl"], None, None) == [
        Page(COURSES, ("Wo lerne ich Deutsch?", "Wer lehrt?")),
        Page(FLATS, ("Wer vermietet?",)),
        Page(BIKES, ()),
    ]


def test_questions_in_another_language(files):
    assert load_pages([files / "dev_de.jsonl"], "en", None) == [
        Page(COURSES, ("Where are courses?",)),
        Page(FLATS, ("Who lets flats?",)),
        Page(BIKES, ()),
    ]


def test_pages_in_another_language(files):
    assert load_pages([files / "dev_de.jsonl"], None, "en") == [
        Page("Flats", ("Wer vermietet?",)),
        Page("Courses", ("Wo lerne ich Deutsch?",)),
        Page("Bikes", ()),
    ]


def test_pages_of_several_files(files):
    pages = load_pages([files / "dev_de.jsonl", files / "dev_en.jsonl"], None, None)
    assert [page.text for page in pages] == [COURSES, FLATS, BIKES, "Flats", "Courses", "Bikes"]


def test_file_without_sibling(files):
    with pytest.raises(FileNotFoundError, match="dev_ar"):
        load_pages([files / "dev_de.jsonl"], "ar", None)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"id": 1, "question": "Wo?", "context": "Da."}', id="key missing"),
        pytest.param("[]", id="no object"),
        pytest.param("{", id="no JSON"),
        pytest.param("5", id="number"),
    ],
)
def test_bad_line_is_named(files, line):
    path = files / "dev_de.jsonl"
    path.write_text(json.dumps(ROWS["de"][0]) + "\n" + line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"dev_de\.jsonl, line 2"):
        load_pages([path], None, None)


def test_right_pages_are_found():
    # The longest comes first: passages are encoded in order of length.
    pages = [
        Page(f"{FLATS}\nWohnungen stehen leer.", ("Wer vermittelt Wohnungen?", "Wohnungen")),
        Page(BIKES, ("Fahrräder reparieren",)),
        Page("Deutschkurse", ("Wo gibt es Deutschkurse?",)),
        Page("Bücher", ()),
    ]
    # As if in another language, so that words have less say than vectors.
    assert measure_pages(pages, FakeEncoder(), "en", "de") == RankFigures(4, 1.0, 1.0, 1.0)


def test_wrong_page_first():
    pages = [Page(COURSES, ()), Page(FLATS, ("Deutschkurse", "Wohnungen"))]
    assert measure_pages(pages, FakeEncoder(), "de", "de") == RankFigures(2, 0.5, 1.0, 0.75)


def test_page_of_many_passages_counts_once():
    sentence = "Deutschkurse lehren Sprache, " * 30 + "Deutschkurse."
    long = "\n".join([sentence] * 8)
    pages = [Page(long, ()), Page(FLATS, ("Deutschkurse",))]
    assert measure_pages(pages, FakeEncoder(), "de", "de").mrr == 0.5


def test_no_question_has_a_page():
    found = measure_pages([Page(COURSES, ())], FakeEncoder(), "de", "de")
    assert found == RankFigures(0, 0.0, 0.0, 0.0)


def test_texts_are_encoded_by_their_purpose():
    encoder = FakeEncoder()
    measure_pages([Page(COURSES, ("Wo?",))], encoder, "de", "de")
    assert ("query", "Wo?") in encoder.encoded
    assert ("passage", f"Deutschkurse\n{COURSES}") in encoder.encoded


def test_pages_beside_other_documents(files, built):
    pages = load_pages([files / "dev_de.jsonl"], None, None)
    here = read_snapshot(current_snapshot(built.index_folder))
    alone = measure_pages(pages, FakeEncoder(), "de", "de")
    beside = measure_pages(pages, FakeEncoder(), "de", "de", here)
    assert beside.questions == alone.questions == 3
    assert 0 < beside.mrr <= alone.mrr
