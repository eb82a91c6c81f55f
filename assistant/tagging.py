"""Words of a German sentence with lemma and part of speech; the only importer of HanTa."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from wordfreq import zipf_frequency

from assistant.readability import WORD, plain
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from HanTa.HanoverTagger import HanoverTagger

__all__ = ["Token", "compound_pieces", "proper_names", "tag"]

_TOKEN = re.compile(rf"{WORD}|[^\w\s\u00ad]")
_LONGEST = 60
"""Characters of a word that are analysed: the time grows with their square."""
_SIGNS = dict.fromkeys("„“”‚‘’»«›‹", '"') | dict.fromkeys("•·–—−", "-")
"""Signs that the tagger does not know, and the ones it knows."""
_STEMS = frozenset({"NN", "NE", "ADJ", "ADV", "VV", "VVnp", "CARD"})
"""Morphemes that begin a part of a compound; links and endings belong to the part before."""
_SHORTEST_PIECE = 3
_SHORTEST_NAME = 4
_COMMON_NAME = 5.0
"""Zipf frequency of names that every language has a word for, as "Deutschland"."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a text; `tag` is an STTS tag as HanTa writes it, such as VV(PP)."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str


def tag(text: str, start: int, end: int) -> list[Token]:
    """The tokens of the sentence text[start:end]; their offsets count from the text's start."""
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    words = [plain(text[first:last]) for first, last in spans]
    tagged = _tagger().tag_sent([_SIGNS.get(word, word[:_LONGEST]) for word in words])
    return [
        Token(*span, word, str(lemma) if len(word) <= _LONGEST else word, str(kind))
        for span, word, (_, lemma, kind) in zip(spans, words, tagged, strict=True)
    ]


def proper_names(text: str) -> list[str]:
    """The proper names in a German text, without those that are as frequent as everyday words.

    A word is one where the tagger takes it for a name both by itself and in its sentence.
    """
    tokens = [token for start, end in sentence_spans(text) for token in tag(text, start, end)]
    return list(dict.fromkeys(token.text for token in tokens if _is_name(token)))


def _is_name(token: Token) -> bool:
    return (
        token.tag == "NE"
        and token.text[0].isupper()
        and len(token.text) >= _SHORTEST_NAME
        and zipf_frequency(token.text, "de") < _COMMON_NAME
        and _tagger().analyze(token.text[:_LONGEST])[1] == "NE"
    )


@lru_cache(maxsize=100_000)
def compound_pieces(word: str) -> tuple[tuple[str, str], ...]:
    """(piece, stem) of every part of a German compound, links with the part before; none if simple.

    Of 66 long words, 54 came apart as by hand (`index.lexical.compound_parts`: 43, and both
    together not more); what went wrong was mostly left whole, as "Fremdenfeindlichkeit".

    >>> compound_pieces("Aufenthaltsstatus")
    (('Aufenthalts', 'aufenthalt'), ('status', 'status'))
    """
    if len(word) > _LONGEST or not word.isalpha():
        return ()
    morphemes = _tagger().analyze(word, taglevel=3)[1]
    if sum(len(morpheme) for morpheme, _ in morphemes) != len(word):
        return ()
    pieces: list[tuple[int, str]] = []
    position = 0
    for morpheme, kind in morphemes:
        is_stem = kind.split("_")[0] in _STEMS and len(morpheme) >= _SHORTEST_PIECE
        if is_stem or not pieces:
            pieces.append((position, morpheme))
        position += len(morpheme)
    ends = [start for start, _ in pieces[1:]] + [len(word)]
    found = tuple((word[start:e], stem) for (start, stem), e in zip(pieces, ends, strict=True))
    return found if len(found) > 1 else ()


@cache
def _tagger() -> "HanoverTagger":
    # Imported here: its model takes a fifth of a second, which only findings need.
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_ger.pgz")
