from index.readers.drawing import Run
from index.readers.lines import lines_of


def _run(text, x0=0.0, y=0.0, size=10.0, width=None, **more):
    return Run(text, x0, x0 + (5 * len(text) if width is None else width), y, size, False, **more)


def _texts(*runs):
    return [line.text for line in lines_of(runs)]


def test_gaps_part_words_and_columns():
    assert _texts(_run("Bil"), _run("dung", 15.5), _run("und", 38), _run("Sport", 80)) == [
        "Bildung und\tSport"
    ]


def test_space_that_is_drawn_is_not_doubled():
    assert _texts(_run("Wir "), _run("sind", 25)) == ["Wir sind"]


def test_lines_by_their_height():
    lines = lines_of([_run("eins", y=100), _run("zwei", y=112), _run("drei", y=112, x0=30)])
    assert [(line.text, line.y, line.x0, line.x1) for line in lines] == [
        ("eins", 100, 0, 20), ("zwei drei", 112, 0, 50),
    ]  # fmt: skip


def test_footnote_mark_is_raised():
    (line,) = lines_of([_run("Feste", y=100), _run("12", x0=25, y=96, size=6, width=6)])
    assert (line.text, line.size, line.y) == ("Feste¹²", 10, 100)


def test_what_is_drawn_twice_is_read_once():
    assert _texts(_run("Titel", 0.0), _run("Titel", 0.3)) == ["Titel"]


def test_parts_drawn_from_right_to_left():
    assert _texts(_run("rechts", 100), _run("links", 0)) == ["links\trechts"]


def test_umlauts_ligatures_and_bullets():
    assert _texts(_run("Bu\u0308ro, f\u00a8ur, O\ufb03ce")) == ["Büro, für, Office"]
    assert _texts(_run("\uf0b7 Kita")) == ["• Kita"]


def test_what_the_document_marks_as_no_text_is_left_out():
    assert _texts(_run("Kopf", artifact=True), _run("Text", y=50)) == ["Text"]
    assert _texts(_run("Kopf", artifact=True)) == ["Kopf"]


def test_text_across_the_page_is_left_out():
    assert _texts(_run("Ein Satz."), _run("Rand", y=50, angle=90)) == ["Ein Satz."]


def test_spaces_alone_are_no_line():
    assert _texts(_run("  "), _run("a", y=50)) == ["a"]
    assert lines_of([]) == []
