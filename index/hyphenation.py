"""Words that a line end broke: put together again by rule, by dictionary and by the text itself."""

import re
from collections.abc import Collection, Iterable

from wordfreq import zipf_frequency

__all__ = ["is_open_address", "join_at_line_end", "vocabulary"]

_JOINING_WORDS = frozenset({"und", "oder", "bzw", "sowie", "bis", "noch", "als", "beziehungsweise"})
_HYPHENS = "-\u2010\u2011\u00ad"
_BROKEN = re.compile(rf"(?P<word>\w*)(?P<hyphen>[{_HYPHENS}])$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"(https?|ftp):(//\S*[/.=&?_-]|/?)$")
"""A web address that goes on in the next line."""
_COMMON = 3.0
"""Zipf frequency from which a word is beyond doubt one; lists from the web hold misprints below."""
_LONGEST_INITIALS = 5


def vocabulary(lines: Iterable[str]) -> set[str]:
    """The words of a text, small and with their hyphens, but for those that a line end broke."""
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.casefold())
        words.update(found[1:] if broken else found)
        broken = bool(_BROKEN.search(line))
        if broken and found:
            words.discard(found[-1])
    return words


def join_at_line_end(first: str, second: str, words: Collection[str] = frozenset()) -> str:
    """Two pieces of a text that stood on two lines, as one.

    `Senioren-/bildung` becomes one word, `Führungs-/und` stays two, `Ost-/West`, `E-/Mail` and
    `IT-/gestützt` keep their hyphen, `den-/noch` is one word, `sozial-/ökologisch` keeps it.

    Args:
        words: the vocabulary of the text, which knows its own compounds.
    """
    if is_open_address(first):
        return first + second
    if first.endswith("/-"):  # how LaTeX breaks `GNU/Linux`
        return first[:-1] + second
    broken = _BROKEN.search(first)
    if not broken or not (broken["word"] or broken["hyphen"] == "\u00ad"):
        return f"{first} {second}"
    if broken["hyphen"] == "\u00ad":  # put there by the program that broke the line
        return first[:-1] + second
    glue = _glue(broken["word"], second, words)
    return first[:-1] + second if glue == "" else first[:-1] + glue + second


def is_open_address(text: str) -> bool:
    """Whether a text ends in a web address that a line end broke."""
    return bool(_ADDRESS.search(text))


def _glue(word: str, second: str, words: Collection[str]) -> str:
    """What stands between the two pieces: nothing, a hyphen, or a hyphen and a space."""
    found = _FIRST.match(second)
    if not found:
        return "-"
    following = found[0]
    whole = (word + following).casefold()
    if following.casefold() in _JOINING_WORDS:
        return "" if whole in words or _frequency(whole) >= _COMMON else "- "
    shouted = len(word) > 1 and word.isupper() and following.isupper()
    initials = word.isupper() and len(word) <= _LONGEST_INITIALS and not shouted
    if not word[-1].isalpha() or initials:
        return "-"
    if whole in words:
        return ""
    if f"{word}-{following}".casefold() in words:
        return "-"
    if following[0].isupper():
        return "" if shouted and (_frequency(whole) or not _frequency(word)) else "-"
    return "-" if _are_equals(word, following, whole) else ""


def _are_equals(word: str, following: str, whole: str) -> bool:
    """Whether two adjectives stand side by side, as in `deutsch-französisch`."""
    return (
        word.islower()
        and min(len(word), len(following)) >= 5
        and not _frequency(whole)
        and min(_frequency(word), _frequency(following)) >= _COMMON
    )


def _frequency(word: str) -> float:
    return float(zipf_frequency(word, "de"))
