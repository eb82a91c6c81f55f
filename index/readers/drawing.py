"""A page's content stream -> the runs of text it draws, each with its place and size.

Works on the operators of ISO 32000-1, 8.4.4 and 9.4, whoever parsed them, so that it needs no PDF
library. Widths come from the fonts: where the gap between two words is not drawn as a character,
only they tell that there is one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import atan2, degrees, hypot
from typing import Any, Protocol

__all__ = ["Font", "Form", "Matrix", "Run", "draw"]

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_FORMS = 2_000
"""Forms drawn on one page; forms inside forms could multiply without end."""
_DEEPEST = 40
"""Forms inside each other."""
_TILT = 3.0
"""Degrees by which a line of a scanned page may lean."""


class Font(Protocol):
    """What the interpreter needs to know of a font."""

    @property
    def bold(self) -> bool: ...

    def decode(self, shown: bytes | str) -> Sequence[tuple[str, float, bool]]:
        """Text, width in thousandths of the size, whether it is the one-byte code of a space."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing inside the drawing (a form XObject)."""

    operations: Iterable[tuple[Any, bytes]]
    fonts: Mapping[str, Font]
    forms: Mapping[str, Callable[[], "Form | None"]]
    matrix: Matrix = _UNIT


@dataclass(frozen=True, slots=True)
class Run:
    """Text drawn in one go; coordinates in points, `y` grows downwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    angle: int = 0
    """Of its baseline: 0, 90, 180 or 270 degrees; coordinates are those of the turned page."""
    artifact: bool = False
    """Marked by the document as no part of the text, such as a running header."""


def draw(form: Form) -> tuple[list[Run], bool]:
    """The runs of text of a page in the order they are drawn, and whether it has pictures."""
    pen = _Pen()
    pen.draw(form, _UNIT)
    return pen.runs, pen.pictures


@dataclass(slots=True)
class _State:
    """The text state that `q` saves and `Q` restores."""

    ctm: Matrix = _UNIT
    font: Font | None = None
    size: float = 0.0
    character_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    stroked: bool = False

    def copy(self) -> "_State":
        return _State(
            self.ctm, self.font, self.size, self.character_space, self.word_space,
            self.scale, self.leading, self.rise, self.stroked,
        )  # fmt: skip


@dataclass(slots=True)
class _Mark:
    """Marked content that is open: whether it is an artifact, and the text that stands for it."""

    artifact: bool = False
    spoken: str | None = None


@dataclass(slots=True)
class _Pen:
    runs: list[Run] = field(default_factory=list)
    forms_drawn: int = 0
    pictures: bool = False
    depth: int = 0

    def draw(self, form: Form, ctm: Matrix, artifact: bool = False) -> None:
        if self.depth >= _DEEPEST:
            return
        self.depth += 1
        reading = _Reading(self, form, _State(ctm=_times(form.matrix, ctm)), artifact)
        for operands, operator in form.operations:
            step = _STEPS.get(operator)
            if step is None:
                continue
            try:
                step(reading, operands)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                continue  # one malformed operator costs no more than itself
        self.depth -= 1


@dataclass(slots=True)
class _Reading:
    """Follows the operators of one form."""

    pen: _Pen
    form: Form
    state: _State
    artifact: bool
    saved: list[_State] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    line: Matrix = _UNIT
    text: Matrix = _UNIT

    def save(self, _: Any) -> None:
        if len(self.saved) < 1_000:
            self.saved.append(self.state.copy())

    def restore(self, _: Any) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: Any) -> None:
        self.state.ctm = _times(_matrix(operands), self.state.ctm)

    def begin(self, _: Any) -> None:
        self.line = self.text = _UNIT

    def choose_font(self, operands: Any) -> None:
        self.state.font = self.form.fonts.get(str(operands[0]))
        self.state.size = float(operands[1])

    def set(self, name: str, operands: Any, factor: float = 1.0) -> None:
        setattr(self.state, name, float(operands[0]) * factor)

    def set_mode(self, operands: Any) -> None:
        self.state.stroked = int(operands[0]) in (2, 6)

    def move(self, operands: Any) -> None:
        shift = (1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1]))
        self.line = self.text = _times(shift, self.line)

    def move_and_lead(self, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.move(operands)

    def place(self, operands: Any) -> None:
        self.line = self.text = _matrix(operands)

    def next_line(self, _: Any = None) -> None:
        self.move((0.0, -self.state.leading))

    def show(self, operands: Any) -> None:
        if isinstance(operands[0], bytes | str):
            self._show(operands[0])

    def show_array(self, operands: Any) -> None:
        for item in operands[0]:
            if isinstance(item, bytes | str):
                self._show(item)
            else:
                self._advance(-float(item) / 1000 * self.state.size * self.state.scale)

    def show_on_next_line(self, operands: Any) -> None:
        self.next_line()
        self.show(operands[-1:])

    def show_spaced(self, operands: Any) -> None:
        self.state.word_space, self.state.character_space = float(operands[0]), float(operands[1])
        self.show_on_next_line(operands)

    def begin_mark(self, operands: Any) -> None:
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        spoken = properties.get("/ActualText") if isinstance(properties, Mapping) else None
        self.marks.append(_Mark(tag == "/Artifact", str(spoken) if spoken is not None else None))

    def end_mark(self, _: Any) -> None:
        if self.marks:
            self.marks.pop()

    def draw_form(self, operands: Any) -> None:
        made = self.form.forms.get(str(operands[0]))
        if made is None or self.pen.forms_drawn >= _MOST_FORMS:
            return
        self.pen.forms_drawn += 1
        form = made()
        if form is not None:
            self.pen.draw(form, self.state.ctm, self._is_artifact())
        else:
            self.pen.pictures = True

    def _is_artifact(self) -> bool:
        return self.artifact or any(mark.artifact for mark in self.marks)

    def _advance(self, distance: float) -> None:
        self.text = _times((1.0, 0.0, 0.0, 1.0, distance, 0.0), self.text)

    def _show(self, shown: bytes | str) -> None:
        state = self.state
        if state.font is None:
            return
        letters = state.font.decode(shown)
        width = sum(
            (share / 1000 * state.size + state.character_space + state.word_space * is_space)
            for _, share, is_space in letters
        )
        drawn = "".join(letter for letter, _, _ in letters)
        for mark in self.marks:
            if mark.spoken is not None:
                drawn, mark.spoken = mark.spoken, ""
                break
        start = _times((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), _times(self.text, state.ctm))
        self._advance(width * state.scale)
        if drawn:
            self._add(drawn, start, width * state.scale)

    def _add(self, drawn: str, start: Matrix, width: float) -> None:
        a, b, c, d, x, y = start
        turn = degrees(atan2(b, a)) % 360
        angle = round(turn / 90) * 90
        if abs(turn - angle) > _TILT:
            return  # slanted across the page: a watermark
        angle %= 360
        size = abs(self.state.size) * hypot(c, d)
        place = {0: (x, -y), 90: (y, x), 180: (-x, y), 270: (-y, -x)}[angle]
        length = width * hypot(a, b)
        font = self.state.font
        bold = self.state.stroked or (font is not None and font.bold)
        self.pen.runs.append(
            Run(
                drawn, place[0], place[0] + length, place[1], size, bold, angle, self._is_artifact()
            )
        )


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands[-6:])
    return a, b, c, d, e, f


_STEPS: dict[bytes, Callable[[_Reading, Any], None]] = {
    b"q": _Reading.save,
    b"Q": _Reading.restore,
    b"cm": _Reading.transform,
    b"BT": _Reading.begin,
    b"Tf": _Reading.choose_font,
    b"Tc": lambda reading, operands: reading.set("character_space", operands),
    b"Tw": lambda reading, operands: reading.set("word_space", operands),
    b"Tz": lambda reading, operands: reading.set("scale", operands, 0.01),
    b"TL": lambda reading, operands: reading.set("leading", operands),
    b"Ts": lambda reading, operands: reading.set("rise", operands),
    b"Tr": _Reading.set_mode,
    b"Td": _Reading.move,
    b"TD": _Reading.move_and_lead,
    b"Tm": _Reading.place,
    b"T*": _Reading.next_line,
    b"Tj": _Reading.show,
    b"TJ": _Reading.show_array,
    b"'": _Reading.show_on_next_line,
    b'"': _Reading.show_spaced,
    b"BMC": _Reading.begin_mark,
    b"BDC": _Reading.begin_mark,
    b"EMC": _Reading.end_mark,
    b"Do": _Reading.draw_form,
    b"INLINE IMAGE": lambda reading, _: setattr(reading.pen, "pictures", True),
}
