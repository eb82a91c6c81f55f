"""A collection for each snapshot, made by changing few rows of one that went out of use.

The id of a row is a hash of all that is in it. So what a collection holds is known from its ids
alone: a build inserts what is missing and deletes what is too much, whatever was there before; one
that was interrupted goes on where it stopped. And a reader can never take a row of another
snapshot for one of its own.
"""

import hashlib
import json
import re
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index.classifier import CLASSIFIER_VERSION
from index.engines import MilvusPlace, Reading, Searches
from index.errors import SnapshotError, UnavailableError
from index.lexical import Analyser
from index.milvus_record import (
    CollectionRecord,
    read_ids,
    read_record,
    write_ids,
    write_record,
)
from index.parts import classifier_part, words_of
from index.passage import Passage, View
from index.progress import Progress
from index.snapshot import Contents, current_snapshot
from index.vectors import StoreKind, choose_kind
from index.vectors.collection import Collection, CollectionStore, CollectionWords, words_field
from index.vectors.milvus import Ids, Milvus, Row
from index.vectors.rows import FileRows
from index.vocabulary import Vocabulary

__all__ = ["MilvusEngine", "row_ids"]

_FORMAT = 1
_BATCH = 1000
_NO_FIELD = -1
_MEND = "mend it with: leitlinien index"


