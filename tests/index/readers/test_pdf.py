import pytest
from pypdf.constants import PageLabelStyle

from index.blocks import Block, BlockKind
from index.errors import DocumentError
from index.passage import Status
from index.readers import pdf
from index.readers.headings import Bookmark
from index.readers.lines import Line, Page
from index.readers.pdf import blocks_of, read
from index.readers.pdf_pages import said_of
from index.rules import Rules, parse_rules
from tests.fakes import pdf_of
from tests.pdfs import SENTENCE, bomb_of, encrypted, made, paragraph, scan_of, with_labels

PARAGRAPH, ITEM, HEADING, FOOTNOTE = (
    BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.FOOTNOTE,
)  # fmt: skip
TWO_PAGES = pdf_of("Präambel\n\n• Wir fördern (auch) die Senioren-\nbildung.", "Ende.")


@pytest.fixture(autouse=True)
def in_this_process(request, monkeypatch):
    """The PDF is read here and now, but for tests of the program that does it."""
    if "own_program" in request.keywords:
        return

    def run(data, password):
        said = list(said_of(data, password))
        if "error" in said[-1]:
            raise DocumentError(said[-1]["error"])
        return said[0], said[1:]

    monkeypatch.setattr(pdf, "_run", run)


def _kinds(extract):
    return [(block.kind, block.text) for block in extract.blocks]


def _page(number, *lines):
    """A page with lines of size 10 every 12 points, each wide enough to be full."""
    made_lines = [
        Line(text, 50, 500, 100 + 12 * position, 10, False) for position, text in enumerate(lines)
    ]
    return Page(number, str(number), made_lines)


def test_blocks_have_the_number_of_their_page():
    extract = read(TWO_PAGES, Rules())
    assert extract.pages == 2
    assert extract.blocks == [
        Block(PARAGRAPH, "Präambel", page=1),
        Block(ITEM, "Wir fördern (auch) die Seniorenbildung.", marker="•", page=1),
        Block(PARAGRAPH, "Ende.", page=2),
    ]


def test_headings_are_the_lines_that_a_rule_knows():
    rules = parse_rules({"section": [{"heading": "Präambel"}]}, Status.DRAFT, "d")
    assert read(TWO_PAGES, rules).blocks[0] == Block(HEADING, "Präambel", level=1, page=1)


def test_sentence_across_pages_is_one_paragraph_that_knows_where_it_turns():
    (block,) = read(pdf_of("Das gilt für das Leben der", "Stadt."), Rules()).blocks
    assert (block.text, block.page) == ("Das gilt für das Leben der Stadt.", 1)
    assert block.turns == ((block.text.index("Stadt"), 2),)


def test_word_broken_across_pages():
    (block,) = blocks_of([_page(1, "Sie gilt für die Kinder-"), _page(2, "betreuung.")], Rules())
    assert block.text == "Sie gilt für die Kinderbetreuung."
    assert block.turns == ((block.text.index("betreuung"), 2),)


def test_list_across_pages_stays_a_list():
    pages = [_page(1, "Dazu gehören:", "• Kita"), _page(2, "• Hort", "• Schule")]
    assert [(b.kind, b.text, b.page) for b in blocks_of(pages, Rules())] == [
        (PARAGRAPH, "Dazu gehören:", 1),
        (ITEM, "Kita", 1),
        (ITEM, "Hort", 2),
        (ITEM, "Schule", 2),
    ]


def test_sizes_weights_and_bookmarks_make_headings():
    def write(paper):
        paper.start_section("Wohnen", 0)
        paragraph(paper, "Wohnen", size=18)
        paragraph(paper, SENTENCE * 3)
        paper.start_section("Mieten", 1)
        paragraph(paper, "Mieten", style="B")
        paragraph(paper, SENTENCE * 3)

    found = read(made(write), Rules()).blocks
    headings = [(block.text, block.level) for block in found if block.kind is HEADING]
    assert headings == [("Wohnen", 1), ("Mieten", 2)]


def test_without_bookmarks_the_look_decides():
    def write(paper):
        for chapter in ("1 Sprache", "2 Arbeit"):
            paragraph(paper, chapter, size=16)
            paragraph(paper, f"{chapter[0]}.1 Angebote", style="B")
            paragraph(paper, SENTENCE * 3)

    found = read(made(write), Rules()).blocks
    assert [(block.text, block.level) for block in found if block.kind is HEADING] == [
        ("1 Sprache", 1), ("1.1 Angebote", 2), ("2 Arbeit", 1), ("2.1 Angebote", 2),
    ]  # fmt: skip


def test_running_header_and_page_number_are_no_text():
    def write(paper):
        for number in range(4):
            paragraph(paper, f"Teil {number}. " + SENTENCE * 3)
            if number < 3:
                paper.add_page()

    extract = read(made(write, "Integrationskonzept der Stadt", numbered=True), Rules())
    text = "\n".join(block.text for block in extract.blocks)
    assert "Integrationskonzept" not in text
    assert "Seite" not in text
    assert [block.page for block in extract.blocks] == [1, 2, 3, 4]


def test_page_labels_are_kept():
    data = pdf_of("Vorwort.", "Mehr davon.", "Erster Teil.")
    labelled = with_labels(
        data, [(0, 1, PageLabelStyle.LOWERCASE_ROMAN), (2, 2, PageLabelStyle.DECIMAL)]
    )
    extract = read(labelled, Rules())
    assert extract.labels == {1: "i", 2: "ii", 3: "1"}


