"""Questions that compare what was adopted with what was drafted or suggested before."""

import re
from dataclasses import replace

import numpy as np

from index import Hit, Index, Kind, Status
from index.model import Vectors
from index.searching import Filters, Findings

__all__ = ["asks_to_compare", "with_counterpart"]

_ADOPTED = re.compile(
    r"beschlus|beschlos|beschließ|verabschied|\b(stadt)?rat\b|rates\b|gültig|endfassung|endgültig|"
    r"am ende|zum schluss|\b2019\b|adopted|council|approved|final|in force|ухвал|прийнят|"
    r"\bрад[аи]\b|остаточн|принят|утвержд|\bсовет|окончат|kabul ed|meclis|nihai|onaylan|عتماد|"
    r"عتمد|المجلس|نهائي|مصوب|تصویب|شورا|نهایی|uchwal|przyję|\brad[ay]\b|ostateczn|adoptat|"
    r"consiliul|aprobat|hội đồng|thông qua|cuối cùng|adopté|conseil municipal|le conseil|définiti|"
    r"voté",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"entwurf|entwürf|vorlage|\b2018\b|gruppe|\bAG ?\d|teilnehm|vorgeschlag|vorschl|anreg|"
    r"angeregt|\bidee|wollten|wollte|gewünscht|gefordert|\bkarten?\b|draft|propos|suggest|"
    r"participants|wanted|working group|проєкт|проект|чернет|пропон|учасник|предлож|предлаг|"
    r"участник|taslak|öner|katılımcı|مسودة|اقترح|مشارك|اقتراح|پیش.نویس|پیشنهاد|شرکت.کنند|projek|"
    r"uczestni|grup[ay]|proiect|propus|propun|participan|dự thảo|đề xuất|đề nghị|"
    r"người tham gia|nhóm|projet",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"geänder|\b(ver)?änder|unterschied|anders|umformul|übernommen|geblieben|weggefallen|"
    r"rausgeflogen|gestrichen|streichen|noch (da|drin)|erweitert|ersetzt|vergleich|gegenüber|"
    r"geworden|\bneu\b|(?<!é)\bchang|differ|"
    r"compar|kept|made it|taken up|змін|відрізн|измен|отлич|değiş|fark|تغي|اختلف|فرق|تغییر|"
    r"zmieni|różn|schimb|difer|altfel|thay đổi|khác|différ|modifi",
    re.IGNORECASE,
)
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
_BINDING = (Kind.GUIDELINE, Kind.PREAMBLE)
_EVERY = 1000


def asks_to_compare(question: str) -> bool:
    """Whether a question, in any of the languages, sets an earlier text beside the adopted one."""
    adopted, earlier = bool(_ADOPTED.search(question)), bool(_EARLIER.search(question))
    changed = bool(_CHANGE.search(question)) and (adopted or earlier)
    return ((adopted and earlier) or changed) and not _EITHER_OR.search(question)


def with_counterpart(
    index: Index, findings: Findings, vector: Vectors, words: str, language: str
) -> Findings:
    """The same findings led by a pair: the adopted text, then the earlier one it goes with.

    Where the best hit is adopted, the best earlier one follows it, if it is nearly as near. Where
    it is not, the adopted text goes before that is nearest to both the question and the hit.
    """
    best = findings.hits[0]
    earlier = [h for h in findings.hits if h.passage.status in (Status.DRAFT, Status.SUGGESTION)]
    if best.passage.status is Status.ADOPTED:
        near = (h for h in earlier if _similarity(h) >= _similarity(best) - _NEAR)
        second = next(near, None)
        return _led_by(findings, [best, second]) if second else findings
    if best not in earlier:
        return findings
    filters = Filters(status=Status.ADOPTED)
    both = vector + index.encode([best.passage.text])[0]
    both = both / np.linalg.norm(both)
    to_both = index.find(both, words, _EVERY, filters, language).hits
    binding = [hit for hit in to_both if hit.passage.kind in _BINDING]
    if not binding:
        return findings
    adopted = max(binding, key=_similarity)
    to_question = index.find(vector, words, _EVERY, filters, language).hits
    counterpart = next((hit for hit in to_question if hit.passage == adopted.passage), None)
    if counterpart is None or _similarity(counterpart) < _similarity(best) - _FARTHER:
        return findings
    return _led_by(findings, [counterpart, best])


def _led_by(findings: Findings, pair: list[Hit]) -> Findings:
    """Both count as best; the others follow in their order, as many as before."""
    score = findings.hits[0].score
    led = [replace(hit, score=score) for hit in pair]
    ids = {hit.passage.id for hit in pair}
    rest = [hit for hit in findings.hits if hit.passage.id not in ids]
    return replace(findings, hits=tuple([*led, *rest][: max(len(findings.hits), 2)]))


def _similarity(hit: Hit) -> float:
    return hit.similarity if hit.similarity is not None else -1.0
