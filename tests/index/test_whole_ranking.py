"""The ranking over arrays against a plain one over all passages, one by one."""

import numpy as np
import pytest

from index.classifier import Classifiers, PassageClassifier
from index.filters import Filters
from index.lexical import Analyser, LexicalIndex
from index.passage import Status, Theme, View, ViewRole
from index.ranking import Ranking
from index.searching import Index
from index.snapshot import Contents
from index.vectors.faiss import FaissStore
from index.word_parts import BUCKETS
from tests.fakes import FakeEncoder, document_of, passage_of

_WORDS = ["Wohnung", "Sprache", "Kurse", "Bildung", "Stadt", "Arbeit", "Schule", "Verein", "Amt"]
_STATUSES = [Status.ADOPTED, Status.DRAFT, Status.SUGGESTION]
_LEADS = {Status.ADOPTED: 1.0, Status.DRAFT: 0.5}


def _contents():
    """Passages of few words, so that many wordings are equal; views of one to seven each."""
    random = np.random.default_rng(3)
    texts = [" ".join(random.choice(_WORDS, size=4)) + f" {n % 40}" for n in range(150)]
    texts[1::6] = [f"{text}!" for text in texts[0::6]]  # drafts adopted as they were
    document = document_of(*texts)
    passages = tuple(
        passage_of(document, text, id=f"p{n}", status=_STATUSES[n % 3], field=n % 4)
        for n, text in enumerate(texts)
    )
    views = [
        View(passage.id, ViewRole.TEXT if n == 0 else ViewRole.QUESTION, "de", text)
        for passage in passages
        for n, text in enumerate([passage.text, *random.choice(_WORDS, size=random.integers(7))])
    ]
    themes = (Theme("Wetter", "not_covered", ""), Theme("Sport", "not_covered", ""))
    views += [View(theme.name, ViewRole.OUTSIDE, "de", "Wetter Amt") for theme in themes]
    vectors = random.normal(size=(len(views), 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Contents("fake", {}, (document,), passages, (), themes, tuple(views), vectors)


CONTENTS = _contents()
NUMBER = {passage.id: number for number, passage in enumerate(CONTENTS.passages)}
ANALYSER = Analyser({})
STORE = FaissStore.of(CONTENTS.vectors)


def _classifier():
    """One that was fitted to nothing, over every second passage and one theme."""
    random = np.random.default_rng(5)
    names = np.array([*(passage.id for passage in CONTENTS.passages[::2]), "Wetter"])
    count = len(names)
    return PassageClassifier(
        inputs="",
        names=names,
        vector_weights=random.normal(size=(count, 8)).astype(np.float32),
        vector_bias=random.normal(size=count).astype(np.float32),
        part_vectors=random.normal(size=(BUCKETS, 4)).astype(np.float16),
        part_weights=random.normal(size=(count, 4)).astype(np.float32),
        part_bias=random.normal(size=count).astype(np.float32),
    )


CLASSIFIER = _classifier()
INDEX = Index(CONTENTS, STORE, FakeEncoder(), ANALYSER)
TOLD = Index(CONTENTS, STORE, FakeEncoder(), ANALYSER, classifiers=Classifiers(CLASSIFIER))


def _ranks(scores, nothing):
    found = sorted(
        (one for one in scores if scores[one] > nothing),
        key=lambda one: (-scores[one], NUMBER[one]),
    )
    return {one: rank for rank, one in enumerate(found, start=1)}


def _plain_told(of_class):
    """Probability of each passage, of a draft and what was adopted of it together."""
    shares = dict(zip(CLASSIFIER.names.tolist(), of_class.tolist(), strict=True))
    told = {}
    for passage in CONTENTS.passages:
        speaker = INDEX.twins.get(passage.id, passage.id)
        same = {speaker, *(draft for draft, adopted in INDEX.twins.items() if adopted == speaker)}
        known = [shares[id] for id in same if id in shares]
        told[passage.id] = max(1 / len(shares), sum(known) if known else shares["Wetter"])
    return told


def _plain_ranking(vector, question, filters, bare, is_told):
    """Ids of the passages, best first, with the drafts that they speak for."""
    ranking = Ranking()
    allowed = {p.id: p for p in CONTENTS.passages if filters.allow(p)}
    outside = {theme.name for theme in CONTENTS.themes}
    near = [
        (float(vector @ own), view.passage_id, view.role is not ViewRole.TEXT)
        for view, own in zip(CONTENTS.views, CONTENTS.vectors, strict=True)
        if view.passage_id in allowed or view.passage_id in outside
    ]
    near = sorted(near, reverse=True)[:400]
    near = [(score, name) for score, name, is_word in near if bare or not is_word]
    dense = {}
    for id in allowed:
        count = sum(view.passage_id == id for view in CONTENTS.views)
        weights = ranking.view_weights[: (count + 1) // 2]
        best = [score for score, name in near if name == id][: len(weights)]
        if best:
            best += [near[-1][0]] * (len(weights) - len(best))
            gain = ranking.few_views_gain * max(0.0, 1.0 - count / len(ranking.view_weights))
            dense[id] = float(np.dot(best, weights)) / sum(weights) + gain
    texts = [
        ("" if view.role is ViewRole.OUTSIDE else view.text, view.language)
        for view in CONTENTS.views
    ]
    found = LexicalIndex.of(texts, ANALYSER).search(question, "de", len(texts))
    lexical = {}
    for position, score in zip(*found, strict=True):
        id = CONTENTS.views[position].passage_id
        if id in allowed:
            lexical[id] = max(lexical.get(id, 0.0), float(score))
    twins = {}
    for draft, adopted in INDEX.twins.items():
        if adopted in dense or adopted in lexical:
            twins[adopted] = draft
            for scores in (dense, lexical):
                if draft in scores:
                    scores[adopted] = max(scores.pop(draft), scores.get(adopted, -1.0))
    led = {
        id: score + ranking.adopted_lead * _LEADS.get(allowed[id].status, 0.0)
        for id, score in dense.items()
    }
    dense_ranks, lexical_ranks = _ranks(led, -np.inf), _ranks(lexical, 0.0)
    fused = {}
    for ranks, weight in (
        (dense_ranks, 1 - ranking.lexical_weight),
        (lexical_ranks, ranking.lexical_weight),
    ):
        for id, rank in ranks.items():
            fused[id] = fused.get(id, 0.0) + weight * (1.0 / (ranking.rank_offset + rank))
    if is_told:
        by_meaning = _plain_told(CLASSIFIER.by_meaning(vector))
        by_words = _plain_told(CLASSIFIER.by_words(question))
        for id in fused:
            likely = by_meaning[id] ** ranking.told_by_meaning
            fused[id] *= likely * by_words[id] ** ranking.told_by_words
    order = sorted(fused, key=lambda one: (-fused[one], -led.get(one, -np.inf), NUMBER[one]))
    return [(id, twins.get(id)) for id in order]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(status=Status.DRAFT),
        Filters(status=Status.ADOPTED, field=1),
        Filters(field=2),
        Filters(document="nirgends"),
    ],
    ids=str,
)
@pytest.mark.parametrize("bare", [True, False], ids=["words", "question"])
@pytest.mark.parametrize("index", [INDEX, TOLD], ids=["search", "search and classifier"])
def test_ranking_is_that_of_a_plain_computation(filters, bare, index):
    random = np.random.default_rng(4)
    assert INDEX.twins
    for _ in range(15):
        vector = random.normal(size=8).astype(np.float32)
        vector /= np.linalg.norm(vector)
        question = " ".join([*random.choice(_WORDS, size=2), str(random.integers(40))])
        hits = index.find(vector, question, count=200, filters=filters, bare=bare).hits
        expected = _plain_ranking(vector, question, filters, bare, index is TOLD)
        assert [(hit.passage.id, hit.twin and hit.twin.id) for hit in hits] == expected


def test_hits_say_how_likely_classifiers_hold_them():
    vector, question = CONTENTS.vectors[0], "Wohnung Amt"
    by_meaning = _plain_told(CLASSIFIER.by_meaning(vector))
    by_words = _plain_told(CLASSIFIER.by_words(question))
    for hit in TOLD.find(vector, question).hits:
        expected = (by_meaning[hit.passage.id] * by_words[hit.passage.id]) ** 0.5
        assert hit.told == pytest.approx(expected)
    assert all(hit.told is None for hit in INDEX.find(vector, question).hits)
