import pytest

from index.readers.headings import Bookmark, heading_levels
from index.readers.lines import Line
from index.readers.paragraphs import Part, PartKind

BODY = 10.0
TEXT = "Die Stadt fördert den Erwerb der deutschen Sprache durch Kurse am Abend."


def _part(text, size=BODY, bold=False, page=1, kind=PartKind.TEXT, marker=""):
    part = Part(kind, marker)
    part.add(Line(text, 50, 400, 100, size, bold), page)
    return part


def _levels(*parts, bookmarks=()):
    """Levels of the headings by their text."""
    texts = [part.lines[0].text for part in parts]
    return {texts[n]: level for n, level in heading_levels(parts, texts, bookmarks, BODY).items()}


@pytest.mark.parametrize(
    ("part", "is_heading"),
    [
        pytest.param(_part("Wohnen", size=14), True, id="larger"),
        pytest.param(_part("Wohnen", bold=True), True, id="bold"),
        pytest.param(_part("3.1 Wohnen"), True, id="deep number"),
        pytest.param(_part("§ 3 Zweck"), True, id="clause"),
        pytest.param(_part("Wohnen", bold=True, kind=PartKind.ITEM, marker="3."), True, id="item"),
        pytest.param(_part("Wohnen"), False, id="common text"),
        pytest.param(_part("Achtung:", bold=True), False, id="bold with a colon"),
        pytest.param(_part("Das gilt.", bold=True), False, id="bold sentence"),
        pytest.param(_part("Wohnen . . . . . . 12", size=14), False, id="contents"),
        pytest.param(_part("Wohnen\t12", bold=True), False, id="contents without dots"),
        pytest.param(_part("2020", size=14), False, id="number alone"),
        pytest.param(_part(TEXT * 9, size=14), False, id="large text"),
        pytest.param(_part("Wohnen", kind=PartKind.ITEM, marker="•"), False, id="list"),
    ],
)
def test_look_of_a_heading(part, is_heading):
    assert bool(_levels(part, _part(TEXT))) is is_heading


def test_levels_by_numbers_and_sizes():
    found = _levels(
        _part("Konzept", size=20), _part("1 Wohnen", size=14), _part("1.1 Miete", size=12),
        _part("1.1.1 Zuschuss", bold=True), _part("Fragen", bold=True), _part(TEXT),
    )  # fmt: skip
    assert found["1.1 Miete"] == 2
    assert found["1.1.1 Zuschuss"] == found["Fragen"] == 3
    assert found["Konzept"] == 1


def test_bookmarks_decide_what_a_heading_is():
    bookmarks = [Bookmark(f"{n}. Teil {n}", 1, n) for n in range(1, 5)]
    parts = [_part(f"Teil {n}", size=14, page=n) for n in range(1, 5)]
    box = [_part(f"Hinweis {n}", size=12, page=n) for n in range(1, 5)]
    found = _levels(*parts, *box, bookmarks=bookmarks)
    assert found == {f"Teil {n}": 1 for n in range(1, 5)}


def test_label_belongs_to_the_title_below_it():
    bookmarks = [Bookmark(f"Titel {n}", 1, n) for n in range(1, 5)]
    parts = [
        part
        for n in range(1, 5)
        for part in (_part(f"Kapitel {n}", size=16, page=n), _part(f"Titel {n}", size=20, page=n))
    ]
    found = _levels(*parts, bookmarks=bookmarks)
    assert found["Kapitel 3"] == found["Titel 3"] == 1
