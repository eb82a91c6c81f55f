"""Vector and word search in a Milvus collection; filters are conditions of the search itself."""

import json
import math
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from index.filters import Filters, Selection
from index.lexical import Analyser
from index.model import Vectors
from index.vectors import StoreKind
from index.vectors.milvus import CELLS, LONGEST_WORDS, MOST_FOUND, Ids, Milvus
from index.vocabulary import Vocabulary

__all__ = ["Collection", "CollectionStore", "CollectionWords", "condition", "words_field"]

_SPARE = 20
_LEAST_GRAPH_EFFORT = 128
_MOST_GRAPH_EFFORT = 32_768
_LEAST_CELLS = 32
_PLAIN = re.compile(r"[a-z0-9]+")

Found = tuple[npt.NDArray[np.int64], Vectors]


class Collection:
    """The rows of a collection that belong to one snapshot, in the order of its views."""

    def __init__(self, milvus: Milvus, name: str, ids: Ids) -> None:
        """Args: ids: of the row of each view, shape (views,)."""
        self.milvus = milvus
        self.name = name
        self._order = np.argsort(ids)
        self._ids = ids[self._order]

    def __len__(self) -> int:
        return len(self._ids)

    def positions(self, ids: Ids, scores: Vectors) -> Found:
        """Positions of the views of rows, equal scores in ascending order.

        Rows of another snapshot, to which a collection passes some time after it went out of
        use, are none of this one's: they are left out.
        """
        if not len(self) or not len(ids):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        at = np.minimum(np.searchsorted(self._ids, ids), len(self) - 1)
        known = self._ids[at] == ids
        positions, scores = self._order[at[known]], scores[known]
        order = np.lexsort((positions, -scores))
        return positions[order], scores[order]


class CollectionStore:
    """A vector store in a collection."""

    def __init__(self, collection: Collection, kind: StoreKind, dimensions: int) -> None:
        self._collection = collection
        self._kind = kind
        self._dimensions = dimensions

    def __len__(self) -> int:
        return len(self._collection)

    def search(self, query: Vectors, count: int, among: Selection | None = None) -> Found:
        limit = len(self) if among is None else int(np.count_nonzero(among.mask))
        count = min(count, limit, MOST_FOUND)
        if count <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        milvus, name, filter = self._collection.milvus, self._collection.name, condition(among)
        for effort in self._efforts(count, limit / len(self)):
            found = milvus.near(name, query, count, filter, effort)
            if len(found[0]) >= count:
                break
        if len(found[0]) < count and limit <= MOST_FOUND:  # a graph does not reach every row
            ids, vectors = milvus.vectors(name, filter)
            found = ids, vectors @ query
        positions, scores = self._collection.positions(*found)
        return positions[:count], scores[:count]

    def describe(self) -> str:
        exact = "exact" if self._kind is StoreKind.FLAT else "approximate"
        place = f"collection {self._collection.name} at {self._collection.milvus.place}"
        return f"milvus {self._kind}: {len(self):,} vectors of {self._dimensions}, {exact}; {place}"

    def _efforts(self, count: int, share: float) -> Iterable[dict[str, int]]:
        """How hard to search, harder from one attempt to the next.

        Args:
            share: of the rows that are selected, above 0.
        """
        if self._kind is StoreKind.FLAT:
            return [{}]
        if self._kind is StoreKind.HNSW:
            least = max(2 * count + _SPARE, _LEAST_GRAPH_EFFORT)
            tried = [math.ceil(least / share), math.ceil(4 * least / share), _MOST_GRAPH_EFFORT]
            return [{"ef": max(count, min(ef, _MOST_GRAPH_EFFORT))} for ef in tried]
        return [{"nprobe": n} for n in (min(CELLS, math.ceil(_LEAST_CELLS / share)), CELLS)]


class CollectionWords:
    """The word search of a collection: BM25 over the terms of our own analysis."""

    def __init__(self, collection: Collection, analyser: Analyser, vocabulary: Vocabulary) -> None:
        """Args: vocabulary: all terms; it tells which of a question's are misspelt."""
        self._collection = collection
        self._analyser = analyser
        self._vocabulary = vocabulary

    def search(
        self, question: str, language: str, count: int, among: Selection | None = None
    ) -> Found:
        terms = self._vocabulary.known(self._analyser.terms(question, language), language)
        count = min(count, MOST_FOUND)
        if not terms or count <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        collection, filter = self._collection, condition(among)
        words = words_field(terms)
        found = collection.milvus.sharing_words(collection.name, words, count, filter)
        return collection.positions(*found)


def condition(among: Selection | None) -> str:
    """What to search among, in Milvus' language.

    >>> condition(Selection(Filters(document="a", field=3), np.ones(1, bool)))
    'outside == true or (document == "a" and field == 3)'
    """
    if among is None or among.filters == Filters():
        return ""
    wanted = among.filters
    texts = {"document": wanted.document, "kind": wanted.kind, "status": wanted.status}
    parts = [f"{name} == {_quoted(text)}" for name, text in texts.items() if text is not None]
    if wanted.field is not None:
        parts.append(f"field == {wanted.field}")
    return f"outside == true or ({' and '.join(parts)})"


def words_field(terms: Iterable[str]) -> str:
    """Terms so that Milvus' tokenizer leaves each whole: beside a-z and 0-9 as hexadecimal digits.

    >>> words_field(["sprachkurs", "e-mail"])
    'sprachkurs 0x652d6d61696c'
    """
    tokens = (t if _PLAIN.fullmatch(t) else f"0x{t.encode().hex()}" for t in terms)
    joined = " ".join(tokens)
    return joined if len(joined) <= LONGEST_WORDS else joined[:LONGEST_WORDS].rpartition(" ")[0]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
