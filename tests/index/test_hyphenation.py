import pytest

from index.hyphenation import is_open_address, join_at_line_end, vocabulary


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param("der Senioren-", "bildung", "der Seniorenbildung", id="word"),
        pytest.param("Führungs-", "und Fachkräfte", "Führungs- und Fachkräfte", id="half of two"),
        pytest.param("auf-", "bzw. abbauen", "auf- bzw. abbauen", id="half before bzw."),
        pytest.param("den-", "noch", "dennoch", id="word that ends in a conjunction"),
        pytest.param("so-", "wie", "sowie", id="conjunction"),
        pytest.param("Ost-", "West-Konflikt", "Ost-West-Konflikt", id="two names"),
        pytest.param("per E-", "Mail", "per E-Mail", id="E-Mail"),
        pytest.param("IT-", "gestützt", "IT-gestützt", id="initials"),
        pytest.param("EU-", "weit", "EU-weit", id="initials of two letters"),
        pytest.param("10-", "jährig", "10-jährig", id="number"),
        pytest.param("Covid-", "19", "Covid-19", id="number behind"),
        pytest.param("deutsch-", "französisch", "deutsch-französisch", id="two adjectives"),
        pytest.param("gesell-", "schaftlich", "gesellschaftlich", id="adjective"),
        pytest.param("INTEGRATIONS-", "POLITIK", "INTEGRATIONSPOLITIK", id="capitals"),
        pytest.param("Inte\u00ad", "gration", "Integration", id="soft hyphen"),
        pytest.param("Inte\u2010", "gration", "Integration", id="typographic hyphen"),
        pytest.param("GNU/-", "Linux", "GNU/Linux", id="behind a stroke"),
        pytest.param("Kommunikations-", ", Netz", "Kommunikations-, Netz", id="comma behind"),
        pytest.param("ein –", "wirklich", "ein – wirklich", id="dash"),
        pytest.param("ein -", "wirklich", "ein - wirklich", id="hyphen as a dash"),
        pytest.param("zwei", "Wörter", "zwei Wörter", id="no hyphen"),
        pytest.param(
            "siehe https://stadt.example/", "wohnen", "siehe https://stadt.example/wohnen",
            id="address",
        ),
    ],
)  # fmt: skip
def test_join(first, second, joined):
    assert join_at_line_end(first, second) == joined


def test_the_text_knows_its_own_words():
    assert join_at_line_end("Debian-", "spezifisch", {"debian-spezifisch"}) == "Debian-spezifisch"
    assert join_at_line_end("Debian-", "spezifisch") == "Debianspezifisch"
    assert join_at_line_end("neu-", "deutsch", {"neudeutsch"}) == "neudeutsch"


def test_vocabulary_leaves_out_what_a_line_end_broke():
    words = vocabulary(["Die Alt-Stadt und die Neu-", "stadt sind", "nahe."])
    assert words == {"die", "alt-stadt", "und", "sind", "nahe"}


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("(https://www.stadt.example/", True),
        ("siehe (https:", True),
        ("unter https://stadt.", True),
        ("https://stadt.example", False),
        ("Ende.", False),
    ],
)
def test_open_address(text, is_open):
    assert is_open_address(text) is is_open
