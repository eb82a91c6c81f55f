"""Two versions of a text word by word: what is equal, inserted, deleted, moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, product

from assistant.aligning import Group
from assistant.segments import Segment
from assistant.tagging import Token
from assistant.weighing import tokens_of

__all__ = ["Change", "Piece", "Place", "mark_moved", "pieces_of"]

_AFAR = 4
"""Words in a row that must be the same for a stretch to count as moved between two points."""
_TELLING = ("N", "ADJ", "VV", "CARD")
"""Words of which one must be in what counts as moved."""


class Change(StrEnum):
    """What happened to a stretch of text on the way from the draft to the adopted text."""

    EQUAL = "equal"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch stands: `documents[document_id].text[start:end]`."""

    document_id: str
    start: int
    end: int
    passage_id: str | None = None
    """None for headings."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: those with a place in the draft, read in order, are the draft."""

    change: Change
    text: str
    """As adopted; of deleted words, as drafted."""
    draft: Place | None = None
    """Where it stands in the draft; None where it does not stand there at this point."""
    adopted: Place | None = None
    elsewhere: Place | None = None
    """Of moved words: at their old place, where they stand now; at the new one, where before."""
    spaced: bool = False
    """Whether a space, or a new line, stands before it."""


@dataclass(frozen=True, slots=True)
class _Word:
    token: Token
    segment: Segment


def pieces_of(group: Group) -> tuple[Piece, ...]:
    """A group's texts as pieces, in the order of reading; no piece runs over the end of a line."""
    ours, theirs = _words(group.draft), _words(group.adopted)
    first, second = ([word.token.text for word in words] for words in (ours, theirs))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    found: list[Piece] = []
    for code, a, b, c, d in matcher.get_opcodes():
        if code == "equal":
            found += _equal(ours[a:b], theirs[c:d])
        else:
            found += [_piece(Change.DELETED, run) for run in _runs(ours[a:b])]
            found += [_piece(Change.INSERTED, run) for run in _runs(theirs[c:d])]
    return tuple(found)


def mark_moved(groups: Sequence[Sequence[Piece]]) -> list[tuple[Piece, ...]]:
    """The same pieces, where words that were deleted here and inserted there are marked as moved.

    Inside one group a single content word is enough; between groups only a longer stretch counts,
    as short ones stand in many places.
    """
    marked = [list(pieces) for pieces in groups]
    inserted_runs = [_runs_of_words(pieces) for pieces in marked]
    for at, pieces in enumerate(marked):
        for deleted in [piece for piece in pieces if piece.change is Change.DELETED]:
            if _move(pieces, deleted, pieces, 1):
                continue
            wanted = _runs_of_words([replace(deleted, change=Change.INSERTED)])
            for other, runs in enumerate(inserted_runs):
                if other != at and wanted & runs and _move(pieces, deleted, marked[other], _AFAR):
                    break
    return [tuple(pieces) for pieces in marked]


def _words(segments: Sequence[Segment]) -> list[_Word]:
    return [_Word(token, segment) for segment in segments for token in tokens_of(segment.text)]


