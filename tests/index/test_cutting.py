import pytest

from index.blocks import Block, BlockKind
from index.cutting import cut, is_contents_entry
from index.passage import Status
from index.rules import Rules
from index.sentences import sentence_spans

SENTENCE = "Die Stadt fördert hier die Sprache und den Sport aller."  # ten words
RULES = Rules(status=Status.ADOPTED)


def heading(text, level=1, page=None):
    return Block(BlockKind.HEADING, text, level, page=page)


def paragraph(sentences, page=None, turns=()):
    return Block(BlockKind.PARAGRAPH, " ".join([SENTENCE] * sentences), page=page, turns=turns)


def item(text, marker="-", page=None):
    return Block(BlockKind.ITEM, text, marker=marker, page=page)


def _cut(*blocks):
    """Passages, after a look at what must hold of all of them."""
    text, passages = cut("d", blocks, RULES, "B 1/20")
    ends = 0
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip()
        assert passage.start >= ends
        ends = passage.end
        assert (passage.status, passage.reference) == (Status.ADOPTED, "B 1/20")
    assert len({passage.id for passage in passages}) == len(passages)
    return passages


def _words(passages):
    return [len(passage.text.split()) for passage in passages]


def test_headings_name_sections_and_ids():
    passages = _cut(
        paragraph(4), heading("1 Wohnen"), paragraph(5), heading("1.1 Räume", 2), paragraph(5),
        heading("2 Arbeit"), paragraph(5),
    )  # fmt: skip
    assert [(p.id, p.section) for p in passages] == [
        ("d/1", ()),
        ("d/1-wohnen/1", ("1 Wohnen",)),
        ("d/1-1-raeume/1", ("1 Wohnen", "1.1 Räume")),
        ("d/2-arbeit/1", ("2 Arbeit",)),
    ]


def test_sections_of_one_name_have_ids_of_their_own():
    passages = _cut(heading("Ziele"), paragraph(5), heading("Ziele"), paragraph(5))
    assert [p.id for p in passages] == ["d/ziele/1", "d/ziele-2/1"]


@pytest.mark.parametrize(
    ("sentences", "words"),
    [
        pytest.param([1, 1, 1, 1, 4], [40, 40], id="short paragraphs together"),
        pytest.param([5, 5, 5], [50, 50, 50], id="paragraphs that are long enough"),
        pytest.param([12, 1], [130], id="a rest joins the one before"),
        pytest.param([17, 2], [90, 100], id="a rest that does not fit is shared"),
        pytest.param([20], [100, 100], id="long paragraph in halves"),
        pytest.param([40], [140, 130, 130], id="longer paragraph"),
        pytest.param([2], [20], id="short section"),
    ],
)
def test_lengths(sentences, words):
    assert _words(_cut(heading("A"), *(paragraph(n) for n in sentences))) == words


def test_sentences_are_never_cut():
    long = " ".join(f"Satz {n} " + "und " * (n % 50) + "Schluss." for n in range(60))
    passages = _cut(Block(BlockKind.PARAGRAPH, long))
    ends = {long[start:end] for start, end in sentence_spans(long)}
    assert len(passages) > 5
    for passage in passages:
        assert all(passage.text[a:b] in ends for a, b in sentence_spans(passage.text))


def test_sentence_that_is_too_long_stays_whole():
    sentence = "Wir fördern " + "alle, " * 200 + "immer."
    passages = _cut(paragraph(5), Block(BlockKind.PARAGRAPH, sentence), paragraph(5))
    assert _words(passages) == [50, 203, 50]


def test_what_has_no_full_stop_is_parted_all_the_same():
    passages = _cut(Block(BlockKind.PARAGRAPH, "Wert " * 999 + "Ende"))
    assert max(_words(passages)) <= 180
    assert sum(_words(passages)) == 1000


def test_list_stays_with_the_sentence_that_leads_to_it():
    lead = Block(BlockKind.PARAGRAPH, "Dazu gehören:")
    passages = _cut(heading("A"), paragraph(5), lead, item(SENTENCE), item(SENTENCE), item("Ende"))
    assert len(passages) == 1 or passages[1].text.startswith("Dazu gehören:\n\n- Die Stadt")


def test_long_list_is_parted_between_items():
    items = [item(f"{n}. Angebot: {SENTENCE}") for n in range(40)]
    passages = _cut(*items)
    assert all(40 <= words <= 180 for words in _words(passages))
    assert all(passage.text.startswith("- ") for passage in passages)


def test_numbered_paragraphs_keep_their_number():
    passages = _cut(
        heading("§ 1 Zweck"), item(" ".join([SENTENCE] * 5), "(1)"), paragraph(5),
        heading("§ 2 Gebühr"), paragraph(5),
    )  # fmt: skip
    assert [p.number for p in passages] == ["1", None, None]
    assert passages[0].text.startswith("(1) Die Stadt")


def test_page_is_the_one_a_passage_begins_on_even_inside_a_paragraph():
    text_of = " ".join([SENTENCE] * 20)
    turn = len(" ".join([SENTENCE] * 5)) + 1
    (first, second) = _cut(
        heading("A", page=3), Block(BlockKind.PARAGRAPH, text_of, page=3, turns=((turn, 4),))
    )
    assert (first.page, second.page) == (3, 4)
    assert (first.section_page, second.section_page) == (3, 3)


@pytest.mark.parametrize("title", ["Inhalt", "Inhaltsverzeichnis", "1 Gliederung:"])
def test_table_of_contents_is_no_passage(title):
    entries = [item(f"{n} Wohnen {n}", "") for n in range(9)]
    passages = _cut(heading(title), *entries, heading("1 Wohnen"), paragraph(5))
    assert [p.id for p in passages] == ["d/1-wohnen/1"]


def test_section_that_is_only_called_contents_is_read():
    (passage,) = _cut(heading("Inhalt"), paragraph(5))
    assert passage.section == ("Inhalt",)


@pytest.mark.parametrize(
    ("text", "is_entry"),
    [
        ("3.1 Wohnen . . . . . . . . 12", True),
        ("Wohnen ............ 12", True),
        ("Vorwort ........ iv", True),
        ("Und dann ... nichts", False),
        ("Es kostet 12", False),
    ],
)
def test_entry_of_a_table_of_contents(text, is_entry):
    assert is_contents_entry(text) is is_entry


def test_document_of_nothing_but_headings_is_read_as_text():
    (passage,) = _cut(heading("Wir helfen", page=1), heading("Rufen Sie an", page=1))
    assert (passage.text, passage.page) == ("Wir helfen\n\nRufen Sie an", 1)


def test_without_blocks_there_is_nothing():
    assert cut("d", [], RULES) == ("\n", [])


def test_bold_lines_above_a_few_words_are_text():
    passages = _cut(
        heading("Amt"), heading("Adresse", 7), paragraph(1), heading("Telefon", 7), paragraph(3),
        heading("Wer hilft?", 7), paragraph(1), heading("Fristen", 7), paragraph(5),
    )  # fmt: skip
    assert [p.section for p in passages] == [
        ("Amt",), ("Amt", "Wer hilft?"), ("Amt", "Fristen"),
    ]  # fmt: skip
    assert passages[0].text.startswith("Adresse\n\nDie Stadt")
