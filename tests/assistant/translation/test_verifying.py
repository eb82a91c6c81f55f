import pytest

from assistant.translation.protecting import mask
from assistant.translation.verifying import fault_of, speaks
from index.po import read_po

TEXT = "Seit 2019 fördert Magdeburg die Sprachkurse für alle Menschen [2]."
MASKED = mask(TEXT, ["Magdeburg"])
GOOD = "Since {1}, {2} has been funding language courses for all people {3}."


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(GOOD, id="as it should be"),
        pytest.param("{3} For all people, {2} has funded courses since {1}.", id="in other order"),
        pytest.param(GOOD.replace("{1}", "{ 1 }"), id="with spaces in a placeholder"),
        pytest.param("از سال {1}، {2} دوره‌های زبان را برای همه {3} تأمین می‌کند.", id="joiners"),
    ],
)
def test_good_reply_has_no_fault(reply):
    assert fault_of(MASKED, reply) is None


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param(" \u200b ", "protected", id="nothing to see"),
        pytest.param("{1}{2}{3}", "empty", id="placeholders only"),
        pytest.param(GOOD.replace("{2}", "Magdeburg"), "protected", id="lost placeholder"),
        pytest.param(GOOD + " {2}", "protected", id="doubled placeholder"),
        pytest.param(GOOD + " {4}", "protected", id="invented placeholder"),
        pytest.param(GOOD.replace("{3}", "{2}"), "protected", id="another placeholder"),
        pytest.param(GOOD.replace("{1}", "{1} (3)"), "numbers", id="invented number"),
        pytest.param(GOOD.replace("courses", "٣ courses"), "numbers", id="Arabic digit"),
        pytest.param(GOOD.replace("people", "<b>people</b>"), "markup", id="markup"),
        pytest.param(GOOD.replace("people", "people&quot;"), "markup", id="HTML entity"),
        pytest.param(GOOD.replace("people", "[people](//x)"), "markup", id="Markdown link"),
        pytest.param(GOOD.replace("people", "www.x.example"), "markup", id="link"),
        pytest.param(GOOD.replace("people", "a@b.example"), "markup", id="e-mail address"),
        pytest.param(GOOD.replace("people", "`people`"), "markup", id="code"),
        pytest.param(GOOD.replace("people", "people\nmore"), "characters", id="line break"),
        pytest.param(GOOD.replace("people", "\x1b[31mpeople"), "characters", id="control sign"),
        pytest.param(GOOD.replace("people", "\u202epeople"), "characters", id="turned direction"),
        pytest.param(GOOD.replace("people", "\ud83c"), "characters", id="half a character"),
        pytest.param(GOOD + " and more" * 60, "longer", id="much longer"),
        pytest.param("{1} {2} {3} yes", "shorter", id="cut off"),
        pytest.param(GOOD + " for all for all for all for all", "repeats", id="repeats itself"),
    ],
)
def test_mangled_reply_has_a_fault_that_does_not_quote_it(reply, fault):
    found = fault_of(MASKED, reply)
    assert fault in found
    assert "people" not in found


def test_signs_of_the_text_itself_are_no_fault():
    masked = mask("Für Bürger*innen [neu] & alle < 18 Jahre")
    assert fault_of(masked, "For citizens* [new] & everyone < {1} years") is None


GERMAN = "Die Stadt fördert die Sprachkurse für alle Menschen."


@pytest.mark.parametrize(
    ("reply", "target", "right"),
    [
        ("The city funds language courses for all people.", "en", True),
        ("Місто підтримує мовні курси для всіх людей.", "uk", True),
        ("Город поддерживает языковые курсы для всех людей.", "uk", False),
        ("The city funds language courses for all people.", "fr", False),
        ("The city funds language courses for all people.", "ar", False),
        ("تدعم المدينة دورات اللغة لجميع الناس.", "ar", True),
        (GERMAN, "en", False),
        (f"[en] {GERMAN}", "en", False),
        (GERMAN.upper(), "en", False),
        ("Language courses", "en", True),
    ],
)
def test_language_of_a_reply_is_told(reply, target, right):
    assert speaks([reply], [GERMAN], target) is right


def test_short_lines_are_judged_together():
    lines = ["Dezernat Jugend", "Die Stadt fördert Sprachkurse für alle."]
    assert speaks(["Dezernat Jugend", "The city funds language courses for all."], lines, "en")


def test_one_line_left_in_german_is_told():
    lines = [GERMAN, "Sie baut Wohnungen für Familien mit Kindern.", "Sie hilft den Vereinen."]
    replies = ["The city funds language courses for all people.", lines[1], "It helps the clubs."]
    assert not speaks(replies, lines, "en")


def test_nothing_to_tell_is_no_fault():
    assert speaks([], [], "en")


def test_real_translations_are_recognised(documents):
    """Companions stand in for good replies: hardly one may be taken for a bad one."""
    wrong, count = [], 0
    for path in sorted(documents.glob("translations/*/leitlinien-2019.po")):
        if path.parent.name == "de-simple":
            continue
        for entry in read_po(path)[0]:
            source, reply = mask(entry.source), mask(entry.text)
            if len(entry.source.split()) < 8 or "\n" in entry.text:
                continue
            count += 1
            like = type(source)(source.text, reply.items)
            if fault_of(like, reply.text) or not speaks(
                [reply.text], [source.text], path.parent.name
            ):
                wrong.append((path.parent.name, entry.context))
    assert count > 300
    assert len(wrong) <= 0.01 * count, wrong
