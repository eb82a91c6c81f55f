import pytest

from index.readers.numbering import BULLET, Level, Numbering

LAW = {0: Level("decimal", "§ %1"), 1: Level("decimal", "(%2)"), 2: Level("lowerLetter", "%3)")}


def _numbers(levels, *asked):
    numbering = Numbering({"1": levels}, {"1": "0"})
    return [numbering.next("1", level) for level in asked]


def test_deeper_levels_begin_anew():
    assert _numbers(LAW, 0, 1, 1, 2, 2, 1, 0, 1) == [
        "§ 1", "(1)", "(2)", "a)", "b)", "(3)", "§ 2", "(1)",
    ]  # fmt: skip


def test_numbers_hold_those_above():
    levels = {0: Level("decimal", "%1."), 1: Level("decimal", "%1.%2")}
    assert _numbers(levels, 0, 1, 1, 0, 1) == ["1.", "1.1", "1.2", "2.", "2.1"]


@pytest.mark.parametrize(
    ("format", "start", "number"),
    [
        ("decimal", 3, "3"), ("decimalZero", 3, "03"), ("lowerLetter", 27, "aa"),
        ("upperLetter", 2, "B"), ("lowerRoman", 4, "iv"), ("upperRoman", 19, "XIX"),
        ("chicago", 2, "2"),
    ],
)  # fmt: skip
def test_formats(format, start, number):
    assert _numbers({0: Level(format, "%1", start)}, 0) == [number]


def test_bullets_and_levels_without_a_sign():
    assert _numbers({0: Level("bullet", "\uf0b7"), 1: Level("none", "")}, 0, 1, 5) == [
        BULLET, "", BULLET,
    ]  # fmt: skip
    assert Numbering({}, {}).next("7", 0) == BULLET


def test_lists_of_one_pattern_count_on():
    numbering = Numbering({"1": LAW, "2": LAW, "3": LAW}, {"1": "0", "2": "0", "3": "0/3"})
    assert [numbering.next(id, 0) for id in ("1", "2", "3")] == ["§ 1", "§ 2", "§ 1"]
