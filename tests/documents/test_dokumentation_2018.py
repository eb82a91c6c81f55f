"""The traps of the documentation's text, each on the real file."""

import hashlib
import re
from collections import Counter

import pytest

from index.passage import Kind, Status

_SHA256 = "5d6a830ffee3e83a271ba60ebfbc847ffbb9826a6569e5b58ac38f0851877b81"
_FIELDS = range(1, 7)


@pytest.fixture
def source(documents):
    return (documents / "dokumentation-2018" / "source.md").read_bytes()


@pytest.fixture
def passage(dokumentation):
    """The passage with this id."""
    passages = {p.id.removeprefix("dokumentation-2018/"): p for p in dokumentation.passages}
    return passages.__getitem__


def _letters(text):
    return re.sub(r"[\W_]", "", text)


def test_source_is_kept_byte_for_byte(dokumentation, source):
    assert hashlib.sha256(source).hexdigest() == dokumentation.document.sha256 == _SHA256


def test_no_letter_is_lost_or_added(dokumentation, source):
    assert _letters(dokumentation.document.text) == _letters(source.decode())


@pytest.mark.parametrize("mark", ["\\", "✓", "\t", "##", "DS0450/18**", "*Präambel*"], ids=repr)
def test_markup_is_no_text(dokumentation, mark):
    assert mark not in dokumentation.document.text


FIELD_1 = "Handlungsfeld 1: Internationalität, Weltoffenheit, gegen Extremismus und "
ANNEX_1 = (
    "Anlage 1: Diskussionsergebnisse: Anregungen, Hinweise, Ergänzungsvorschläge; Moderationskarten"
)
ANNEX_2 = "Anlage 2: Zusammenfassung Moderation/Co-Moderation Arbeitsgruppen 1 – 6"


@pytest.mark.parametrize(
    ("name", "section"),
    [
        pytest.param(
            "hf1/leitlinie-1",
            (FIELD_1 + "Fremdenfeindlichkeit",
             "Integrationspolitische Leitlinien gemäß Anlage Drucksache DS0450/18"),
            id="number and title in two headings",
        ),
        pytest.param(
            "hf2/diskussion/1",
            ("Handlungsfeld 2: Spracherwerb", "Diskussionsschwerpunkte der Arbeitsgruppe",
             "Hinweise und Anregungen zur Ergänzung:"),
            id="one heading and a line that a rule knows",
        ),
        pytest.param("ablauf/1",
            ("Diskussionsveranstaltung „Integrationspolitische Leitlinien“ der Landeshauptstadt "
             "Magdeburg", "Ablauf"), id="bold lines"),
        pytest.param("hf2/karten/1", (ANNEX_1, "Zum Handlungsfeld 2: Spracherwerb"),
                     id="card heading of a high level"),
        pytest.param("hf5/karten/1", (ANNEX_1,
            "Zum Handlungsfeld 5: Gesellschaftliche Teilhabe (keine Moderationskarten)"),
            id="card heading that is half bold"),
        pytest.param("hf2/protokoll/6-10", (ANNEX_2, "AG 2 Spracherwerb", "Leitlinie 3"),
                     id="heading above the one around it"),
        pytest.param("hf4/protokoll/2", (ANNEX_2, "AG 4: Integration in den Stadtteilen",
            "1. Einführung in die Thematik durch Moderatorin"), id="numbered heading"),
        pytest.param("hf5/protokoll/anlage/1", (ANNEX_2, "AG 5: Gesellschaftliche Teilhabe",
            "Anlage", "Leitlinie HF 5",
            "Handlungsfeld 5 „Gesellschaftliche Teilhabe und politische Partizipation“"),
            id="annex of a working group"),
        pytest.param("hf6/protokoll/11", (ANNEX_2, "AG 6: Interkulturelle Öffnung der Verwaltung",
            "Schnittstellen zu anderen Handlungsfeldern:"), id="bold line in the minutes"),
    ],
)  # fmt: skip
def test_sections_where_heading_levels_jump(passage, name, section):
    assert passage(name).section == section


def test_table_of_contents_is_no_passage(dokumentation):
    assert [p.id for p in dokumentation.passages if "....." in p.text] == []
    assert "Ablauf der Veranstaltung ..... 4" in dokumentation.document.text


