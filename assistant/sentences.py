"""Sentences of a German text; they are found where documents are cut, in `index.sentences`."""

from index.sentences import sentence_spans

__all__ = ["sentence_spans"]