class MilvusEngine:
    """Both searches in a Milvus; the snapshot itself keeps texts, vocabulary and row ids."""

    def __init__(
        self,
        place: MilvusPlace,
        kind: StoreKind,
        analyser: Analyser,
        reading: Reading,
        model: str,
    ) -> None:
        """Args: model: name of the one that the vectors are from."""
        self._milvus = Milvus(place.uri, place.token)
        self._alias = place.name
        self._grace = place.grace
        self._kind = kind
        self._analyser = analyser
        self._reading = reading
        self._model = model
        self.parts = (self._add, classifier_part(reading.views))
        where = f"{self._milvus.place} {place.name}"
        made_with = f"{kind} {analyser.fingerprint} {CLASSIFIER_VERSION}"
        self.version = f"milvus {_FORMAT} {where} {made_with}"

    def close(self) -> None:
        """Let go of the connection."""
        self._milvus.close()

    def open(self, contents: Contents, analyser: Analyser) -> Searches:
        if contents.folder is None or (record := read_record(contents.folder)) is None:
            raise SnapshotError("the index was not made for a Milvus; build it: leitlinien index")
        if damage := self._damage(record):
            raise SnapshotError(f"{damage}; {_MEND}")
        collection = Collection(self._milvus, record.collection, read_ids(contents.folder))
        words = CollectionWords(collection, analyser, Vocabulary.load(contents.folder))
        return CollectionStore(collection, record.kind, record.dimensions), words

    def publish(self, folder: Path) -> list[str]:
        snapshot = current_snapshot(folder)
        record = read_record(snapshot) if snapshot else None
        if snapshot is None or record is None:
            return []
        try:
            with FileLock(folder / ".lock", timeout=0):
                notes = self._mend(snapshot, record)
                if self._milvus.target(self._alias) != record.collection:
                    self._milvus.point(self._alias, record.collection)
                self._drop_old(record)
                return notes
        except Timeout:  # the build that is under way will do it
            return []

    def damages(self, snapshot: Path) -> Iterator[str]:
        record = read_record(snapshot)
        if record is None:
            return
        if damage := self._damage(record):
            yield damage
            return
        wanted, found = read_ids(snapshot), self._milvus.ids(record.collection)
        if missing := len(np.setdiff1d(wanted, found)):
            place = self._milvus.place
            yield f"{place}: {missing:,} rows of the collection {record.collection!r} are damaged"

    def _damage(self, record: CollectionRecord) -> str | None:
        """What is wrong with a collection, as far as it shows without reading its rows."""
        milvus, name = self._milvus, record.collection
        try:
            dimensions, rows = milvus.dimensions(name), milvus.count(name)
        except SnapshotError as error:
            return str(error)
        if (dimensions, rows) == (record.dimensions, record.rows):
            return None
        return (
            f"{milvus.place}: the collection {name!r} has {rows:,} rows of {dimensions} numbers "
            f"instead of {record.rows:,} of {record.dimensions}"
        )

    def _mend(self, snapshot: Path, record: CollectionRecord) -> list[str]:
        damage = next(self.damages(snapshot), None)
        if damage is None:
            return []
        name = record.collection
        if name not in self._milvus.collections():
            self._milvus.create(name, record.dimensions, record.kind)
        inserted, deleted = self._fill(snapshot, name, read_ids(snapshot))
        return [f"{damage}; mended: {inserted:,} rows inserted, {deleted:,} deleted"]

    def _add(self, snapshot: Path, _: Progress) -> Mapping[str, str]:
        """The part of a snapshot: its row ids and vocabulary, and a collection with its rows."""
        ids = self._write_ids_and_words(snapshot)
        rows, dimensions = FileRows(snapshot / "vectors.npy").shape
        kind = choose_kind(rows, self._kind)
        if self._kind is StoreKind.AUTO and kind is not StoreKind.FLAT:
            kind = StoreKind.HNSW  # what Milvus' own makers advise while it fits into memory
        in_use, retired = self._earlier(snapshot.parent)
        name = self._free_collection(dimensions, kind, in_use, retired)
        inserted, deleted = self._fill(snapshot, name, ids)
        retired = {one: when for one, when in retired.items() if one != name}
        retired |= dict.fromkeys(in_use, time.time())
        record = CollectionRecord(name, rows, dimensions, kind, retired)
        write_record(snapshot, record)
        store = CollectionStore(Collection(self._milvus, name, ids), kind, dimensions)
        return {
            "vector index": store.describe(),
            "word index": f"BM25 in the same collection: {rows:,} texts",
            "rows changed": f"{inserted:,} inserted, {deleted:,} deleted, of {rows:,}",
        }

    def _earlier(self, folder: Path) -> tuple[set[str], dict[str, float]]:
        """Collections in use up to now, and those that went out of use."""
        current = current_snapshot(folder)
        record = read_record(current) if current else None
        target = self._milvus.target(self._alias)
        in_use = {name for name in (target, record and record.collection) if name}
        return in_use, dict(record.retired) if record else {}

    def _write_ids_and_words(self, snapshot: Path) -> Ids:
        fields = {p.id: _fields_of(p) for p in self._reading.passages(snapshot)}
        made_with = [_FORMAT, self._model, self._analyser.fingerprint]
        digests: list[int] = []
        terms: dict[str, set[str]] = {}
        for view in self._reading.views(snapshot):
            content = [*made_with, *_fields(fields, view), *asdict(view).values()]
            digest = hashlib.blake2b(json.dumps(content).encode(), digest_size=8).digest()
            digests.append(int.from_bytes(digest, "big") >> 1)
            text, language = words_of(view)
            terms.setdefault(language, set()).update(self._analyser.terms(text, language))
        Vocabulary.of({language: sorted(found) for language, found in terms.items()}).save(snapshot)
        ids = row_ids(np.array(digests, np.int64))
        write_ids(snapshot, ids)
        return ids

    def _fill(self, snapshot: Path, name: str, ids: Ids) -> tuple[int, int]:
        """Make a collection hold exactly these rows; returns how many it inserted and deleted."""
        present = self._milvus.ids(name)
        surplus = np.setdiff1d(present, ids)
        for start in range(0, len(surplus), _BATCH):
            self._milvus.delete(name, surplus[start : start + _BATCH])
        missing = ~np.isin(ids, present)
        batch: list[Row] = []
        for row in self._rows(snapshot, ids, missing):
            batch.append(row)
            if len(batch) == _BATCH:
                self._milvus.insert(name, batch)
                batch = []
        if batch:
            self._milvus.insert(name, batch)
        self._milvus.flush(name)
        if (rows := self._milvus.count(name)) != len(ids):
            raise UnavailableError(
                f"{self._milvus.place}: the collection {name!r} has {rows:,} rows after "
                f"{len(ids):,} were written; does another installation use the same name?"
            )
        return int(np.count_nonzero(missing)), len(surplus)

    def _rows(self, snapshot: Path, ids: Ids, missing: np.ndarray) -> Iterator[Row]:
        if not missing.any():
            return
        fields = {p.id: _fields_of(p) for p in self._reading.passages(snapshot)}
        vectors = FileRows(snapshot / "vectors.npy")
        for position, view in enumerate(self._reading.views(snapshot)):
            if missing[position]:
                document, number, kind, status = _fields(fields, view)
                yield {
                    "id": int(ids[position]),
                    "document": document,
                    "field": number,
                    "kind": kind,
                    "status": status,
                    "outside": view.passage_id not in fields,
                    "words": words_field(self._analyser.terms(*words_of(view))),
                    "vector": vectors.take(np.array([position]))[0],
                }

    def _free_collection(
        self, dimensions: int, kind: StoreKind, in_use: set[str], retired: dict[str, float]
    ) -> str:
        """One that nobody reads any more, the latest that went out of use; else a new one."""
        layout = f"{self._alias}_{self._layout(dimensions, kind)}_"
        before = time.time() - self._grace
        free = [
            name
            for name in self._own()
            if name.startswith(layout) and name not in in_use and retired.get(name, 0.0) <= before
        ]
        if free:
            return max(free, key=lambda name: retired.get(name, 0.0))
        name = layout + uuid.uuid4().hex[:8]
        self._milvus.create(name, dimensions, kind)
        return name

    def _drop_old(self, record: CollectionRecord) -> None:
        """All that went out of use but the latest, which the next build changes."""
        before = time.time() - self._grace
        retired = record.retired
        own = [name for name in self._own() if name != record.collection]
        standby = max(own, key=lambda name: retired.get(name, 0.0), default=None)
        for name in own:
            if name != standby and retired.get(name, 0.0) <= before:
                self._milvus.drop(name)

    def _own(self) -> list[str]:
        pattern = re.compile(rf"{re.escape(self._alias)}_[0-9a-f]{{8}}_[0-9a-f]{{8}}")
        return sorted(name for name in self._milvus.collections() if pattern.fullmatch(name))

    def _layout(self, dimensions: int, kind: StoreKind) -> str:
        made_with = json.dumps([_FORMAT, dimensions, kind])
        return hashlib.blake2b(made_with.encode(), digest_size=4).hexdigest()


def row_ids(digests: Ids) -> Ids:
    """Digests of rows, made different where rows are equal: the second gets the next number."""
    order = np.argsort(digests, kind="stable")
    ordered = digests[order]
    first = np.searchsorted(ordered, ordered)
    ids = np.empty_like(digests)
    ids[order] = ordered + np.arange(len(ordered)) - first
    return ids


_Fields = tuple[str, int, str, str]


def _fields_of(passage: Passage) -> _Fields:
    number = _NO_FIELD if passage.field is None else passage.field
    return passage.document_id, number, passage.kind.value, passage.status.value


def _fields(fields: Mapping[str, _Fields], view: View) -> _Fields:
    """What filters ask for; questions outside the documents have none of it."""
    return fields.get(view.passage_id, ("", _NO_FIELD, "", ""))
