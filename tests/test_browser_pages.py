"""The pages beside the conversation in Chromium, as a person uses them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assistant import wording
from assistant.catalogue import say

pytestmark = pytest.mark.browser

QUESTION = "Was tut die Stadt gegen Rassismus?"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FILLED = {
    "commitments": "#register .count",
    "comparison": "#comparison .count",
    "document": "#document article",
}
GUIDELINE = "leitlinien-2019/hf4/leitlinie-3"


def _open(tab, page):
    """Goes to a page and waits until it is filled."""
    tab.click(f"#page-{page}-button")
    tab.wait_for_selector(FILLED[page])


def _ask(tab):
    tab.fill("#question textarea", QUESTION)
    tab.click("#send")
    tab.wait_for_selector("#conversation .sources")


def _violations(tab):
    """What axe-core finds wrong by the rules of WCAG 2.2, levels A and AA."""
    results = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        (violation["id"], node["html"], node["failureSummary"])
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def _sideways(tab):
    """Pixels by which the page is wider than the window."""
    return tab.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")


def test_citation_opens_the_document_at_its_words_and_the_way_back_leads_to_it(tab):
    _ask(tab)
    quote = tab.locator("#conversation .sources blockquote").first.inner_text()
    link = tab.locator("#conversation .onward a").first
    link.focus()
    tab.keyboard.press("Enter")
    mark = tab.locator("#document mark")
    expect(mark).to_have_text(quote, use_inner_text=True)
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    tab.click("button.back")
    expect(link).to_be_focused()
    expect(tab.locator("#conversation .turn")).to_have_count(1)


def test_browser_goes_back_and_forward_between_answer_and_document(tab):
    _ask(tab)
    tab.locator("#conversation .onward a").first.click()
    expect(tab.locator("#document mark").first).to_be_in_viewport()
    tab.go_back()
    expect(tab.locator("#conversation .turn")).to_be_visible()
    tab.go_forward()
    expect(tab.locator("#document mark").first).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param(f"passage={GUIDELINE}", None, id="passage"),
        pytest.param(f"passage={GUIDELINE}&start=3&end=x", wording.NO_SUCH_WORDS, id="words"),
        pytest.param("passage=hf9/<b>", wording.NO_SUCH_PASSAGE, id="unknown"),
    ],
)
def test_permalink_opens_in_a_fresh_window(tab, query, message):
    tab.goto(f"{tab.url}?{query}")
    expect(tab.locator("#document .bar")).to_be_visible()
    found = tab.locator("#document mark")
    if message == wording.NO_SUCH_PASSAGE:
        expect(found).to_have_count(0)
    else:
        expect(found.first).to_contain_text("Versorgung mit angemessenem Wohnraum")
        expect(found.first).to_be_in_viewport()
    said = tab.locator("#document .bar .message")
    expect(said).to_have_count(0 if message is None else 1)
    if message:
        expect(said).to_contain_text(message.format("hf9/<b>"))


def test_register_is_used_by_keyboard_alone(tab):
    _open(tab, "commitments")
    buttons = tab.locator("#register button.open")
    buttons.first.focus()
    tab.keyboard.press("ArrowDown")
    expect(buttons.nth(1)).to_be_focused()
    tab.keyboard.press("End")
    expect(buttons.last).to_be_focused()
    tab.keyboard.press("Enter")
    expect(buttons.last).to_have_attribute("aria-expanded", "true")
    detail = tab.locator("#register .detail")
    expect(detail.locator(".onward a").first).to_be_visible()
    detail.locator(".onward a").first.focus()
    tab.keyboard.press("Escape")
    expect(detail).to_be_hidden()
    expect(buttons.last).to_be_focused()


def test_register_is_searched_and_taken_along(tab):
    _open(tab, "commitments")
    tab.fill("#register-words :is(input, textarea)", "Wohnraum")
    tab.keyboard.press("Enter")
    row = tab.locator("#register tbody tr").first
    expect(row).to_contain_text("bezahlbaren Wohnraum")
    with tab.expect_download() as download:
        tab.click("#register button.take[data-suffix='.csv']")
    assert download.value.suggested_filename == "zusagen.csv"
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert "bezahlbaren Wohnraum" in content
    assert f"/?passage={GUIDELINE}" in content


def test_search_without_a_match_and_too_long_a_search_get_messages(tab):
    _open(tab, "commitments")
    for words, message in (("qqqq", wording.NOTHING_FITS), ("x" * 2000, "2000")):
        tab.fill("#register-words :is(input, textarea)", words)
        tab.click("#register-find")
        expect(tab.locator("#register .message")).to_contain_text(message)


def test_difference_leads_to_its_pair_and_its_suggestions(tab):
    _open(tab, "comparison")
    tab.click("#comparison details:has(ol) > summary")
    first = tab.locator("#comparison ol a").nth(30)
    target = first.get_attribute("href")
    first.click()
    expect(tab.locator(target)).to_be_in_viewport()
    asked = tab.locator("#comparison section button.open").first
    asked.click()
    expect(asked).to_have_attribute("aria-expanded", "true")
    expect(tab.locator("#comparison div.detail p").first).to_be_visible()


def test_source_is_copied_with_all_that_it_is_worth(browser, address):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        tab = context.new_page()
        tab.goto(f"{address}?passage={GUIDELINE}")
        tab.click("#document button.copy")
        expect(tab.locator("#document button.copy")).to_have_text(wording.COPIED)
        copied = tab.evaluate("navigator.clipboard.readText()")
        for part in ("bezahlbaren Wohnraum", "beschlossen", f"{address}?passage={GUIDELINE}"):
            assert part in copied


def test_every_page_is_accessible_and_fits_a_phone(tab):
    tab.set_viewport_size({"width": 390, "height": 844})
    _open(tab, "commitments")
    tab.locator("#register button.open").nth(8).click()
    expect(tab.locator("#register .detail .onward").first).to_be_visible()
    assert (_sideways(tab), _violations(tab)) == (0, [])
    _open(tab, "comparison")
    tab.click("#comparison details:has(ol) > summary")
    assert (_sideways(tab), _violations(tab)) == (0, [])
    _open(tab, "document")
    assert (_sideways(tab), _violations(tab)) == (0, [])
    assert tab.faults == []


def test_every_page_is_accessible_in_the_dark(browser, address):
    with browser.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        tab.goto(f"{address}?passage={GUIDELINE}")
        expect(tab.locator("#document mark").first).to_be_visible()
        assert _violations(tab) == []
        for page in ("commitments", "comparison"):
            _open(tab, page)
            assert _violations(tab) == []


def test_pages_speak_arabic_and_quotes_stay_german(tab, address):
    tab.check("#language input[value=ar]")
    expect(tab.locator("#page-document-button")).to_contain_text(say(wording.DOCUMENT, "ar"))
    _open(tab, "commitments")
    table = tab.locator("#register table")
    expect(table).to_have_attribute("dir", "rtl")
    expect(table.locator("thead")).to_contain_text(say(wording.WHO_ACTS, "ar"))
    expect(table.locator("div[lang=de]").first).to_have_css("direction", "ltr")
    _open(tab, "comparison")
    expect(tab.locator("#comparison .count")).to_have_text(re.compile(r"\d"))
    _open(tab, "document")
    expect(tab.locator("#document article")).to_have_css("direction", "ltr")
    elsewhere = [url for url in tab.requested if not url.startswith((address, "data:", "blob:"))]
    assert elsewhere == []


def test_on_paper_stand_no_controls(tab):
    _ask(tab)
    tab.emulate_media(media="print")
    for control in ("#language", "#question", "#send", "button.copy", "button.take", "#examples"):
        expect(tab.locator(control).first).to_be_hidden()
    expect(tab.locator("#conversation .sources blockquote").first).to_be_visible()
