"""Questions that compare what was adopted with what was drafted or suggested before."""

from dataclasses import replace

import numpy as np

from assistant.compared_parts import named_part, pair_of_part
from assistant.comparison_signs import speaks_of_suggestion
from assistant.differences import compared_with
from assistant.shared_words import repeats, share_contained
from index import Hit, Index, Kind, Passage, Status
from index.model import Vectors
from index.searching import Filters, Findings

__all__ = ["with_adopted_ahead", "with_counterpart", "with_named_part"]

_FARTHER = 0.25
"""Cosine by which the adopted counterpart may be farther from the question; on the tuning half."""
_NEAR = 0.1
"""The same for an earlier text beside an adopted one that answers best."""
_SURE = 0.45
"""Cosine to the question, or to it and the suggestion, from which meaning tells the counterpart;
below, words do."""
_ASKED = 0.45
"""Cosine to a comparing question from which it tells what settled the matter; on the tuning
half."""
_OPEN = 0.05
"""Cosine by which a counterpart by words may be farther from the question than one by meaning."""
_BINDING = (Kind.GUIDELINE, Kind.PREAMBLE)
_EVERY = 1000
_AHEAD = 0.5
"""Of its score, what an adopted text would gain at a probability of 1; on the tuning half."""


def with_named_part(index: Index, findings: Findings, question: str) -> Findings | None:
    """The findings led by both texts of the part that a question names, where they differ most.

    None where it names none, or nothing in it was changed.
    """
    part = named_part(question)
    pair = pair_of_part(index, part) if part and findings.hits else None
    if pair is None:
        return None
    return _led_by(findings, [replace(findings.hits[0], passage=one, twin=None) for one in pair])


def with_counterpart(
    index: Index, findings: Findings, vector: Vectors, words: str, language: str
) -> Findings:
    """The same findings led by a pair: the adopted text, then the earlier one it goes with.

    Where people compare like this already, what is known to have settled the matter leads. Else,
    where the best hit is adopted, it leads, and a suggestion that is nearly as near follows it if
    the question speaks of one, else its draft. Where the best hit is a draft, what was adopted of
    it goes before; where it is a suggestion or an approach, the adopted text that repeats its words
    or else is nearest to it and the question, with its draft if the question speaks of no
    suggestion. Without one, the first adopted text among what was found leads, if it is near
    enough.
    """
    best = findings.hits[0]
    status = best.passage.status
    settled = _settled(findings)
    if not status.is_earlier:
        lead = settled or (best if status is Status.ADOPTED else None)
        second = _earlier(index, findings, lead, words) if lead else None
        pair = [hit for hit in (lead, second) if hit is not None]
        return findings if pair in ([], [best]) else _led_by(findings, pair)
    adopted = settled or _adopted(index, best, vector, words, language) or _first_adopted(findings)
    if adopted is None:
        return findings
    if status is Status.DRAFT or speaks_of_suggestion(words):
        return _led_by(findings, [adopted, best])
    drafts = compared_with(index, adopted.passage)
    pair = [adopted, replace(adopted, passage=drafts[0], twin=None)] if drafts else [adopted]
    return _led_by(findings, [*pair, best])


def with_adopted_ahead(findings: Findings, probability: float) -> Findings:
    """The findings with what was adopted ahead, the more so the likelier it is to be asked for.

    Args:
        probability: that the question compares.
    """
    ahead = 1.0 + _AHEAD * probability
    hits = [
        replace(hit, score=hit.score * ahead) if hit.passage.status is Status.ADOPTED else hit
        for hit in findings.hits
    ]
    return replace(findings, hits=tuple(sorted(hits, key=lambda hit: -hit.score)))


def _first_adopted(findings: Findings) -> Hit | None:
    """The adopted text among what was found, if it is near enough."""
    least = _similarity(findings.hits[0]) - _FARTHER
    near = (hit for hit in findings.hits if _similarity(hit) >= least)
    return next((hit for hit in near if hit.passage.status is Status.ADOPTED), None)


