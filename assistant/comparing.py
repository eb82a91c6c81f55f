"""Questions that compare what was adopted with what was drafted or suggested before."""

import re
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import LCSseq

from assistant.aligning import words_of
from assistant.differences import compared_with
from index import Hit, Index, Kind, Passage, Status
from index.model import Vectors
from index.searching import Filters, Findings

__all__ = ["asks_to_compare", "with_counterpart"]

_ADOPTED = re.compile(
    r"beschlus|beschlos|beschließ|verabschied|\b(stadt)?rat\b|rates\b|gültig|endfassung|endgültig|"
    r"am ende|zum schluss|fertigen text|\b2019\b|adopted|council|approved|final|in force|"
    r"decided|ухвал|прийнят|\bрад[аи]\b|остаточн|вирішил|принят|утвержд|\bсовет|окончат|решил|"
    r"kabul ed|meclis|nihai|onaylan|karar ver|عتماد|عتمد|المجلس|نهائي|قرر|مصوب|تصویب|شورا|نهایی|"
    r"uchwal|przyję|\brad[ay]\b|ostateczn|postanow|adoptat|consiliul|aprobat|text(ul)? final|"
    r"hội đồng|thông qua|cuối cùng|quyết định|adopté|conseil municipal|le conseil|définiti|voté",
    re.IGNORECASE,
)
_DRAFTED = re.compile(
    r"entwurf|entwürf|vorlage|\b2018\b|ursprünglich|zuerst|draft|original(ly)? (text|wording|said)|"
    r"проєкт|проект|чернет|taslak|مسودة|المسودّ|پیش.نویس|projek(cie|tem|tu)\b|proiect|dự thảo|"
    r"projet",
    re.IGNORECASE,
)
_SUGGESTED = re.compile(
    r"gruppe|\bAG ?\d|teilnehm|vorgeschlagen|vorschlag|vorschl|anreg|angeregt|\bidee|wollten|"
    r"wollte|gewünscht|gefordert|\bkarten?\b|diskussion|diskutier|propos|suggest|participants|"
    r"wanted|working group|discuss|пропон|учасник|обговор|предлож|предлаг|участник|обсужд|öner|"
    r"katılımcı|tartış|اقترح|مشارك|اقتراح|نقاش|پیشنهاد|شرکت.کنند|بحث|uczestni|grup[ay]|dyskusj|"
    r"propus|propun|participan|discuți|đề xuất|đề nghị|người tham gia|nhóm|thảo luận|débat",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"geänder|\b(ver)?änder|unterschied|anders|umformul|umgeschrieb|umschreib|gedreht|überarbeit|"
    r"übernommen|geblieben|weggefallen|rausgeflogen|gestrichen|streichen|"
    r"noch (da|drin)|\b(steht|stehen|heißt|gilt|taucht|kommt)\b.{0,80}\bnoch\b|"
    r"erweitert|ersetzt|vergleich|gegenüber|geworden|\bneu\b|(?<!é)\bchang|differ|still|"
    r"compar|kept|made it|taken up|змін|відрізн|измен|отлич|değiş|fark|hâlâ|تغي|اختلف|فرق|تغییر|"
    r"zmieni|różn|schimb|difer|altfel|thay đổi|khác|différ|modifi|toujours",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(wurden?|worden|hat|haben|ist|sind)\b.*\b(ab|um|ver)?(geändert|verändert|umformuliert|"
    r"umgeschrieben|überarbeitet|gestrichen|ersetzt|weggefallen|weggelassen|rausgeflogen|"
    r"abgeschwächt|verschärft)\b|\bwas (hat|haben) sich\b.*(ge|ver)änder|"
    r"unterschiede? zwischen|\b(was|were|been|has|have) (changed|altered|deleted|removed|dropped|"
    r"reworded|rewritten)\b|what changed|differences? between|що змін|що прибрали|різниц[яі] між|"
    r"что измен|что убрали|разниц[аы] между|ne değişti|değiştirildi|arasındaki fark|ماذا تغي|"
    r"ما الذي تغي|الفرق بين|چه تغییر|تفاوت|co (się )?zmieni|różnic[ae] między|ce s-a (schimbat|"
    r"modificat)|diferenț[aăe]\w* (între|dintre)|đã thay đổi|thay đổi gì|khác (nhau|biệt)|"
    r"(a|ont) été (modifié|changé|supprimé)|qu['’]est-ce qui a changé|différences? entre",
    re.IGNORECASE,
)
"""Asks for a change by itself: only these texts changed on the way to being adopted."""
_EITHER_OR = re.compile(
    r"oder (nur|blo(ß|ss)|(war|ist?|hat) das)|or (just|only|did)|чи (лише|тільки|просто)|"
    r"или (только|просто|лишь)|yoksa|\bأم\b|یا فقط|czy (to )?tylko|sau doar|hay chỉ|"
    r"ou (juste|seulement|bien)",
    re.IGNORECASE,
)
"""Asks what one text is worth: "decided, or only suggested?"."""
_FARTHER = 0.25
"""Cosine by which the adopted counterpart may be farther from the question; on the tuning half."""
_NEAR = 0.1
"""The same for an earlier text beside an adopted one that answers best."""
_SURE = 0.45
"""Cosine to the question, or to it and the suggestion, from which meaning tells the counterpart;
below, words do."""
_OPEN = 0.05
"""Cosine by which a counterpart by words may be farther from the question than one by meaning."""
_REPEATED = 0.7
"""Share of the shorter text's words that a suggestion and the text it repeats have in common."""
_FEWEST_WORDS = 6
_BINDING = (Kind.GUIDELINE, Kind.PREAMBLE)
_EVERY = 1000


def asks_to_compare(question: str) -> bool:
    """Whether a question, in any of the languages, sets an earlier text beside the adopted one."""
    if _EITHER_OR.search(question):
        return False
    adopted = bool(_ADOPTED.search(question))
    earlier = bool(_DRAFTED.search(question) or _SUGGESTED.search(question))
    changed = bool(_CHANGE.search(question)) and (adopted or earlier)
    return (adopted and earlier) or changed or bool(_CHANGED.search(question))


def with_counterpart(
    index: Index, findings: Findings, vector: Vectors, words: str, language: str
) -> Findings:
    """The same findings led by a pair: the adopted text, then the earlier one it goes with.

    Where the best hit is adopted, a suggestion that is nearly as near follows it if the question
    speaks of one, else its draft. Where the best hit is a draft, what was adopted of it goes
    before; where it is a suggestion, the adopted text that repeats its words or else is nearest
    to both the question and the suggestion.
    """
    best = findings.hits[0]
    status = best.passage.status
    if status is Status.ADOPTED:
        second = _earlier(index, findings, words)
        return _led_by(findings, [best, second]) if second else findings
    if status not in (Status.DRAFT, Status.SUGGESTION):
        return findings
    adopted = _adopted(index, best, vector, words, language)
    return _led_by(findings, [adopted, best]) if adopted else findings


def _earlier(index: Index, findings: Findings, words: str) -> Hit | None:
    """What goes with the best hit, which is adopted."""
    best = findings.hits[0]
    if _SUGGESTED.search(words) or not (drafts := compared_with(index, best.passage)):
        earlier = [
            h for h in findings.hits if h.passage.status in (Status.DRAFT, Status.SUGGESTION)
        ]
        near = (hit for hit in earlier if _similarity(hit) >= _similarity(best) - _NEAR)
        found = next(near, None)
        if found is not None or not (drafts := compared_with(index, best.passage)):
            return found
    return replace(best, passage=drafts[0], twin=None)


def _adopted(index: Index, earlier: Hit, vector: Vectors, words: str, language: str) -> Hit | None:
    """The adopted text that goes with the best hit, which is a draft or a suggestion."""
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
    own = words_of(suggestion.text)
    shares = [
        (LCSseq.similarity(own, theirs) / min(len(own), len(theirs)), passage)
        for passage in index.passages
        if passage.status is Status.ADOPTED
        and passage.kind in _BINDING
        and min(len(own), len(theirs := words_of(passage.text))) >= _FEWEST_WORDS
    ]
    share, passage = max(shares, key=lambda one: one[0], default=(0.0, suggestion))
    return [passage] if share >= _REPEATED else []


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
