"""What is measured of a page in Chromium: accessibility and width."""

from axe_playwright_python.sync_playwright import Axe

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(tab):
    """What axe-core finds wrong by the rules of WCAG 2.2, levels A and AA."""
    results = Axe().run(tab, options={"runOnly": {"type": "tag", "values": _RULES}})
    return [
        (violation["id"], node["html"], node["failureSummary"])
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def sideways(tab):
    """Pixels by which the page is wider than the window."""
    return tab.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
