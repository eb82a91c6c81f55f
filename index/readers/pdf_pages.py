"""PDF files: their pages line by line, their outline and what they say of themselves.

The only importer of pypdf. As a program (`python -m index.readers.pdf_pages`) it reads a PDF from
standard input and writes one JSON value a line, within limits of memory and time that a broken or
hostile file cannot exceed: see `index.readers.pdf`, which starts it.
"""

import io
import json
import logging
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

# Not public, but the one place that knows every way in which a font names and measures its letters.
from pypdf.generic._font import Font as PdfFont

from index.readers.drawing import Form, Matrix, draw
from index.readers.headings import Bookmark
from index.readers.lines import Page, lines_of

__all__ = ["PdfError", "open_pdf", "pages_of", "said_of"]

_GROWTH = 1_500_000_000
"""Bytes of memory the program may take beyond what it starts with."""
_PAGE_SECONDS = 30
_ALL_SECONDS = 1_200
"""Of the processor."""
_MOST_WRITTEN = 300_000_000
_UNREADABLE = 0.3
"""Share of letters without a meaning from which a page counts as not readable."""
_FAULTS = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, NotImplementedError,
    OverflowError, RecursionError, AssertionError, OSError,
)  # fmt: skip


class PdfError(Exception):
    """A PDF cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Font:
    """What the interpreter of the drawing asks of a font."""

    font: PdfFont
    bold: bool
    known: dict[bytes | str, list[tuple[str, float, bool]]] = field(default_factory=dict)

    def decode(self, shown: bytes | str) -> Sequence[tuple[str, float, bool]]:
        if shown not in self.known:
            self.known[shown] = list(self._letters(shown))
        return self.known[shown]

    def _letters(self, shown: bytes | str) -> Iterator[tuple[str, float, bool]]:
        font = self.font
        if not font.interpretable:
            return
        data = shown.encode("latin-1", "replace") if isinstance(shown, str) else bytes(shown)
        if isinstance(font.encoding, str):
            codes = data.decode(font.encoding, "replace")
            letters = codes
        else:
            codes = data.decode("latin-1")
            letters = "".join(font.encoding.get(code, chr(code)) for code in data)
        single = len(codes) == len(data)
        usual = font.character_widths.get("default", 500.0)
        for code, letter in zip(codes, letters, strict=False):
            text = font.character_map.get(letter, letter)
            yield str(text), font.character_widths.get(code, usual), single and code == " "


_Fonts = dict[tuple[int, int], _Font | None]


def open_pdf(data: bytes, password: str = "") -> PdfReader:
    """A reader of the file, unlocked.

    Raises:
        PdfError: it is damaged or encrypted.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(password):
            raise PdfError(
                "the PDF is encrypted and the password given does not open it"
                if password
                else "the PDF is encrypted; give its password in document.toml, as 'password' or, "
                "to keep it out of the file, the name of an environment variable that holds it as "
                "'password_variable'; or save it without one"
            )
        if not len(reader.pages):
            raise PdfError("the PDF has no pages")
    except DependencyError as error:
        raise PdfError(f"the PDF is encrypted in a way that needs more ({error})") from error
    except _FAULTS as error:
        raise PdfError(f"the PDF is damaged ({_short(error)}); export it again") from error
    return reader


def pages_of(reader: PdfReader, before: Callable[[], None] = lambda: None) -> Iterator[Page]:
    """The pages one after the other; what was parsed for one is forgotten before the next.

    Args:
        before: called before each page.

    Raises:
        PdfError: a page is damaged.
    """
    labels = _labels(reader)
    fonts: _Fonts = {}
    kept = set(reader.resolved_objects)
    for number in range(1, len(labels) + 1):
        before()
        try:
            runs, pictures = draw(_page_form(reader, number - 1, fonts))
        except _FAULTS as error:
            raise PdfError(
                f"page {number} is damaged ({_short(error)}); export it again"
            ) from error
        text = "".join(run.text for run in runs)
        meaningless = sum(letter == "\ufffd" or _is_private(letter) for letter in text)
        unreadable = meaningless > _UNREADABLE * len(text)
        lines = [] if unreadable else lines_of(runs)
        yield Page(number, labels[number - 1], lines, pictures or unreadable)
        for name in set(reader.resolved_objects) - kept:
            del reader.resolved_objects[name]


def bookmarks_of(reader: PdfReader) -> list[Bookmark]:
    """The bookmarks; none where they are broken, for the text does not depend on them."""
    try:
        return list(_entries(reader, reader.outline, 1))
    except _FAULTS:
        return []


def title_of(reader: PdfReader) -> str:
    """What the file calls itself; often empty, or the name of a template."""
    try:
        return str((reader.metadata and reader.metadata.title) or "").strip()
    except _FAULTS:
        return ""


