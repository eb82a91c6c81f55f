"""What to search among: the conditions, and the entries that meet them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.passage import Kind, Passage, Status

__all__ = ["Filters", "Selection"]


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


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The entries to search among, told in both ways that a search may need."""

    filters: Filters
    """For a search that keeps the passages' fields itself. It adds what has no passage: the
    questions outside the documents are always searched."""
    mask: npt.NDArray[np.bool_]
    """For a search that knows entries by their position; shape (entries,)."""