def test_title_is_what_the_file_says():
    data = made(lambda paper: paragraph(paper, SENTENCE), title="Konzept 2020")
    assert read(data, Rules()).title == "Konzept 2020"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_pdf_with_a_password(algorithm):
    data = encrypted(TWO_PAGES, "geheim", algorithm)
    with pytest.raises(DocumentError, match=r"encrypted; give its password in document\.toml"):
        read(data, Rules())
    with pytest.raises(DocumentError, match="the password given does not open it"):
        read(data, Rules(), "falsch")
    assert _kinds(read(data, Rules(), "geheim")) == _kinds(read(TWO_PAGES, Rules()))


def test_pdf_that_only_forbids_changes_can_be_read():
    assert read(encrypted(TWO_PAGES, ""), Rules()) == read(TWO_PAGES, Rules())


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param(b"%PDF-1.4\n" + b"x" * 400, "damaged .*; export it again", id="no PDF inside"),
        pytest.param(TWO_PAGES[:60], "damaged", id="cut"),
        pytest.param(TWO_PAGES.replace(b"/Kids [", b"/Kids 7 ["), "damaged", id="broken page tree"),
        pytest.param(pdf_of(""), r"no text layer \(a scan\?\)", id="empty page"),
        pytest.param(scan_of(2), r"no text layer \(a scan\?\); run text recognition", id="scan"),
    ],
)
def test_what_cannot_be_read(data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        read(data, Rules())


def test_damaged_table_of_objects_is_mended():
    damaged = TWO_PAGES.replace(b"startxref\n", b"startxref\n9")
    assert _kinds(read(damaged, Rules())) == _kinds(read(TWO_PAGES, Rules()))


def test_pages_that_are_pictures_are_named():
    def write(paper):
        paragraph(paper, SENTENCE)
        paper.add_page()
        from PIL import Image

        paper.image(Image.new("L", (40, 40)), x=10, y=10, w=100)
        paper.add_page()  # left empty on purpose, which is no news

    (note,) = read(made(write), Rules()).notes
    assert note.startswith("1 of 3 pages are pictures without text (scans?): 2;")


def test_drawing_that_unpacks_without_end_is_refused():
    with pytest.raises(DocumentError, match=r"page 1 is damaged .*[Ll]imit"):
        read(bomb_of(200_000_000), Rules())


@pytest.mark.own_program
@pytest.mark.parametrize(
    ("data", "complaint"), [(TWO_PAGES, None), (b"%PDF-1.4\n" + b"x" * 400, "damaged")]
)
def test_program_of_its_own_says_the_same(data, complaint):
    if complaint is None:
        assert _kinds(read(data, Rules()))[0] == (PARAGRAPH, "Präambel")
    else:
        with pytest.raises(DocumentError, match=complaint):
            read(data, Rules())


@pytest.mark.own_program
@pytest.mark.parametrize("fault", ["memory", "time"])
def test_program_that_is_stopped_is_reported_with_the_page(monkeypatch, tmp_path, fault):
    # Stands in for the reader: it writes the head and the first page, then meets its limit.
    code = {
        "memory": "raise MemoryError",
        "time": "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
    }[fault]
    page = '{"number": 1, "label": "1", "lines": []}'
    (tmp_path / "stopped.py").write_text(
        f'print(\'{{"pages": 9, "title": "", "outline": []}}\\n{page}\', flush=True)\n{code}\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_PROGRAM", "stopped")
    with pytest.raises(DocumentError, match="too long or too much memory at page 2"):
        read(TWO_PAGES, Rules())


def test_bookmark_names_a_heading_on_its_page_only():
    pages = []
    for number, text in ((1, SENTENCE), (2, f"{SENTENCE} {SENTENCE}")):
        title = Line("Wohnen", 50, 90, 100 + number * 30, 10, False)
        below = [Line(text, 50, 500, 190 + 12 * n, 10, False) for n in range(3)]
        pages.append(Page(number, str(number), [title, *below]))
    found = blocks_of(pages, Rules(), [Bookmark("1. Wohnen", 1, 2)])
    assert [block.page for block in found if block.kind is HEADING] == [2]


def test_heading_right_above_its_text_is_known_by_rule_or_bookmark():
    pages = [_page(1, SENTENCE, "Wohnen", SENTENCE)]
    rules = parse_rules({"section": [{"heading": "Wohnen"}]}, Status.DRAFT, "d")
    for found in (blocks_of(pages, rules), blocks_of(pages, Rules(), [Bookmark("Wohnen", 1, 1)])):
        assert [block.kind for block in found] == [PARAGRAPH, HEADING, PARAGRAPH]


def test_footnote_stands_behind_the_paragraph_it_interrupts():
    note = Line("¹ Stand: Mai.", 50, 200, 700, 8, False)
    first = _page(1, "Im Jahr gibt es viele Feste¹ und das")
    pages = [Page(1, "1", [*first.lines, note]), _page(2, "freut alle.", *[SENTENCE] * 4)]
    found = blocks_of(pages, Rules())
    assert found[0].text.startswith("Im Jahr gibt es viele Feste¹ und das freut alle.")
    assert [(b.kind, b.text, b.page) for b in found[1:]] == [(FOOTNOTE, "Stand: Mai.", 1)]
