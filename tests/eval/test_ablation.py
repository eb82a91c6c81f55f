import numpy as np
import pytest

from assistant import Question
from eval.ablation import VARIANTS, _with_views, variant
from index import SnapshotError, ViewRole
from index.searching import Ranking
from index.snapshot import current_snapshot, read_snapshot
from tests.fakes import FakeEncoder


@pytest.fixture
def contents(built):
    return read_snapshot(current_snapshot(built.index_folder))


def test_variants_differ_and_hold_the_whole():
    assert len(set(VARIANTS.values())) == len(VARIANTS)
    assert (set(ViewRole) - {ViewRole.OUTSIDE}, Ranking()) in VARIANTS.values()
    assert ({ViewRole.TEXT}, Ranking()) in VARIANTS.values()


@pytest.mark.parametrize(("roles", "ranking"), VARIANTS.values(), ids=VARIANTS)
def test_variant_answers(built, roles, ranking):
    assert sum(ranking.view_weights) == pytest.approx(1)
    assistant = variant(built, FakeEncoder(), roles, ranking)
    answer = assistant.ask(Question("bezahlbarer Wohnraum"))
    assert "leitbild-2020/hf1/leitlinie-1" in [hit.passage.id for hit in answer.nearest[:2]]
    found = {view.role for view in assistant.index.views}
    assert (ViewRole.QUESTION in found) is (ViewRole.QUESTION in roles)
    assert ViewRole.OUTSIDE in found


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("all views, by words", "lexical_rank"),
        ("all views, by meaning", "dense_rank"),
    ],
)
def test_search_that_is_left_out_has_no_say(built, name, rank):
    index = variant(built, FakeEncoder(), *VARIANTS[name]).index
    for language in ("de", "en"):
        hits = index.search("Die Stadt stellt Wohnraum", count=100, language=language)
        assert [getattr(hit, rank) for hit in hits] == list(range(1, len(hits) + 1))
        assert hits


def test_example_question_leads_to_its_passage_only_where_it_is_kept(built):
    asked, example = "Is there affordable housing?", "leitbild-2020/hf1/leitlinie-1"
    first = {
        name: variant(built, FakeEncoder(), *VARIANTS[name]).index.search(asked, 1)[0]
        for name in ("text, by meaning", "all views, by meaning, best view")
    }
    found = first["all views, by meaning, best view"]
    assert found.passage.id == example
    assert found.similarity == pytest.approx(1, abs=1e-5)
    assert first["text, by meaning"].similarity < 0.9


def test_vectors_stay_with_their_views(contents):
    kept = _with_views(contents, {ViewRole.TEXT, ViewRole.OUTSIDE})
    prompts = {ViewRole.TEXT: "passage", ViewRole.OUTSIDE: "query"}
    expected = [FakeEncoder().encode([v.text], prompts[v.role])[0] for v in kept.views]
    np.testing.assert_allclose(kept.vectors, expected, rtol=1e-6)


def test_only_example_questions_are_left_out(contents):
    kept = _with_views(contents, {ViewRole.TEXT, ViewRole.OUTSIDE})
    left_out = set(contents.views) - set(kept.views)
    assert {view.role for view in left_out} == {ViewRole.QUESTION}
    assert len(kept.views) + len(left_out) == len(contents.views)
    assert {view.role for view in kept.views} == {ViewRole.TEXT, ViewRole.OUTSIDE}
    assert kept.passages == contents.passages


def test_index_that_was_never_built(settings):
    with pytest.raises(SnapshotError, match="no index yet; build it with: leitlinien index"):
        variant(settings, FakeEncoder(), True, Ranking())


def test_index_of_another_model(built):
    with pytest.raises(Exception, match="build it anew"):
        variant(built, FakeEncoder("other"), True, Ranking())
