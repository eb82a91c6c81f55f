"""The real app in Chromium, as a person uses it."""

import pytest
from playwright.sync_api import expect

from assistant import wording
from assistant.catalogue import say
from index.companions import SIMPLE
from tests.measuring import sideways, violations

pytestmark = pytest.mark.browser

QUESTION = "Was tut die Stadt gegen Rassismus?"
SECONDS_TO_ANSWER = 60


def _ask(tab, text):
    """Asks a question and waits until one more answer is there."""
    answers = tab.locator("#conversation .answer:not(.pending)")
    expected = answers.count() + 1
    tab.fill("#question textarea", text)
    tab.click("#send")
    expect(answers).to_have_count(expected, timeout=SECONDS_TO_ANSWER * 1000)
    return answers.nth(expected - 1)


def _switch(tab, mode):
    """Changes the language of the answers and waits until the page follows."""
    tab.check(f"#mode input[value={mode}]")
    language = SIMPLE if mode == "simple" else "de"
    expect(tab.locator("#intro")).to_contain_text(say(wording.INTRO, language))


def test_citation_leads_to_its_source(tab):
    answer = _ask(tab, QUESTION)
    link = answer.locator(".cite").first
    target = link.get_attribute("href")
    link.click()
    source = tab.locator(target)
    expect(source).to_be_in_viewport()
    assert source.evaluate("element => element.matches(':target')")
    expect(source.locator("blockquote").first).to_contain_text("Rassismus")
    expect(source.locator(".badge")).to_contain_text("beschlossen")


def test_enter_asks_and_with_shift_begins_a_new_line(tab):
    field = tab.locator("#question textarea")
    field.fill(QUESTION)
    field.press("Shift+Enter")
    expect(field).to_have_value(QUESTION + "\n")
    field.press("Enter")
    expect(tab.locator("#conversation .answer:not(.pending)")).to_have_count(1)
    expect(field).to_have_value("")


def test_no_other_host_is_asked_for_anything(tab, address):
    _ask(tab, QUESTION)
    elsewhere = [url for url in tab.requested if not url.startswith((address, "data:", "blob:"))]
    assert tab.requested
    assert elsewhere == []


def test_no_fault_in_the_page(tab):
    _ask(tab, QUESTION)
    assert tab.faults == []


def test_page_is_in_german(tab):
    expect(tab.locator("html")).to_have_attribute("lang", "de")
    _ask(tab, QUESTION)
    expect(tab.locator("html")).to_have_attribute("lang", "de")


def test_nothing_scrolls_sideways_on_a_phone(tab):
    tab.set_viewport_size({"width": 390, "height": 844})
    assert sideways(tab) <= 0
    _ask(tab, QUESTION)
    _ask(tab, "Donaudampfschifffahrtsgesellschaft" * 12)
    assert sideways(tab) <= 0
    _switch(tab, "simple")
    expect(tab.locator("#conversation .turn")).to_have_count(2)
    assert sideways(tab) <= 0


@pytest.mark.parametrize("width, height", [(320, 568), (390, 844), (1280, 900)])
def test_page_opens_at_its_top_with_the_languages_in_sight(tab, width, height):
    tab.set_viewport_size({"width": width, "height": height})
    tab.reload()
    expect(tab.locator("#question textarea")).to_be_focused()
    assert tab.evaluate("scrollY") == 0
    for shown in ("#language label:first-child", "#language label:last-child", "#intro h1"):
        expect(tab.locator(shown)).to_be_in_viewport()


def test_script_in_a_question_is_shown_and_not_run(tab):
    text = "Wohnen <script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
    _ask(tab, text)
    expect(tab.locator("#conversation .question")).to_contain_text(text)
    assert tab.evaluate("window.ran") is None
    assert tab.locator("#conversation :is(script, img)").count() == 0


def test_empty_question_gets_a_message(tab):
    expect(_ask(tab, "")).to_contain_text(wording.EMPTY_QUESTION)


def test_question_outside_the_documents_gets_no_citation(tab):
    answer = _ask(tab, "Wie hoch ist der Eiffelturm?")
    expect(answer).to_contain_text(wording.NOT_COVERED)
    expect(answer.locator(".cite")).to_have_count(0)


def test_follow_up_stands_below_the_question_before(tab):
    _ask(tab, QUESTION)
    _ask(tab, "Und gegen Extremismus?")
    questions = tab.locator("#conversation .question")
    expect(questions).to_contain_text([QUESTION, "Und gegen Extremismus?"])


def test_example_is_asked_and_a_new_conversation_starts_empty(tab):
    example = tab.locator("#examples button").first
    text = example.inner_text()
    example.click()
    expect(tab.locator("#conversation .question")).to_contain_text(text)
    expect(tab.locator("#conversation .answer:not(.pending)")).to_have_count(1)
    tab.click("#clear")
    expect(tab.locator("#conversation .turn")).to_have_count(0)


