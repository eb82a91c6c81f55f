"""The draft against the adopted text: a made-up town, and every word of the real sources."""

import difflib
import re
from collections import Counter
from types import SimpleNamespace

import pytest

from assistant.comparison import Aspect, Change, Part, Relation, Weight
from assistant.differences import compare, compared_with, counterparts, document_pairs
from assistant.errors import ComparisonError
from index import Kind, Status
from index.twins import find_twins
from tests.fakes import document_of, passage_of


class StillIndex:
    """What of an index a comparison needs: documents and passages, no search."""

    def __init__(self, documents, passages):
        self.documents = {document.id: document for document in documents}
        self.passages = tuple(passages)
        self.by_id = {passage.id: passage for passage in self.passages}
        self.twins = find_twins(self.passages)


def town(draft, adopted):
    """An index of two documents; each text is a guideline, given as (field, text) or text."""
    made = []
    for id, status, texts in (("alt", Status.DRAFT, draft), ("neu", Status.ADOPTED, adopted)):
        pairs = [one if isinstance(one, tuple) else (1, one) for one in texts]
        document = document_of(*(text for _, text in pairs), id=id, status=status)
        passages = [
            passage_of(document, text, field=field, number=str(n), section=())
            for n, (field, text) in enumerate(pairs, start=1)
        ]
        made.append((document, passages))
    return StillIndex([one for one, _ in made], [p for _, own in made for p in own])


def differences(draft, adopted):
    """(aspect, weight, words of the draft, adopted words) of each difference."""
    found = compare(town(draft, adopted)).differences
    return [(one.aspect, one.weight, one.draft, one.adopted) for one in found]


HOUSING = "Die Stadt stellt bezahlbare Wohnungen für alle Menschen bereit."
SPORT = "Vereine werden beim Aufbau von Mannschaften durch die Stadt unterstützt."
SCHOOL = "Schulen sollen Kinder in der deutschen Sprache und der Muttersprache fördern."


def test_same_text_has_no_difference():
    assert differences([HOUSING, SPORT], [HOUSING, SPORT]) == []


def test_changed_words():
    assert differences([HOUSING], [HOUSING.replace("bezahlbare", "billige")]) == [
        (Aspect.WORDS, Weight.CONTENT, "bezahlbare", "billige")
    ]


def test_new_and_left_out():
    assert differences([HOUSING, SPORT], [HOUSING, SCHOOL]) == [
        (Aspect.LEFT_OUT, Weight.CONTENT, SPORT, ""),
        (Aspect.NEW, Weight.CONTENT, "", SCHOOL),
    ]


def test_split_point():
    found = differences([f"{HOUSING} {SPORT}"], [HOUSING, SPORT])
    assert found == [(Aspect.SPLIT, Weight.WORDING, "1", "1, 2")]


def test_merged_points():
    found = differences([HOUSING, SPORT], [f"{HOUSING} {SPORT}"])
    assert found == [(Aspect.MERGED, Weight.WORDING, "1, 2", "1")]


def test_other_order_is_the_fewest_moves():
    found = differences([HOUSING, SPORT, SCHOOL], [SCHOOL, HOUSING, SPORT])
    assert [one for one in found if one[0] is Aspect.ORDER] == [
        (Aspect.ORDER, Weight.WORDING, "3", "1")
    ]
    assert [one[2:] for one in found if one[0] is Aspect.NUMBERING] == [
        ("3", "1"), ("1", "2"), ("2", "3"),
    ]  # fmt: skip


def test_point_in_another_field():
    found = differences([(1, HOUSING), (2, SPORT)], [(1, HOUSING), (1, SPORT)])
    assert [one[0] for one in found] == [Aspect.ORDER]


def test_words_moved_inside_a_point():
    pair = compare(
        town(
            [SCHOOL],
            ["In der deutschen Sprache sollen Schulen Kinder und der Muttersprache fördern."],
        )
    ).pairs[0]
    moved = [piece for piece in pair.pieces if piece.change is Change.MOVED]
    assert moved
    assert all((piece.draft is None) != (piece.adopted is None) for piece in moved)
    assert all(piece.elsewhere is not None for piece in moved)


def test_every_line_stands_in_one_pair():
    comparison = compare(town([HOUSING, SPORT], [SCHOOL, SPORT, HOUSING]))
    for side in ("draft", "adopted"):
        texts = [segment.text for pair in comparison.pairs for segment in getattr(pair, side)]
        assert len(texts) == len(set(texts))
    assert {pair.relation for pair in comparison.pairs} == {Relation.NEW, Relation.SAME}


