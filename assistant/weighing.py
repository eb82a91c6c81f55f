"""The one rule by which a difference counts as one of content or of wording.

A difference is one of *content* if a content word stands on one side and not on the other. Content
words are nouns, names, verbs (auxiliaries too: they tell what is and what will be), adjectives,
numbers, adverbs, modal verbs and negations. Inflection, spelling variants (Potential, Potenzial)
and the noun made of the same verb (Handlung, Handeln) make no other word. All else is *wording*:
function words, inflection, spelling, punctuation, order, numbering, a point split in two.
"""

import re
from enum import StrEnum
from functools import lru_cache

from assistant.tagging import Token, tag
from index.sentences import sentence_spans

__all__ = ["Weight", "content_words", "is_content", "tokens_of", "weigh"]

_CONTENT = ("N", "V", "ADJ", "CARD", "ADV", "PTKNEG", "PTKVZ", "FM", "TRUNC")
_PLAIN_ADVERBS = frozenset({"auch", "hier", "da", "so", "nun", "denn", "eben", "ja", "hin"})
_VARIANTS = (("ß", "ss"), ("ph", "f"), ("tial", "zial"), ("tiell", "ziell"))


class Weight(StrEnum):
    """How much a difference weighs."""

    WORDING = "wording"
    CONTENT = "content"


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and signs of a text with their part of speech."""
    return tuple(token for start, end in sentence_spans(text) for token in tag(text, start, end))


def is_content(token: Token) -> bool:
    """Whether a word by itself says something."""
    word = token.text.lower()
    if not word[0].isalnum():
        return False
    negates = bool(re.fullmatch(r"kein\w*|nie|niemals|weder|ohne|nur", word))
    numeral = any(character.isdigit() for character in word)
    plain = word in _PLAIN_ADVERBS
    return negates or numeral or (token.tag.startswith(_CONTENT) and not plain)


def content_words(tokens: tuple[Token, ...]) -> frozenset[str]:
    """The content words, each in the one form that stands for its inflections and spellings."""
    return frozenset(_family(token) for token in tokens if is_content(token))


def weigh(draft: tuple[Token, ...], adopted: tuple[Token, ...]) -> Weight:
    """Whether two sets of words, those that changed, differ in content or only in wording."""
    same = content_words(draft) == content_words(adopted)
    return Weight.WORDING if same else Weight.CONTENT


def _family(token: Token) -> str:
    word = (token.lemma or token.text).casefold()
    for variant, plain in _VARIANTS:
        word = word.replace(variant, plain)
    if token.tag.startswith("NN"):
        word = re.sub(r"(?<=\w{4})(ung|ene?|e|n)$", "", word)
        word = re.sub(r"e([lr])$", r"\1", word)
    return word
