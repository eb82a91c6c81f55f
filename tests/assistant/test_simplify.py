from pathlib import Path

import polib
import pytest

from assistant import simplify
from assistant.glossary import Entry, Glossary
from assistant.simplify import Finding, Rule, findings

_SIMPLE = Path(__file__).parents[2] / "documents" / "translations" / "de-simple"

# Rule -> text -> the places it marks.
PLACES = {
    Rule.PASSIVE: {
        "Der Antrag wird geprüft.": ["wird geprüft"],
        "Das Amt prüft den Antrag.": [],
    },
    Rule.SUBJUNCTIVE: {
        "Das wäre gut.": ["wäre"],
        "Das war gut.": [],
    },
    Rule.GENITIVE: {
        "Das Haus der Lehrerin ist neu.": ["der Lehrerin"],
        "Das Haus von der Lehrerin ist neu.": [],
    },
    Rule.NEGATION: {
        "Das ist nicht erlaubt.": ["nicht"],
        "Das ist erlaubt.": [],
    },
    Rule.SUB_CLAUSE: {
        "Wir lernen, weil wir wollen.": ["weil wir wollen"],
        "Wir wollen das. Also lernen wir.": [],
    },
    Rule.RARE_WORD: {
        "Der Terminus ist neu.": ["Terminus"],
        "Das ist eine adäquate Antwort.": ["adäquate"],
        "Wir konstatieren das.": ["konstatieren"],
        "Die Prämisse und das Postulat fehlen.": ["Prämisse", "Postulat"],
        "Eine vordringliche Aufgabe.": ["vordringliche"],
        "Die Kohärenzprüfung läuft.": ["Kohärenzprüfung"],
        "Das ist ein neues Wort.": [],
        "Die Wohnungssuche dauert lange.": [],
        "Der Sprachkurs ist in der Stadtbibliothek.": [],
        "Ahmad Yıldız wohnt in Wolmirstedt.": [],
        "Die Kinder spielten, lachten und liefen.": [],
        "Bürger*innen und Lehrer:innen kommen.": [],
        "Das sind 35 Häuser … (100 %).": [],
    },
    Rule.LONG_COMPOUND: {
        "Der Aufenthaltsstatus zählt.": ["Aufenthaltsstatus"],
        "Die Niederlassungserlaubnis gilt.": ["Niederlassungserlaubnis"],
        "Eine Bildungs-Beratungseinrichtung hilft.": ["Beratungseinrichtung"],
        "Das Wohngeldantragsformular fehlt.": ["Wohngeldantragsformular"],
        "Der Sprachkurs ist neu.": [],
        "Die Aufenthalts-Erlaubnis gilt.": [],
        "Das Krankenhaus ist groß.": [],
        "Die Wissenschaftlerinnen kommen.": [],
        "Das ist selbstverständlich.": [],
    },
    Rule.ABBREVIATION: {
        "Es gibt Kurse, z. B. am Abend.": ["z. B."],
        "Es gibt Kurse, z.B. am Abend.": ["z.B."],
        "Brot, Milch usw.": ["usw."],
        "Das sind ca. 20 Kinder bzw. Eltern.": ["ca.", "bzw."],
        "Das steht in Art. 3 Abs. 1.": ["Art.", "Abs."],
        "Das AGG und das BAMF.": ["AGG", "BAMF"],
        "Die GmbH zahlt.": ["GmbH"],
        "Drei LKWs stehen hier.": ["LKWs"],
        "Wir machen das auf diese Art.": [],
        "Das kostet 3 Euro.": [],
        "Die EU und die USA.": [],
        "WICHTIGE NACHRICHT AN ALLE": [],
        "Das gilt für ALLE.": [],
        "Er hat Teil II gelesen.": [],
        "Ca. ist ein Wort, Cafés sind offen.": ["Ca."],
    },
    Rule.LONG_SENTENCE: {
        " ".join(["gut"] * 16) + ".": [" ".join(["gut"] * 16) + "."],
        " ".join(["gut"] * 15) + ".": [],
        "Ja. " + " ".join(["gut"] * 17): [" ".join(["gut"] * 17)],
        " ".join(["gut"] * 9) + "\n" + " ".join(["gut"] * 9): [],
        " ".join(["gut"] * 15) + " 1 2 3.": [],
    },
    Rule.ROMAN_NUMERAL: {
        "Das steht in Teil I.": ["I"],
        "Das SGB II gilt.": ["II"],
        "Im XIX. Jahrhundert.": ["XIX"],
        "Das war MCMXCIV.": ["MCMXCIV"],
        "Hartz IV heißt jetzt anders.": ["IV"],
        "Die CD von MD ist da.": [],
        "Ich kaufe Größe XL.": [],
        "Vitamin C hilft.": [],
        "Teil 1 ist neu.": [],
        "IIII und VX.": [],
    },
    Rule.PERCENTAGE: {
        "Das sind 20 Prozent.": ["20 Prozent"],
        "Das sind 3,5 %.": ["3,5 %"],
        "Es steigt um 50%.": ["50%"],
        "Der prozentuale Anteil.": ["prozentuale"],
        "Das ist jeder Fünfte.": [],
        "Das sind 20 Personen.": [],
        "Der Prozess dauert.": [],
    },
}


def _found(rule, text, glossary=Glossary()):
    return [finding for finding in findings(text, glossary) if finding.rule is rule]


@pytest.mark.parametrize(
    ("rule", "text", "places"),
    [
        pytest.param(rule, text, places, id=f"{rule}: {text[:40]}")
        for rule, cases in PLACES.items()
        for text, places in cases.items()
    ],
)
def test_rule(rule, text, places):
    assert [finding.text for finding in _found(rule, text)] == places


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_true_and_false_examples(rule):
    assert any(PLACES[rule].values())
    assert not all(PLACES[rule].values())


