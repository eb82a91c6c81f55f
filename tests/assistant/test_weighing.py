import pytest

from assistant.weighing import Weight, tokens_of, weigh


@pytest.mark.parametrize(
    ("draft", "adopted"),
    [
        ("Potenziale", "Potentiale"),
        ("gesamtgesellschaftlichen", "gesamtgesellschaftliche"),
        ("integrationspolitischer Handlung", "integrationspolitischen Handelns"),
        ("es", ""),
        (",", "."),
        ("ist", "sind"),
        ("Schule und Kita", "Kita und Schule"),
        ("", ""),
    ],
)
def test_wording(draft, adopted):
    assert weigh(tokens_of(draft), tokens_of(adopted)) is Weight.WORDING


@pytest.mark.parametrize(
    ("draft", "adopted"),
    [
        ("eine Modellstadt", "Methoden mit Modellcharakter"),
        ("werden", "entwickeln und umzusetzen"),
        ("soll", "wird"),
        ("soll", "muss"),
        ("", "nicht"),
        ("kein", ""),
        ("18 Monaten", "24 Monaten"),
        ("Aufenthaltswort", "Aufenthaltszweck"),
        ("Magdeburg", "Halle"),
        ("", "nur"),
    ],
)
def test_content(draft, adopted):
    assert weigh(tokens_of(draft), tokens_of(adopted)) is Weight.CONTENT
