import pytest

from index.readers.drawing import Form, draw


class Mono:
    """Every letter is half as wide as high."""

    def __init__(self, bold=False):
        self.bold = bold

    def decode(self, shown):
        text = shown.decode("latin-1") if isinstance(shown, bytes) else shown
        return [(letter, 500.0, letter == " ") for letter in text]


FONTS = {"/F": Mono(), "/B": Mono(bold=True)}
FONT = (["/F", 10], b"Tf")


def _runs(*operations, forms=None):
    return draw(Form(operations, FONTS, forms or {}))[0]


def _places(runs):
    return [(run.text, run.x0, run.x1, run.y) for run in runs]


def test_place_and_width():
    (run,) = _runs(FONT, ([50, 700], b"Td"), ([b"abc"], b"Tj"))
    assert (run.text, run.x0, run.x1, run.y, run.size) == ("abc", 50, 65, -700, 10)
    assert not run.bold


def test_gaps_between_words_move_the_pen():
    runs = _runs(FONT, ([[b"ab", -300, b"c"]], b"TJ"))
    assert _places(runs) == [("ab", 0, 10, 0), ("c", 13, 18, 0)]


@pytest.mark.parametrize(
    ("operation", "end"),
    [
        pytest.param(([2], b"Tc"), 21, id="between letters"),
        pytest.param(([4], b"Tw"), 19, id="between words"),
        pytest.param(([50], b"Tz"), 7.5, id="narrow"),
    ],
)
def test_spacing_counts_in_the_width(operation, end):
    (run,) = _runs(FONT, operation, ([b"a b"], b"Tj"))
    assert run.x1 == end


def test_lines_follow_each_other():
    runs = _runs(
        FONT, ([12], b"TL"), ([b"a"], b"Tj"), ([], b"T*"), ([b"b"], b"Tj"), ([b"c"], b"'"),
        ([1, 2, b"d"], b'"'), ([5, -20], b"TD"), ([b"e"], b"Tj"), ([], b"T*"), ([b"f"], b"Tj"),
    )  # fmt: skip
    assert [(run.text, run.x0, run.y) for run in runs] == [
        ("a", 0, 0), ("b", 0, 12), ("c", 0, 24), ("d", 0, 36), ("e", 5, 56), ("f", 5, 76),
    ]  # fmt: skip


def test_scaled_and_saved_states():
    runs = _runs(
        FONT, ([], b"q"), ([2, 0, 0, 2, 10, 0], b"cm"), ([b"a"], b"Tj"), ([], b"Q"),
        ([], b"BT"), ([b"b"], b"Tj"),
    )  # fmt: skip
    assert [(run.text, run.x0, run.size) for run in runs] == [("a", 10, 20), ("b", 0, 10)]


@pytest.mark.parametrize(
    ("matrix", "angle", "place"),
    [
        ([0, 1, -1, 0, 30, 40], 90, (40, 30)),
        ([-1, 0, 0, -1, 30, 40], 180, (-30, 40)),
        ([0, -1, 1, 0, 30, 40], 270, (-40, -30)),
    ],
)
def test_turned_text_has_the_coordinates_of_the_turned_page(matrix, angle, place):
    (run,) = _runs(FONT, (matrix, b"Tm"), ([b"a"], b"Tj"))
    assert (run.angle, (run.x0, run.y)) == (angle, place)


def test_slanted_text_is_a_watermark():
    assert _runs(FONT, ([0.7, 0.7, -0.7, 0.7, 0, 0], b"Tm"), ([b"ENTWURF"], b"Tj")) == []


def test_bold_by_its_font_or_its_outline():
    runs = _runs((["/B", 10], b"Tf"), ([b"a"], b"Tj"), FONT, ([2], b"Tr"), ([b"b"], b"Tj"))
    assert [run.bold for run in runs] == [True, True]


def test_artifacts_and_text_that_stands_for_a_drawing():
    runs = _runs(
        FONT, (["/Artifact", {}], b"BDC"), ([b"Kopf"], b"Tj"), ([], b"EMC"),
        (["/Span", {"/ActualText": "\u00ad"}], b"BDC"), ([b"-"], b"Tj"), ([], b"EMC"),
        ([b"Text"], b"Tj"),
    )  # fmt: skip
    assert [(run.text, run.artifact) for run in runs] == [
        ("Kopf", True), ("\u00ad", False), ("Text", False),
    ]  # fmt: skip


def test_forms_are_drawn_where_they_are_placed():
    inner = Form([FONT, ([b"b"], b"Tj")], FONTS, {}, (1, 0, 0, 1, 5, 0))
    (run,) = _runs(([1, 0, 0, 1, 100, 0], b"cm"), (["/X"], b"Do"), forms={"/X": lambda: inner})
    assert (run.text, run.x0) == ("b", 105)


def test_form_that_draws_itself_comes_to_an_end():
    forms = {}
    form = Form([FONT, ([b"a"], b"Tj"), (["/X"], b"Do"), (["/X"], b"Do")], FONTS, forms)
    forms["/X"] = lambda: form
    runs, _ = draw(form)
    assert 0 < len(runs) <= 2_001


def test_pictures_are_noticed():
    assert draw(Form([(["/X"], b"Do")], {}, {"/X": lambda: None})) == ([], True)
    assert draw(Form([([{}, b""], b"INLINE IMAGE")], {}, {})) == ([], True)


def test_broken_operators_cost_no_more_than_themselves():
    runs = _runs(
        FONT, ([], b"Td"), (["x", "y"], b"Td"), ([1], b"cm"), ([], b"Q"), ([], b"EMC"),
        ([None], b"TJ"), ([5], b"Tj"), (["/F"], b"Tf"), ([b"a"], b"Tj"),
    )  # fmt: skip
    assert [run.text for run in runs] == ["a"]


def test_text_without_a_font_is_not_drawn():
    assert _runs(([b"a"], b"Tj")) == []