def _runs(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """The words, cut where another line begins."""
    for _, run in groupby(words, key=lambda word: word.segment):
        yield list(run)


def _equal(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[Piece]:
    """Equal words, cut where a line of either side ends."""
    pairs = zip(ours, theirs, strict=True)
    for _, run in groupby(pairs, key=lambda pair: (pair[0].segment, pair[1].segment)):
        drafted, adopted = zip(*run, strict=True)
        there, here = _place(drafted), _place(adopted)
        yield Piece(Change.EQUAL, _text(adopted), there, here, spaced=_is_spaced(adopted))


def _piece(change: Change, run: Sequence[_Word]) -> Piece:
    place = _place(run)
    if change is Change.DELETED:
        return Piece(change, _text(run), draft=place, spaced=_is_spaced(run))
    return Piece(change, _text(run), adopted=place, spaced=_is_spaced(run))


def _is_spaced(run: Sequence[_Word]) -> bool:
    start = run[0].token.start
    return start == 0 or run[0].segment.text[start - 1].isspace()


def _text(run: Sequence[_Word]) -> str:
    return run[0].segment.text[run[0].token.start : run[-1].token.end]


def _place(run: Sequence[_Word]) -> Place:
    segment = run[0].segment
    start, end = segment.start + run[0].token.start, segment.start + run[-1].token.end
    return Place(segment.document_id, start, end, segment.passage.id if segment.passage else None)


def _runs_of_words(pieces: Sequence[Piece]) -> set[tuple[str, ...]]:
    """All stretches of inserted words that are just long enough to count as moved from afar."""
    runs = set()
    for piece in pieces:
        if piece.change is Change.INSERTED:
            words = [token.text for token in tokens_of(piece.text)]
            runs |= {tuple(words[i : i + _AFAR]) for i in range(len(words) - _AFAR + 1)}
    return runs


def _move(source: list[Piece], deleted: Piece, target: list[Piece], least: int) -> bool:
    """Mark the longest stretch of a deleted piece that an inserted one repeats, if there is one."""
    words = tokens_of(deleted.text)
    best: tuple[int, int, int] = 0, 0, 0
    inserted: Piece | None = None
    for piece in target:
        if piece.change is Change.INSERTED:
            stretch = _longest_common(words, tokens_of(piece.text))
            if stretch[2] >= least and stretch[2] > best[2]:
                best, inserted = stretch, piece
    if inserted is None or deleted.draft is None or inserted.adopted is None:
        return False
    a, b, size = best
    others = tokens_of(inserted.text)
    ours = words[a].start, words[a + size - 1].end
    theirs = others[b].start, others[b + size - 1].end
    old, new = _part(deleted.draft, ours), _part(inserted.adopted, theirs)
    text = inserted.text[slice(*theirs)]
    gone = Piece(Change.MOVED, text, draft=old, elsewhere=new)
    come = Piece(Change.MOVED, text, adopted=new, elsewhere=old)
    _split(source, deleted, ours, gone)
    _split(target, inserted, theirs, come)
    return True


def _longest_common(words: Sequence[Token], others: Sequence[Token]) -> tuple[int, int, int]:
    """(start here, start there, length) of the longest equal stretch that says something."""
    best = 0, 0, 0
    for a, b in product(range(len(words)), range(len(others))):
        size = 0
        telling = False
        while (
            a + size < len(words)
            and b + size < len(others)
            and words[a + size].text == others[b + size].text
        ):
            telling = telling or words[a + size].tag.startswith(_TELLING)
            size += 1
        if telling and size > best[2]:
            best = a, b, size
    return best


def _part(place: Place, span: tuple[int, int]) -> Place:
    return replace(place, start=place.start + span[0], end=place.start + span[1])


def _split(pieces: list[Piece], old: Piece, span: tuple[int, int], moved: Piece) -> None:
    """Put the moved piece in the place of that part of an old one; its rest stays as it was."""
    at = next(i for i, piece in enumerate(pieces) if piece is old)
    before, after = _stretch(old, 0, span[0]), _stretch(old, span[1], len(old.text))
    spaced = old.text[span[0] - 1].isspace() if span[0] else old.spaced
    pieces[at : at + 1] = [*before, replace(moved, spaced=spaced), *after]


def _stretch(piece: Piece, start: int, end: int) -> list[Piece]:
    """A part of a piece, without the space at its ends; nothing where only space is left."""
    text = piece.text[start:end]
    span = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    if not text.strip():
        return []
    return [
        replace(
            piece,
            text=text.strip(),
            draft=_part(piece.draft, span) if piece.draft else None,
            adopted=_part(piece.adopted, span) if piece.adopted else None,
            spaced=piece.text[span[0] - 1].isspace() if span[0] else piece.spaced,
        )
    ]
