import pytest

from index.readers.furniture import without_furniture
from index.readers.lines import Line, Page


def _line(text, y, size=10.0):
    return Line(text, 50, 500, y, size, False)


def _pages(count, *, head=None, foot=None):
    """Pages of twenty lines that differ, with what `head` and `foot` say of a page's number."""
    pages = []
    for number in range(1, count + 1):
        lines = [_line(f"Seite {number} hat als Zeile {n} dies.", 100 + 14 * n) for n in range(20)]
        if head:
            lines.insert(0, _line(head(number), 50))
        if foot:
            lines.append(_line(foot(number), 800))
        pages.append(Page(number, str(number), lines))
    return pages


def _left(pages):
    """First and last line of each page."""
    return [(page.lines[0].text, page.lines[-1].text) for page in without_furniture(pages)]


def _bare(count):
    return _left(_pages(count))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        pytest.param(lambda n: "Konzept der Stadt", None, id="header"),
        pytest.param(None, lambda n: str(n + 4), id="number"),
        pytest.param(None, lambda n: f"- {n} -", id="number between dashes"),
        pytest.param(None, lambda n: f"Seite {n} von 9", id="page of pages"),
        pytest.param(None, lambda n: "ivxlc"[n - 1], id="Roman number"),
        pytest.param(lambda n: f"Stadt\t{n} / 9", None, id="header with number"),
        pytest.param(lambda n: f"{n}\tStadt" if n % 2 else f"Stadt\t{n}", None, id="both sides"),
        pytest.param(lambda n: f"KAPITEL 1\tAbschnitt {'abcde'[n - 1]}", None, id="half changes"),
        pytest.param(lambda n: "Stadt" if n < 5 else "Nur hier", None, id="one differs"),
        pytest.param(lambda n: "Kopf", lambda n: f"Stand Mai, S. {n}", id="both edges"),
    ],
)
def test_what_is_repeated_is_left_out(head, foot):
    assert _left(_pages(5, head=head, foot=foot)) == _bare(5)


def test_two_pages_with_the_same_header():
    assert _left(_pages(2, head=lambda n: "Stadt")) == _bare(2)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            lambda n: ["Sprache", "Arbeit", "Wohnen", "Sport", "Kultur"][n - 1], id="titles"
        ),
        pytest.param(lambda n: f"Kapitel {n}", id="chapters that count with the pages"),
        pytest.param(lambda n: f"{n}. Wohnen", id="numbered headings"),
        pytest.param(lambda n: f"Im Jahr {2000 + 7 * n * n} war es so", id="numbers of their own"),
    ],
)
def test_what_differs_from_page_to_page_is_text(head):
    assert _left(_pages(5, head=head)) == [
        (head(number), last) for number, (_, last) in enumerate(_bare(5), start=1)
    ]


def test_text_that_repeats_itself_is_text():
    lines = [_line(f"Die Stadt hilft, sagt Zeile {n}.", 100 + 14 * n) for n in range(20)]
    pages = [Page(number, str(number), lines) for number in range(1, 6)]
    assert without_furniture(pages) == pages


def test_small_line_right_below_the_text_is_furniture():
    pages = [
        Page(page.number, page.label, [*page.lines, _line(f"Seite {page.number}", 380, size=7)])
        for page in _pages(4)
    ]
    assert without_furniture(pages) == _pages(4)


def test_what_is_repeated_in_the_middle_is_text():
    pages = [
        Page(n, str(n), [_line(f"Satz {n}, {k}.", 100 + 14 * k) for k in range(20)]
             + [_line("Tabelle", 250)])
        for n in range(1, 6)
    ]  # fmt: skip
    assert all("Tabelle" in [line.text for line in page.lines] for page in without_furniture(pages))


def test_one_page():
    assert _left(_pages(1, head=lambda n: "Stadt", foot=lambda n: "Seite 1 von 1")) == [
        ("Stadt", _bare(1)[0][1])
    ]
    assert without_furniture([Page(1, "1", [])]) == [Page(1, "1", [])]
