"""The draft against the adopted text: every difference between them, and how much it weighs.

Works for any corpus that holds text with the status `draft` beside an adopted document. The rule
that tells content from wording stands in `assistant.weighing`.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, product

from assistant.aligning import Group, align
from assistant.comparison import (
    Aspect,
    Change,
    Comparison,
    Difference,
    Pair,
    Part,
    Piece,
    Place,
    Relation,
    Segment,
    Weight,
)
from assistant.errors import ComparisonError
from assistant.segments import segments_of
from assistant.tagging import Token
from assistant.weighing import tokens_of, weigh
from assistant.word_changes import mark_moved, pieces_of
from index import Index, Passage, Status

__all__ = ["compare", "compared_with", "counterparts", "document_pairs"]


def document_pairs(index: Index) -> list[tuple[str, str]]:
    """(draft's document id, adopted document id) of all that can be compared."""
    drafts = dict.fromkeys(p.document_id for p in index.passages if p.status is Status.DRAFT)
    adopted = dict.fromkeys(p.document_id for p in index.passages if p.status is Status.ADOPTED)
    twins: dict[tuple[str, str], int] = {}
    for draft_id, adopted_id in index.twins.items():
        pair = index.by_id[draft_id].document_id, index.by_id[adopted_id].document_id
        twins[pair] = twins.get(pair, 0) + 1
    found = []
    for draft in drafts:
        others = [(twins.get((draft, other), 0), other) for other in adopted]
        if others:
            found.append((draft, max(others, key=lambda one: one[0])[1]))
    return found


@lru_cache(maxsize=4)
def compare(index: Index, draft: str | None = None) -> Comparison:
    """The draft against the adopted text it became; made once for an open index.

    Args:
        draft: id of the document that holds the draft; the first with one if not given.

    Raises:
        ComparisonError: the documents hold no draft, or no adopted text.
    """
    pairs = [pair for pair in document_pairs(index) if draft in (None, pair[0])]
    if not pairs:
        among = f" in {draft!r}" if draft is not None else ""
        raise ComparisonError(
            f"there is no draft{among} to compare with an adopted text; "
            "section rules in document.toml say which sections are 'draft' and which 'adopted'"
        )
    ours, groups = _aligned(index, *pairs[0])
    pieces = mark_moved([pieces_of(group) for group in groups])
    moved = _out_of_order(groups, ours)
    marks = _changed_marks(groups)
    made = [
        _pair(group, own, number in moved, marks.get(number, []))
        for number, (group, own) in enumerate(zip(groups, pieces, strict=True))
    ]
    earlier, later = (index.documents[id] for id in pairs[0])
    return Comparison(earlier, later, tuple(made))


@lru_cache(maxsize=4)
def _aligned(index: Index, draft: str, adopted: str) -> tuple[list[Segment], list[Group]]:
    """The draft's lines, and all lines in groups; what only stands around the draft is left out."""
    ours = segments_of(index.documents[draft], index.passages, Status.DRAFT)
    theirs = segments_of(index.documents[adopted], index.passages, Status.ADOPTED)
    ours = _with_front(ours)
    around = (Part.TITLE, Part.FRAME)
    groups = align(ours, theirs)
    return ours, [g for g in groups if g.adopted or g.draft[0].part not in around]


def compared_with(index: Index, passage: Passage) -> list[Passage]:
    """The drafts of an adopted passage, or what was adopted of a draft; none of another one."""
    drafts, adopted = counterparts(index)
    ids = drafts.get(passage.id) or adopted.get(passage.id) or ()
    return [index.by_id[id] for id in ids]


@lru_cache(maxsize=4)
def counterparts(index: Index) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Which passages of the draft and of the adopted text go together, lists as wholes, too.

    Returns:
        Ids of the drafts of each adopted passage, and of the adopted passages of each draft.
    """
    drafts: dict[str, dict[str, None]] = {}
    adopted: dict[str, dict[str, None]] = {}
    for documents in document_pairs(index):
        for group in _aligned(index, *documents)[1]:
            lines = [s.passage for s in group.draft], [s.passage for s in group.adopted]
            for level in ("id", "parent"):
                ours, theirs = ([getattr(p, level) for p in side if p] for side in lines)
                for one, other in product(ours, theirs):
                    if one and other:
                        adopted.setdefault(one, {})[other] = None
                        drafts.setdefault(other, {})[one] = None
    return (
        {id: tuple(others) for id, others in drafts.items()},
        {id: tuple(others) for id, others in adopted.items()},
    )


def _with_front(segments: Sequence[Segment]) -> list[Segment]:
    """A draft's lines, with what stands before them in the document; what follows is no draft."""
    around = (Part.TITLE, Part.FRAME)
    first = next((i for i, one in enumerate(segments) if one.part not in around), 0)
    return [one for i, one in enumerate(segments) if i < first or one.part not in around]


def _out_of_order(groups: Sequence[Group], draft: Sequence[Segment]) -> set[int]:
    """Numbers of the groups that stand elsewhere than in the draft: the fewest that explain it."""
    place = {id(segment): number for number, segment in enumerate(draft)}
    both = [
        (number, place[id(group.draft[0])])
        for number, group in enumerate(groups)
        if group.draft and group.adopted and group.adopted[0].part not in (Part.TITLE, Part.FRAME)
    ]
    in_order = _longest_rising([position for _, position in both])
    moved = {number for i, (number, _) in enumerate(both) if i not in in_order}
    return moved | {
        number for number, _ in both if groups[number].draft[0].field != _field(groups[number])
    }


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Indices of a longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    indices: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        at = bisect.bisect_left(tails, value)
        tails[at : at + 1] = [value]
        indices[at : at + 1] = [i]
        before.append(indices[at - 1] if at else -1)
    kept: set[int] = set()
    i = indices[-1] if indices else -1
    while i >= 0:
        kept.add(i)
        i = before[i]
    return kept


def _changed_marks(groups: Sequence[Group]) -> dict[int, list[Difference]]:
    """Other marks before lines, such as a bullet for a number: one entry for each field."""
    changed: dict[tuple[object, ...], list[int]] = {}
    for number, group in enumerate(groups):
        if group.draft and group.adopted:
            old, new = (_sort_of_mark(side[0]) for side in (group.draft, group.adopted))
            if old != new:
                part, field = group.adopted[0].part, _field(group)
                changed.setdefault((part, field, old, new), []).append(number)
    found: dict[int, list[Difference]] = {}
    for numbers in changed.values():
        ours = tuple(groups[number].draft[0] for number in numbers)
        theirs = tuple(groups[number].adopted[0] for number in numbers)
        entry = Difference(
            Aspect.NUMBERING,
            Weight.WORDING,
            theirs[0].part,
            theirs[0].field,
            _from_to([one.marker for one in ours]),
            _from_to([one.marker for one in theirs]),
            ours,
            theirs,
        )
        found[numbers[0]] = [entry]
    return found


def _sort_of_mark(segment: Segment) -> str:
    return re.sub(r"\w+", "1", segment.marker)


def _from_to(marks: Sequence[str]) -> str:
    """ "1) – 5)", or the one mark that all lines have."""
    return marks[0] if len(set(marks)) == 1 else f"{marks[0]} – {marks[-1]}"


def _field(group: Group) -> int | None:
    return (group.adopted or group.draft)[0].field


def _pair(
    group: Group, pieces: tuple[Piece, ...], is_moved: bool, marks: Sequence[Difference]
) -> Pair:
    relation = _relation(group, pieces)
    differences = [*_structural(group, relation, is_moved), *marks]
    if relation not in (Relation.NEW, Relation.LEFT_OUT):
        differences += _of_words(group, pieces)
    first = (group.adopted or group.draft)[0]
    return Pair(
        first.part, first.field, relation, group.draft, group.adopted, pieces, tuple(differences)
    )


def _relation(group: Group, pieces: Sequence[Piece]) -> Relation:
    if not group.draft or not group.adopted:
        return Relation.LEFT_OUT if group.draft else Relation.NEW
    if len(group.adopted) > 1:
        return Relation.SPLIT
    if len(group.draft) > 1:
        return Relation.MERGED
    same = all(piece.change is Change.EQUAL for piece in pieces)
    return Relation.SAME if same else Relation.CHANGED


def _structural(group: Group, relation: Relation, is_moved: bool) -> Iterator[Difference]:
    """What became of the line as a whole."""
    ours, theirs = group.draft, group.adopted
    first = (theirs or ours)[0]

    def made(aspect: Aspect, draft: str, adopted: str) -> Difference:
        whole = aspect in (Aspect.NEW, Aspect.LEFT_OUT)
        weight = weigh(_tokens(ours), _tokens(theirs)) if whole else Weight.WORDING
        return Difference(aspect, weight, first.part, first.field, draft, adopted, ours, theirs)

    if relation in (Relation.NEW, Relation.LEFT_OUT):
        old, new = ("\n".join(one.text for one in side) for side in (ours, theirs))
        yield made(Aspect(relation.value), old, new)
        return
    numbers = _numbers(ours), _numbers(theirs)
    if relation in (Relation.SPLIT, Relation.MERGED):
        yield made(Aspect(relation.value), *numbers)
    elif numbers[0] != numbers[1]:
        yield made(Aspect.NUMBERING, *numbers)
    if is_moved:
        yield made(Aspect.ORDER, *numbers)


def _numbers(segments: Sequence[Segment]) -> str:
    """The numbers by which lines are known; only guidelines have some that say anything."""
    numbered = [s.number for s in segments if s.number and s.part is Part.GUIDELINE]
    return ", ".join(numbered)


def _tokens(segments: Sequence[Segment]) -> tuple[Token, ...]:
    return tuple(token for segment in segments for token in tokens_of(segment.text))


def _of_words(group: Group, pieces: Sequence[Piece]) -> Iterator[Difference]:
    """An entry for each change; those of mere signs are one entry together."""
    signs: list[Piece] = []
    for is_equal, run in groupby(pieces, key=lambda piece: piece.change is Change.EQUAL):
        changed = list(run)
        if is_equal:
            continue
        if not any(character.isalnum() for piece in changed for character in piece.text):
            signs += changed
            continue
        plain = [piece for piece in changed if piece.change is not Change.MOVED]
        if plain:
            yield _entry(group, Aspect.WORDS, plain)
        for piece in changed:
            if piece.change is Change.MOVED and piece.adopted is not None:
                yield _entry(group, Aspect.MOVED, [piece, *_where_it_was(piece, pieces)])
    if signs:
        yield _entry(group, Aspect.PUNCTUATION, signs)


def _where_it_was(moved: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.draft is not None and piece.draft == moved.elsewhere]


def _entry(group: Group, aspect: Aspect, pieces: Sequence[Piece]) -> Difference:
    drafted = _tokens_at(group.draft, [piece.draft for piece in pieces])
    adopted = _tokens_at(group.adopted, [piece.adopted for piece in pieces])
    weight = weigh(drafted, adopted) if aspect is Aspect.WORDS else Weight.WORDING
    old = " … ".join(piece.text for piece in pieces if piece.draft is not None)
    new = " … ".join(piece.text for piece in pieces if piece.adopted is not None)
    first = (group.adopted or group.draft)[0]
    sides = group.draft, group.adopted
    return Difference(aspect, weight, first.part, first.field, old, new, *sides, tuple(pieces))


def _tokens_at(segments: Sequence[Segment], places: Sequence[Place | None]) -> tuple[Token, ...]:
    """The words at some places, as they are tagged in their sentences."""
    return tuple(
        token
        for segment in segments
        for token in tokens_of(segment.text)
        for place in places
        if place is not None
        and place.start <= segment.start + token.start
        and segment.start + token.end <= place.end
    )
