"""A question with its history -> what the search finds for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.answer import Outcome
from assistant.comparing import with_adopted_ahead, with_counterpart, with_named_part
from assistant.comparison_question import judge_comparison
from assistant.deciding import Calibration, Decision, decide
from assistant.dialogue import Leaning, leaning, with_history
from assistant.language import detect_language
from assistant.matters import matters_of
from assistant.signals import signals_of
from index import Hit, Index
from index.model import Vectors
from index.placing import is_bare
from index.searching import Findings

__all__ = ["Found", "ReadPassage", "find", "is_small_talk"]

_NEARER = {Leaning.NONE: 0.02, Leaning.PERHAPS: 0.0, Leaning.SURELY: float("-inf")}
"""By how much more similar the best passage must be to a question together with its history than
to the question alone, for both to be searched together; chosen on the tuning half."""

_SMALL_TALK = 0.8
"""Share of the themes outside among the nearest views, from which no passage was meant: a greeting
has .9 and more, a word such as "Unternehmen", which stands in themes outside too, .75 at most."""
_FARTHER = -0.1
"""Lead of the best passage, below which none was meant: a greeting has -.18 and less, a question to
documents without example questions mostly more."""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """What a reader made of a passage."""

    score: float
    sentences: Callable[[], Vectors]
    """Gives their scores, shape (sentences,)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for and found."""

    text: str
    """The question as it was searched: in the spelling of the documents, alone or led by an earlier
    one."""
    vector: Vectors
    findings: Findings
    decision: Decision
    is_ordered: bool = False
    """Whether the hits stand in an order of their own, as in a comparison."""
    matters: tuple[Hit, ...] = ()
    """What parts of the question surely ask for, if it is about several matters."""
    read: Mapping[str, ReadPassage] = field(default_factory=dict)
    """The passages that a reader read, by id."""

    @property
    def outcome(self) -> Outcome:
        return self.decision.outcome


def find(
    index: Index,
    calibration: Calibration,
    text: str,
    history: tuple[str, ...],
    language: str,
    german: str | None = None,
) -> Found:
    """Search for a question, alone or together with the history it leans on.

    Whether it leans on it, and on which part of it, is judged by its words and by which search
    finds something nearest. What clearly is a matter of its own, also one outside the documents,
    stays alone.

    Args:
        language: of the answer, and of the question if it does not tell; a BCP-47 tag.
        german: a translation of the question, for the word search.
    """
    text, *earlier = (index.spelt(one, detect_language(one, language)) for one in (text, *history))
    words = _Words(text, language) if german is None else _Words(german, "de")
    found = _find_whole(index, calibration, text, earlier, words)
    if found.text != text or found.is_ordered or found.outcome is not Outcome.ANSWERED:
        return found
    return replace(found, matters=matters_of(index, text, language))


@dataclass(frozen=True, slots=True)
class _Words:
    """What the word search reads of a question: its own words, or a translation of it."""

    text: str
    language: str


def _find_whole(
    index: Index, calibration: Calibration, text: str, earlier: Sequence[str], words: _Words
) -> Found:
    """What a question finds, all of it at once, alone or led by what was asked earlier."""
    led = with_history(text, earlier)
    texts = [text, *led]
    encoded = zip(texts, *index.encode_layers(texts), strict=True)
    find_with = partial(index.find, question=words.text, language=words.language)
    searched = (
        _Searched(one, vector, layers, find_with(vector, bare=is_bare(one)))
        for one, vector, layers in encoded
    )
    alone = next(searched)
    decision = decide(alone.findings, calibration)
    leans = leaning(text)
    stays = _stands_alone(alone, decision, leans)
    if not led or decision.outcome is Outcome.REFUSED or stays:
        return _found(index, calibration, alone, decision, words)
    together = max(searched, key=lambda one: one.similarity)
    if together.similarity - alone.similarity < _NEARER[leans]:
        return _found(index, calibration, alone, decision, words)
    decision = decide(together.findings, calibration)
    return _found(index, calibration, together, decision, words)


@dataclass(frozen=True, slots=True)
class _Searched:
    """One reading of a question, and what a search for it found."""

    text: str
    vector: Vectors
    layers: Vectors
    findings: Findings

    @property
    def similarity(self) -> float:
        """Of the best passage."""
        return signals_of(self.findings).similarity


def _found(
    index: Index, calibration: Calibration, searched: _Searched, decision: Decision, words: _Words
) -> Found:
    """The findings, in an order of their own if the question compares."""
    text, vector, findings = searched.text, searched.vector, searched.findings
    if decision.outcome is Outcome.REFUSED:
        return Found(text, vector, findings, decision)
    comparison = judge_comparison(text, searched.layers, index.encoder_name)
    if comparison.compares and findings.settled.inside is not None and calibration.comparing:
        decision = decide(findings, calibration, calibration.comparing)
    if comparison.compares and (named := with_named_part(index, findings, text)):
        return Found(text, vector, named, replace(decision, outcome=Outcome.ANSWERED), True)
    if comparison.compares and decision.outcome is Outcome.ANSWERED:
        paired = with_counterpart(index, findings, vector, words.text, words.language)
        if paired is not findings:
            return Found(text, vector, paired, decision, True)
    return Found(text, vector, with_adopted_ahead(findings, comparison.probability), decision)


def is_small_talk(findings: Findings) -> bool:
    """Whether the text found for is a greeting, thanks and the like, near to hardly any passage."""
    if findings.theme is None or findings.theme.outcome != "about":
        return False
    return findings.outside_share > _SMALL_TALK and signals_of(findings).lead < _FARTHER


def _stands_alone(searched: _Searched, decision: Decision, leans: Leaning) -> bool:
    """Whether it clearly is a matter of its own: one outside the documents, small talk, or bare
    words that name a subject of the documents."""
    if leans is Leaning.NONE:
        return decision.signals.lead < 0
    names_subject = is_bare(searched.text) and not searched.text.rstrip().endswith(("?", "؟"))
    answers = names_subject and decision.outcome is Outcome.ANSWERED
    return leans is Leaning.PERHAPS and (answers or is_small_talk(searched.findings))
