"""A Milvus server, or the small one inside this process; the only importer of pymilvus."""

import logging
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from pymilvus import (
    CollectionSchema,
    DataType,
    Function,
    FunctionType,
    MilvusClient,
    MilvusException,
)

from index.errors import SnapshotError, UnavailableError
from index.model import Vectors
from index.vectors import StoreKind

__all__ = ["CELLS", "LONGEST_WORDS", "MOST_FOUND", "Ids", "Milvus", "Row"]

Ids = npt.NDArray[np.int64]
Row = Mapping[str, Any]
"""A row of a collection: `id document field kind status outside words vector`."""
Found = tuple[Ids, Vectors]
T = TypeVar("T")

CELLS = 1024
"""Of an index by cells."""
MOST_FOUND = 16_384
"""Rows that Milvus returns for one search, at most."""
_PATIENCE = 5.0
"""Seconds that a question waits for the server."""
_PATIENCE_BUILDING = 600.0
_ROWS_READ = 4000
"""Rows whose ids are read at once."""
LONGEST_WORDS = 65_535
"""Bytes of a text, at most."""
_TEXTS = {"document": 512, "kind": 32, "status": 32}
"""Fields that filters ask for, and their longest values in bytes."""
_FIELDS = {"id", "field", "outside", "vector", "words", "sparse", *_TEXTS}
_INDEXES: dict[StoreKind, tuple[str, dict[str, int]]] = {
    StoreKind.FLAT: ("FLAT", {}),
    StoreKind.HNSW: ("HNSW", {"M": 16, "efConstruction": 200}),
    StoreKind.IVF: ("IVF_FLAT", {"nlist": CELLS}),
}
_BM25 = {"bm25_k1": 1.2, "bm25_b": 0.5}
"""As the word search on one machine has them."""
_MISSING, _NOT_LOADED = 100, 101
# A channel of its own that tries again at once: otherwise gRPC waits for up to two minutes
# after the server is back, the longer the more questions failed meanwhile.
_CHANNEL = {"grpc.use_local_subchannel_pool": 1, "grpc.max_reconnect_backoff_ms": 1000}