@pytest.mark.parametrize(
    ("prefix", "page"),
    [
        ("ablauf", 4),
        ("zu-dieser-dokumentation/", 5),
        ("praeambel/fussnote-1", 6),
        *[(f"hf{n}/{part}", 6 + n) for n in _FIELDS for part in ("leitlinie-1", "diskussion/1")],
        ("anlage-1/", 14),
        ("hf6/karten", 14),
        ("hf1/protokoll/", 24),
        ("hf6/protokoll/", 24),
    ],
)
def test_section_begins_on_the_page_of_the_contents(dokumentation, prefix, page):
    found = {p.section_page for p in dokumentation.passages
             if p.id.startswith(f"dokumentation-2018/{prefix}")}  # fmt: skip
    assert found == {page}


def test_page_of_a_passage_is_never_guessed(dokumentation, passage):
    assert {p.page for p in dokumentation.passages if p.id.split("/")[1] == "titel"} == {None}
    assert passage("praeambel/1").page == 6
    assert passage("praeambel/8").page is None  # the preamble may run on to the next page
    assert passage("hf4/leitlinie-7").page == 10
    assert passage("hf4/diskussion/2").page is None
    assert {p.page for p in dokumentation.passages if p.kind is Kind.CARD} == {None}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param(
            "hf5/diskussion/2",
            "in das gesellschaftliche Leben der Landeshauptstadt Magdeburg verwiesen.",
            id="sentence",
        ),
        pytest.param(
            "hf3/protokoll/3",
            "dass die Stadt und die Partner die Dienstleistung unter einem Dach vornehmen.",
            id="sentence in an item",
        ),
        pytest.param(
            "hf2/protokoll/2-5", "\n- gerade im schulpflichtigen Alter Einstufung", id="list"
        ),
        pytest.param(
            "hf3/karten", "„Modellstadt“ bescheidener fassen\n- Zentrale Anlaufstellen", id="cards"
        ),
        pytest.param(
            "hf4/protokoll/3-11", "mittlerweile mit MGH\n- oft verbringen die Eltern", id="nested"
        ),
        pytest.param(
            "hf5/protokoll/anlage", "Einbürgerungswillen.~~\n- Die LH Magdeburg schafft", id="annex"
        ),
    ],
)
def test_page_breaks_cut_nothing(passage, name, words):
    assert words in passage(name).text


def test_schedule_has_a_row_for_each_line(dokumentation, passage):
    rows = [p for p in dokumentation.passages if p.id.startswith("dokumentation-2018/ablauf/")]
    assert [p.kind for p in rows] == [Kind.SCHEDULE] * 7
    assert rows[0].text == "ab 16:00 Uhr Willkommen und Vier-Uhr-Tee"
    assert passage("ablauf/3").text.startswith("17:15 Uhr Einführung (Zielsetzung der")
    assert rows[-1].text == "20:00 Uhr Ende der Veranstaltung"
    assert passage("ablauf").text.count("\n") == 6


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(1, "Teilhabe bedeutet ~~weiterhin~~ Partizipation", id="a word"),
        pytest.param(2, "sind ~~zu unterstützen~~ anzuerkennen.", id="a replaced word"),
        pytest.param(3, "~~Die LH Magdeburg bestärkt ausländische", id="a guideline"),
        pytest.param(7, "besonders zu unterstützen.~~", id="the end of another"),
    ],
)
def test_what_participants_wanted_deleted_stays_marked(passage, number, words):
    annex = passage(f"hf5/protokoll/anlage/{number}")
    assert words in annex.text
    assert annex.text.count("~~") == 2
    assert annex.status is Status.SUGGESTION


def test_every_strike_of_the_source_is_kept(dokumentation, source):
    assert dokumentation.document.text.count("~~") == source.decode().count("~~") == 8


def test_stars_are_kept(passage):
    assert (
        "bleibeberechtigte Migranten*, Migranten mit Bleibeperspektive** und nicht"
        in passage("praeambel/5").text
    )
    assert passage("hf1/karten/13").text == (
        "„Alle Einwohner*innen werden vor Diskriminierung geschützt“"
    )
    assert "Veranstaltungen der Migrant*innenorganisationen" in passage("hf6/protokoll/7").text


@pytest.mark.parametrize(("number", "items"), [(1, 5), (2, 4), (3, 3)])
def test_footnotes_and_their_lists(dokumentation, number, items):
    name = f"dokumentation-2018/praeambel/fussnote-{number}"
    found = [p for p in dokumentation.passages if name in (p.id, p.parent)]
    assert len(found) == 1 + items
    assert {(p.kind, p.status) for p in found} == {(Kind.FOOTNOTE, Status.DRAFT)}
    assert not found[0].text.startswith("*")


