import pytest

from assistant.obligations import Form, obligations_in
from index import Kind, Status


def found_in(text):
    """(form, kind, words that carry it, who acts) of each obligation."""
    return [
        (
            one.form,
            one.kind,
            " … ".join(text[start:end] for start, end in one.words),
            one.actor.text if one.actor else None,
        )
        for one in obligations_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die Stadt Neustadt setzt sich dafür ein, Wohnungen zu bauen.",
            (Form.DOES, "setzt sich ein", "setzt … sich … ein", "Die Stadt Neustadt"),
        ),
        (
            "Der Landkreis lehnt jede Gewalt ab.",
            (Form.DOES, "lehnt ab", "lehnt … ab", "Der Landkreis"),
        ),
        (
            "Die Stadt stellt Räume bereit, die alle nutzen.",
            (Form.DOES, "stellt bereit", "stellt … bereit", "Die Stadt"),
        ),
        (
            "Dabei setzen wir auf Toleranz.",
            (Form.DOES, "setzen auf", "setzen … auf", "wir"),
        ),
        (
            "Die Verwaltung wird mit ihren Partnern darauf hinwirken, Hürden abzubauen.",
            (Form.WILL, "wird hinwirken", "wird … hinwirken", "Die Verwaltung"),
        ),
        (
            "Jede Ausgrenzung wird strikt abgelehnt.",
            (Form.IS_DONE, "wird abgelehnt", "wird … abgelehnt", None),
        ),
        (
            "Kurse werden von der Stadt bezahlt.",
            (Form.IS_DONE, "wird bezahlt", "werden … bezahlt", "Stadt"),
        ),
        (
            "Die Beziehungen sollen ausgebaut werden.",
            (Form.SHALL, "soll", "sollen … ausgebaut … werden", None),
        ),
        (
            "Alle Ämter müssen jährlich berichten.",
            (Form.MUST, "muss", "müssen … berichten", "Alle Ämter"),
        ),
        (
            "Die Gemeinde darf niemanden nicht beraten.",
            (Form.CAN, "darf nicht", "darf … nicht … beraten", "Die Gemeinde"),
        ),
        (
            "Gute Ideen sind zu unterstützen.",
            (Form.MUST, "ist zu unterstützen", "sind … zu … unterstützen", None),
        ),
        (
            "Der Beirat ist anzuhören.",
            (Form.MUST, "ist anzuhören", "ist … anzuhören", "Der Beirat"),
        ),
        (
            "Ziel der Stadtverwaltung ist es, Kontakte zu schaffen.",
            (Form.AIM, "Ziel ist", "Ziel … ist", "Stadtverwaltung"),
        ),
        (
            "Dazu bedarf es guter Netze.",
            (Form.MUST, "bedarf", "bedarf", None),
        ),
        (
            "Hier gilt es, Potenziale zu nutzen.",
            (Form.MUST, "gilt es", "gilt … es … zu … nutzen", None),
        ),
        (
            "Ein mehrsprachiger Leitfaden wurde angeregt.",
            (Form.PROPOSED, "wurde angeregt", "wurde … angeregt", None),
        ),
        (
            "Die Gemeinde strebt bis 2030 eine Quote von 20 % an.",
            (Form.DOES, "strebt an", "strebt … an", "Die Gemeinde"),
        ),
    ],
)
def test_words_that_carry_an_obligation(text, expected):
    assert found_in(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Stadtteile sind Lebensmittelpunkt vieler Menschen.",
        "Gesellschaftliche Teilhabe meint hier Mitsprache.",
        "Mehr Sprachkurse am Abend",
        "Der Stadtrat beschloss das Konzept und förderte Vereine.",
        "Die Kurse wurden 2018 abgeschafft.",
        "Wer helfen will, bekommt Auskunft.",
        "Angebote der Stadt sind beliebt.",
        "",
        "?!",
    ],
)
def test_nothing_where_no_word_carries_it(text):
    assert found_in(text) == []


def test_two_verbs_share_their_subject():
    text = "Die Stadt erkennt die Vielfalt an und unterstützt Vereine."
    assert found_in(text) == [
        (Form.DOES, "erkennt an", "erkennt … an", "Die Stadt"),
        (Form.DOES, "unterstützt", "unterstützt", "Die Stadt"),
    ]


def test_sub_clauses_bind_nobody():
    text = "Die Stadt bestärkt Menschen, die eine Prüfung machen müssen, in ihrem Willen."
    assert [kind for _, kind, _, _ in found_in(text)] == ["bestärkt"]


def test_people_act_where_they_shall():
    text = "Einheimische und Zugewanderte sollen friedlich zusammen leben."
    assert found_in(text)[0][3] == "Einheimische und Zugewanderte"


def test_offsets_in_the_real_guidelines(leitlinien):
    kinds = set()
    for passage in leitlinien.passages:
        if passage.kind is Kind.GUIDELINE and passage.status is Status.ADOPTED:
            for one in obligations_in(passage.text):
                kinds.add(one.kind)
                starts = [start for start, _ in one.words]
                assert starts == sorted(starts)
                assert all(passage.text[start:end].strip() for start, end in one.words)
                if one.actor:
                    actor = one.actor
                    assert passage.text[actor.start : actor.end] == actor.text
    assert {"soll", "wird hinwirken", "setzt sich ein", "wird abgelehnt", "unterstützt"} <= kinds
