import pytest

from assistant.dialogue import Leaning, leaning, with_history

EARLIER = "Wie hilft die Stadt beim Deutschlernen?"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Und für Kinder?", id="de und"),
        pytest.param("  und für kinder", id="de lower case and space"),
        pytest.param("Aber wer bezahlt die Kurse?", id="de aber"),
        pytest.param("Was ist mit Frauen?", id="de was ist mit"),
        pytest.param("Gilt das auch für Ältere?", id="de gilt das"),
        pytest.param("Wer hilft dabei?", id="de dabei"),
        pytest.param("Warum?", id="de one word"),
        pytest.param("And for children?", id="en and"),
        pytest.param("What about women?", id="en what about"),
        pytest.param("Who pays for it?", id="en it"),
        pytest.param("А для дітей?", id="uk"),
        pytest.param("Хто за це платить?", id="uk це"),
        pytest.param("А для детей?", id="ru"),
        pytest.param("Кто это оплачивает?", id="ru это"),
        pytest.param("Peki çocuklar için?", id="tr"),
        pytest.param("Bunu kim ödüyor?", id="tr bunu"),
        pytest.param("ماذا عن الأطفال؟", id="ar"),
        pytest.param("وماذا عن الأطفال؟", id="ar with the word for and"),
        pytest.param("و برای کودکان؟", id="fa"),
        pytest.param("A dla dzieci?", id="pl"),
        pytest.param("Kto za to płaci?", id="pl to"),
        pytest.param("Și pentru copii?", id="ro"),
        pytest.param("Cine plătește asta?", id="ro asta"),
        pytest.param("Còn trẻ em thì sao?", id="vi"),
        pytest.param("Et pour les enfants ?", id="fr"),
        pytest.param("Qui paie cela ?", id="fr cela"),
    ],
)
def test_follow_up_is_led_by_the_question_before(question):
    assert leaning(question) is not Leaning.NONE
    assert with_history(question, (EARLIER,)) == [f"{EARLIER} {question.strip()}"]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Was steht in den Leitlinien zum Sport?", id="de"),
        pytest.param("Gibt es bezahlbaren Wohnraum für Familien?", id="de gibt es"),
        pytest.param("Welche Angebote gibt es für Frauen?", id="de gibt es later"),
        pytest.param("Was macht das Jugendamt?", id="de das as an article"),
        pytest.param("Wie wird das Ehrenamt gefördert?", id="de das as an article 2"),
        pytest.param(
            "Und was hat der Stadtrat in den Leitlinien von 2019 zum Thema Wohnen und zu "
            "bezahlbaren Mieten für Familien beschlossen?",
            id="de long question that opens with und",
        ),
        pytest.param("What does the city do against racism?", id="en"),
        pytest.param("Is there a library for newcomers?", id="en there is"),
        pytest.param("Як місто допомагає вивчати німецьку мову?", id="uk"),
        pytest.param("Как город помогает учить немецкий?", id="ru"),
        pytest.param("Şehir dil kursları sunuyor mu?", id="tr"),
        pytest.param("كيف تساعد المدينة في تعلم اللغة الألمانية؟", id="ar"),
        pytest.param("شهر چگونه به یادگیری زبان آلمانی کمک می‌کند؟", id="fa"),
        pytest.param("Jak miasto pomaga w nauce niemieckiego?", id="pl"),
        pytest.param("Cum ajută orașul la învățarea limbii germane?", id="ro"),
        pytest.param("Thành phố giúp học tiếng Đức thế nào?", id="vi"),
        pytest.param("Comment la ville aide-t-elle à apprendre l'allemand ?", id="fr"),
    ],
)
def test_question_that_stands_alone_is_untouched(question):
    assert leaning(question) is not Leaning.SURELY


def test_space_around_the_questions_is_dropped():
    assert with_history(" Und abends? ", (f" {EARLIER}\n",)) == [f"{EARLIER} Und abends?"]


def test_each_part_of_a_chain_may_lead():
    assert with_history("Wann?", ("Wohnen?", "Und hier?", "Und abends?")) == [
        "Wohnen? Und hier? Und abends? Wann?",
        "Und hier? Und abends? Wann?",
        "Und abends? Wann?",
        "Wohnen? Wann?",
        "Und hier? Wann?",
    ]


def test_what_was_asked_long_ago_no_longer_leads():
    history = tuple(f"Frage {number}?" for number in range(30))
    led = with_history("Wann?", history)
    assert len(led) == 7
    assert led[0] == "Frage 26? Frage 27? Frage 28? Frage 29? Wann?"


def test_what_grows_too_long_is_left_out():
    assert with_history("Wann?", (EARLIER * 40, "Und hier?")) == ["Und hier? Wann?"]


@pytest.mark.parametrize("question", ["Und für Kinder?", EARLIER], ids=["follow-up", "alone"])
def test_without_history_nothing_leads(question):
    assert with_history(question, ()) == []
