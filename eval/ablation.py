"""What each part of the search contributes: the same questions with parts left out."""

from collections.abc import Set
from dataclasses import replace

from assistant import Assistant, Settings
from assistant.deciding import Calibration
from assistant.reader import LightReader, Reader
from index import Encoder, Index, SnapshotError, ViewRole
from index.classifier import Classifiers
from index.searching import Ranking, load_analyser
from index.snapshot import Contents, current_snapshot, read_snapshot
from index.vectors.faiss import FaissStore

__all__ = ["VARIANTS", "current_contents", "variant"]

_BOTH = Ranking(told_by_meaning=0.0, told_by_words=0.0)
_WORDS_ONLY = replace(_BOTH, lexical_weight=1.0)
_MEANING_ONLY = replace(_BOTH, lexical_weight=0.0)
_BEST_VIEW = replace(_MEANING_ONLY, view_weights=(1.0,))

_TEXT = frozenset({ViewRole.TEXT})
_COMPANIONS = _TEXT | {ViewRole.COMPANION}
_QUESTIONS = _TEXT | {ViewRole.QUESTION, ViewRole.COMPARISON}
_ALL = _COMPANIONS | _QUESTIONS

VARIANTS: dict[str, tuple[frozenset[ViewRole], Ranking]] = {
    "text, by meaning": (_TEXT, _BEST_VIEW),
    "text, by words": (_TEXT, _WORDS_ONLY),
    "text, both": (_TEXT, Ranking()),
    "text and companions, both": (_COMPANIONS, Ranking()),
    "text and questions, both": (_QUESTIONS, _BOTH),
    "all views, by meaning, best view": (_ALL, _BEST_VIEW),
    "all views, by meaning": (_ALL, _MEANING_ONLY),
    "all views, by words": (_ALL, _WORDS_ONLY),
    "all views, both, no lead for adopted text": (_ALL, replace(_BOTH, adopted_lead=0.0)),
    "all views, both": (_ALL, _BOTH),
    "all views, both, told by meaning": (_ALL, replace(Ranking(), told_by_words=0.0)),
    "all views, both, told by words": (_ALL, replace(Ranking(), told_by_meaning=0.0)),
    "all views, both, told by both": (_ALL, Ranking()),
}
"""Name -> (roles of the views, how views and searches are weighed)."""


def variant(
    settings: Settings,
    encoder: Encoder,
    roles: Set[ViewRole],
    ranking: Ranking = Ranking(),
    with_themes: bool = True,
    reader: Reader | None = None,
) -> Assistant:
    """The assistant over the current snapshot with parts of the search left out.

    Without example questions there are no classifiers either.

    Args:
        roles: of the views that lead to passages.
        with_themes: whether the themes outside the documents stay known.
        reader: the light one if not given.
    """
    contents = current_contents(settings, encoder)
    contents = _with_views(contents, roles | {ViewRole.OUTSIDE} if with_themes else roles)
    store = FaissStore.of(contents.vectors)
    analyser = load_analyser(settings.documents)
    folder = contents.folder if ViewRole.QUESTION in roles else None
    classifiers = Classifiers.load(folder) if folder else Classifiers()
    index = Index(contents, store, encoder, analyser, ranking, classifiers=classifiers)
    return Assistant(index, reader or LightReader(encoder), Calibration.load())


def current_contents(settings: Settings, encoder: Encoder) -> Contents:
    """What the current snapshot holds.

    Raises:
        SnapshotError: there is none, or it was made with another model.
    """
    snapshot = current_snapshot(settings.index_folder)
    if snapshot is None:
        raise SnapshotError("no index yet; build it with: leitlinien index")
    contents = read_snapshot(snapshot)
    if contents.model != encoder.name:
        raise SnapshotError(
            f"the index was made with {contents.model!r}: build it anew with: leitlinien index"
        )
    return contents


def _with_views(contents: Contents, roles: Set[ViewRole]) -> Contents:
    themes = contents.themes if ViewRole.OUTSIDE in roles else ()
    unknown = {theme.name for theme in contents.themes} - {theme.name for theme in themes}
    kept = [
        i
        for i, view in enumerate(contents.views)
        if view.role in roles and view.passage_id not in unknown
    ]
    return replace(
        contents,
        views=tuple(contents.views[i] for i in kept),
        vectors=contents.vectors[kept],
        themes=themes,
    )