def test_switch_turns_the_answer_into_simple_german_and_back(tab):
    answer = _ask(tab, QUESTION)
    statement = answer.locator(".statement").first
    quote = answer.locator(".sources li blockquote").first
    standard, source = statement.inner_text(), quote.inner_text()
    assert f"»{source}«" in standard
    _switch(tab, "simple")
    expect(statement).not_to_contain_text("»")
    assert statement.inner_text().endswith("[1]")
    expect(answer.locator(".notices")).to_contain_text(say(wording.SIMPLE_LABEL, SIMPLE))
    expect(quote).to_have_text(source, use_inner_text=True)
    expect(quote).to_have_attribute("lang", "de")
    expect(tab.locator("#conversation .question")).to_contain_text([QUESTION])
    _switch(tab, "standard")
    expect(statement).to_have_text(standard, use_inner_text=True)
    expect(answer.locator(".notices")).not_to_contain_text("Einfache Sprache")
    expect(quote).to_have_text(source, use_inner_text=True)
    expect(tab.locator("#conversation .question")).to_contain_text([QUESTION])
    assert tab.faults == []


def test_switch_keeps_the_conversation_and_what_is_being_written(tab):
    _ask(tab, QUESTION)
    _ask(tab, "Und gegen Extremismus?")
    tab.fill("#question textarea", "Wie hoch")
    _switch(tab, "simple")
    questions = tab.locator("#conversation .question")
    expect(questions).to_contain_text([QUESTION, "Und gegen Extremismus?"])
    expect(tab.locator("#question textarea")).to_have_value("Wie hoch")
    expect(_ask(tab, "Wie hoch ist der Eiffelturm?")).to_contain_text(
        say(wording.NOT_COVERED, SIMPLE)
    )


def test_switch_changes_labels_and_buttons_and_back(tab):
    for mode, language in (("simple", SIMPLE), ("standard", "de")):
        _switch(tab, mode)
        expect(tab.locator("#mode")).to_contain_text(say(wording.MODE_LABEL, language))
        expect(tab.locator("#send")).to_have_text(say(wording.SEND, language))
        expect(tab.locator("#clear")).to_have_text(say(wording.CLEAR, language))
        expect(tab.locator("#intro summary")).to_have_text(say(wording.RIGHTS, language))
        expect(tab.locator("html")).to_have_attribute("lang", "de")


def test_switch_works_by_keyboard_and_holds_for_the_next_conversation(tab):
    tab.focus("#mode input[value=simple]")
    tab.keyboard.press("Space")
    expect(tab.locator("#intro")).to_contain_text(say(wording.INTRO, SIMPLE))
    expect(_ask(tab, "")).to_contain_text(say(wording.EMPTY_QUESTION, SIMPLE))
    tab.click("#clear")
    expect(tab.locator("#conversation .turn")).to_have_count(0)
    expect(tab.locator("#mode input[value=simple]")).to_be_checked()
    expect(_ask(tab, QUESTION).locator(".notices")).to_contain_text("Einfache Sprache")


def test_standard_answer_explains_no_words(tab):
    expect(_ask(tab, QUESTION).locator(".term, .tip")).to_have_count(0)


def test_explanation_appears_when_the_keyboard_reaches_the_word(tab):
    answer = _ask(tab, QUESTION)
    _switch(tab, "simple")
    words = answer.locator(".statement .term")
    expect(words.first).to_be_visible()
    expect(answer.locator(".tip:visible")).to_have_count(0)
    tab.focus("#page-document-button")
    for place in range(2):
        tab.keyboard.press("Tab")
        expect(words.nth(place)).to_be_focused()
        expect(words.nth(place).locator(".tip")).to_be_visible()
        expect(answer.locator(".tip:visible")).to_have_count(1)
    tab.focus("#question textarea")
    expect(answer.locator(".tip:visible")).to_have_count(0)


def test_explanation_appears_on_pointing_at_the_word(tab):
    answer = _ask(tab, QUESTION)
    _switch(tab, "simple")
    word = answer.locator(".statement .term").first
    word.hover(position={"x": 5, "y": 5})
    expect(word.locator(".tip")).to_be_visible()


def test_explanation_stays_while_the_pointer_moves_onto_it(tab):
    answer = _ask(tab, QUESTION)
    _switch(tab, "simple")
    word = answer.locator(".statement .term").first
    word.hover(position={"x": 5, "y": 5})
    tip, own = word.locator(".tip").bounding_box(), word.bounding_box()
    tab.mouse.move(own["x"] + 5, tip["y"] + 10, steps=20)
    expect(word.locator(".tip")).to_be_visible()


