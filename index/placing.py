"""Where views lead and which of them a filter allows, in arrays over all views."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from index.classifier import PassageClassifier, PlacedClassifier
from index.filters import Filters, Selection
from index.passage import ViewRole
from index.snapshot import Contents

__all__ = ["Placing", "is_bare"]

_KEPT = 16
"""Selections kept for the next question with the same filters."""
_FEW_LETTERS = 18
"""Of a word or two. With 25, whole questions lost short ones that had led to their passages; chosen
on the tuning half."""
_ASKED = (ViewRole.QUESTION, ViewRole.OUTSIDE)


class Placing:
    """Numbers of passages, and after them of themes; and what each view leads to."""

    def __init__(self, contents: Contents, twins: Mapping[str, str]) -> None:
        """Args: twins: id of a draft -> id of the adopted passage that speaks for it."""
        passages = contents.passages
        self._place_of = place = {passage.id: n for n, passage in enumerate(passages)}
        for number, theme in enumerate(contents.themes, start=len(passages)):
            place[theme.name] = number
        count = len(contents.views)
        self.of_view = np.fromiter((place[v.passage_id] for v in contents.views), np.int64, count)
        """Place of each view, shape (views,)."""
        compares = (view.role is ViewRole.COMPARISON for view in contents.views)
        self.is_comparison = np.fromiter(compares, np.bool_, count)
        """Whether a view counts for questions that compare alone, shape (views,)."""
        bare = (view.role in _ASKED and is_bare(view.text) for view in contents.views)
        self.is_bare = np.fromiter(bare, np.bool_, count)
        """Whether a view is bare words, which count for such alone, shape (views,)."""
        places = len(passages) + len(contents.themes)
        self.counts = np.bincount(self.of_view[~self.is_comparison], minlength=places)
        """Number of views that each place has, but for those; shape (places,)."""
        self.comparison_counts = np.bincount(self.of_view[self.is_comparison], minlength=places)
        """Number of those."""
        pairs = [(place[adopted], place[draft]) for draft, adopted in twins.items()]
        self.draft_of = dict(pairs)
        """Place of an adopted passage -> that of a draft it speaks for."""
        self._adopted, self._drafts = np.array(pairs, np.int64).reshape(-1, 2).T
        self._fields = _Codes([passage.field for passage in passages])
        self._documents = _Codes([passage.document_id for passage in passages])
        self._kinds = _Codes([passage.kind for passage in passages])
        self._statuses = _Codes([passage.status for passage in passages])
        self._passages, self._themes = len(passages), len(contents.themes)
        self._selections: OrderedDict[Filters, Selection] = OrderedDict()

    def pairs_among(
        self, places: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Where adopted passages stand among the places, ascending, and the drafts that they speak
        for; of those pairs that are both among them."""
        both = np.isin(self._adopted, places) & np.isin(self._drafts, places)
        adopted, drafts = self._adopted[both], self._drafts[both]
        return np.searchsorted(places, adopted), np.searchsorted(places, drafts)

    def placed(self, classifier: PassageClassifier) -> PlacedClassifier:
        """A classifier over these places."""
        speakers = np.arange(self._passages)
        speakers[self._drafts] = self._adopted
        return PlacedClassifier(classifier, self._place_of, speakers)

    def selection(self, filters: Filters) -> Selection | None:
        """The views that the filters allow; None where they allow all."""
        if filters == Filters():
            return None
        kept = self._selections.get(filters)
        if kept is None:
            mask = np.concatenate([self._allowed(filters), np.ones(self._themes, bool)])
            kept = self._selections[filters] = Selection(filters, mask[self.of_view])
            while len(self._selections) > _KEPT:
                self._selections.popitem(last=False)
        return kept

    def _allowed(self, filters: Filters) -> npt.NDArray[np.bool_]:
        """As `Filters.allow`, for all passages at once."""
        allowed = np.ones(self._passages, bool)
        for codes, wanted in (
            (self._documents, filters.document),
            (self._fields, filters.field),
            (self._kinds, filters.kind),
            (self._statuses, filters.status),
        ):
            if wanted is not None:
                allowed &= codes.equal(wanted)
        return allowed


def is_bare(question: str) -> bool:
    """Whether a question is hardly more than a word or two.

    Such words are near to each other by their shortness: beside whole questions they say little.
    """
    return len(question.strip()) <= _FEW_LETTERS


class _Codes:
    """A column of few different values as numbers."""

    def __init__(self, values: Sequence[str | int | None]) -> None:
        self._code = {value: code for code, value in enumerate(dict.fromkeys(values))}
        codes = (self._code[value] for value in values)
        self._column = np.fromiter(codes, np.int32, len(values))

    def equal(self, value: str | int) -> npt.NDArray[np.bool_]:
        return np.equal(self._column, self._code.get(value, -1))
