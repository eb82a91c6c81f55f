"""The traps of the adopted guidelines' text, each on the real file."""

import hashlib
import re
from collections import Counter

import pytest

from index.passage import Kind, Status

_SHA256 = "134f1f2c1a4b128f0192e1285133cde67023ace82d800f9a18224aef650ab9f9"


@pytest.fixture
def source(documents):
    return (documents / "leitlinien-2019" / "source.txt").read_bytes()


@pytest.fixture
def text_of(leitlinien):
    """The text of the passage with this id."""
    texts = {p.id.removeprefix("leitlinien-2019/"): p.text for p in leitlinien.passages}
    return texts.__getitem__


def _letters(text):
    return re.sub(r"[\W_]", "", text)


def test_source_is_kept_byte_for_byte(leitlinien, source):
    assert hashlib.sha256(source).hexdigest() == leitlinien.document.sha256 == _SHA256


def test_no_letter_is_lost_or_added(leitlinien, source):
    without_marks = re.sub(r"(?m)^\d+/10 *$", "", source.decode())
    assert _letters(leitlinien.document.text) == _letters(without_marks)


def test_headings_are_found_without_marks(leitlinien):
    assert list(dict.fromkeys(passage.section for passage in leitlinien.passages)) == [
        ("Zu diesem Band",),
        ("Integrationspolitische Leitlinien der Landeshauptstadt Magdeburg",),
        ("Präambel",),
        (
            "Handlungsfeld 1 „Internationalität und Weltoffenheit, gegen Diskriminierung, "
            "Rassismus, Fremdenfeindlichkeit, Antisemitismus und Extremismus“",
        ),
        ("Handlungsfeld 2 „Spracherwerb“",),
        ("Handlungsfeld 3 „Berufliche Qualifizierung und Arbeitsmarktintegration“",),
        ("Handlungsfeld 4 „Integration in den Stadtteilen“",),
        ("Handlungsfeld 5 „Gesellschaftliche Teilhabe“",),
        ("Handlungsfeld 6 „Interkulturelle Öffnung der Verwaltung“",),
    ]


@pytest.mark.parametrize(
    ("name", "end"),
    [
        pytest.param("zu-diesem-band/12", "gleichermaßen gemeint waren und sind.", id="title"),
        pytest.param("hf2/leitlinie-5", "als Bereicherung verstanden.", id="field 3"),
        pytest.param("hf3/leitlinie-6", "Besonderheiten einfließen können.", id="field 4"),
        pytest.param("hf4/leitlinie-7", "bestehende ausgeräumt werden.", id="field 5"),
        pytest.param("hf5/leitlinie-6", "sind daher besonders zu unterstützen.", id="field 6"),
    ],
)
def test_heading_right_under_a_paragraph_is_not_part_of_it(text_of, name, end):
    assert text_of(name).endswith(end)


def test_bullet_of_the_title_page_split_by_a_blank_line_is_one_item(text_of):
    assert text_of("zu-diesem-band/6") == (
        "Internationalität und Weltoffenheit, gegen Diskriminierung, Rassismus, "
        "Fremdenfeindlichkeit, Antisemitismus und Extremismus“"
    )
    assert text_of("zu-diesem-band/7") == "Spracherwerb"


def test_only_the_two_fields_with_a_page_mark_have_a_page(leitlinien):
    pages = {(p.section[0][:15], p.page) for p in leitlinien.passages if p.page is not None}
    assert pages == {("Handlungsfeld 1", 5), ("Handlungsfeld 2", 6)}
    assert {p.page for p in leitlinien.passages if p.field == 1} == {5}
    assert {p.page for p in leitlinien.passages if p.field == 2} == {6}


