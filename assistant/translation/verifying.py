"""Whether an engine's reply may be shown as the translation of a text; pure."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.language import LANGUAGES, detect
from assistant.translation.protecting import PLACEHOLDER, Masked

__all__ = ["fault_of", "speaks"]

_SIGNS = "<>[]{}*~`|\\@&="
"""Of markup, links and addresses: a reply has no more of them than its text."""
_LINK = re.compile(r"://|www\.|&\w+;|&#")
_AGAIN = re.compile(r"\b(\w+(?:\W+\w+){0,3})(?:\W+\1\b){3,}", re.IGNORECASE)
"""What engines do that have lost the thread."""
_OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Classes of characters that turn the direction of the text after them."""
_LONGER, _LONGER_BY, _SHORTER, _SHORT = 3.0, 30, 0.3, 20
"""A reply has at most so many times the characters of its text and so many more, and, where that is
not short, at least that share of them."""
_TELLING = 6
"""Words from which the language of a reply is told safely."""
_COPIED = 0.6
"""Share of a reply's words that its text may hold too, as loan words and names are."""
_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC"}


def fault_of(masked: Masked, reply: str) -> str | None:
    """What is wrong with the form of a reply, without a word of it; None if nothing is.

    Args:
        masked: the line as the engine got it.
        reply: with its placeholders still in.
    """
    rest = PLACEHOLDER.sub(" ", reply)
    own = PLACEHOLDER.sub(" ", masked.text)
    numbers = sorted(int(match[1]) for match in PLACEHOLDER.finditer(reply))
    if not rest.strip():
        return "is empty"
    if not _is_plain(reply):
        return "holds characters that no translation has"
    if numbers != list(range(1, len(masked.items) + 1)):
        return "lost, doubled or invented something protected"
    if any(character.isdigit() for character in rest):
        return "holds numbers of its own"
    if _LINK.search(rest) or any(rest.count(sign) > own.count(sign) for sign in _SIGNS):
        return "holds markup or links of its own"
    most = _LONGER * len(own) + _LONGER_BY
    if len(rest) > most or (len(own) >= _SHORT and len(rest) < _SHORTER * len(own)):
        return "is much longer or shorter than its text"
    if _AGAIN.search(rest) and not _AGAIN.search(own):
        return "repeats itself"
    return None


def speaks(replies: Sequence[str], lines: Sequence[str], target: str) -> bool:
    """Whether the replies are in the language of the tag `target`, and no copies of their lines.

    A line too short to tell by itself, as a name and an address are, is judged with the others.

    Args:
        replies: one for each line, placeholders still in, as in the lines.
    """
    pairs = [
        (PLACEHOLDER.sub(" ", reply), PLACEHOLDER.sub(" ", line))
        for reply, line in zip(replies, lines, strict=True)
    ]
    together = " ".join(reply for reply, _ in pairs), " ".join(line for _, line in pairs)
    telling = [pair for pair in pairs if len(_words(pair[0])) >= _TELLING]
    return all(_speaks(reply, line, target) for reply, line in [*telling, together])


def _is_plain(text: str) -> bool:
    """Whether a text is one line without control characters and turns of direction."""
    return not any(
        unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
        or unicodedata.bidirectional(c) in _OVERRIDES
        for c in text
    )


def _speaks(reply: str, line: str, target: str) -> bool:
    letters = [character for character in reply if character.isalpha()]
    script = _SCRIPTS.get(target, "LATIN")
    written = sum(unicodedata.name(letter, "").startswith(script) for letter in letters)
    if 2 * written < len(letters):
        return False
    words, known = _words(reply), set(_words(line))
    if len(known) > 1 and sum(word in known for word in words) > _COPIED * len(words):
        return False
    if len(words) < _TELLING or target not in LANGUAGES:
        return True
    return detect(reply).language in (target, None)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.casefold())
