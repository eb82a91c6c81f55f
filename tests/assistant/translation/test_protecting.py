import pytest

from assistant.translation.protecting import PLACEHOLDER, mask, restore

PROTECTED = [
    pytest.param("Siehe [2] und [3, 4].", ("[2]", "[3, 4]"), id="citations"),
    pytest.param("Seit 2019 sind es 1.500,50 € mehr.", ("2019", "1.500,50 €"), id="numbers"),
    pytest.param("Um 10:30 Uhr am 09.10.2018, 30 %", ("10:30", "09.10.2018", "30 %"), id="dates"),
    pytest.param("Nach § 53 Abs. 2 und §§ 4 gilt", ("§ 53 Abs. 2", "§§ 4"), id="paragraphs"),
    pytest.param("Auf https://a.de/b?c=1, dort.", ("https://a.de/b?c=1",), id="link"),
    pytest.param("Auf www.magdeburg.de/amt.", ("www.magdeburg.de/amt",), id="link without scheme"),
    pytest.param("An amt.x@stadt-md.de schreiben", ("amt.x@stadt-md.de",), id="e-mail address"),
    pytest.param("Die Vorlage DS0450/18 und TOP1a", ("DS0450/18", "TOP1a"), id="references"),
    pytest.param("Das AGG und die MSO helfen.", ("AGG", "MSO"), id="abbreviations"),
    pytest.param("Das ist ~~gestrichen~~ und **fett**", ("~~", "~~", "**", "**"), id="marks"),
    pytest.param("Ein <b>Wort</b> in {1}", ("<b>", "</b>", "{1}"), id="markup and placeholder"),
    pytest.param("Nichts zu schützen, ALLE und WIR auch nicht.", (), id="stressed words"),
    pytest.param("KEINE ABKÜRZUNG IST DAS", (), id="all in capitals"),
    pytest.param("", (), id="empty"),
]


@pytest.mark.parametrize(("text", "items"), PROTECTED)
def test_what_is_protected_is_masked_and_comes_back(text, items):
    masked = mask(text)
    assert masked.items == items
    assert len(PLACEHOLDER.findall(masked.text)) == len(items)
    assert restore(masked.text, masked) == text


def test_names_are_masked_as_whole_words():
    masked = mask("Magdeburg ist nicht Magdeburger Recht, sagt Otto in Magdeburg.", ["Magdeburg"])
    assert masked.text == "{1} ist nicht Magdeburger Recht, sagt Otto in {2}."


def test_name_within_something_protected_is_no_item_of_its_own():
    assert mask("Auf www.magdeburg.de", ["magdeburg"]).items == ("www.magdeburg.de",)


@pytest.mark.parametrize("reply", ["In {2} since { 1 }", "In {2} since {١}"])
def test_placeholders_may_move_and_be_written_otherwise(reply):
    masked = mask("Seit 2019 in Ulm", ["Ulm"])
    assert restore(reply, masked) == "In Ulm since 2019"
