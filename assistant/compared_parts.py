"""Parts of the texts that a question names as a whole: the preamble and its footnotes."""

import re

from assistant.comparison import Change, Pair, Part, Weight
from assistant.differences import compare, document_pairs
from index import Index, Passage

__all__ = ["named_part", "pair_of_part"]

_NAMES = {
    Part.FOOTNOTE: re.compile(
        r"fu(ß|ss)note|footnote|виноск|сноск|dipnot|حاشية|الحواشي|پانویس|przypis|"
        r"not[ăae]\w* de subsol|chú thích|notes? de bas",
        re.IGNORECASE,
    ),
    Part.PREAMBLE: re.compile(
        r"präambel|preamb|преамбул|ديباجة|الديباجة|دیباچه|lời (nói|mở) đầu|préambule",
        re.IGNORECASE,
    ),
}


def named_part(question: str) -> Part | None:
    """The part that a question names, in any of the languages."""
    return next((part for part, names in _NAMES.items() if names.search(question)), None)


def pair_of_part(index: Index, part: Part) -> tuple[Passage, Passage] | None:
    """The adopted text and its draft that differ most in a part; None where none differ."""
    if not document_pairs(index):
        return None
    pairs = (pair for pair in compare(index).pairs if pair.part is part and pair.differences)
    for pair in sorted(pairs, key=_weight, reverse=True):
        adopted = next((line.passage for line in pair.adopted if line.passage), None)
        draft = next((line.passage for line in pair.draft if line.passage), None)
        if adopted and draft:
            return adopted, draft
    return None


def _weight(pair: Pair) -> tuple[bool, int]:
    changed = (piece for piece in pair.pieces if piece.change is not Change.EQUAL)
    return pair.weight is Weight.CONTENT, sum(len(piece.text) for piece in changed)
