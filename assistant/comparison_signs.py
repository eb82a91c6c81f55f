"""Words by which a question sets what was adopted beside what was drafted or suggested before."""

import re
from collections.abc import Callable

from assistant.compared_parts import named_part

__all__ = ["SIGNS", "asks_by_words", "signs_of", "speaks_of_suggestion"]

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
_NO_CATEGORY = "".join(
    rf"(?<!{kind})"
    for kind in ("alters", "ziel", "bevölkerungs", "akteurs", "personen", "berufs", "volks", "rand")
)
"""Before "gruppe": an age group suggests nothing."""
_SUGGESTED = re.compile(
    rf"{_NO_CATEGORY}gruppe|"
    r"\bAG ?\d|teilnehm|vorgeschlagen|vorschlag|vorschl|anreg|angeregt|\bidee|wollten|wollte|"
    r"gewünscht|gefordert|\bkarten?\b|diskussion|diskutier|propos|suggest|participants|"
    r"wanted|working group|discuss|пропон|учасник|обговор|предлож|предлаг|участник|обсужд|öner|"
    r"katılımcı|tartış|اقترح|مشارك|اقتراح|نقاش|پیشنهاد|شرکت.کنند|بحث|uczestni|grup[ay]|dyskusj|"
    r"propus|propun|participan|discuți|đề xuất|đề nghị|người tham gia|nhóm|thảo luận|débat",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"empf(ehl|ohl|ahl)|wunsch|wünsche|\bzettel|hinweis|idea|recommend|requested|пропозиц|побажан|"
    r"рекоменд|пожелан|çalışma grubu|tavsiye|fikir|مقترح|توصية|فكرة|توصیه|ایده|propozyc|postulat|"
    r"wniosk|wniosek|recomand|\bide[ei]|sugest|kiến nghị|góp ý|ý kiến|ý tưởng|idée|souhait|"
    r"recommand",
    re.IGNORECASE,
)
"""Further words of it, which the regression was not fitted with."""
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
    r"unterschiede? zwischen|^(ist|sind|steht|stehen)\b.*\bnoch (da|drin|dabei)\b|"
    r"\b(was|were|been|has|have) (changed|altered|deleted|removed|dropped|"
    r"reworded|rewritten)\b|what changed|differences? between|що змін|що прибрали|різниц[яі] між|"
    r"что измен|что убрали|разниц[аы] между|ne değişti|değiştirildi|arasındaki fark|ماذا تغي|"
    r"ما الذي تغي|الفرق بين|چه تغییر|تفاوت|co (się )?zmieni|różnic[ae] między|ce s-a (schimbat|"
    r"modificat)|diferenț[aăe]\w* (între|dintre)|đã thay đổi|thay đổi gì|khác (nhau|biệt)|"
    r"(a|ont) été (modifié|changé|supprimé)|qu['’]est-ce qui a changé|différences? entre",
    re.IGNORECASE,
)
"""Asks for a change by itself: only these texts changed on the way to being adopted."""
_PART_CHANGED = re.compile(r"unterschied|änder|differ|chang", re.IGNORECASE)
"""Asks for a change where the question names a part of the texts."""
_EITHER_OR = re.compile(
    r"oder (nur|blo(ß|ss)|(war|ist?|hat) das)|or (just|only|did)|чи (лише|тільки|просто)|"
    r"или (только|просто|лишь)|yoksa|\bأم\b|یا فقط|czy (to )?tylko|sau doar|hay chỉ|"
    r"ou (juste|seulement|bien)",
    re.IGNORECASE,
)
"""Asks what one text is worth: "decided, or only suggested?"."""


def asks_by_words(question: str) -> bool:
    """Whether the words of a question, in any of the languages, clearly ask to compare."""
    if _EITHER_OR.search(question):
        return False
    adopted = bool(_ADOPTED.search(question))
    earlier = bool(_DRAFTED.search(question) or _SUGGESTED.search(question))
    changed = bool(_CHANGE.search(question)) and (adopted or earlier)
    if named_part(question) and _PART_CHANGED.search(question):
        return True
    return (adopted and earlier) or changed or bool(_CHANGED.search(question))


_SIGNS: dict[str, Callable[[str], object]] = {
    "adopted": _ADOPTED.search,
    "drafted": _DRAFTED.search,
    "suggested": _SUGGESTED.search,
    "change": _CHANGE.search,
    "changed": _CHANGED.search,
    "either_or": _EITHER_OR.search,
    "part": named_part,
    "words": asks_by_words,
}
SIGNS = tuple(_SIGNS)
"""What `signs_of` tells, in its order; fitted weights hold for this order."""


def signs_of(question: str) -> list[bool]:
    """Which of `SIGNS` a question bears."""
    return [bool(sign(question)) for sign in _SIGNS.values()]


def speaks_of_suggestion(question: str) -> bool:
    """Whether a question speaks of what participants suggested."""
    return bool(_SUGGESTED.search(question) or _PROPOSAL.search(question))