def test_explanation_goes_away_with_the_escape_key(tab):
    answer = _ask(tab, QUESTION)
    _switch(tab, "simple")
    word = answer.locator(".statement .term").first
    word.focus()
    expect(word.locator(".tip")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(word.locator(".tip")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_explanations_fit_on_the_screen(tab, width):
    tab.set_viewport_size({"width": width, "height": 844})
    answer = _ask(tab, QUESTION)
    _switch(tab, "simple")
    expect(answer.locator(".statement .term").first).to_be_visible()
    cut_off = []
    for word in answer.locator(".term:visible").all():
        word.focus()
        tip, own = word.locator(".tip").bounding_box(), word.bounding_box()
        assert tip["y"] >= own["y"] + own["height"] / 2, "the tip does not cover its word"
        if tip["x"] < 0 or tip["x"] + tip["width"] > width or sideways(tab) > 0:
            cut_off.append(word.locator(".tip").inner_text())
    assert cut_off == []


def test_page_is_accessible_before_a_question(tab):
    assert violations(tab) == []


def test_page_is_accessible_after_an_answer(tab):
    _ask(tab, QUESTION)
    assert violations(tab) == []


def test_page_is_accessible_in_simple_german(tab):
    answer = _ask(tab, QUESTION)
    _ask(tab, "Wie hoch ist der Eiffelturm?")
    _switch(tab, "simple")
    answer.locator(".statement .term").first.focus()
    expect(answer.locator(".tip:visible")).to_have_count(1)
    assert violations(tab) == []


def test_page_is_accessible_in_the_dark(browser, address):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#question textarea")
        _ask(page, QUESTION)
        _ask(page, "Wie hoch ist der Eiffelturm?")
        assert violations(page) == []
        _switch(page, "simple")
        page.locator("#conversation .statement .term").first.focus()
        expect(page.locator("#conversation .tip:visible")).to_have_count(1)
        assert violations(page) == []


def test_page_speaks_arabic_from_right_to_left_and_back(tab):
    _ask(tab, QUESTION)
    tab.check("#language input[value=ar]")
    expect(tab.locator("#send")).to_contain_text(say(wording.SEND, "ar"))
    page = tab.locator("html")
    expect(page).to_have_attribute("dir", "rtl")
    expect(page).to_have_attribute("lang", "ar")
    answer = tab.locator("#conversation .answer")
    expect(answer).to_have_attribute("dir", "rtl")
    expect(answer.locator("blockquote").first).to_have_attribute("lang", "de")
    expect(tab.locator("#mode")).to_be_hidden()
    tab.check("#language input[value=de]")
    expect(page).to_have_attribute("dir", "ltr")
    expect(tab.locator("#conversation .question")).to_contain_text(QUESTION)


@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_source_shows_german_beside_its_translation_and_on_a_phone_above_it(tab, width):
    tab.set_viewport_size({"width": width, "height": 900})
    _ask(tab, "ماذا تفعل المدينة ضد العنصرية؟")
    german, arabic = tab.locator(".pair").first.locator("blockquote").all()
    assert (german.get_attribute("lang"), arabic.get_attribute("lang")) == ("de", "ar")
    assert (german.get_attribute("dir"), arabic.get_attribute("dir")) == ("ltr", "rtl")
    one, other = german.bounding_box(), arabic.bounding_box()
    beside = other["y"] < one["y"] + one["height"]
    assert beside is (width > 640)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(tab) == []


def test_language_of_a_bare_word_is_asked_for_and_the_choice_answers_again(tab):
    choice = tab.locator("#answer-language")
    _ask(tab, "Was tut die Stadt gegen Rassismus?")
    expect(choice).to_be_hidden()
    _ask(tab, "Jobcenter")
    expect(choice).to_be_visible()
    assert violations(tab) == []
    choice.get_by_label("Українська").check()
    answers = tab.locator("#conversation .answer")
    expect(answers.nth(1)).to_have_attribute("lang", "uk", timeout=SECONDS_TO_ANSWER * 1000)
    expect(answers.nth(0)).to_have_attribute("lang", "de")
    expect(choice).to_be_hidden()


def test_address_opens_the_page_in_a_language_and_keeps_it(tab, address):
    page, arabic, german = (
        tab.locator("html"), tab.locator("#language input[value=ar]"),
        tab.locator("#language input[value=de]"),
    )  # fmt: skip
    tab.goto(f"{address}?language=AR")
    expect(page).to_have_attribute("dir", "rtl")
    expect(arabic).to_be_checked()
    tab.locator("#page-commitments-button").click()
    expect(tab).to_have_url(f"{address}?view=commitments&language=ar")
    tab.reload()
    expect(page).to_have_attribute("dir", "rtl")
    expect(tab.locator("#page-commitments-button")).to_have_attribute("aria-selected", "true")
    german.check()
    expect(page).to_have_attribute("lang", "de")
    expect(tab).to_have_url(f"{address}?view=commitments")


def test_address_with_an_unknown_language_opens_the_german_page(tab, address):
    tab.goto(f"{address}?language=tlh")
    expect(tab.locator("#language input[value=de]")).to_be_checked()
    _ask(tab, QUESTION)
    expect(tab.locator("html")).to_have_attribute("lang", "de")
    assert tab.faults == []
