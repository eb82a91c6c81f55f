import pytest

from index.blocks import Block, BlockKind
from index.errors import DocumentError
from index.passage import Status
from index.readers.html import read
from index.rules import Rules, parse_rules

PARAGRAPH, ITEM, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING


def _read(source, rules=Rules()):
    return read(source.encode(), rules).blocks


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("<p>Wir <b>sind</b>\n da.</p>", [Block(PARAGRAPH, "Wir sind da.")], id="text"),
        pytest.param("Nur Text.", [Block(PARAGRAPH, "Nur Text.")], id="no marks"),
        pytest.param("<h2>Woh<i>nen</i></h2>", [Block(HEADING, "Wohnen", 2)], id="heading"),
        pytest.param("<h3>&nbsp;</h3><p>a</p>", [Block(PARAGRAPH, "a")], id="empty heading"),
        pytest.param("<p>Amt<br>Markt 1</p>", [Block(PARAGRAPH, "Amt\nMarkt 1")], id="line break"),
        pytest.param("<pre>a\n b</pre>", [Block(PARAGRAPH, "a\nb")], id="preformatted"),
        pytest.param("<div>a<p>b</p>c</div>",
                     [Block(PARAGRAPH, "a"), Block(PARAGRAPH, "b"), Block(PARAGRAPH, "c")],
                     id="mixed"),
        pytest.param("<p><strong>Kontakt:</strong></p><p>Markt 1</p>",
                     [Block(HEADING, "Kontakt", 7), Block(PARAGRAPH, "Markt 1")], id="bold line"),
        pytest.param("<p><b>Nur fett, aber ein Satz.</b></p>",
                     [Block(PARAGRAPH, "Nur fett, aber ein Satz.")], id="bold sentence"),
        pytest.param("<p>B&uuml;ro &#8211; ja</p>", [Block(PARAGRAPH, "Büro – ja")], id="entities"),
        pytest.param("<p>Bil&shy;dung</p>", [Block(PARAGRAPH, "Bildung")], id="soft hyphen"),
        pytest.param("<p>offen<p>auch", [Block(PARAGRAPH, "offen"), Block(PARAGRAPH, "auch")],
                     id="not closed"),
    ],
)  # fmt: skip
def test_blocks(source, blocks):
    assert _read(source) == blocks


def test_lists_are_nested_and_numbered():
    source = """<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>weiter</p></li></ul>
    <ol start="3"><li>drei</li><li>vier</li></ol>"""
    assert [(b.level, b.marker, b.text) for b in _read(source)] == [
        (0, "-", "a"), (1, "-", "b"), (0, "-", "c"), (1, "", "weiter"),
        (0, "3.", "drei"), (0, "4.", "vier"),
    ]  # fmt: skip


def test_rows_of_a_table_are_items():
    source = """<table><caption>Zeiten</caption><tr><th>Tag</th><th>Uhr</th></tr>
    <tr><td>Mo</td><td>9–12</td></tr></table>"""
    assert [(b.kind, b.text) for b in _read(source)] == [
        (ITEM, "Zeiten"), (ITEM, "Tag | Uhr"), (ITEM, "Mo | 9–12"),
    ]  # fmt: skip


def test_table_that_lays_out_the_page_is_read_as_text():
    blocks = _read(
        "<table><tr><td><h2>Links</h2>Text.</td><td><ul><li>a</li></ul></td></tr></table>"
    )
    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH, ITEM]


PAGE = """<html><head><title>Wohnen | Stadt</title><style>p {}</style></head><body>
<header><p>Stadt Neustadt</p></header><nav><ul><li>Start</li></ul></nav>
<div class="cookie-banner">Wir nutzen Cookies.</div><div id="breadcrumb">Start</div>
<main><header><h1>Wohnen in der Stadt</h1></header><script>alert(1)</script>
<p>Wir vermitteln Wohnungen.</p><p hidden>Geheim</p><p style="display:none">Weg</p>
<!-- Notiz --><aside>Werbung</aside><p aria-hidden="true">Deko</p></main>
<footer>Impressum</footer></body></html>"""


def test_what_stands_around_the_text_is_left_out():
    extract = read(PAGE.encode(), Rules())
    assert [block.text for block in extract.blocks] == [
        "Wohnen in der Stadt", "Wir vermitteln Wohnungen.",
    ]  # fmt: skip
    assert extract.title == "Wohnen in der Stadt"


def test_without_a_main_part_the_marks_decide():
    source = PAGE.replace("main>", "div>")
    assert [block.text for block in _read(source)] == ["Wir vermitteln Wohnungen."]


def test_page_that_is_nothing_but_a_menu_is_read_whole():
    assert [block.text for block in _read("<nav><p>Wir sind da.</p></nav>")] == ["Wir sind da."]


def test_title_of_the_window_stands_in_for_a_heading():
    assert read(b"<title>Stadt</title><p>a</p>", Rules()).title == "Stadt"


def test_heading_that_a_rule_knows():
    rules = parse_rules({"section": [{"heading": "Anlage .*"}]}, Status.DRAFT, "d")
    assert _read("<p>Anlage 1</p>", rules)[0].kind is HEADING


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("<p>Büro</p>".encode(), "Büro", id="UTF-8"),
        pytest.param("<p>Büro</p>".encode("utf-8-sig"), "Büro", id="byte order mark"),
        pytest.param("<p>Büro</p>".encode("utf-16"), "Büro", id="UTF-16"),
        pytest.param(
            '<meta charset="iso-8859-1"><p>Büro – €</p>'.encode("cp1252"), "Büro – €", id="named"
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="iso-8859-15"?><p>B\xfcro</p>', "Büro", id="XML"
        ),
        pytest.param('<meta charset="latin1"><p>Büro</p>'.encode(), "Büro", id="named wrongly"),
    ],
)
def test_encodings(data, text):
    assert read(data, Rules()).blocks == [Block(PARAGRAPH, text)]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param(b"<p>B\xfcro</p>", "line 1: byte 0xfc is not UTF-8", id="not named"),
        pytest.param(b'<meta charset="ascii-x"><p>B\xfcro', "says that it is encoded in", id="x"),
        pytest.param(b'<meta charset="shift_jis"><p>\xfc\xff', "'shift_jis', but", id="not it"),
    ],
)
def test_encodings_that_are_not_known(data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        read(data, Rules())


def test_endless_nesting_is_refused():
    with pytest.raises(DocumentError, match="nested too deeply"):
        read(b"<div>" * 5000 + b"tief", Rules())


def test_large_page_is_refused(monkeypatch):
    monkeypatch.setattr("index.readers.html._MOST_BYTES", 10)
    with pytest.raises(DocumentError, match="more than 0 MB"):
        read(b"<p>" + b"x" * 20, Rules())