@pytest.mark.parametrize("mark", ["5/10", "6/10", "____", "  ", " \n", "\t"], ids=repr)
def test_marks_and_stray_spaces_are_no_text(leitlinien, mark):
    # Nested lists are indented; this document has none.
    assert mark not in leitlinien.document.text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("hf2/leitlinie-2", "Erwachsen- und Seniorenbildung.", id="Senioren-/bildung"),
        pytest.param("hf5/leitlinie-1", "gesamtgesellschaftlichen Zusammenhaltes", id="gesell-"),
        pytest.param("hf6/leitlinie-1", "von der Führungs- und Leitungsebene", id="Führungs-/und"),
        pytest.param(
            "zu-diesem-band/2",
            "Jugendhilfe-, Sozial- und Gesundheitsplanung",
            id="Jugendhilfe-,/Sozial-",
        ),
        pytest.param("hf4/leitlinie-2", "stadtteil- bzw. quartiersbezogen", id="bzw./quartiers"),
        pytest.param("hf3/leitlinie-4", "Berufsausbildung und -qualifizierung", id="dash"),
        pytest.param(
            "zu-diesem-band/2", "Magdeburger*innen mit Migrationshintergrund und der Verwaltung",
            id="wide spaces",
        ),
    ],
)  # fmt: skip
def test_words_at_line_ends(text_of, name, words):
    assert words in text_of(name)


def test_stars_are_kept(text_of):
    assert "Akteur*innen aus Politik, freier Träger*innen" in text_of("zu-diesem-band/2")
    assert "alle Magdeburger*innen mit und ohne" in text_of("zu-diesem-band/4")
    assert "Migranten*, Migranten mit Bleibeperspektive** und" in text_of("praeambel/5")
    assert "Asylbewerber*** zu betrachten." in text_of("praeambel/5")


@pytest.mark.parametrize(
    ("number", "beginning", "items"),
    [
        (1, "bleibeberechtigte Migranten, vor allem", 5),
        (2, "Migranten mit Bleibeperspektive, vordergründig", 4),
        (3, "nicht bleibeberechtigte Personen und Asylbewerber, u.a.", 3),
    ],
)
def test_footnotes_and_their_lists(leitlinien, number, beginning, items):
    name = f"leitlinien-2019/praeambel/fussnote-{number}"
    found = [p for p in leitlinien.passages if p.id == name or p.id.startswith(f"{name}/")]
    assert found[0].text.split("\n")[0] == beginning
    assert [p.parent for p in found] == [None, *[name] * items]
    assert {(p.kind, p.status) for p in found} == {(Kind.FOOTNOTE, Status.ADOPTED)}


def test_unbulleted_paragraph_of_field_6_is_guideline_3(leitlinien, text_of):
    assert text_of("hf6/leitlinie-3").startswith("Zur Sicherung der Handlungskompetenzen")
    assert "\n\nZur Sicherung der" in text_of("hf6/leitlinien")


def test_ascii_quote_closes_a_german_one(text_of):
    words = 'Handlungsfeld „Interkulturelle Öffnung der Verwaltung" leiten sich aus dem Leitbild'
    assert words in text_of("hf6/leitlinie-4")
    assert text_of("hf6/leitlinie-4").endswith("zielstrebig und kreativ begegnen.")


def test_sentence_without_a_full_stop_ends_its_guideline(text_of):
    assert text_of("hf2/leitlinie-1").endswith("den umfassenden Zugang in alle Lebensbereiche")


def test_guidelines_of_each_field(leitlinien):
    guidelines = [p for p in leitlinien.passages if p.kind is Kind.GUIDELINE]
    assert Counter(p.field for p in guidelines) == {1: 5, 2: 5, 3: 6, 4: 7, 5: 6, 6: 4}
    assert {p.status for p in guidelines} == {Status.ADOPTED}
    for passage in guidelines:
        assert passage.id == f"leitlinien-2019/hf{passage.field}/leitlinie-{passage.number}"
        assert passage.text[0].isupper()


def test_kind_and_status_come_from_the_section(leitlinien):
    assert Counter((p.kind, p.status) for p in leitlinien.passages) == {
        (Kind.INFORMATION, Status.INFORMATION): 12,
        (Kind.LIST, Status.INFORMATION): 1,
        (Kind.PREAMBLE, Status.ADOPTED): 8,
        (Kind.FOOTNOTE, Status.ADOPTED): 15,
        (Kind.GUIDELINE, Status.ADOPTED): 33,
        (Kind.LIST, Status.ADOPTED): 6,
    }


def test_every_passage_names_the_resolution(leitlinien):
    assert {p.reference for p in leitlinien.passages} == {"Beschluss-Nr. 2386-065(VI)/19"}
    assert leitlinien.document.date == "2019-02-21"
