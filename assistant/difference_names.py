"""What kinds of pairs and differences are called, for the page and for files."""

from assistant import wording
from assistant.comparison import Part, Relation, Weight
from index import Kind

__all__ = ["PARTS", "RELATIONS", "WEIGHTS"]

RELATIONS = {
    Relation.SAME: wording.UNCHANGED,
    Relation.CHANGED: wording.CHANGED,
    Relation.SPLIT: wording.SPLIT,
    Relation.MERGED: wording.MERGED,
    Relation.NEW: wording.NEW,
    Relation.LEFT_OUT: wording.LEFT_OUT,
}
PARTS = {
    Part.TITLE: wording.TITLE_PART,
    Part.FRAME: wording.FRAME_PART,
    Part.HEADING: wording.HEADING_PART,
    Part.PREAMBLE: wording.KINDS[Kind.PREAMBLE],
    Part.FOOTNOTE: wording.KINDS[Kind.FOOTNOTE],
    Part.GUIDELINE: wording.KINDS[Kind.GUIDELINE],
}
WEIGHTS = {Weight.CONTENT: wording.IN_CONTENT, Weight.WORDING: wording.IN_FORM}