class Milvus:
    """A connection, made anew whenever it broke."""

    def __init__(self, uri: str, token: str = "", patience: float = _PATIENCE) -> None:
        """Nothing is connected yet.

        Args:
            uri: `http://host:19530`, `https://…`, or the path of a local store ending in `.db`.
            token: `user:password` or an API key; never part of a message.
            patience: seconds to wait for an answer to a search.
        """
        self.place = _place(uri)
        """The URI without what may be secret in it, for messages."""
        self._uri = uri
        self._token = token
        self._patience = patience
        self._client: MilvusClient | None = None
        self._lock = Lock()
        # It prints every failed request with its whole trace; they are raised as well.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        logging.getLogger("milvus_lite").setLevel(logging.CRITICAL)

    def close(self) -> None:
        """Let go of the connection; the next request makes a new one."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def collections(self) -> list[str]:
        return list(self._ask(lambda client, wait: client.list_collections(timeout=wait)))

    def dimensions(self, name: str) -> int:
        """Of the vectors in a collection of ours.

        Raises:
            SnapshotError: it does not exist, or something else made it.
        """
        told = self._ask(lambda client, wait: client.describe_collection(name, timeout=wait), name)
        fields = {field["name"]: field for field in told["fields"]}
        if not set(fields) >= _FIELDS:
            raise SnapshotError(
                f"{self.place}: the collection {name!r} was not made by this program; "
                "choose another name with milvus_collection, or delete the collection"
            )
        return int(fields["vector"]["params"]["dim"])

    def create(self, name: str, dimensions: int, kind: StoreKind) -> None:
        """An empty collection, searched by a kind of index."""
        schema = _schema(dimensions)
        indexes = MilvusClient.prepare_index_params()
        type, parameters = _INDEXES[kind]
        # Under `params` every Milvus reads them; the one in this process only there.
        indexes.add_index(
            "vector", index_type=type, metric_type="IP", params={"params": parameters}
        )
        indexes.add_index(
            "sparse",
            index_type="SPARSE_INVERTED_INDEX",
            metric_type="BM25",
            params={"params": _BM25},
        )
        self._ask(
            lambda client, wait: client.create_collection(
                name, schema=schema, index_params=indexes, timeout=wait
            ),
            wait=_PATIENCE_BUILDING,
        )

    def drop(self, name: str) -> None:
        self._ask(lambda client, wait: client.drop_collection(name, timeout=wait))

    def insert(self, name: str, rows: Sequence[Row]) -> None:
        """Add rows; an id must not be there yet."""
        self._ask(
            lambda client, wait: client.insert(name, [dict(row) for row in rows], timeout=wait),
            name,
            _PATIENCE_BUILDING,
        )

    def delete(self, name: str, ids: Ids) -> None:
        found = ids.tolist()
        self._ask(
            lambda client, wait: client.delete(name, ids=found, timeout=wait),
            name,
            _PATIENCE_BUILDING,
        )

    def flush(self, name: str) -> None:
        """Make what was written durable and findable."""
        wait = _PATIENCE_BUILDING
        self._ask(lambda client, wait: client.flush(name, timeout=wait), name, wait)
        self._ask(lambda client, wait: client.load_collection(name, timeout=wait), name, wait)

    def count(self, name: str) -> int:
        """Rows of a collection, those just written too."""
        told = self._ask(
            lambda client, wait: client.query(
                name, filter="", output_fields=["count(*)"], consistency_level="Strong",
                timeout=wait,
            ),
            name,
        )  # fmt: skip
        return int(told[0]["count(*)"])

    def ids(self, name: str) -> Ids:
        """The ids of all rows, ascending; they are spread evenly between 0 and 2^63."""
        shares = 1 + self.count(name) // _ROWS_READ
        bounds = [2**63 * number // shares for number in range(shares + 1)]
        found = [self._ids(name, *between) for between in pairwise(bounds)]
        return np.unique(np.concatenate(found))

    def vectors(self, name: str, filter: str) -> tuple[Ids, Vectors]:
        """Ids and vectors of rows, of `MOST_FOUND` at most; shapes (rows,) and (rows, numbers)."""
        rows = self._query(name, filter, ["id", "vector"], self._patience)
        ids = np.fromiter((row["id"] for row in rows), np.int64, len(rows))
        return ids, np.array([row["vector"] for row in rows], np.float32)

    def _ids(self, name: str, least: int, end: int) -> Ids:
        rows = self._query(name, f"id >= {least} and id <= {end - 1}", ["id"])
        if len(rows) == MOST_FOUND:  # perhaps there are more
            middle = (least + end) // 2
            return np.concatenate([self._ids(name, least, middle), self._ids(name, middle, end)])
        return np.fromiter((row["id"] for row in rows), np.int64, len(rows))

    def _query(
        self, name: str, filter: str, fields: list[str], wait: float = _PATIENCE_BUILDING
    ) -> list[Row]:
        return list(
            self._ask(
                lambda client, wait: client.query(
                    name, filter=filter, output_fields=fields, limit=MOST_FOUND,
                    consistency_level="Strong", timeout=wait,
                ),
                name,
                wait,
            )
        )  # fmt: skip

    def target(self, alias: str) -> str | None:
        """The collection that an alias stands for."""
        try:
            told = self._ask(lambda client, wait: client.describe_alias(alias, timeout=wait), alias)
        except SnapshotError:
            return None
        return str(told["collection_name"])

    def point(self, alias: str, name: str) -> None:
        """Let an alias stand for a collection, from one moment to the next."""
        if self.target(alias) is None:
            self._ask(lambda client, wait: client.create_alias(name, alias, timeout=wait), name)
        else:
            self._ask(lambda client, wait: client.alter_alias(name, alias, timeout=wait), name)

    def near(
        self, name: str, vector: Vectors, count: int, filter: str, effort: Mapping[str, int]
    ) -> Found:
        """Ids and inner products of the rows nearest to a vector, best first."""
        return self._search(
            name, [np.ascontiguousarray(vector, np.float32)], "vector", count, filter, effort
        )

    def sharing_words(self, name: str, words: str, count: int, filter: str) -> Found:
        """Ids and BM25 scores of the rows that share words, best first."""
        ids, scores = self._search(name, [words], "sparse", count, filter, {})
        return ids, np.abs(scores)  # the small one inside this process tells them as distances

    def _search(
        self,
        name: str,
        data: list[Any],
        field: str,
        count: int,
        filter: str,
        effort: Mapping[str, int],
    ) -> Found:
        (hits,) = self._ask(
            lambda client, wait: client.search(
                name, data=data, anns_field=field, limit=count, filter=filter,
                output_fields=["id"], search_params={"params": dict(effort)}, timeout=wait,
            ),
            name,
        )  # fmt: skip
        ids = np.fromiter((hit["id"] for hit in hits), np.int64, len(hits))
        return ids, np.fromiter((hit["distance"] for hit in hits), np.float32, len(hits))

    def _ask(
        self,
        request: Callable[[MilvusClient, float], T],
        name: str = "",
        wait: float | None = None,
    ) -> T:
        """Send a request; once more where the server has not loaded the collection yet.

        Raises:
            SnapshotError: there is no such collection.
            UnavailableError: the server is away or refuses.
        """
        patience = self._patience if wait is None else wait
        try:
            client = self._connected()
            try:
                return request(client, patience)
            except MilvusException as error:
                if error.code != _NOT_LOADED:
                    raise
                client.load_collection(name, timeout=_PATIENCE_BUILDING)
                return request(client, patience)
        except MilvusException as error:
            if error.code == _MISSING:
                raise SnapshotError(
                    f"{self.place}: there is no collection {name!r} (any more)"
                ) from error
            self.close()
            raise UnavailableError(self._explained(error)) from error
        except ValueError as error:  # so pymilvus says that the connection was closed meanwhile
            self.close()
            raise UnavailableError(f"{self.place}: {error}") from error

    def _connected(self) -> MilvusClient:
        with self._lock:
            if self._client is None:
                self._client = MilvusClient(
                    uri=self._uri,
                    token=self._token,
                    timeout=self._patience,
                    dedicated=True,
                    grpc_options=_CHANNEL,
                )
            return self._client

    def _explained(self, error: MilvusException) -> str:
        said = str(error.message)
        if self._token:
            said = said.replace(self._token, "***")
        if self._uri.endswith(".db"):
            return f"{self.place}: cannot be opened; another program may have it open ({said})"
        if "auth" in said.casefold():
            return f"{self.place}: the search engine refuses the token ({said})"
        return f"{self.place}: the search engine does not answer or refuses ({said})"


def _place(uri: str) -> str:
    parts = urlsplit(uri)
    return uri if not parts.hostname else f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _schema(dimensions: int) -> CollectionSchema:
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    for field, longest in _TEXTS.items():
        schema.add_field(field, DataType.VARCHAR, max_length=longest)
    schema.add_field("field", DataType.INT64)
    schema.add_field("outside", DataType.BOOL)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    analysed = {"tokenizer": "standard"}  # the only one that every Milvus has
    schema.add_field(
        "words", DataType.VARCHAR, max_length=LONGEST_WORDS, enable_analyzer=True,
        analyzer_params=analysed,
    )  # fmt: skip
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["words"], ["sparse"]))
    return schema
