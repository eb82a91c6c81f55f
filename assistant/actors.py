"""Who acts in a clause, as its text words it: "Die Landeshauptstadt Magdeburg", "wir"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.clauses import Clause
from assistant.tagging import Token

__all__ = ["Actor", "agent", "holder", "subject"]

_BODY = re.compile(
    r"(landeshaupt|haupt|hanse|kreis)?stadt|\w*verwaltung|\w*gemeinden?|\w*kommunen?"
    r"|(land|stadt|ilm|saale)?kreis(e|es)?|bund(es)?|(bundes)?l(and|andes|änder|ändern)"
    r"|(stadt|gemeinde|ortschafts|kreis|land|\w*bei)(rat|rats|rates|räte|räten)"
    r"|\w+vertretung|kreistag|\w*(ausschuss|ausschüsse)|fraktion(en)?"
    r"|\w*(ministerium|behörden?|ämtern?|amt|amtes|dezernate?|stabsstelle|fachbereiche?|referate?)"
    r"|\w*jobcenter|\w*bürgermeister(in|s)?|landr(at|ätin)|\w*beauftragten?"
    r"|\w*(trägern?|vereinen?|verbänden?|verein|verband|organisationen|initiativen|unternehmen)"
    r"|partnern?|akteuren?|\w*institutionen|betrieben?|kammern|\w*schulen|kitas|gremien"
    r"|politik|polizei|arbeitgebern?"
)
"""Public bodies and those they work with; which of them acts always comes from the text."""
_PEOPLE = re.compile(
    r"menschen|personen|leuten?|familien|eltern|kindern?|senior(inn)?en|frauen|männern?"
    r"|(mit)?bürger(n|in|innen)?|einwohner(n|in|innen)?|migrant(inn)?en|bevölkerung"
    r"|mitarbeiter(n|in|innen)?|lehrkräften?|teilnehmern?|vermietern?|\w+bevölkerung"
)
_FEMININE = re.compile(
    r".*(stadt|ung|gemeinde|kommune|fraktion|behörde|stelle|politik|polizei|schaft|in)"
)
_NOUNS = ("NN", "NE", "NNA")
_INSIDE = ("ADJ(A)", "CARD", "PIAT", "PIDAT")
_OPENING = ("ART", "PPOSAT", "PDAT", "PIAT")
_OBLIQUE = re.compile(r"d(em|en|es)|\w+(em|es)|(ein|kein|unser|ihr|sein|dies|jen)(en|er)")
_LIGHT = ("PRF", "PROAV", "ADV", "PTKNEG", "ADJ(D)")
"""What may stand between a verb and its subject."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, verbatim: `text[start:end]` of the text it was found in."""

    text: str
    start: int
    end: int


def subject(text: str, clause: Clause, people: bool = False) -> Actor | None:
    """The subject of a clause where it is a body, "wir", or on wish also people."""
    behind = _skip(clause.after, _LIGHT)
    if behind < len(clause.after) and clause.after[behind].text.lower() == "wir":
        token = clause.after[behind]
        return Actor(token.text, token.start, token.end)
    front = _skip(clause.before, ("KON", "ADV", "$,", "$."))
    for tokens, at in ((clause.before, front), (clause.after, behind)):
        if found := _named(text, tokens, at, people, nominative=True):
            return found
    return None


def agent(text: str, clause: Clause) -> Actor | None:
    """By whom something is done: "von der Stadt", "durch Maßnahmen der Stadt"."""
    for tokens in (clause.before, clause.after):
        for at, token in enumerate(tokens):
            after_noun = at > 0 and tokens[at - 1].tag in _NOUNS
            by = token.text.lower() in ("durch", "seitens")
            if not by and (token.text.lower() not in ("von", "vom") or after_noun):
                continue
            found = _named(text, tokens, at + 1) or (holder(text, tokens, at + 1) if by else None)
            if found:
                return found
    return None


def holder(text: str, tokens: Sequence[Token], at: int) -> Actor | None:
    """Whose the noun is that stands at or behind a place: "(Ziel) der Stadt und ihrer Partner"."""
    head = _head(tokens, at)
    if head is None or head + 1 >= len(tokens):
        return None
    following = tokens[head + 1]
    if following.text.lower() in ("der", "des", "unserer", "von", "aller"):
        return _named(text, tokens, head + 2)
    return None


def _skip(tokens: Sequence[Token], tags: Sequence[str]) -> int:
    at = 0
    while at < len(tokens) and tokens[at].tag in tags:
        at += 1
    return at


def _named(
    text: str, tokens: Sequence[Token], at: int, people: bool = False, nominative: bool = False
) -> Actor | None:
    """The body that is named from this place on; an oblique article is none of a subject."""
    if at >= len(tokens):
        return None
    first = tokens[at]
    if first.tag == "PPER" and first.text.lower() == "wir":
        return Actor(first.text, first.start, first.end)
    head = _head(tokens, at)
    if head is None or not _acts(tokens[head], people):
        return None
    article = first.text.lower() if first.tag in _OPENING else ""
    if nominative and _OBLIQUE.fullmatch(article):
        return None
    if nominative and article == "der" and _FEMININE.fullmatch(tokens[head].text.lower()):
        return None
    start = first.start if nominative or not article else tokens[at + 1].start
    end = tokens[_last(tokens, head, people)].end
    return Actor(text[start:end], start, end)


def _head(tokens: Sequence[Token], at: int) -> int | None:
    """The first noun from this place on, if only what belongs to it stands before it."""
    for i in range(at, len(tokens)):
        token = tokens[i]
        if token.tag in _NOUNS:
            return i
        listed = token.text in (",", "und", "oder") and i > at and tokens[i - 1].tag == "ADJ(A)"
        if not (token.tag in _INSIDE or (token.tag in _OPENING and i == at) or listed):
            return None
    return None


def _acts(noun: Token, people: bool) -> bool:
    word = noun.text.lower()
    return bool(_BODY.fullmatch(word)) or (
        people and (noun.tag == "NNA" or bool(_PEOPLE.fullmatch(word)))
    )


def _last(tokens: Sequence[Token], head: int, people: bool) -> int:
    """The last word of a name: its proper name, and further actors joined by "und"."""
    last = head
    while last + 1 < len(tokens) and tokens[last + 1].tag == "NE":
        last += 1
    if last + 2 < len(tokens) and tokens[last + 1].text in ("und", "oder", "sowie", ","):
        other = _head(tokens, last + 2)
        if other is not None and _acts(tokens[other], people):
            return _last(tokens, other, people)
    return last
