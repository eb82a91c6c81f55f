"""What a German text binds somebody to, with the words that carry it and who acts.

Found by grammar in the main clauses of a text and never guessed: what merely describes
("Stadtteile sind Lebensmittelpunkt …") carries nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.actors import Actor, agent, holder, subject
from assistant.clauses import Clause, main_clauses
from assistant.tagging import Token, tag
from index.sentences import sentence_spans

__all__ = ["Actor", "Form", "Obligation", "Span", "obligations_in"]

Span = tuple[int, int]

_AIMS = re.compile(r"(\w+)?(ziele?|zielstellung|zielsetzung|leitidee|anliegen|absicht)")
_NEEDED = re.compile(
    r"erforderlich|notwendig|nötig|unerlässlich|unabdingbar|unverzichtbar|geboten|verpflichte(t|nd)"
    r"|verbindlich|vorgeschrieben"
)
_PROPOSING = re.compile(
    r"anregen|vorschlagen|empfehlen|fordern|wünschen|favorisieren|befürworten|erbitten|bitten"
)
_LIKE_ADJECTIVES = frozenset(
    {"bereit", "sicher", "fest", "offen", "frei", "teil", "statt", "klar", "wahr", "bekannt"}
)
"""Parts of separable verbs that the tagger takes for adjectives: "stellt … bereit"."""
_STRONG_PAST = re.compile(r".*(hielt|riet|bot|bat|tat|trat|stritt|schnitt|galt|briet)")
"""Past forms that end like the present."""
_MODALS = {
    "müssen": "muss", "sollen": "soll", "können": "kann", "dürfen": "darf", "wollen": "will",
    "mögen": "möchte",
}  # fmt: skip
_PREPOSITIONS = {
    "setzen": "auf", "sorgen": "für", "achten": "auf", "bekennen": "zu", "eintreten": "für",
    "stehen": "für", "arbeiten": "an", "beitragen": "zu", "einstehen": "für",
}  # fmt: skip
"""Verbs that mean something else without their preposition."""


class Form(StrEnum):
    """The grammar by which a text binds."""

    MUST = "must"
    """muss, hat zu, ist zu + infinitive, ist erforderlich, bedarf, gilt es"""
    WILL = "will"
    """wird + infinitive"""
    SHALL = "shall"
    """soll, sollte"""
    DOES = "does"
    """the present of a verb whose subject is a body or "wir": "unterstützt", "setzt sich ein" """
    IS_DONE = "is_done"
    """the present passive: "wird abgelehnt" """
    AIM = "aim"
    """Ziel ist, Leitidee ist, will"""
    CAN = "can"
    """kann, darf"""
    PROPOSED = "proposed"
    """wurde angeregt, wird vorgeschlagen"""


_MODAL_FORMS = {
    "müssen": Form.MUST, "sollen": Form.SHALL, "können": Form.CAN, "dürfen": Form.CAN,
    "wollen": Form.AIM, "mögen": Form.AIM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Obligation:
    """One binding verb of a text."""

    form: Form
    kind: str
    """As worded, short: "soll", "wird hinwirken", "setzt sich ein", "wird abgelehnt"."""
    words: tuple[Span, ...]
    """Offsets in the text of the words that carry it, in order; a separable verb has several."""
    actor: Actor | None = None
    """Who acts, where that clause says so."""

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


@lru_cache(maxsize=4096)
def obligations_in(text: str) -> tuple[Obligation, ...]:
    """What a text binds somebody to, in order; empty where no word of it carries an obligation."""
    found: list[Obligation] = []
    for start, end in sentence_spans(text):
        before: Actor | None = None
        for clause in main_clauses(tag(text, start, end)):
            actor = before if clause.continues else subject(text, clause)
            obligation = _obligation(text, clause, actor)
            before = actor
            if obligation is not None:
                found.append(obligation)
    return tuple(found)


def _obligation(text: str, clause: Clause, actor: Actor | None) -> Obligation | None:
    verb = clause.verb
    if verb.tag == "VM(FIN)":
        return _modal(text, clause, actor)
    if verb.lemma == "werden":
        return _with_werden(text, clause, actor)
    if verb.lemma in ("sein", "haben"):
        return _with_sein_or_haben(text, clause, actor)
    return _full_verb(clause, actor)


def _modal(text: str, clause: Clause, actor: Actor | None) -> Obligation | None:
    lemma = clause.verb.lemma
    if lemma not in _MODALS:
        return None
    verbs = [t for t in clause.after if _is_bare_verb(clause, t)]
    passive = any(t.tag == "VV(PP)" for t in verbs)
    if passive:
        actor = agent(text, clause)
    elif actor is None:
        actor = subject(text, clause, people=True)
    no = _negation(clause)
    kind = _subjunctive(clause.verb) or _MODALS[lemma]
    return _made(_MODAL_FORMS[lemma], kind, [clause.verb, *no, *verbs], actor, no)


def _subjunctive(verb: Token) -> str:
    """ "sollte", "müsste", in the third person, where the verb stands in that form."""
    match = re.match(r"(soll|müss|könn|dürf)te", verb.text.lower())
    return match[0] if match else ""


def _with_werden(text: str, clause: Clause, actor: Actor | None) -> Obligation | None:
    """A passive in the present, a future, or a proposal in the past."""
    form = clause.verb.text.lower()
    past = form.startswith("wurde")
    participles = [t for t in clause.after if t.tag == "VV(PP)"]
    no = _negation(clause)
    if participles:
        words = [clause.verb, *no, *participles]
        proposing = [t for t in participles if _PROPOSING.fullmatch(t.lemma)]
        if past and not proposing:
            return None
        made = Form.PROPOSED if proposing else Form.IS_DONE
        kind = f"{'wurde' if past else 'wird'} {(proposing or participles)[0].text}"
        return _made(made, kind, words, agent(text, clause), no)
    infinitives = [t for t in clause.after if t.tag == "VV(INF)" and _is_bare_verb(clause, t)]
    if past or form.startswith("würd") or not infinitives:
        return None
    kind = f"wird {infinitives[0].text}"
    return _made(Form.WILL, kind, [clause.verb, *no, *infinitives], actor, no)


def _with_sein_or_haben(text: str, clause: Clause, actor: Actor | None) -> Obligation | None:
    verb, tokens = clause.verb, (*clause.before, *clause.after)
    if verb.text.lower() not in ("ist", "sind", "hat", "haben"):
        return None
    aim = next((i for i, t in enumerate(tokens) if _is_aim(tokens, i)), None)
    required = _infinitives_with_zu(clause)
    comma = any(t.text == "," for t in clause.after)
    if aim is not None and (comma or not required) and verb.lemma == "sein":
        kind = f"{tokens[aim].text} ist"
        return _made(Form.AIM, kind, [tokens[aim], verb], holder(text, tokens, aim) or actor)
    no = _negation(clause)
    if required:
        plain = "hat" if verb.lemma == "haben" else "ist"
        if verb.lemma == "haben" and (comma or actor is None):
            return None
        last = 1 if required[0].tag == "VV(IZU)" else 2
        kind = " ".join([plain, *(token.text for token in required[:last])])
        return _made(Form.MUST, kind, [verb, *no, *required], agent(text, clause) or actor, no)
    needed = [t for t in tokens if t.tag.startswith("ADJ(D)") and _NEEDED.fullmatch(t.text.lower())]
    if needed and verb.lemma == "sein":
        return _made(Form.MUST, f"ist {needed[0].text}", [verb, *no, needed[0]], actor, no)
    return None


def _full_verb(clause: Clause, actor: Actor | None) -> Obligation | None:
    """A need ("bedarf", "gilt es, … zu"), or the present of what a body does."""
    verb, after = clause.verb, clause.after
    if verb.lemma == "bedürfen":
        return _made(Form.MUST, "bedarf", [verb], actor)
    if verb.lemma == "gelten" and actor is None and (required := _infinitives_with_zu(clause)):
        it = [t for t in after[:1] if t.text == "es"]
        return _made(Form.MUST, " ".join(["gilt", *("es" for _ in it)]), [verb, *it, *required])
    if actor is None or _is_past(verb):
        return None
    particle = [t for i, t in enumerate(after) if _is_particle(after, i)][:1]
    reflexive = [t for t in after if t.tag == "PRF"][:1]
    wanted = None if particle else _PREPOSITIONS.get(verb.lemma)
    preposition = [t for t in after if t.text == wanted][:1]
    no = _negation(clause)
    kind = [verb.text.lower(), *("sich" for _ in reflexive)]
    kind += [t.text for t in (*preposition, *particle)]
    words = [verb, *reflexive, *no, *preposition, *particle]
    return _made(Form.DOES, " ".join(kind), words, actor, no)


def _made(
    form: Form,
    kind: str,
    words: Sequence[Token],
    actor: Actor | None = None,
    negation: Sequence[Token] = (),
) -> Obligation:
    spans = tuple(sorted({(token.start, token.end) for token in words}))
    if negation:
        first, *rest = kind.split(" ")
        kind = " ".join([first, negation[0].text, *rest])
    return Obligation(form, kind, spans, actor)


def _negation(clause: Clause) -> list[Token]:
    """The "nicht" or "nie" of the verb, not one that belongs to an adjective."""
    after = clause.after
    return [
        token
        for i, token in enumerate(after)
        if token.text in ("nicht", "nie", "niemals")
        and not (i + 1 < len(after) and after[i + 1].tag == "ADJ(A)")
        and not (i + 1 < len(after) and after[i + 1].text == "nur")
    ][:1]


def _is_particle(after: Sequence[Token], at: int) -> bool:
    """Whether a word is the part that a separable verb left behind: "setzt sich … *ein*"."""
    token = after[at]
    if token.tag in ("PTKVZ", "APZR"):
        return True
    is_last = at + 1 == len(after) or not after[at + 1].text[0].isalnum()
    joined = at + 1 < len(after) and after[at + 1].tag == "KON"
    return (is_last or joined) and token.text in _LIKE_ADJECTIVES


def _is_bare_verb(clause: Clause, token: Token) -> bool:
    """A verb without "zu"; a noun made of one begins with a capital."""
    at = clause.after.index(token)
    has_zu = token.tag == "VV(IZU)" or (at > 0 and clause.after[at - 1].tag == "PTKZU")
    return token.tag.startswith("V") and not has_zu and token.text[0].islower()


def _infinitives_with_zu(clause: Clause) -> list[Token]:
    """ "zu unterstützen", "umzusetzen": the words, with their "zu"."""
    found: list[Token] = []
    for i, token in enumerate(clause.after):
        if token.tag == "VV(IZU)":
            found.append(token)
        elif token.tag.endswith("(INF)") and i and clause.after[i - 1].tag == "PTKZU":
            found += [clause.after[i - 1], token]
    return found


def _is_aim(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun names an aim and is subject or predicate: no preposition leads to it."""
    if not (tokens[at].tag == "NN" and _AIMS.fullmatch(tokens[at].text.lower())):
        return False
    before = at - 1
    while before >= 0 and tokens[before].tag in ("ADJ(A)", "ART", "PPOSAT", "CARD", "PIAT"):
        before -= 1
    return before < 0 or not tokens[before].tag.startswith("APPR")


def _is_past(verb: Token) -> bool:
    """Whether a full verb stands in the past: the present ends in t, or is the infinitive."""
    word = verb.text.lower()
    stem = verb.lemma.removesuffix("en").removesuffix("n")
    weak = re.fullmatch(rf"{re.escape(stem)}e?te(n|st|t)?", word)
    is_present = (word.endswith("t") and not _STRONG_PAST.fullmatch(word)) or word == verb.lemma
    return bool(weak) or not is_present
