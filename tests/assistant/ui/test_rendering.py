from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant import Answer, Citation, Outcome, Question, Statement, wording
from assistant.ui.rendering import render_conversation, render_failure, render_pending
from index import Hit, Status
from tests.fakes import answer_of, document_of, passage_of

NASTY = "<script>alert(1)</script> & <img src=x onerror=alert(2)> \"'"
TEXTS = ("Die Stadt fördert Kurse.", "Die Stadt baut Wohnungen.", f"Gut ist: {NASTY}")
DOCUMENT = document_of(*TEXTS, title=f"Titel {NASTY}", short_title=f"Kurz {NASTY}")
DOCUMENTS = {DOCUMENT.id: DOCUMENT}
VOID = {"br", "img"}


class _Page(HTMLParser):
    """The elements of a page: (tag, attributes, text inside)."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(html)
        self.close()
        assert self._open == [], "elements that are never closed"

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag, "elements overlap"

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def find(self, tag, **attributes):
        return [
            (attrs, text)
            for name, attrs, text in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in attributes.items())
        ]


def _page(*answers):
    return _Page(render_conversation(list(answers), DOCUMENTS))


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
    assert [text for _, text in page.find("a")] == ["[1]", "[2]"]
    assert [attrs["aria-label"] for attrs, _ in page.find("a")] == ["Quelle 1", "Quelle 2"]
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
    assert page.find("a") == []
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