def _settled(findings: Findings) -> Hit | None:
    """The passage that comparing questions near enough lead to, as it was found by itself."""
    settled = findings.settled.hit
    if settled is None or _similarity(settled) < _ASKED:
        return None
    found = (hit for hit in findings.hits if hit.passage == settled.passage)
    return next(found, replace(findings.hits[0], passage=settled.passage, twin=None))


def _earlier(index: Index, findings: Findings, adopted: Hit, words: str) -> Hit | None:
    """What goes with an adopted text, where no earlier one answers best."""
    if speaks_of_suggestion(words) or not (drafts := compared_with(index, adopted.passage)):
        earlier = [
            h for h in findings.hits if h.passage.status in (Status.DRAFT, Status.SUGGESTION)
        ]
        least = _similarity(findings.hits[0]) - _NEAR
        found = next((hit for hit in earlier if _similarity(hit) >= least), None)
        if found is not None or not (drafts := compared_with(index, adopted.passage)):
            return found
    return replace(adopted, passage=drafts[0], twin=None)


def _adopted(index: Index, earlier: Hit, vector: Vectors, words: str, language: str) -> Hit | None:
    """The adopted text that goes with the best hit, which is an earlier one."""
    filters = Filters(status=Status.ADOPTED)
    if same := compared_with(index, earlier.passage) or _repeated(index, earlier.passage):
        ids = {passage.id for passage in same}
        hits = index.find(vector, words, _EVERY, filters, language).hits
        known = [hit for hit in hits if hit.passage.id in ids]
        return max(known, key=_similarity) if known else replace(earlier, passage=same[0])
    both = vector + index.encode([earlier.passage.text])[0]
    both = both / np.linalg.norm(both)
    to_both = index.find(both, words, _EVERY, filters, language).hits
    binding = [hit for hit in to_both if hit.passage.kind in _BINDING]
    if not binding:
        return None
    adopted = max(binding, key=_similarity)
    to_question = index.find(vector, words, _EVERY, filters, language).hits
    counterpart = next((hit for hit in to_question if hit.passage == adopted.passage), None)
    to_question_alone = _similarity(counterpart) if counterpart else -1.0
    if max(_similarity(adopted), to_question_alone) < _SURE:
        named = _by_words(index, earlier.passage, both, words)
        alone = next((hit for hit in to_question if named and hit.passage == named.passage), None)
        if alone is not None and _similarity(alone) >= to_question_alone - _OPEN:
            return alone
    if counterpart is None or _similarity(counterpart) < _similarity(earlier) - _FARTHER:
        return None
    return counterpart


def _by_words(index: Index, suggestion: Passage, both: Vectors, words: str) -> Hit | None:
    """The adopted text of a suggestion's own field that shares most of its words.

    Participants wrote on the wording of their field: the words they name are the surest trace.
    """
    if suggestion.field is None:
        return None
    filters = Filters(field=suggestion.field, status=Status.ADOPTED)
    hits = index.find(both, f"{words} {suggestion.text}", _EVERY, filters).hits
    binding = [hit for hit in hits if hit.passage.kind in _BINDING and hit.lexical_rank]
    return min(binding, key=lambda hit: hit.lexical_rank or _EVERY, default=None)


def _repeated(index: Index, suggestion: Passage) -> list[Passage]:
    """The adopted text whose wording a suggestion repeats, most of it and in the same order."""
    adopted = [
        passage
        for passage in index.passages
        if passage.status is Status.ADOPTED
        and passage.kind in _BINDING
        and repeats(suggestion.text, passage.text)
    ]
    return sorted(adopted, key=lambda one: -share_contained(suggestion.text, one.text))[:1]


def _led_by(findings: Findings, pair: list[Hit]) -> Findings:
    """Both count as best; the others follow in their order, as many as before."""
    score = findings.hits[0].score
    ids = {hit.passage.id for hit in pair}
    led = [
        replace(hit, score=score, twin=None if hit.twin and hit.twin.id in ids else hit.twin)
        for hit in pair
    ]
    rest = [hit for hit in findings.hits if hit.passage.id not in ids]
    return replace(findings, hits=tuple([*led, *rest][: max(len(findings.hits), 2)]))


def _similarity(hit: Hit) -> float:
    return hit.similarity if hit.similarity is not None else -1.0
