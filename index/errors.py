"""What can go wrong between a document and a hit.

IndexingError
├── DocumentError     a document or its document.toml cannot be used
├── ModelError        the embedding model is missing, damaged or foreign
├── SnapshotError     the built index is missing, damaged or made from something else
├── UnavailableError  the search engine is away; when it is back, the next question works
└── StorageError      a file or folder cannot be read or written
    └── BusyError     another build is under way
"""

__all__ = [
    "BusyError",
    "DocumentError",
    "IndexingError",
    "ModelError",
    "SnapshotError",
    "StorageError",
    "UnavailableError",
]


class IndexingError(Exception):
    """Base of everything this package raises on purpose; its message is meant for people."""


class DocumentError(IndexingError):
    """A document cannot be indexed: the message names the file, the fault and the remedy."""


class ModelError(IndexingError):
    """The embedding model cannot be used."""


class SnapshotError(IndexingError):
    """The built index cannot be used; building it anew is the remedy."""


class StorageError(IndexingError):
    """The file system refused to read or write."""


class BusyError(StorageError):
    """Another build holds the folder."""


class UnavailableError(IndexingError):
    """The search engine does not answer; it is asked anew with the next question."""
