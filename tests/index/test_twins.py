import random
from dataclasses import replace

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from index.passage import Kind, Passage, Status
from index.twins import find_twins

TEXT = "Die Stadt erkennt die Vielfalt an und fördert die Sprache in Kita, Hort und Schule."
ADOPTED = Passage(
    "a", "d", TEXT, (), Kind.GUIDELINE, Status.ADOPTED, 1, "1", None, None, None, 0, len(TEXT)
)
DRAFT = replace(ADOPTED, id="b", status=Status.DRAFT)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="the same"),
        pytest.param(TEXT.upper().rstrip("."), id="case and punctuation"),
        pytest.param(TEXT.replace("Kita", "Kitas"), id="a letter"),
    ],
)
def test_same_wording(text):
    assert find_twins([ADOPTED, replace(DRAFT, text=text)]) == {"b": "a"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"text": TEXT.replace("erkennt", "leugnet")}, id="a word in a short text"),
        pytest.param({"text": f"{TEXT} {TEXT}"}, id="twice as long"),
        pytest.param({"kind": Kind.PREAMBLE}, id="another kind"),
        pytest.param({"status": Status.SUGGESTION}, id="a suggestion"),
    ],
)
def test_other_passages(change):
    assert find_twins([ADOPTED, replace(DRAFT, **change)]) == {}


def test_long_text_with_a_new_sentence_is_another_one():
    long = " ".join([TEXT] * 20)
    adopted = replace(ADOPTED, text=long)
    longer = f"{long} Das gilt nicht in der Altstadt."
    assert find_twins([adopted, replace(DRAFT, text=long)]) == {"b": "a"}
    assert find_twins([adopted, replace(DRAFT, text=longer)]) == {}


def test_nearest_of_two_speaks_for_the_draft():
    other = replace(ADOPTED, id="c", text=TEXT.replace("Kita", "Kitas"))
    assert find_twins([other, ADOPTED, DRAFT]) == {"b": "a"}


@pytest.mark.parametrize(
    ("draft", "adopted"),
    [
        pytest.param("hf1/leitlinie-1", "hf1/leitlinie-1", id="unchanged"),
        pytest.param("hf6/leitlinie-4", "hf6/leitlinie-4", id="only a quotation mark differs"),
        pytest.param("hf3/leitlinie-3", "hf3/leitlinie-4", id="under another number"),
        pytest.param("hf3/leitlinie-1", None, id="Modellstadt became Methoden mit Modellcharakter"),
        pytest.param("hf3/leitlinien", None, id="list with a guideline more"),
    ],
)
def test_drafts_of_2018(corpus, draft, adopted):
    twins = find_twins([p for manuscript in corpus.values() for p in manuscript.passages])
    expected = adopted and f"leitlinien-2019/{adopted}"
    assert twins.get(f"dokumentation-2018/{draft}") == expected


def test_finds_what_a_comparison_of_all_texts_finds():
    """Looking for common pieces first leaves nothing out."""
    rng = random.Random(5)
    adopted, drafts = [], []
    for number in range(250):
        text = "".join(rng.choices("abcdefgh", k=rng.choice([3, 6, 12, 13, 25, 60, 150, 400])))
        adopted.append(replace(ADOPTED, id=f"a{number}", text=text))
        letters = list(text)
        for _ in range(rng.randint(0, 10)):
            at = rng.randrange(len(letters))
            letters[at : at + 1] = rng.choice([[], [letters[at], "x"], ["y"]])
            letters = letters or ["z"]
        drafts.append(replace(DRAFT, id=f"d{number}", text="".join(letters)))
    expected = {}
    for draft in drafts:
        alike = [
            (fuzz.ratio(draft.text, other.text), other.id)
            for other in adopted
            if Indel.distance(draft.text, other.text) <= 16
        ]
        likeness, twin = max(alike, default=(0.0, ""))
        if likeness >= 96.0:
            expected[draft.id] = twin
    assert len(expected) > 50
    assert find_twins([*adopted, *drafts]) == expected
