"""The main clauses of a tagged German sentence: each finite verb with the words that go with it.

Sub-clauses are told by how they open and by their finite verb standing last. There is no parser
behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.tagging import Token

__all__ = ["Clause", "main_clauses"]

_FINITE = ("VV(FIN)", "VA(FIN)", "VM(FIN)")
_OPENERS = ("KOUS", "KOUI", "PRELS", "PRELAT", "PWS", "PWAV", "PWAT")
_ENDS = frozenset(",;:–—!?…()")
_BETWEEN = frozenset({*_ENDS, "und", "oder", "sowie", "aber", "sondern", "-", "."})


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause around its finite verb, without its sub-clauses."""

    verb: Token
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    continues: bool
    """It has no subject of its own: "… fördert und *fordert* …"."""


def main_clauses(sentence: Sequence[Token]) -> list[Clause]:
    """The main clauses of a sentence, in order; none where it has no finite verb."""
    tokens = [_as_finite(sentence, number) for number in range(len(sentence))]
    is_main = _in_main_clause(tokens)
    verbs = [i for i, token in enumerate(tokens) if token.tag in _FINITE and is_main[i]]
    clauses: list[Clause] = []
    first = 0
    for number, at in enumerate(verbs):
        last = len(tokens)
        if number + 1 < len(verbs):
            last = _boundary(tokens, is_main, at, verbs[number + 1])
        before = tuple(tokens[i] for i in range(first, at) if is_main[i])
        after = tuple(tokens[i] for i in range(at + 1, last) if is_main[i])
        continues = bool(clauses) and all(token.text in _BETWEEN for token in before)
        clauses.append(Clause(tokens[at], before, after, continues))
        first = last
    return clauses


def _as_finite(sentence: Sequence[Token], at: int) -> Token:
    """The token; as a finite verb where the tagger took one without "ge-" for a participle.

    "Die Stadt begrüßt und respektiert": there is nothing in the sentence a participle goes with.
    """
    token = sentence[at]
    looks_finite = token.tag == "VV(PP)" and token.text == token.lemma.removesuffix("en") + "t"
    if not looks_finite or any(other.tag.startswith(("VA", "VM")) for other in sentence):
        return token
    return Token(token.start, token.end, token.text, token.lemma, "VV(FIN)")


def _in_main_clause(tokens: Sequence[Token]) -> list[bool]:
    is_main: list[bool] = []
    pending = False  # a sub-clause was opened whose verb is still to come
    for start, end in _chunks(tokens):
        chunk = tokens[start:end]
        pending = pending or _opens(chunk)
        finite = [i for i, token in enumerate(chunk) if token.tag in _FINITE]
        sub = pending and (not finite or _is_last(chunk, finite[-1]))
        if sub and not finite and _has_zu(chunk) and chunk[0].tag.startswith("PRELS"):
            sub = False  # an article that the tagger took for a pronoun: ", die Mittel zu nutzen"
        is_main += [not sub] * len(chunk)
        is_main += [True] * (end < len(tokens))
        # A finite verb at the end often passes as an infinitive, so any verb there will do.
        if not sub or _has_zu(chunk) or (chunk and chunk[-1].tag.startswith("V")):
            pending = False
    return is_main


def _chunks(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """(start, end) of the stretches between commas and other signs that end clauses."""
    start = 0
    for i, token in enumerate(tokens):
        if token.text in _ENDS:
            yield start, i
            start = i + 1
    yield start, len(tokens)


def _opens(chunk: Sequence[Token]) -> bool:
    """Whether a sub-clause begins here: "die", "in der", "und dass"."""
    for token in chunk[:3]:
        if token.tag in _OPENERS:
            return True
        if token.tag not in ("KON", "APPR", "ADV"):
            return False
    return False


def _is_last(chunk: Sequence[Token], at: int) -> bool:
    return all(token.tag[0] in "V$" for token in chunk[at:])


def _has_zu(chunk: Sequence[Token]) -> bool:
    return any(token.tag in ("PTKZU", "VV(IZU)") for token in chunk)


def _boundary(tokens: Sequence[Token], is_main: Sequence[bool], at: int, following: int) -> int:
    """Where the clause of the verb at one place ends and that of the following verb begins."""
    if tokens[following - 1].tag == "KON":
        return following - 1
    between = [i for i in range(at + 1, following) if is_main[i]]
    signs = [i for i in between if tokens[i].text in _ENDS]
    words = [i for i in between if tokens[i].tag == "KON"]
    return max(signs or words or [following])
