"""Which lines of a draft became which lines of the adopted text: kept, split, merged, moved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assistant.segments import Part, Segment
from assistant.shared_words import share_contained, words_of

__all__ = ["Group", "align"]

_LEAST_LIKENESS = 55.0
"""Percent (indel ratio) from which two lines are versions of one another."""
_LEAST_CONTAINED = 0.5
"""Share of a line's words that must stand in another for it to be a piece split off or merged."""
_LEAST_IN_HEADING = 0.9
"""The same for headings: one holds the other's words, or they have nothing to do."""
_LEAST_LIKE_FRAME = 45.0
"""Percent of the words (indel ratio) that two remarks share that say the same."""
_SAME_PLACE = 10.0
"""Percent by which a line of the same field and number may be less alike and still be preferred."""
_FEWEST_WORDS = 4
"""Of a piece that was split off: fewer stand anywhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; one side is empty where a line is new or was left out."""

    draft: tuple[Segment, ...]
    adopted: tuple[Segment, ...]


def align(draft: Sequence[Segment], adopted: Sequence[Segment]) -> list[Group]:
    """Pair the lines of both texts; every line stands in exactly one group.

    Lines pair by likeness of their letters, those of the same part of the text only, and the same
    field and number first where that leaves a choice; headings of a field pair by the field. What
    is left joins the pair whose words it holds: then a point was split, or several merged.

    Returns:
        Groups in the order of the adopted text; what was left out follows what stood before it.
    """
    pairs: dict[int, list[int]] = {}  # adopted -> drafts, by position
    for part in Part:
        ours = [i for i, one in enumerate(draft) if _kind(one.part) is part]
        theirs = [i for i, one in enumerate(adopted) if _kind(one.part) is part]
        match = _match_headings if part is Part.HEADING else _match_lines
        for d, a in match(draft, ours, adopted, theirs):
            pairs[a] = [d]
    owner = {a: a for a in pairs}  # an adopted line -> the one whose group it is in
    _join_rest(draft, adopted, pairs, owner)
    return _groups(draft, adopted, pairs, owner)


def _kind(part: Part) -> Part:
    """Headings pair with headings, whatever they stand above; so do the lines around a text."""
    return Part.HEADING if part is Part.TITLE else part


def _match_lines(
    draft: Sequence[Segment], ours: list[int], adopted: Sequence[Segment], theirs: list[int]
) -> list[tuple[int, int]]:
    if not ours or not theirs:
        return []
    if draft[ours[0]].part is Part.FRAME:
        return _match_frames(draft, ours, adopted, theirs)
    letters = [[_letters(texts[i].text) for i in chosen]
               for texts, chosen in ((draft, ours), (adopted, theirs))]  # fmt: skip
    likeness = process.cdist(*letters, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    candidates = []
    for x, y in zip(*likeness.nonzero(), strict=True):
        one, other = draft[ours[x]], adopted[theirs[y]]
        same_field = one.field == other.field
        place = same_field + (same_field and one.number == other.number)
        nearness = -abs(x / len(ours) - y / len(theirs))
        rank = (likeness[x, y] + _SAME_PLACE * place / 2, nearness)
        candidates.append((rank, ours[x], theirs[y]))
    return _best_first(candidates)


def _match_frames(
    draft: Sequence[Segment], ours: list[int], adopted: Sequence[Segment], theirs: list[int]
) -> list[tuple[int, int]]:
    """Remarks around the texts pair by their words: they say the same in other letters."""
    candidates = []
    for d in ours:
        for a in theirs:
            alike = fuzz.ratio(words_of(draft[d].text), words_of(adopted[a].text))
            if alike >= _LEAST_LIKE_FRAME:
                candidates.append(((alike, -d / len(draft)), d, a))
    return _best_first(candidates)


def _match_headings(
    draft: Sequence[Segment], ours: list[int], adopted: Sequence[Segment], theirs: list[int]
) -> list[tuple[int, int]]:
    candidates = []
    for d in ours:
        for a in theirs:
            one, other = draft[d], adopted[a]
            opens_field = one.field is not None and one.field == other.field
            if opens_field and one.depth == other.depth and one.part is other.part:
                candidates.append(((2.0, 0.0), d, a))
            elif (held := share_contained(one.text, other.text)) >= _LEAST_IN_HEADING:
                same_part = float(one.part is other.part)
                candidates.append(((held, same_part - d / len(draft)), d, a))
    return _best_first(candidates)


def _best_first(candidates: list[tuple[tuple[float, float], int, int]]) -> list[tuple[int, int]]:
    """Pairs in which every line stands once, the likeliest first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, d, a in sorted(candidates, key=lambda one: one[0], reverse=True):
        if d not in pairs and a not in taken:
            pairs[d] = a
            taken.add(a)
    return list(pairs.items())


def _join_rest(
    draft: Sequence[Segment],
    adopted: Sequence[Segment],
    pairs: dict[int, list[int]],
    owner: dict[int, int],
) -> None:
    """Lines without a partner join the pair that holds their words."""
    firsts = list(pairs.items())
    for a, segment in enumerate(adopted):
        if a not in owner and segment.part not in (Part.HEADING, Part.TITLE):
            others = [(draft[ds[0]], first) for first, ds in firsts]
            if (first := _holding(segment, others)) is not None:
                owner[a] = first
    used = {d for ds in pairs.values() for d in ds}
    for d, segment in enumerate(draft):
        if d not in used and segment.part not in (Part.HEADING, Part.TITLE, Part.FRAME):
            others = [(adopted[first], first) for first, _ in firsts]
            if (first := _holding(segment, others)) is not None:
                pairs[first].append(d)


def _holding(segment: Segment, others: Sequence[tuple[Segment, int]]) -> int | None:
    """The pair, named by its first adopted line, whose other side holds most of a line's words."""
    if len(words_of(segment.text)) < _FEWEST_WORDS:
        return None
    held = [
        (share_contained(segment.text, other.text), other.field == segment.field, -number)
        for other, number in others
        if other.part is segment.part
    ]
    best = max(held, default=(0.0, False, 0))
    return -best[2] if best[0] >= _LEAST_CONTAINED else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _groups(
    draft: Sequence[Segment],
    adopted: Sequence[Segment],
    pairs: dict[int, list[int]],
    owner: dict[int, int],
) -> list[Group]:
    members: dict[int, list[int]] = {}
    for a in range(len(adopted)):
        members.setdefault(owner.get(a, a), []).append(a)
    placed = {d: first for first, ds in pairs.items() for d in ds}
    left_out: dict[int | None, list[int]] = {}
    before: int | None = None
    for d in range(len(draft)):
        before = placed.get(d, before)
        if d not in placed:
            left_out.setdefault(before, []).append(d)
    groups = [Group((draft[d],), ()) for d in left_out.get(None, [])]
    for first, together in members.items():
        ours = tuple(draft[d] for d in sorted(pairs.get(first, [])))
        groups.append(Group(ours, tuple(adopted[a] for a in together)))
        groups += [Group((draft[d],), ()) for d in left_out.get(first, [])]
    return groups
