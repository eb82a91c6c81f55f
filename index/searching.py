"""Index.search(): dense and lexical search over views, fused to a ranking of passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.errors import DocumentError, SnapshotError
from index.lexical import Analyser, LexicalIndex
from index.model import Encoder, Vectors
from index.passage import Hit, Kind, Passage, Status, Theme, View, ViewRole
from index.snapshot import Contents, read_current
from index.toml_files import read_toml
from index.twins import find_twins
from index.vectors import VectorStore

__all__ = ["Filters", "Findings", "Index", "Ranking", "load_analyser", "open_index"]

Ranks: TypeAlias = npt.NDArray[np.int64]

_VIEWS_PER_SEARCH = 400
"""Views looked up for one question; several of them may lead to the same passage."""


_VOTERS = 50
"""Nearest views that say whether a question is a matter of the documents."""
_VOTE_TEMPERATURE = 0.05
"""Cosine by which a view is farther and weighs e times less."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How views and the two searches are weighed; the values were chosen on the tuning half."""

    view_weights: tuple[float, ...] = (0.3, 0.25, 0.2, 0.15, 0.1)
    """Of a passage's best view, the second best, and so on; their sum is 1."""
    lexical_weight: float = 0.4
    """Share of the word search, for questions in German."""
    lexical_weight_elsewhere: float = 0.1
    """The same for other languages, which meet few words of their own."""
    rank_offset: int = 5
    """Of reciprocal rank fusion: the smaller, the more the first ranks count."""
    adopted_lead: float = 0.05
    """Cosine by which adopted text may be farther and still precede; half of it for drafts."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to search among; None stands for all."""

    document: str | None = None
    field: int | None = None
    kind: Kind | None = None
    status: Status | None = None

    def allow(self, passage: Passage) -> bool:
        return (
            self.document in (None, passage.document_id)
            and self.field in (None, passage.field)
            and self.kind in (None, passage.kind)
            and self.status in (None, passage.status)
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found: passages, and how near the question is to what no document answers."""

    hits: tuple[Hit, ...]
    theme: Theme | None = None
    """The nearest theme outside the documents."""
    outside_similarity: float = 0.0
    """Cosine of the question and that theme, a weighted mean over its best questions."""
    outside_share: float = 0.0
    """Share of the outside themes among the nearest views, the nearer the weightier; 0 to 1."""


class Index:
    """An opened snapshot: its documents and passages, and the search over them."""

    def __init__(
        self,
        contents: Contents,
        store: VectorStore,
        encoder: Encoder,
        analyser: Analyser,
        ranking: Ranking = Ranking(),
    ) -> None:
        self.documents = {document.id: document for document in contents.documents}
        self.passages = contents.passages
        self.by_id = {passage.id: passage for passage in contents.passages}
        self.companions = {(c.passage_id, c.language): c for c in contents.companions}
        self.themes = contents.themes
        self.lease = contents.lease
        self._encoder = encoder
        self._ranking = ranking
        self._store = store
        self.views = contents.views
        self._place = {passage.id: number for number, passage in enumerate(self.passages)}
        for number, theme in enumerate(self.themes, start=len(self.passages)):
            self._place[theme.name] = number
        self._place_of_view = np.array([self._place[view.passage_id] for view in contents.views])
        self._lexical = LexicalIndex([_words_of(view) for view in contents.views], analyser)
        self.twins = find_twins(self.passages)
        self._leads = np.array([_lead(p.status) for p in self.passages], np.float32)

    def search(
        self,
        question: str,
        count: int = 10,
        filters: Filters = Filters(),
        language: str = "de",
    ) -> tuple[Hit, ...]:
        """The best passages for a question, best first.

        Args:
            question: in any language.
            language: its BCP-47 tag, for the word search.
        """
        vector = self.encode([question])[0]
        return self.find(vector, question, count, filters, language).hits

    def encode(self, questions: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (questions, dimensions)."""
        return self._encoder.encode(questions, "query")

    def find(
        self,
        vector: Vectors,
        question: str,
        count: int = 10,
        filters: Filters = Filters(),
        language: str = "de",
    ) -> Findings:
        """As `search`, for a question whose vector is known, with the signals beside the hits."""
        allowed = np.ones(len(self.passages), bool)
        if filters != Filters():
            allowed = np.array([filters.allow(passage) for passage in self.passages])
        dense, outside, outside_share = self._dense_scores(vector, filters, allowed)
        language = language.split("-", maxsplit=1)[0]
        lexical = self._lexical_scores(question, language)
        dense[~allowed], lexical[~allowed] = -np.inf, 0.0
        twins = self._merge_twins(dense, lexical)
        led = dense + self._ranking.adopted_lead * self._leads
        dense_ranks, lexical_ranks = _ranks(led, -np.inf), _ranks(lexical, 0.0)
        fused = self._fuse(dense_ranks, lexical_ranks, language)
        order = [i for i in np.lexsort((-led, -fused))[:count] if fused[i] > 0]
        hits = tuple(
            Hit(
                self.passages[i],
                float(fused[i]),
                int(dense_ranks[i]) or None,
                int(lexical_ranks[i]) or None,
                float(dense[i]) if dense_ranks[i] else None,
                twins.get(i),
            )
            for i in order
        )
        nearest = int(np.argmax(outside)) if len(outside) else None
        return Findings(
            hits,
            self.themes[nearest] if nearest is not None else None,
            float(outside[nearest]) if nearest is not None else 0.0,
            outside_share,
        )

    def example_questions(self, count: int, language: str = "de") -> list[str]:
        """A question for each of the first fields that have adopted guidelines with one."""
        examples: dict[int, str] = {}
        for view in self.views:
            passage = self.by_id.get(view.passage_id)
            if (
                passage is not None
                and passage.field is not None
                and passage.kind is Kind.GUIDELINE
                and passage.status is Status.ADOPTED
                and view.role is ViewRole.QUESTION
                and view.language == language
            ):
                examples.setdefault(passage.field, view.text)
        return list(examples.values())[:count]

    def _fuse(self, dense: Ranks, lexical: Ranks, language: str) -> npt.NDArray[np.float64]:
        """Reciprocal rank fusion (Cormack et al. 2009, doi:10.1145/1571941.1572114), weighed."""
        ranking = self._ranking
        weight = ranking.lexical_weight if language == "de" else ranking.lexical_weight_elsewhere
        by_meaning, by_words = (
            np.where(ranks > 0, 1.0 / (ranking.rank_offset + ranks), 0.0)
            for ranks in (dense, lexical)
        )
        return np.asarray((1 - weight) * by_meaning + weight * by_words)

    def _dense_scores(
        self, vector: Vectors, filters: Filters, allowed: npt.NDArray[np.bool_]
    ) -> tuple[Vectors, Vectors, float]:
        """Weighted means over the best views of each passage and of each outside theme.

        The third value is the share of outside views among the nearest: a softmax over them.

        Where fewer views were found, the last one's similarity stands for the missing ones;
        passages with none have -inf.
        """
        among = None
        if filters != Filters():
            everything = np.concatenate([allowed, np.ones(len(self.themes), bool)])
            among = np.flatnonzero(everything[self._place_of_view])
        positions, scores = self._store.search(vector, _VIEWS_PER_SEARCH, among)
        lowest = scores[-1] if len(scores) else 0.0
        places = len(self.passages) + len(self.themes)
        weights = np.array(self._ranking.view_weights, np.float32)
        best = np.full((places, len(weights)), lowest, np.float32)
        filled = np.zeros(places, np.int64)
        for place, score in zip(self._place_of_view[positions], scores, strict=True):
            if filled[place] < best.shape[1]:
                best[place, filled[place]] = score
                filled[place] += 1
        means = (best @ weights).astype(np.float32)
        passages = np.where(filled > 0, means, -np.inf)[: len(self.passages)].astype(np.float32)
        return passages, means[len(self.passages) :], self._outside_share(positions, scores)

    def _outside_share(self, positions: Ranks, scores: Vectors) -> float:
        positions, scores = positions[:_VOTERS], scores[:_VOTERS]
        if len(scores) == 0:
            return 0.0
        weights = np.exp((scores - scores[0]) / _VOTE_TEMPERATURE)
        is_outside = self._place_of_view[positions] >= len(self.passages)
        return float(weights[is_outside].sum() / weights.sum())

    def _lexical_scores(self, question: str, language: str) -> Vectors:
        scores = np.zeros(len(self.passages) + len(self.themes), np.float32)
        np.maximum.at(scores, self._place_of_view, self._lexical.scores(question, language))
        return scores[: len(self.passages)]

    def _merge_twins(self, dense: Vectors, lexical: Vectors) -> dict[int, Passage]:
        """Let adopted passages speak for their drafts; returns the drafts by adopted position."""
        merged: dict[int, Passage] = {}
        for draft_id, adopted_id in self.twins.items():
            draft, adopted = self._place[draft_id], self._place[adopted_id]
            if np.isneginf(dense[adopted]) and lexical[adopted] == 0.0:
                continue
            merged[adopted] = self.passages[draft]
            dense[adopted] = max(dense[adopted], dense[draft])
            lexical[adopted] = max(lexical[adopted], lexical[draft])
            dense[draft], lexical[draft] = -np.inf, 0.0
        return merged


def _words_of(view: View) -> tuple[str, str]:
    """What the word search reads of a view; questions outside the documents have no say in it."""
    return ("" if view.role is ViewRole.OUTSIDE else view.text, view.language.split("-")[0])


def open_index(folder: Path, documents: Path, encoder: Encoder) -> Index:
    """The current snapshot below `folder`, opened for search.

    Raises:
        SnapshotError: nothing was built, it is damaged, or made with another model.
        DocumentError: the abbreviations file is broken.
    """
    found = read_current(folder)
    if found is None:
        raise SnapshotError(f"{folder}: no index yet; build it with: leitlinien index")
    contents, store = found
    if contents.model != encoder.name:
        raise SnapshotError(
            f"the index was made with the model {contents.model!r}, not {encoder.name!r}; "
            "build it anew with: leitlinien index"
        )
    return Index(contents, store, encoder, load_analyser(documents))


def load_analyser(documents: Path) -> Analyser:
    """Word analysis with the abbreviations of `abbreviations.toml`, where there is one.

    Raises:
        DocumentError: the file is broken.
    """
    return Analyser(_abbreviations(documents))


def _abbreviations(documents: Path) -> dict[str, str]:
    path = documents / "abbreviations.toml"
    data = read_toml(path, path.name) or {}
    for short, long in data.items():
        if not isinstance(long, str):
            raise DocumentError(f"{path.name}: {short!r} must be text in quotes")
    return data


def _lead(status: Status) -> float:
    """Share of the lead that text of a status gets."""
    return {Status.ADOPTED: 1.0, Status.DRAFT: 0.5}.get(status, 0.0)


def _ranks(scores: Vectors, nothing: float) -> Ranks:
    """Rank of each score from 1, best first; 0 where a passage was not found at all."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores), np.int64)
    ranks[order] = np.arange(1, len(scores) + 1)
    ranks[scores <= nothing] = 0
    return ranks