def test_every_card_is_a_passage(dokumentation, source):
    cards = [p for p in dokumentation.passages if p.kind is Kind.CARD]
    # One card holds a bullet without a tick below it.
    assert len(cards) == source.decode().count("- ✓ ") + 1
    counts = {None: 2, 1: 25, 2: 26, 3: 19, 4: 13, 5: 18, 6: 22}
    assert Counter(p.field for p in cards) == counts
    assert {p.status for p in cards} == {Status.SUGGESTION}


def test_cards_follow_a_heading_that_says_there_are_none(passage):
    assert passage("hf5/karten/18").text == "Aufklärung über das Bildungssystem in Deutschland"
    assert "(keine Moderationskarten)" in passage("hf5/karten/18").section[-1]


@pytest.mark.parametrize(
    ("name", "parent", "beginning"),
    [
        ("hf3/karten/6.1", "hf3/karten/6-gesamt", "Fokuserweiterung auf mehr"),
        ("hf4/protokoll/8.1", "hf4/protokoll/8-gesamt", "hierfür wären Nachbarschaftstreffs"),
        ("hf4/protokoll/10.2.1", "hf4/protokoll/10.2-gesamt", "ein TN entgegnet"),
        ("hf4/protokoll/10.6.4", "hf4/protokoll/10.6-gesamt", "ein TN erklärt, dass"),
        ("hf4/protokoll/11.1.6.1", "hf4/protokoll/11.1.6-gesamt", "Antwort des OB:"),
        ("hf5/protokoll/3.1.3", "hf5/protokoll/3.1-gesamt", "Organisationen, Initiativen"),
        ("hf1/protokoll/3.1", "hf1/protokoll/3-gesamt", "Überall soll der Bürgerbegriff"),
    ],
)
def test_nested_lists(passage, name, parent, beginning):
    assert passage(name).text.startswith(beginning)
    assert passage(name).parent == f"dokumentation-2018/{parent}"


def test_lettered_list(passage):
    assert [passage(f"hf5/protokoll/3.1.{n}").number for n in (1, 2, 3, 4)] == ["a", "b", "c", "d"]
    assert passage("hf5/protokoll/3.1.2").text == "(Inter-)Kultur"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hf2/protokoll/18", "⇒ Maßnahmevorschlag: System"),
        ("hf2/protokoll/3", "(ist auch Motivationsfaktor) => z.B. sollten"),
        ("hf6/protokoll/1", "Was ist „integrationsrelevant“? -> Es ist ein Prozess"),
    ],
    ids=["double", "ASCII double", "ASCII"],
)
def test_arrows_are_kept(passage, name, words):
    assert words in passage(name).text


def test_draft_guidelines_of_each_field(dokumentation):
    guidelines = [p for p in dokumentation.passages if p.kind is Kind.GUIDELINE]
    assert Counter(p.field for p in guidelines) == {1: 5, 2: 5, 3: 5, 4: 7, 5: 6, 6: 4}
    assert {(p.status, p.reference) for p in guidelines} == {(Status.DRAFT, "DS0450/18")}
    for guideline in guidelines:
        name = f"dokumentation-2018/hf{guideline.field}/leitlinie-{guideline.number}"
        assert guideline.id == name
        assert guideline.text[0].isupper()


def test_approaches_of_each_field(dokumentation):
    approaches = [p for p in dokumentation.passages if p.kind is Kind.APPROACH]
    assert Counter(p.field for p in approaches) == {1: 4, 2: 3, 3: 6, 4: 5, 5: 5, 6: 3}
    assert {(p.status, p.reference) for p in approaches} == {(Status.APPROACH, "DS0301/16")}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (Kind.PREAMBLE, Status.DRAFT),
        (Kind.SUMMARY, Status.SUGGESTION),
        (Kind.MINUTES, Status.SUGGESTION),
        (Kind.SCHEDULE, Status.INFORMATION),
        (Kind.IMPRINT, Status.INFORMATION),
        (Kind.INFORMATION, Status.INFORMATION),
    ],
)
def test_status_of_each_kind(dokumentation, kind, status):
    assert {p.status for p in dokumentation.passages if p.kind is kind} == {status}


def test_nothing_of_the_discussion_is_a_commitment(dokumentation):
    assert Status.ADOPTED not in {p.status for p in dokumentation.passages}
