"""Index.search(): dense and lexical search over views, fused to a ranking of passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.abbreviations import load_analyser
from index.classifier import Classifiers
from index.engines import SearchEngine, open_files
from index.errors import SnapshotError
from index.examples import first_questions
from index.filters import Filters, Selection
from index.lexical import Analyser, LexicalIndex, WordSearch
from index.model import Encoder, Vectors
from index.parts import words_of
from index.passage import Hit, Theme
from index.placing import Placing, is_bare
from index.ranking import Places, Ranking, best_of, gains_of, means_of
from index.scoring import Scoring
from index.settling import UNSETTLED, Settled, Settling
from index.snapshot import Contents, read_current, read_snapshot
from index.spelling import Spelling
from index.twins import find_twins
from index.vectors import VectorStore

__all__ = ["Filters", "Findings", "Index", "Ranking", "load_analyser", "open_index"]

_VIEWS_PER_SEARCH = 400
"""Views looked up for one question; several of them may lead to the same passage."""
_VIEWS_PER_WORD_SEARCH = 16_384
"""The same for the word search: more than a ranking of ten passages can depend on."""
_VOTERS = 50
"""Nearest views that say whether a question is a matter of the documents."""
_VOTE_TEMPERATURE = 0.05
"""Cosine by which a view is farther and weighs e times less."""


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
    inside: float = 0.0
    """Logit of the probability that a passage is meant, and no theme outside, as classifiers tell
    it; 0 where there are none."""
    settled: Settled = UNSETTLED
    """What comparing questions say, if it is one."""


class Index:
    """An opened snapshot: its documents and passages, and the search over them."""

    def __init__(
        self,
        contents: Contents,
        store: VectorStore,
        encoder: Encoder,
        analyser: Analyser,
        ranking: Ranking = Ranking(),
        words: WordSearch | None = None,
        classifiers: Classifiers = Classifiers(),
    ) -> None:
        """Args:
        words: the word search over the views; made from them where not given.
        classifiers: fitted to their example questions.
        """
        self.documents = {document.id: document for document in contents.documents}
        self.passages = contents.passages
        self.by_id = {passage.id: passage for passage in contents.passages}
        self.companions = {(c.passage_id, c.language): c for c in contents.companions}
        self.themes = contents.themes
        self.views = contents.views
        self.twins = find_twins(self.passages)
        self.store = store
        self.lease = contents.lease
        self._words = words or LexicalIndex.of(map(words_of, contents.views), analyser)
        self._encoder = encoder
        self._ranking = ranking
        self._placing = Placing(contents, self.twins)
        self._classifier = classifiers.asked and self._placing.placed(classifiers.asked)
        self._scoring = Scoring(self.passages, self._placing, ranking)
        self._settling = Settling(self.passages, self._placing, ranking, classifiers.comparing)
        self._counting = (self._placing.counts + 1) // 2  # of few views the better half
        self._gains = gains_of(self._placing.counts[: len(self.passages)], ranking)
        self._examples: dict[tuple[int, str], list[str]] = {}
        self._spellings: dict[str, Spelling] = {}

    @property
    def encoder_name(self) -> str:
        """What makes the vectors."""
        return self._encoder.name

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
        return self.find(vector, question, count, filters, language, is_bare(question)).hits

    def spelt(self, question: str, language: str) -> str:
        """A question in the spelling of the documents and their example questions.

        The words of a language are learnt when it is first asked in, in up to half a second.
        """
        spoken = _spoken(language)
        if spoken not in self._spellings:
            own = (view.text for view in self.views if _spoken(view.language) == spoken)
            self._spellings[spoken] = Spelling.of(own, spoken)
        return self._spellings[spoken].mend(question)

    def encode(self, questions: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (questions, dimensions)."""
        return self._encoder.encode(questions, "query")

    def encode_layers(self, questions: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Vectors of questions, and what inner layers of the model make of how they are put."""
        return self._encoder.encode_layers(questions, "query")

    def find(
        self,
        vector: Vectors,
        question: str,
        count: int = 10,
        filters: Filters = Filters(),
        language: str = "de",
        bare: bool = False,
    ) -> Findings:
        """As `search`, for a question whose vector is known, with the signals beside the hits.

        Args:
            question: what the word search reads.
            bare: whether the vector is one of bare words, for which views of such words count too.
        """
        language = _spoken(language)
        among = self._placing.selection(filters)
        positions, scores = self.store.search(vector, _VIEWS_PER_SEARCH, among)
        farthest = float(scores[-1]) if len(scores) else 0.0
        compares = self._placing.is_comparison[positions]
        comparing = self._placing.of_view[positions[compares]], scores[compares]
        counted = ~compares
        if not bare:
            counted &= ~self._placing.is_bare[positions]
        positions, scores = positions[counted], scores[counted]
        of_view = self._placing.of_view[positions]
        places, means = means_of(of_view, scores, self._counting, self._ranking.view_weights)
        inside = places < len(self.passages)
        by_meaning = places[inside], means[inside] + self._gains[places[inside]]
        by_words = self._search_words(question, language, among)
        told = self._classifier.tell(vector, question) if self._classifier else None
        scored = self._scoring.score(by_meaning, by_words, told)
        likely = scored.places, scored.fused
        settled = self._settling.settled((vector, question), comparing, likely, farthest)
        found = Findings(
            self._scoring.best(scored, told, count),
            outside_share=self._outside_share(of_view, scores),
            inside=told.inside if told else 0.0,
            settled=settled,
        )
        if not self.themes:
            return found
        # Themes of which no view was found are no nearer than the last view that was.
        outside = np.full(len(self.themes), farthest, np.float32)
        outside[places[~inside] - len(self.passages)] = means[~inside]
        nearest = int(np.argmax(outside))
        similarity = float(outside[nearest])
        return replace(found, theme=self.themes[nearest], outside_similarity=similarity)

    def example_questions(self, count: int, language: str = "de") -> list[str]:
        """A question for each of the first fields that have adopted guidelines with one.

        Documents without such guidelines: one for each of the first sections.
        """
        kept = self._examples.get((count, language))
        if kept is not None:
            return list(kept)
        of_passages = (view for view in self.views if view.passage_id in self.by_id)
        found = first_questions(of_passages, self.by_id, language)[:count]
        self._examples[count, language] = found
        return list(found)

    def _search_words(
        self, question: str, language: str, among: Selection | None
    ) -> tuple[Places, Vectors]:
        """Passages that share words with the question, ascending, and the score of each."""
        found = self._words.search(question, language, _VIEWS_PER_WORD_SEARCH, among)
        places, scores = best_of(self._placing.of_view[found[0]], found[1])
        inside = places < len(self.passages)
        return places[inside], scores[inside]

    def _outside_share(self, places: Places, scores: Vectors) -> float:
        """Share of outside views among the nearest: a softmax over them."""
        places, scores = places[:_VOTERS], scores[:_VOTERS]
        if len(scores) == 0:
            return 0.0
        weights = np.exp((scores - scores[0]) / _VOTE_TEMPERATURE)
        return float(weights[places >= len(self.passages)].sum() / weights.sum())


def open_index(
    folder: Path, documents: Path, encoder: Encoder, engine: SearchEngine | None = None
) -> Index:
    """The current snapshot below `folder`, opened for search.

    Args:
        engine: what searches; files of the snapshot where not given.

    Raises:
        SnapshotError: nothing was built, it is damaged, or made with another model.
        UnavailableError: the engine is away.
        DocumentError: the abbreviations file is broken.
    """

    def opened(snapshot: Path) -> Index:
        contents = read_snapshot(snapshot)
        if contents.model != encoder.name:
            raise SnapshotError(
                f"the index was made with the model {contents.model!r}, not {encoder.name!r}; "
                "build it anew with: leitlinien index"
            )
        analyser = load_analyser(documents)
        store, words = (engine.open if engine else open_files)(contents, analyser)
        classifiers = Classifiers.load(snapshot)
        return Index(contents, store, encoder, analyser, words=words, classifiers=classifiers)

    index = read_current(folder, opened)
    if index is None:
        raise SnapshotError(f"{folder}: no index yet; build it with: leitlinien index")
    return index


def _spoken(tag: str) -> str:
    """A language without its region or script, as simple German is German."""
    return tag.split("-", maxsplit=1)[0]
