import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant import Answer, Citation, Mode, Outcome, Question, Statement, wording
from assistant.catalogue import say
from assistant.glossary import Entry, Glossary
from assistant.ui.rendering import render_conversation, render_failure, render_pending
from index import Hit, Status
from index.companions import SIMPLE
from index.names import Names
from index.passage import Companion
from tests.fakes import answer_of, document_of, passage_of

NASTY = "<script>alert(1)</script> & <img src=x onerror=alert(2)> \"'"
TEXTS = ("Die Stadt fördert Kurse.", "Die Stadt baut Wohnungen.", f"Gut ist: {NASTY}")
DOCUMENT = document_of(*TEXTS, title=f"Titel {NASTY}", short_title=f"Kurz {NASTY}")
DOCUMENTS = {DOCUMENT.id: DOCUMENT}
VOID = {"br", "img"}
EXPLANATION = f"Ein Kurs ist Unterricht. {NASTY}"
GLOSSARY = Glossary([Entry("Kurs", ("Kurs", "Kurse", "Kursen"), EXPLANATION)])


class _Page(HTMLParser):
    """The elements of a page: (tag, attributes, text inside)."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self._inherited = []  # of each element: the language and direction it is in
        self._open = []
        self.feed(html)
        self.close()
        assert self._open == [], "elements that are never closed"

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        around = self._open[-1][1] if self._open else {}
        inherited = {name: dict(attrs).get(name, around.get(name)) for name in ("lang", "dir")}
        self.elements.append(element)
        self._inherited.append(inherited)
        if tag not in VOID:
            self._open.append((element, inherited))

    def handle_endtag(self, tag):
        assert self._open.pop()[0][0] == tag, "elements overlap"

    def handle_data(self, data):
        for element, _ in self._open:
            element[2] += data

    def find(self, tag, **attributes):
        return [
            (attrs, text)
            for name, attrs, text in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in attributes.items())
        ]

    def read_aloud(self, tag, **attributes):
        """(language, direction) of each such element, its own or that of what it stands in."""
        return [
            (inherited["lang"], inherited["dir"])
            for (name, attrs, _), inherited in zip(self.elements, self._inherited, strict=True)
            if name == tag and all(attrs.get(key) == value for key, value in attributes.items())
        ]


def _page(*answers, glossary=GLOSSARY):
    return _Page(render_conversation(list(answers), DOCUMENTS, glossary))


def _explained(*texts, mode=Mode.SIMPLE, language=None, glossary=GLOSSARY):
    """The HTML of an answer that quotes the texts whole."""
    document = document_of(*texts)
    passages = [passage_of(document, text) for text in texts]
    answer = answer_of(Question("Was?", language, mode), document, *passages)
    return render_conversation([answer], {document.id: document}, glossary)


def _without_tips(html):
    return _Page(re.sub(r'<span class="tip"[^>]*>[^<]*</span>', "", html))


def _words(page, tag, **attributes):
    """The explained words in each such element, by its text."""
    tips = [text for _, text in page.find("span", **{"class": "tip"})]
    assert set(tips) <= {EXPLANATION}
    return [text.count(EXPLANATION) for _, text in page.find(tag, **attributes)]


def _passage(number=0, **changes):
    return passage_of(DOCUMENT, TEXTS[number], **changes)


def _answer(*passages, question="Was?"):
    return answer_of(Question(question), DOCUMENT, *(passages or [_passage()]))


def _not_covered(*passages, **changes):
    hits = tuple(Hit(passage, 1.0) for passage in passages)
    answer = Answer(Question("Was?"), "de", Outcome.NOT_COVERED, message="Nichts.", nearest=hits)
    return replace(answer, **changes)


def test_nothing_was_asked_yet():
    assert render_conversation([], DOCUMENTS) == ""


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(lambda: render_pending(NASTY), id="pending"),
        pytest.param(lambda: render_failure(NASTY), id="failure"),
        pytest.param(
            lambda: render_conversation([_answer(question=NASTY)], DOCUMENTS), id="question"
        ),
        pytest.param(
            lambda: render_conversation([_answer(_passage(2, section=(NASTY,)))], DOCUMENTS),
            id="passage and section",
        ),
        pytest.param(
            lambda: render_conversation([_not_covered(_passage(2))], DOCUMENTS), id="nearest"
        ),
        pytest.param(
            lambda: render_conversation([_not_covered(message=NASTY, notices=(NASTY,))], DOCUMENTS),
            id="message and notice",
        ),
        pytest.param(
            lambda: render_conversation([_answer(_passage(reference=NASTY))], DOCUMENTS),
            id="reference",
        ),
    ],
)
def test_foreign_text_is_shown_and_not_run(html):
    page = _Page(html())
    assert page.find("script") == page.find("img") == []
    assert any(NASTY in text for _, _, text in page.elements)


@pytest.mark.parametrize("status", Status)
def test_badge_says_in_words_what_a_source_is_worth(status):
    for answer in (_answer(_passage(status=status)), _not_covered(_passage(status=status))):
        ((_, text),) = _page(answer).find("span", **{"class": f"badge {status.value}"})
        assert text.endswith(f" {wording.STATUSES[status]}")


def test_sign_of_the_badge_is_hidden_from_screen_readers():
    signs = _page(_answer()).find("span", **{"aria-hidden": "true"})
    assert [text for _, text in signs] == ["✔"]


def test_links_lead_to_the_sources_of_their_own_turn():
    page = _page(_answer(_passage(0), _passage(1)), _answer(_passage(1)))
    links = [attrs["href"].removeprefix("#") for attrs, _ in page.find("a", **{"class": "cite"})]
    targets = [attrs["id"] for attrs, _ in page.find("li") if "id" in attrs]
    assert links == targets
    assert len(set(targets)) == 3


def test_link_and_source_show_the_same_number():
    page = _page(_answer(_passage(0), _passage(1)))
    cited = page.find("a", **{"class": "cite"})
    assert [text for _, text in cited] == ["[1]", "[2]"]
    assert [attrs["aria-label"] for attrs, _ in cited] == ["Quelle 1", "Quelle 2"]
    sources = [(attrs["value"], text) for attrs, text in page.find("li")]
    assert [value for value, _ in sources] == ["1", "2"]
    assert all(TEXTS[number] in text for number, (_, text) in enumerate(sources))


def test_ids_of_a_conversation_are_unique():
    page = _page(_answer(_passage(0), _passage(1)), _not_covered(_passage(0)), _answer())
    ids = [attrs["id"] for _, attrs, _ in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"turn-1", "turn-2", "turn-3"} <= set(ids)


def test_answer_is_german_and_question_in_any_direction():
    page = _page(_answer(question="هل توجد دورات؟"))
    assert page.find("div", lang="de", dir="ltr", **{"class": "answer"})
    ((_, question),) = page.find("p", dir="auto", **{"class": "question"})
    assert question.endswith("هل توجد دورات؟")
    assert {attrs.get("lang") for attrs, _ in page.find("blockquote")} == {"de"}


@pytest.mark.parametrize(
    ("page", "section_page", "expected"),
    [
        pytest.param(3, 2, "Seite 3", id="page"),
        pytest.param(None, 2, "Abschnitt ab Seite 2", id="page of the section"),
        pytest.param(None, None, None, id="neither"),
    ],
)
def test_place_names_the_page_that_is_known(page, section_page, expected):
    answer = _answer(_passage(page=page, section_page=section_page))
    ((_, origin),) = _page(answer).find("p", **{"class": "origin"})
    parts = [part.strip() for part in origin.split("·")]
    assert [part for part in parts if "Seite" in part] == ([expected] if expected else [])
    assert all(parts)


def test_place_names_a_page_as_the_document_does():
    answer = _answer(replace(_passage(page=6), page_label="iv"))
    ((_, origin),) = _page(answer).find("p", **{"class": "origin"})
    assert "Seite iv (in der Datei: 6)" in origin


def test_place_names_document_section_date_and_reference():
    ((_, origin),) = _page(_answer()).find("p", **{"class": "origin"})
    for part in ("Kurz", "Handlungsfeld 1 Wohnen › Leitlinien", "1. März 2020", "B 12/20"):
        assert part in origin


def test_deletions_are_shown_as_deleted():
    text = "Teilhabe ist ~~weiterhin <b>~~ Mitsprache ~~und\nmehr~~."
    document = document_of(text)
    answer = answer_of(Question("Was?"), document, passage_of(document, text))
    page = _Page(render_conversation([answer], {document.id: document}))
    deleted = [text for _, text in page.find("del")]
    assert deleted == 2 * ["[gestrichen: weiterhin <b>]", "[gestrichen: undmehr]"]
    assert page.find("b") == []
    assert not any("~~" in text for _, _, text in page.elements)


def test_part_of_a_passage_is_marked_in_its_context():
    passage = _passage()
    quote = "Stadt fördert"
    start = passage.start + passage.text.index(quote)
    citation = Citation(1, passage, quote, start, start + len(quote), DOCUMENT.text)
    answer = Answer(
        Question("Was?"), "de", Outcome.ANSWERED, (Statement(quote, (1,)),), (citation,)
    )
    page = _page(answer)
    assert [text for _, text in page.find("mark")] == [quote]
    assert [text for _, text in page.find("blockquote")] == [quote, passage.text]
    assert page.find("summary")


def test_passage_that_is_quoted_whole_is_not_repeated():
    page = _page(_answer())
    assert [text for _, text in page.find("blockquote")] == [TEXTS[0]]
    assert page.find("details") == []


def test_without_an_answer_the_nearest_are_no_sources():
    page = _page(_not_covered(_passage(0), _passage(1)))
    assert [text for _, text in page.find("p", **{"class": "message"})] == ["Nichts."]
    assert page.find("a", **{"class": "cite"}) == []
    ((_, heading),) = page.find("h2")
    assert "am nächsten" in heading


def test_without_an_answer_few_of_the_nearest_are_shown():
    page = _page(_not_covered(*10 * [_passage(0)]))
    assert 1 <= len(page.find("blockquote")) <= 5


def test_message_alone_has_no_sources():
    page = _page(_not_covered())
    assert page.find("section") == []


def test_notices_are_listed():
    page = _page(replace(_answer(), notices=("Eins.", "Zwei.")))
    ((_, text),) = page.find("ul", **{"class": "notices"})
    assert text == "Eins.Zwei."


def test_state_of_an_answer_is_announced():
    assert _Page(render_pending("Was?")).find("div", role="status")
    ((_, text),) = _Page(render_failure("Was?")).find("div", role="alert")
    assert text == wording.FAILED


@pytest.mark.parametrize(
    ("mode", "language", "explained"),
    [
        pytest.param(Mode.SIMPLE, None, True, id="simple German"),
        pytest.param(Mode.SIMPLE, "de", True, id="simple German, chosen language"),
        pytest.param(Mode.STANDARD, None, False, id="standard German"),
        pytest.param(Mode.SIMPLE, "en", False, id="simple, but not German"),
        pytest.param(Mode.STANDARD, "uk", False, id="another language"),
    ],
)
def test_hard_words_are_explained_in_simple_german_only(mode, language, explained):
    page = _Page(_explained(TEXTS[0], mode=mode, language=language))
    terms = page.find("span", **{"class": "term"})
    assert bool(terms) is explained
    assert bool(page.find("span", **{"class": "tip"})) is explained


def test_each_answer_of_a_conversation_is_explained_by_its_own_mode():
    simple = answer_of(Question("Was?", mode=Mode.SIMPLE), DOCUMENT, _passage())
    page = _page(_answer(), simple, _answer())
    turns = page.find("article", **{"class": "turn"})
    assert [EXPLANATION in text for _, text in turns] == [False, True, False]


def test_word_is_explained_once_in_each_text():
    page = _Page(_explained("Kurse hier, ein Kurs dort, Kurse!", "Mit Kursen und Kursen."))
    assert _words(page, "p", **{"class": "statement"}) == [1, 1]
    assert _words(page, "blockquote") == [1, 1]


def test_first_occurrence_of_a_word_is_the_one_explained():
    page = _Page(_explained("Sprachkurse und Kursen, dann Kurse."))
    terms = [text.removesuffix(EXPLANATION) for _, text in page.find("span", **{"class": "term"})]
    assert terms == ["Kursen", "Kursen"]


def test_explanation_is_shown_and_not_run():
    page = _Page(_explained(TEXTS[0]))
    assert page.find("script") == page.find("img") == []
    assert {text for _, text in page.find("span", **{"class": "tip"})} == {EXPLANATION}


@pytest.mark.parametrize("word", ["R&D", "A<b>c", "»Kurs«", "x&amp;y"])
def test_explained_word_is_escaped(word):
    glossary = Glossary([Entry("Wort", (word,), "Ein Wort.")])
    page = _Page(_explained(f"Das ist {word} & mehr <i>.", glossary=glossary))
    terms = page.find("span", **{"class": "term"})
    assert [text for _, text in terms] == 2 * [f"{word}Ein Wort."]
    assert page.find("b") == page.find("i") == []


def test_explanation_can_be_reached_by_keyboard():
    page = _Page(_explained(TEXTS[0]))
    terms = page.find("span", **{"class": "term"})
    assert terms
    assert all(attrs.get("tabindex") == "0" for attrs, _ in terms)
    assert all(text.endswith(EXPLANATION) for _, text in terms), "the tip stands in its word"
    assert all(attrs.get("role") for attrs, _ in page.find("span", **{"class": "tip"}))


def test_explanations_change_nothing_in_the_text_around_them():
    text = "Kurse & <b>Kurse</b>: ~~mit\nKursen~~ für alle."
    with_words, without = _explained(text), _explained(text, glossary=Glossary())
    assert EXPLANATION in _Page(with_words).find("blockquote")[0][1]
    shown, expected = _without_tips(with_words), _Page(without)
    for tag in ("p", "blockquote", "del"):
        assert [text for _, text in shown.find(tag)] == [text for _, text in expected.find(tag)]


def test_word_in_a_deletion_is_explained_there():
    page = _Page(_explained("Gut sind ~~weitere Kurse~~ Wohnungen."))
    assert _words(page, "del") == [1, 1]
    assert not any("~~" in text for _, _, text in page.elements)


def test_glossary_without_entries_explains_nothing():
    html = _explained(TEXTS[0], glossary=Glossary())
    assert "term" not in html
    assert "tip" not in html


def test_nearest_passages_are_explained_in_simple_german():
    for mode, expected in ((Mode.SIMPLE, [1]), (Mode.STANDARD, [0])):
        page = _page(_not_covered(_passage(), question=Question("Was?", mode=mode)))
        assert _words(page, "blockquote") == expected


def test_context_of_a_quote_is_not_explained_again():
    quote = "Die Stadt hat Kurse."
    document = document_of(f"Kurse helfen. {quote} Kurse kosten nichts.")
    passage = passage_of(document, document.text)
    start = document.text.index(quote)
    citation = Citation(1, passage, quote, start, start + len(quote), document.text)
    question = Question("Was?", mode=Mode.SIMPLE)
    statement = Statement("Es gibt Kurse.", (1,), SIMPLE)
    answer = Answer(question, "de", Outcome.ANSWERED, (statement,), (citation,))
    page = _Page(render_conversation([answer], {document.id: document}, GLOSSARY))
    assert _words(page, "p", **{"class": "statement"}) == [1]
    assert _words(page, "blockquote") == [1, 0]
    assert _words(page, "mark") == [0]


def test_simple_statement_stands_above_the_german_quote():
    page = _page(answer_of(Question("Was?", mode=Mode.SIMPLE), DOCUMENT, _passage(1)))
    ((_, statement),) = page.find("p", **{"class": "statement"})
    assert statement == f"Einfach gesagt: {TEXTS[1]} [1]"
    assert [text for _, text in page.find("blockquote")] == [TEXTS[1]]
    assert page.read_aloud("blockquote") == [("de", "ltr")]
    ((language, direction),) = page.read_aloud("p", **{"class": "statement"})
    assert (language.split("-")[0], direction) == ("de", "ltr")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(wording.NEAREST, id="heading of the nearest"),
        pytest.param(wording.IN_CONTEXT, id="context"),
        pytest.param(wording.SECTION_PAGE, id="page of the section"),
    ],
)
def test_fixed_texts_of_a_simple_answer_are_simple(text):
    passage = _passage(page=None, section_page=2)
    question = Question("Was?", mode=Mode.SIMPLE)
    citation = Citation(1, passage, "Stadt", 4, 9, DOCUMENT.text)
    part = Answer(question, "de", Outcome.ANSWERED, (Statement("S.", (1,), SIMPLE),), (citation,))
    html = render_conversation([part, _not_covered(passage, question=question)], DOCUMENTS)
    assert say(text, SIMPLE) != text
    assert say(text, SIMPLE).format(2) in html
    assert text.format(2) not in html


def test_simple_failure_is_put_in_simple_words():
    ((_, text),) = _Page(render_failure("Was?", SIMPLE)).find("div", role="alert")
    assert text == say(wording.FAILED, SIMPLE) != wording.FAILED


@pytest.mark.parametrize("mode", Mode)
def test_languages_of_german_answers(mode):
    for answer in (
        answer_of(Question("Was?", mode=mode), DOCUMENT, _passage()),
        _not_covered(_passage(), question=Question("Was?", mode=mode), notices=("Eins.",)),
    ):
        page = _page(answer)
        for tag in ("p", "li", "h2", "blockquote"):
            spoken = set(page.read_aloud(tag)) - set(page.read_aloud("p", **{"class": "question"}))
            assert {language.split("-")[0] for language, _ in spoken} <= {"de"}, tag


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        pytest.param("en", "ltr", id="English"),
        pytest.param("uk", "ltr", id="Ukrainian"),
        pytest.param("ar", "rtl", id="Arabic"),
        pytest.param("fa", "rtl", id="Persian"),
    ],
)
def test_statement_and_notices_say_which_language_they_are_in(language, direction):
    answer = answer_of(Question("?", language), DOCUMENT, _passage())
    statement = Statement("In other words.", (1,), language)
    page = _page(replace(answer, statements=(statement,), notices=("Note.",)))
    assert page.read_aloud("p", **{"class": "statement"}) == [(language, direction)]
    assert page.read_aloud("ul", **{"class": "notices"}) == [(language, direction)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_german_under_an_answer_in_another_language_says_so(language):
    answer = answer_of(Question("?", language), DOCUMENT, _passage())
    statement = Statement("In other words.", (1,), language)
    page = _page(replace(answer, statements=(statement,)))
    german = ("de", "ltr")
    assert [text for _, text in page.find("blockquote")] == [TEXTS[0]]
    assert page.read_aloud("blockquote") == [german]
    assert page.read_aloud("p", **{"class": "rights"}) == [german]
    within = dict(zip((text for _, text in page.find("bdi")), page.read_aloud("bdi"), strict=True))
    assert {"Handlungsfeld 1 Wohnen › Leitlinien", "B 12/20"} <= set(within)
    assert {spoken for spoken, _ in within.values()} == {"de"}


def _beside(answer, *companions):
    """The page of an answer with texts beside its quotes."""
    return _page(replace(answer, companions=companions))


@pytest.mark.parametrize(
    ("language", "direction", "label"),
    [("en", "ltr", "Unofficial translation"), ("ar", "rtl", "ترجمة غير رسمية")],
)
def test_source_shows_german_and_translation_side_by_side(language, direction, label):
    passage = _passage()
    answer = answer_of(Question("?", language), DOCUMENT, passage)
    page = _beside(answer, Companion(passage.id, language, f"Courses. {NASTY}"))
    assert [text for _, text in page.find("blockquote")] == [TEXTS[0], f"Courses. {NASTY}"]
    assert page.read_aloud("blockquote") == [("de", "ltr"), (language, direction)]
    labels = [text for _, text in page.find("p", **{"class": "label"})]
    assert labels == [say(wording.ORIGINAL, language), label]
    assert page.read_aloud("p", **{"class": "label"}) == [(language, direction)] * 2
    assert page.find("script") == page.find("img") == []


def test_simple_german_stands_beside_its_original():
    passage = _passage()
    answer = answer_of(Question("?", "de", Mode.SIMPLE), DOCUMENT, passage)
    page = _beside(answer, Companion(passage.id, SIMPLE, "Es gibt Kurse."))
    assert page.read_aloud("blockquote") == [("de", "ltr")] * 2
    labels = [text for _, text in page.find("p", **{"class": "label"})]
    assert labels == [say(wording.ORIGINAL, SIMPLE), say(wording.MODE_SIMPLE, SIMPLE)]


def test_source_without_a_text_in_the_language_stands_alone():
    one, other = _passage(0, id="a/1"), _passage(1, id="a/2")
    answer = answer_of(Question("?", "en"), DOCUMENT, one, other)
    page = _beside(answer, Companion("a/2", "en", "Flats."))
    assert [text for _, text in page.find("blockquote")] == [TEXTS[0], TEXTS[1], "Flats."]
    assert len(page.find("div", **{"class": "pair"})) == 1


def test_long_quote_folds_together_with_its_translation():
    text = "Wort " * 100 + "Ende."
    document = document_of(text)
    passage = passage_of(document, text)
    answer = answer_of(Question("?", "en"), document, passage)
    answer = replace(answer, companions=(Companion(passage.id, "en", "Words."),))
    page = _Page(render_conversation([answer], {document.id: document}))
    (folded,) = page.find("details")
    assert "Words." in folded[1]
    assert "Ende." in folded[1]


def test_nearest_passages_have_their_translation_too():
    passage = _passage()
    answer = _not_covered(passage, question=Question("?", "en"), language="en")
    page = _beside(answer, Companion(passage.id, "en", "Courses."))
    assert page.read_aloud("blockquote") == [("de", "ltr"), ("en", "ltr")]


@pytest.mark.parametrize(
    ("language", "date", "page_number"),
    [("de", "1. März 2020", "Seite 12"), ("fa", "۱ مارس ۲۰۲۰", "صفحهٔ ۱۲")],
)
def test_dates_and_pages_are_written_as_in_the_language(language, date, page_number):
    answer = answer_of(Question("?", language), DOCUMENT, _passage(page=12))
    page = _page(answer)
    ((_, origin),) = page.find("p", **{"class": "origin"})
    assert date in origin
    assert page_number in origin
    assert [attrs["value"] for attrs, _ in page.find("li", id="quelle-1-1")] == ["1"]


def test_section_is_named_in_the_language_and_in_german():
    titles = {"Handlungsfeld 1 Wohnen": "Field 1 <b>", "Leitlinien": "Guidelines"}
    answer = answer_of(Question("?", "en"), DOCUMENT, _passage())
    html = render_conversation([answer], DOCUMENTS, GLOSSARY, Names({"en": titles}))
    assert '<bdi>Field 1 &lt;b&gt; › Guidelines</bdi> (<bdi lang="de">Handlungsfeld 1 ' in html
    unknown = render_conversation([answer], DOCUMENTS, GLOSSARY, Names({"uk": titles}))
    assert "Guidelines" not in unknown


def test_source_leads_to_its_quote_in_the_document():
    passage = _passage(2)
    quote = Citation(1, passage, "Gut", passage.start, passage.start + 3, DOCUMENT.text)
    answer = replace(_answer(passage), citations=(quote,))
    start = passage.start
    href = f"/?passage=leitbild/{start}&start={start}&end={start + 3}"
    assert [text for _, text in _page(answer).find("a", href=href)] == [wording.OPEN_IN_DOCUMENT]


def test_source_can_be_copied_with_all_that_it_is_worth():
    answer = _answer(_passage(2, reference="B 12/20"))
    ((button, label),) = _page(answer).find("button", **{"class": "copy"})
    assert label == wording.COPY
    copied = button["data-copy"]
    for part in (TEXTS[2], "beschlossen", DOCUMENT.title, "B 12/20", "Seite 3", "1. März 2020"):
        assert part in copied
    assert button["data-link"].startswith("/?passage=leitbild/")