@pytest.mark.parametrize(
    ("draft", "adopted"),
    [
        pytest.param([], [HOUSING], id="no draft"),
        pytest.param([HOUSING], [], id="nothing adopted"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_nothing_to_compare_is_said(draft, adopted):
    index = town(draft or ["x"], adopted or ["x"])
    wanted = {Status.DRAFT: bool(draft), Status.ADOPTED: bool(adopted)}
    index.passages = tuple(p for p in index.passages if wanted[p.status])
    with pytest.raises(ComparisonError, match=r"no draft to compare.*document\.toml"):
        compare(index)
    assert document_pairs(index) == []
    assert counterparts(index) == ({}, {})


def test_unknown_field_is_said():
    with pytest.raises(ComparisonError, match="no field of action 7; there are: 1"):
        compare(town([HOUSING], [HOUSING])).in_field(7)


def test_unknown_draft_is_said():
    with pytest.raises(ComparisonError, match="'anders'"):
        compare(town([HOUSING], [HOUSING]), "anders")


@pytest.fixture(scope="module")
def real(corpus):
    documents = [manuscript.document for manuscript in corpus.values()]
    return StillIndex(documents, [p for one in corpus.values() for p in one.passages])


@pytest.fixture(scope="module")
def comparison(real):
    return compare(real)


def _raw_words(text):
    text = re.sub(r"\\(.)", r"\1", text)
    text = re.sub(
        r"-\n(?=[a-zäöüß])(?!und|oder|bzw)", "", re.sub(r"-\s*\n\s*(?=[a-zäöüß])", "-\n", text)
    )
    return re.findall(r"\w+", re.sub(r"\b\d+/10\b|_{3,}", "", text))


def _raw_draft(documents):
    """The draft's words, cut from the raw file by its headings alone.

    Its title and the remark on names of persons stand before it and have a counterpart, too.
    """
    raw = (documents / "dokumentation-2018" / "source.md").read_text(encoding="utf-8")
    start = raw.index("## **Integrationspolitische Leitlinien: Präambel")
    body = raw[start : raw.index("## **Anlage 1**")]
    front = re.findall(r"(?m)^(?:# \*\*Dokumentation|Für Personenbezeichnungen).*$", raw)
    assert len(front) == 2
    body = "\n".join([*front, body])
    body = re.sub(r"(?m)^- \d+\) ", "", body)  # these marks have entries of their own
    return re.sub(
        r"\n#+ \**(Handlungsansätze|Diskussionsschwerpunkte).*?(?=\n## |\Z)", "\n", body, flags=re.S
    )


def test_every_differing_word_of_the_sources_is_in_the_summary(documents, comparison):
    """An own diff of the raw files finds no word that the list of differences does not name."""
    old = _raw_words(_raw_draft(documents))
    source = (documents / "leitlinien-2019" / "source.txt").read_text(encoding="utf-8")
    new = _raw_words(source)
    named_old, named_new = Counter(), Counter()
    for one in comparison.differences:
        named_old.update(re.findall(r"\w+", one.draft))
        named_new.update(re.findall(r"\w+", one.adopted))
    gone, come = Counter(), Counter()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for code, a, b, c, d in matcher.get_opcodes():
        if code != "equal":
            gone.update(old[a:b])
            come.update(new[c:d])
    net_gone, net_come = gone - come, come - gone
    assert net_gone and net_come
    assert not net_gone - named_old
    assert not net_come - named_new


def test_pieces_rebuild_both_real_texts(comparison):
    """Read in order, the pieces of a side are its lines, word for word."""
    for pair in comparison.pairs:
        for side in ("draft", "adopted"):
            pieces = [one for one in pair.pieces if getattr(one, side) is not None]
            lines = "".join(re.sub(r"\s", "", segment.text) for segment in getattr(pair, side))
            document = getattr(comparison, side)
            places = [getattr(piece, side) for piece in pieces]
            shown = "".join(re.sub(r"\s", "", document.text[p.start : p.end]) for p in places)
            assert shown == lines


def test_every_line_of_the_adopted_document_is_compared(comparison):
    compared = {s.start for pair in comparison.pairs for s in pair.adopted}
    text = comparison.adopted.text
    lines = re.findall(r"[^\n]*\S", text)
    assert len(compared) == len(lines)


@pytest.mark.parametrize(
    ("part", "field", "aspect", "weight", "draft", "adopted"),
    [
        (Part.GUIDELINE, 3, Aspect.WORDS, "content", "werden", "entwickeln und umzusetzen"),
        (Part.GUIDELINE, 3, Aspect.SPLIT, "wording", "1", "1, 2"),
        (Part.GUIDELINE, 3, Aspect.NUMBERING, "wording", "5", "6"),
        (Part.GUIDELINE, 1, Aspect.NUMBERING, "wording", "1) – 5)", "•"),
        (Part.GUIDELINE, 6, Aspect.NUMBERING, "wording", "3)", ""),
        (Part.GUIDELINE, 2, Aspect.WORDS, "wording", "Erwachsenen", "Erwachsen"),
        (Part.PREAMBLE, None, Aspect.WORDS, "wording", "Potenziale", "Potentiale"),
        (Part.PREAMBLE, None, Aspect.WORDS, "wording", "es", ""),
        (Part.FOOTNOTE, None, Aspect.WORDS, "content", "Aufenthaltswort", "Aufenthaltszweck"),
        (Part.HEADING, 1, Aspect.MOVED, "wording", "Fremdenfeindlichkeit", "Fremdenfeindlichkeit"),
        (Part.TITLE, None, Aspect.NEW, "content", "", "Zu diesem Band"),
    ],
)  # fmt: skip
def test_known_difference(comparison, part, field, aspect, weight, draft, adopted):
    found = [
        (one.part, one.field, one.aspect, one.weight.value, one.draft, one.adopted)
        for one in comparison.differences
    ]
    assert found.count((part, field, aspect, weight, draft, adopted)) == 1


def test_point_that_was_split_has_one_draft(real):
    drafts, adopted = counterparts(real)
    split = ("leitlinien-2019/hf3/leitlinie-1", "leitlinien-2019/hf3/leitlinie-2")
    assert adopted["dokumentation-2018/hf3/leitlinie-1"] == split
    assert all(drafts[one] == ("dokumentation-2018/hf3/leitlinie-1",) for one in split)


def test_every_real_guideline_has_a_counterpart(real):
    guidelines = [
        p
        for p in real.passages
        if p.kind is Kind.GUIDELINE and p.status in (Status.ADOPTED, Status.DRAFT)
    ]
    assert all(compared_with(real, passage) for passage in guidelines)
    assert compared_with(real, SimpleNamespace(id="none")) == []
