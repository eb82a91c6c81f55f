import pytest

from index.readers.lines import Line, Page
from index.readers.paragraphs import PartKind, body_size, parts_of

FULL, SHORT = 500, 200


def _line(text, y, x0=50, x1=FULL, size=10.0, bold=False):
    return Line(text, x0, x1, y, size, bold)


def _below(*lines):
    """Lines one under the other: (text, x0, x1), or (text, x0, x1, extra room above)."""
    made, y = [], 100.0
    for text, *place in lines:
        x0, x1, room = [*place, *[50, FULL, 0][len(place) :]]
        y += 12 + room
        made.append(_line(text, y, x0, x1))
    return Page(1, "1", made)


def _texts(*pages):
    return [" ⏎ ".join(line.text for line in part.lines) for part in parts_of(pages)]


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        pytest.param([("Ein Satz, der",), ("weitergeht.", 50, SHORT)],
                     ["Ein Satz, der ⏎ weitergeht."], id="wrapped"),
        pytest.param([("Das Ende.", 50, SHORT), ("Ein Anfang.",)], ["Das Ende.", "Ein Anfang."],
                     id="short last line"),
        pytest.param([("Das Ende.",), ("Ein Anfang.",)], ["Das Ende. ⏎ Ein Anfang."],
                     id="full last line"),
        pytest.param([("eins",), ("zwei",), ("drei", 50, FULL, 8)], ["eins ⏎ zwei", "drei"],
                     id="gap"),
        pytest.param([("Es war am",), ("3. Mai 2020.",)], ["Es war am ⏎ 3. Mai 2020."], id="date"),
        pytest.param([("Es sind",), ("– so hieß es – viele.",)],
                     ["Es sind ⏎ – so hieß es – viele."],
                     id="dash"),
        pytest.param([("Erstens.", 50, SHORT), ("Zweitens", 65), ("folgt.", 50, SHORT)],
                     ["Erstens.", "Zweitens ⏎ folgt."], id="first line moved in"),
        pytest.param([("Wort Sein Sinn",), ("ist dies.", 70, SHORT), ("Wort2 Sein",),
                      ("Sinn.", 70)],
                     ["Wort Sein Sinn ⏎ ist dies.", "Wort2 Sein ⏎ Sinn."], id="hanging"),
        pytest.param([("Siehe https://stadt.", 50, SHORT), ("example/wohnen",)],
                     ["Siehe https://stadt. ⏎ example/wohnen"], id="address"),
    ],
)  # fmt: skip
def test_paragraphs(lines, parts):
    assert _texts(_below(*lines)) == parts


@pytest.mark.parametrize(
    "marker", ["•", "–", "*", "o", "1.", "12)", "(3)", "a)", "(b)", "iv)", "➢"]
)
def test_list_marks(marker):
    (part,) = parts_of([_below((f"{marker} Kita und",), ("Hort", 65, SHORT))])
    assert (part.kind, part.marker) == (PartKind.ITEM, marker)
    assert [line.text for line in part.lines] == ["Kita und", "Hort"]


@pytest.mark.parametrize(
    "text", ["o wie schön", "3. Mai ist es", "1.200 Euro", "-wert", "A. Weber"]
)
def test_what_only_looks_like_a_list(text):
    (part,) = parts_of([_below((text,))])
    assert part.kind == PartKind.TEXT


def test_items_and_what_follows_the_list():
    page = _below(
        ("• Kita", 60, SHORT), ("• Hort, der", 60), ("lange geht.", 70, SHORT), ("Danach.", 50)
    )
    assert [(part.kind, part.lines[0].text) for part in parts_of([page])] == [
        (PartKind.ITEM, "Kita"), (PartKind.ITEM, "Hort, der"), (PartKind.TEXT, "Danach."),
    ]  # fmt: skip


def test_rows_of_a_table():
    page = _below(("Tag\tUhr",), ("Mo\t9–12",), ("Ende der Tabelle.", 50, SHORT))
    assert [part.kind for part in parts_of([page])] == [
        PartKind.ROW, PartKind.ROW, PartKind.TEXT,
    ]  # fmt: skip


def test_address_keeps_its_lines():
    page = _below(("Landeshauptstadt", 50, SHORT), ("Markt 1", 50, 120), ("Die Stadt hilft gern",))
    (part,) = parts_of([page])
    assert part.breaks == [False, True, True]


def test_size_and_weight_part_headings_from_text():
    lines = [
        _line("Wohnen", 100, size=16), _line("Mieten", 120, bold=True),
        _line("Die Stadt hilft.", 132), _line("Sie baut.", 144, x1=SHORT),
    ]  # fmt: skip
    assert _texts(Page(1, "1", lines)) == ["Wohnen", "Mieten", "Die Stadt hilft. ⏎ Sie baut."]


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        pytest.param("Sie fördert die", "Kurse.", True, id="sentence"),
        pytest.param("Sie fördert die Sprach-", "kurse.", True, id="word"),
        pytest.param("Sie fördert alle.", "Kurse gibt es.", False, id="full stop"),
        pytest.param("Sie fördert", "• Kurse", False, id="list"),
    ],
)
def test_across_pages(last, first, joined):
    second = Page(2, "2", [_line(first, 112)])
    parts = parts_of([_below((last,)), second])
    assert [part.pages for part in parts] == ([[1, 2]] if joined else [[1], [2]])


def test_second_column_goes_on_where_the_first_ends():
    left = [_line("Die linke Spalte", 100, x1=200), _line("endet mitten in", 112, x1=200)]
    right = [_line("einem Satz.", 100, x0=300, x1=450)]
    assert len(parts_of([Page(1, "1", left + right)])) == 1


def test_footnotes_are_parted_and_numbered():
    page = _below(("Feste¹ gibt es",), ("viele² im Jahr.", 50, SHORT))
    notes = [_line("¹Stand Mai", 700, size=8), _line("2021.", 709, size=8),
             _line("2 Und mehr.", 718, size=8)]  # fmt: skip
    parts = parts_of([Page(1, "1", [*page.lines, *notes])])
    assert [(part.kind, part.marker, len(part.lines)) for part in parts] == [
        (PartKind.TEXT, "", 2), (PartKind.FOOTNOTE, "¹", 2), (PartKind.FOOTNOTE, "2", 1),
    ]  # fmt: skip


def test_size_of_the_text_is_that_of_most_letters():
    assert (
        body_size([Page(1, "1", [_line("Titel", 10, size=20), _line("Text und mehr", 50)])]) == 10
    )
    assert body_size([]) == 0
    assert parts_of([]) == []