@pytest.mark.parametrize(
    ("rule", "text", "suggestion"),
    [
        pytest.param(
            Rule.PASSIVE, "Es wird geprüft.", "Schreiben Sie, wer etwas tut.", id="passive"
        ),
        pytest.param(
            Rule.LONG_COMPOUND,
            "Die Kinderbetreuungseinrichtung.",
            "Trennen Sie das Wort: Kinder-Betreuungs-Einrichtung.",
            id="compound",
        ),
        pytest.param(
            Rule.ABBREVIATION,
            "So i.d.R. auch.",
            "Schreiben Sie das Wort aus: in der Regel.",
            id="abbreviation",
        ),
        pytest.param(
            Rule.ABBREVIATION,
            "Das BAMF.",
            "Schreiben Sie das Wort aus oder erklären Sie es.",
            id="acronym",
        ),
        pytest.param(
            Rule.LONG_SENTENCE,
            " ".join(["so"] * 20),
            "Teilen Sie den Satz: Er hat 20 Wörter, gut sind höchstens 12.",
            id="sentence",
        ),
        pytest.param(Rule.ROMAN_NUMERAL, "Im XIX. Jahr.", "Schreiben Sie: 19.", id="Roman"),
        pytest.param(
            Rule.PERCENTAGE,
            "Das sind 30 %.",
            "Schreiben Sie es ohne Prozent, zum Beispiel: 3 von 10.",
            id="tens of percent",
        ),
        pytest.param(
            Rule.PERCENTAGE,
            "Das sind 18,5 %.",
            "Schreiben Sie es ohne Prozent, zum Beispiel: ungefähr 2 von 10.",
            id="other percent",
        ),
        pytest.param(
            Rule.PERCENTAGE,
            "Das sind 99 %.",
            "Schreiben Sie es ohne Prozent, zum Beispiel: „sehr viele“ oder „wenige“.",
            id="nearly all",
        ),
    ],
)
def test_suggestion(rule, text, suggestion):
    assert [finding.suggestion for finding in _found(rule, text)] == [suggestion]


def test_words_of_the_glossary_are_explained_wherever_they_stand():
    text = "Der Terminus ist neu. Das AGG kennt den Terminus. Alle Termini."
    entries = (Entry("Terminus", ("Terminus",), "…"), Entry("AGG", ("AGG",), "…"))
    hard = (Rule.RARE_WORD, Rule.ABBREVIATION)
    assert [f.text for f in findings(text) if f.rule in hard] == [
        "Terminus", "AGG", "Terminus", "Termini",
    ]  # fmt: skip
    assert [f.text for f in findings(text, Glossary(entries)) if f.rule in hard] == ["Termini"]


def test_a_glossary_hides_no_other_rule():
    glossary = Glossary((Entry("Aufenthaltsstatus", ("Aufenthaltsstatus",), "…"),))
    assert _found(Rule.LONG_COMPOUND, "Der Aufenthaltsstatus.", glossary)


def test_findings_stand_in_order_with_their_offsets():
    text = "Ja.\nDas AGG wird nicht geprüft, z. B. in Teil II."
    found = findings(text)
    assert [(f.rule, f.text) for f in found] == [
        (Rule.ABBREVIATION, "AGG"),
        (Rule.PASSIVE, "wird nicht geprüft"),
        (Rule.NEGATION, "nicht"),
        (Rule.ABBREVIATION, "z. B."),
        (Rule.ROMAN_NUMERAL, "II"),
    ]
    assert found[0] == Finding(
        Rule.ABBREVIATION, 8, 11, "AGG", "Schreiben Sie das Wort aus oder erklären Sie es."
    )
    assert all(text[f.start : f.end] == f.text for f in found)


def test_findings_of_two_texts_in_one_are_those_of_each():
    texts = [text for cases in PLACES.values() for text in cases]
    for first, second in zip(texts, reversed(texts), strict=True):
        shift = len(first) + 1
        later = [
            Finding(f.rule, f.start + shift, f.end + shift, f.text, f.suggestion)
            for f in findings(second)
        ]
        assert findings(f"{first}\n{second}") == findings(first) + later


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A\u0308mter werden gepru\u0308ft.", id="decomposed"),
        pytest.param("Auf\u00adent\u00adhalts\u00adstatus\u00ad", id="soft hyphens"),
        pytest.param("😀 wird 😀 geprüft 😀 %", id="emoji"),
        pytest.param("Привіт, як справи? مرحبا", id="other scripts"),
        pytest.param("  \n\n\tJa.\u00a0Ein\u00a0Prozent.\r\nNein.", id="spaces"),
        pytest.param("IVXLCDM" * 50 + " " + "9" * 400 + " %", id="endless numbers"),
        pytest.param("wird " * 60, id="endless sentence"),
    ],
)
def test_offsets_of_odd_texts(text):
    assert all(text[f.start : f.end] == f.text != "" for f in findings(text))


@pytest.mark.parametrize("text", ["", " \n", "12 %", "… – ?"])
def test_text_without_words_is_refused(text):
    with pytest.raises(ValueError, match="no words"):
        findings(text)


def test_simple_versions_of_the_documents_have_far_fewer_findings():
    entries = list(polib.pofile(_SIMPLE / "leitlinien-2019.po"))[:30]
    hard = "\n".join(entry.msgid for entry in entries)
    simple = "\n".join(entry.msgstr for entry in entries)
    density = [len(findings(text)) / len(text.split()) for text in (hard, simple)]
    assert density[0] > 3 * density[1]
    assert not _found(Rule.LONG_SENTENCE, simple)


def test_exports():
    assert all(hasattr(simplify, name) for name in simplify.__all__)
