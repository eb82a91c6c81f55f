"""Documents -> passages -> vectors -> hits."""

from index.building import BuildOptions, BuildReport, build, needs_build
from index.corpus import Manuscript, document_folders, load_document
from index.errors import (
    BusyError,
    DocumentError,
    IndexingError,
    ModelError,
    SnapshotError,
    StorageError,
)
from index.model import DEFAULT_MODEL, Encoder, load_model
from index.passage import Document, Hit, Kind, Passage, Status, View, ViewRole
from index.searching import Filters, Index, open_index

__all__ = [
    "DEFAULT_MODEL",
    "BuildOptions",
    "BuildReport",
    "BusyError",
    "Document",
    "DocumentError",
    "Encoder",
    "Filters",
    "Hit",
    "Index",
    "IndexingError",
    "Kind",
    "Manuscript",
    "ModelError",
    "Passage",
    "SnapshotError",
    "Status",
    "StorageError",
    "View",
    "ViewRole",
    "build",
    "document_folders",
    "load_document",
    "load_model",
    "needs_build",
    "open_index",
]
