"""What each part of the search contributes: the same questions with parts left out."""

from dataclasses import replace

from assistant import Assistant, Settings
from assistant.deciding import Calibration
from assistant.reader import LightReader
from index import Encoder, Index, SnapshotError, ViewRole
from index.searching import Ranking, load_analyser
from index.snapshot import Contents, current_snapshot, read_snapshot
from index.vectors.faiss import FaissStore

__all__ = ["VARIANTS", "variant"]

_WORDS_ONLY = Ranking(lexical_weight=1.0, lexical_weight_elsewhere=1.0)
_MEANING_ONLY = Ranking(lexical_weight=0.0, lexical_weight_elsewhere=0.0)
_BEST_VIEW = replace(_MEANING_ONLY, view_weights=(1.0,))

VARIANTS: dict[str, tuple[bool, Ranking]] = {
    "text, by meaning": (False, _BEST_VIEW),
    "text, by words": (False, _WORDS_ONLY),
    "text, both": (False, Ranking()),
    "text and questions, by meaning, best view": (True, _BEST_VIEW),
    "text and questions, by meaning": (True, _MEANING_ONLY),
    "text and questions, by words": (True, _WORDS_ONLY),
    "text and questions, both": (True, Ranking()),
}
"""Name -> (whether example questions are views, how views and searches are weighed)."""


def variant(settings: Settings, encoder: Encoder, questions: bool, ranking: Ranking) -> Assistant:
    """The assistant over the current snapshot with parts of the search left out."""
    snapshot = current_snapshot(settings.index_folder)
    if snapshot is None:
        raise SnapshotError("no index yet; build it with: leitlinien index")
    contents = read_snapshot(snapshot)[0]
    if contents.model != encoder.name:
        raise SnapshotError(
            f"the index was made with {contents.model!r}: build it anew with: leitlinien index"
        )
    if not questions:
        contents = _without_questions(contents)
    store = FaissStore.of(contents.vectors)
    analyser = load_analyser(settings.documents)
    index = Index(contents, store, encoder, analyser, ranking)
    return Assistant(index, LightReader(encoder), Calibration.load())


def _without_questions(contents: Contents) -> Contents:
    kept = [i for i, view in enumerate(contents.views) if view.role is not ViewRole.QUESTION]
    return replace(
        contents, views=tuple(contents.views[i] for i in kept), vectors=contents.vectors[kept]
    )
