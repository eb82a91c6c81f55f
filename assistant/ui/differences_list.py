"""A comparison as HTML: the rule, the list of all differences, the pairs, what was suggested."""

from collections.abc import Mapping, Sequence
from html import escape

from assistant import wording
from assistant.catalogue import say
from assistant.comparison import Aspect, Change, Comparison, Difference, Pair, Weight
from assistant.formats import format_date
from assistant.suggested import Suggested
from assistant.ui.copying import render_taking
from assistant.ui.rendering import language_attributes, render_onward, render_origin
from assistant.ui.side_by_side import render_change, render_pair, render_weight, title_of
from assistant.ui.words import render_words
from index import Document

__all__ = ["render_comparison", "render_suggestions"]

_ASPECTS = {
    Aspect.WORDS: wording.WORDS_CHANGED,
    Aspect.MOVED: wording.WORDS_MOVED,
    Aspect.PUNCTUATION: wording.PUNCTUATION,
    Aspect.NUMBERING: wording.NUMBERING,
    Aspect.ORDER: wording.ORDER,
    Aspect.SPLIT: wording.SPLIT,
    Aspect.MERGED: wording.MERGED,
    Aspect.NEW: wording.NEW,
    Aspect.LEFT_OUT: wording.LEFT_OUT,
}
_LEGEND = {
    Change.DELETED: wording.ONLY_DRAFT,
    Change.INSERTED: wording.ONLY_ADOPTED,
    Change.MOVED: wording.MOVED,
}


def render_comparison(
    comparison: Comparison,
    numbers: Sequence[int],
    documents: Mapping[str, Document],
    language: str,
) -> str:
    """Rule, list of differences and the pairs of a comparison.

    Args:
        numbers: what each pair is known by on the page, one for each.
    """
    numbered = list(zip(numbers, comparison.pairs, strict=True))
    pairs = "".join(render_pair(number, pair, documents, language) for number, pair in numbered)
    heads = "".join(
        f"<div><h3>{escape(say(title, language))}</h3>"
        f'<p class="origin"><cite lang="de" dir="ltr">{escape(document.short_title)}</cite>, '
        f"{escape(format_date(document.date, language))}</p></div>"
        for title, document in (
            (wording.DRAFT_TEXT, comparison.draft),
            (wording.ADOPTED_TEXT, comparison.adopted),
        )
    )
    return (
        f'<div class="comparison" {language_attributes(language)} '
        f'data-language="{escape(language)}" data-failed="{escape(say(wording.FAILED, language))}">'
        f"{_summary(numbered, language)}"
        f'<div class="sides heads">{heads}</div>{pairs}{render_taking(language)}</div>'
    )


def render_suggestions(
    found: Sequence[Suggested], documents: Mapping[str, Document], language: str
) -> str:
    """What participants had suggested on a point; words that changed as they wrote them marked."""
    attributes = language_attributes(language)
    if not found:
        return f"<p {attributes}>{escape(say(wording.NO_SUGGESTIONS, language))}</p>"
    items = "".join(_suggestion(one, documents, language) for one in found)
    note = escape(say(wording.SUGGESTIONS_NOTE, language))
    return f'<div {attributes}><p>{note}</p><ul class="cards">{items}</ul></div>'


def _suggestion(one: Suggested, documents: Mapping[str, Document], language: str) -> str:
    passage, spans = one.passage, (*one.inserted, *one.deleted)
    shared = ""
    for label, found in (
        (wording.ALSO_INSERTED, one.inserted),
        (wording.ALSO_DELETED, one.deleted),
    ):
        words = ", ".join(dict.fromkeys(passage.text[start:end] for start, end in found))
        if words:
            said = escape(say(label, language))
            shared += f'<p>{said} <bdi lang="de">{escape(words)}</bdi></p>'
    return (
        f"<li>{render_origin(passage, documents, language)}"
        f'<blockquote lang="de" dir="ltr">'
        f"{render_words(passage.text, 0, len(passage.text), spans)}</blockquote>{shared}"
        f"{render_onward(passage, documents, language)}</li>"
    )


def _summary(numbered: Sequence[tuple[int, Pair]], language: str) -> str:
    """How many differences there are, by which rule they are weighed, and each in a line."""
    differences = [(number, pair, one) for number, pair in numbered for one in pair.differences]
    content = sum(one.weight is Weight.CONTENT for *_, one in differences)
    count = say(wording.DIFFERENCES_COUNT, language).format(
        all=len(differences), content=content, wording=len(differences) - content
    )
    listed = ""
    if differences:
        items = "".join(_difference(*difference, language) for difference in differences)
        title = escape(say(wording.ALL_DIFFERENCES, language))
        listed = f"<details><summary>{title}</summary><ol>{items}</ol></details>"
    legend = "".join(
        f"<li>{render_change(change, escape(say(words, language)), language)}</li>"
        for change, words in _LEGEND.items()
    )
    return (
        f'<p class="count" role="status">{escape(count)}</p>'
        f'<p class="rule">{escape(say(wording.WEIGHT_RULE, language))}</p>'
        f'<ul class="legend" aria-hidden="true">{legend}</ul>{listed}'
    )


def _difference(number: int, pair: Pair, one: Difference, language: str) -> str:
    changed = " → ".join(
        f'<{tag} lang="de" dir="ltr">{escape(text)}</{tag}>'
        for tag, text in (("del", one.draft), ("ins", one.adopted))
        if text
    )
    title = escape(title_of(pair, language))
    field = ""
    if one.field is not None:
        field = f"{escape(say(wording.FIELD, language))} {one.field}, "
    return (
        f'<li><a href="#pair-{number}">{field}{title}</a>: '
        f"{escape(say(_ASPECTS[one.aspect], language))} "
        f"{render_weight(one.weight, language)} <bdi>{changed}</bdi></li>"
    )