def _entries(reader: PdfReader, entries: Sequence[Any], level: int) -> Iterator[Bookmark]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _entries(reader, entry, level + 1)
        else:
            page = reader.get_destination_page_number(entry)
            if page is not None and page >= 0:
                yield Bookmark(str(entry.title or ""), level, page + 1)


def _labels(reader: PdfReader) -> list[str]:
    try:
        return list(reader.page_labels)
    except _FAULTS:
        return [str(number) for number in range(1, len(reader.pages) + 1)]


def _page_form(reader: PdfReader, number: int, fonts: _Fonts) -> Form:
    page = reader.pages[number]
    contents = _resolved(page.get("/Contents"))
    found = contents is not None
    operations = ContentStream(contents, reader, "bytes").operations if found else []
    resources = page.get("/Resources", DictionaryObject())
    return _form(reader, operations, _resolved(resources), fonts)


def _form(
    reader: PdfReader, operations: Any, resources: Any, fonts: _Fonts, matrix: Any = None
) -> Form:
    named = _mapping(resources, "/Font")
    made = {name: _font(named.raw_get(name), fonts) for name in named}
    inner = _mapping(resources, "/XObject")
    forms = {
        str(name): partial(_inner_form, reader, inner.raw_get(name), resources, fonts)
        for name in inner
    }
    known = {str(name): font for name, font in made.items() if font is not None}
    return Form(operations, known, forms, _matrix_of(matrix))


def _inner_form(reader: PdfReader, form: Any, resources: Any, fonts: _Fonts) -> Form | None:
    """A form inside the page; None for an image."""
    form = _resolved(form)
    if form.get("/Subtype") != "/Form":
        return None
    own = _resolved(form.get("/Resources", resources))
    operations = ContentStream(form, reader, "bytes").operations
    return _form(reader, operations, own, fonts, _resolved(form.get("/Matrix")))


def _font(font: Any, fonts: _Fonts) -> _Font | None:
    """A font, made once for all pages; None where it cannot be understood."""
    key = (font.idnum, font.generation) if isinstance(font, IndirectObject) else None
    if key in fonts:
        return fonts[key]
    try:
        made = PdfFont.from_font_resource(_resolved(font))
        found = _Font(made, _is_bold(made))
    except _FAULTS:
        found = None
    if key is not None:
        fonts[key] = found
    return found


def _is_bold(font: PdfFont) -> bool:
    name = font.name.rsplit("+", 1)[-1].casefold()
    heavy = any(word in name for word in ("bold", "black", "heavy", "fett"))
    weight = str(font.font_descriptor.weight)
    return heavy or weight == "Bold" or (weight.isdigit() and int(weight) >= 600)


def _mapping(resources: Any, key: str) -> DictionaryObject:
    found = _resolved(resources.get(key)) if isinstance(resources, DictionaryObject) else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _matrix_of(value: Any) -> Matrix:
    try:
        a, b, c, d, e, f = (float(number) for number in value)
    except (TypeError, ValueError):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e, f


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _is_private(letter: str) -> bool:
    return "\ue000" <= letter <= "\uf8ff" or (letter < " " and letter not in "\t\n\r")


def _short(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200] or type(error).__name__


def said_of(
    data: bytes, password: str = "", before: Callable[[], None] = lambda: None
) -> Iterator[dict[str, Any]]:
    """What is to be said of a file, as JSON values: its head, its pages, or last what is wrong.

    The head has the number of `pages`, the `title` and the `outline`; what is wrong is an `error`.

    Args:
        before: called before each page.
    """
    try:
        reader = open_pdf(data, password)
        outline = [asdict(entry) for entry in bookmarks_of(reader)]
        yield {"pages": len(reader.pages), "title": title_of(reader), "outline": outline}
        for page in pages_of(reader, before):
            yield asdict(page)
    except PdfError as error:
        yield {"error": str(error)}
    except MemoryError:
        yield {"error": "the PDF needs too much memory; export it again, or in parts"}


def main() -> None:
    """Read a password (a line of JSON) and a PDF from standard input, and say what it holds."""
    logging.disable()  # what pypdf mends on its way is no news
    password = json.loads(sys.stdin.buffer.readline())["password"]
    _limit_memory()
    written = 0
    for value in said_of(sys.stdin.buffer.read(), password, _allow_time):
        written += sys.stdout.write(json.dumps(value) + "\n")
        sys.stdout.flush()
        if written > _MOST_WRITTEN:
            sys.exit("more text than fits into memory")


def _limit_memory() -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + _GROWTH, used + _GROWTH))


def _allow_time() -> None:
    """End the program if the page that begins takes too long; all pages have a limit, too."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = min(int(usage.ru_utime + usage.ru_stime) + _PAGE_SECONDS, _ALL_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
