"""Questions are spelt as the documents spell their words."""

import pytest

from index import spelling
from index.spelling import Spelling

GERMAN = Spelling.of(
    [
        "Die Stadt fördert Kurse für Kinder und Jugendliche.",
        "Welche Kurse fördert die Stadt für Kinder?",
        "Was tut das BAMF für ältere Menschen in der Stadt?",
        "Die Teilnehmer fordern mehr Kurse und eine bessere Verwaltung.",
        "Wer hilft Kindern bei der Integration in der Verwaltung?",
        "Die Integration in der Stadt, in der Schule und in der Verwaltung.",
    ],
    "de",
)
VIETNAMESE = Spelling.of(
    [
        "Thành phố giúp trẻ em học tiếng Đức.",
        "Tôi muốn học tiếng Đức thì thành phố có giúp không?",
        "Trẻ em được học tiếng Đức ở trường.",
    ],
    "vi",
)
RUSSIAN = Spelling.of(["Город помогает детям учить немецкий язык."] * 3, "ru")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("Welche Kurse fuer Kinder?", "Welche Kurse für Kinder?", id="ue"),
        pytest.param("Was tut die Stadt fur altere Menschen?",
                     "Was tut die Stadt für ältere Menschen?", id="no umlauts"),
        pytest.param("WELCHE KURSE FÖRDERT DIE STADT", "welche Kurse fördert die Stadt", id="caps"),
        pytest.param("was tut das bamf für kinder", "was tut das BAMF für Kinder", id="small"),
        pytest.param("Was macht die Verwlatung?", "Was macht die Verwaltung?", id="swapped"),
        pytest.param("Hilfe bei der Intergration", "Hilfe bei der Integration", id="a letter more"),
        pytest.param("wie geht intgration, und wer hilft?",
                     "wie geht Integration, und wer hilft?", id="in capitals where it was small"),
    ],
)  # fmt: skip
def test_words_are_spelt_as_they_are_known(typed, meant):
    assert GERMAN.mend(typed) == meant


@pytest.mark.parametrize(
    "right",
    [
        pytest.param("Was fordern die Teilnehmer?", id="a word with and one without umlaut"),
        pytest.param("Neue Quellen, treue Frauen, aktuelle Steuern", id="ue that is none"),
        pytest.param("Hilft die Integrationslotsin aus Buckau?", id="unknown words"),
        pytest.param("Gibt es bessere Kurse in Halle oder in Burg?", id="names"),
        pytest.param("Mein Kind, das Kindergeld und die Kinderzeit", id="other words of a stem"),
        pytest.param("BAMF", id="an abbreviation by itself"),
        pytest.param("Gibt es Jugendlich*innen und Teilnehmer:innen?", id="a gender star"),
        pytest.param("??? 2018 – 2019", id="no words"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_may_be_right_stays(right):
    assert GERMAN.mend(right) == right


def test_word_of_the_language_that_is_typed_with_its_marks_stays():
    known = ["Phố này bỏ hoang.", "Thành phố giúp, phố giúp, phố học, bỏ học, bỏ đi."] * 20
    assert Spelling.of(known, "vi").mend("Nấu phở bò thế nào?") == "Nấu phở bò thế nào?"


@pytest.mark.parametrize(("right", "meant"), [(70, "Leitlinien"), (40, "leitlinen")])
def test_misspelling_in_the_documents_is_none_of_their_words_if_the_right_one_is_far_more_frequent(
    right, meant
):
    texts = ["Was steht in den Leitlinien?"] * right + ["und in den leitlinen?"] * 3
    assert Spelling.of(texts, "de").mend("was sagen die leitlinen") == f"was sagen die {meant}"


def test_letter_that_is_missing_before_the_ending_makes_no_form_of_a_word():
    spelling = Spelling.of(["Das hat der Stadtrat beschlossen."], "de")
    assert spelling.mend("Wann beschlosen?") == "Wann beschlossen?"
    assert spelling.mend("Wann beschlossene?") == "Wann beschlossene?"


def test_vietnamese_without_marks_gets_them_back():
    typed = "toi muon hoc tieng duc thi thanh pho co giup tre em khong"
    meant = "tôi muốn học tiếng Đức thì thành phố có giúp trẻ em không"
    assert VIETNAMESE.mend(typed) == meant


def test_who_types_marks_meant_the_words_without():
    """ "ma" is a word of its own beside "má" and "mà"."""
    spelling = Spelling.of(["Má nói mà con ma đi học.", "Mà má đi, mà con đi."], "vi")
    assert spelling.mend("con ma đi học") == "con ma đi học"


@pytest.mark.parametrize(
    ("language", "known", "typed"),
    [
        ("tr", "Çocuklar için Almanca kursu açılıyor.", "Cocuklar icin kurs"),
        ("ar", "المدرسة تساعد الأطفال", "المدرسه تساعد الاطفال"),
        ("fa", "شرکت‌کننده‌ها درباره کودکان گفتند", "شرکتکنندهها درباره كودكان"),
        ("uk", "П’ять дітей вивчають німецьку", "П'ять дітей"),
    ],
)
def test_variants_of_letters_are_one(language, known, typed):
    mended = Spelling.of([known], language).mend(typed)
    words = set(known.replace(".", "").split()) | {"kurs"}
    assert {word.replace("'", "’") for word in mended.split()} <= words


def test_names_of_another_script_and_forms_of_a_word_stay():
    typed = "Как город помогал детям учить Deutsch в BAMF?"
    assert RUSSIAN.mend(typed) == typed


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("de", "Koennen alle Kinder lernen?", "Können alle Kinder lernen?"),
        ("fr", "Qu'est-ce qu'il y a pour l'été ?", "Qu'est-ce qu'il y a pour l'été ?"),
        ("uk", "shcho mozhna robyty tut", "що можна робити тут"),
        ("ar", "ماذا يعني Sprengelprinzip؟", "ماذا يعني Sprengelprinzip؟"),
        ("ar", "ما هي وسائل النقل من ZOB؟", "ما هي وسائل النقل من ZOB؟"),
    ],
)  # fmt: skip
def test_without_documents_the_language_at_large_tells(language, typed, meant):
    assert Spelling.of([], language).mend(typed) == meant


def test_language_that_nobody_knows_is_left_alone():
    assert Spelling.of(["Abc def ghi."], "xx").mend("äbc DEF") == "äbc DEF"
    assert Spelling.of([], "xx").mend("l'abc DEF, ghi d'un") == "l'abc DEF, ghi d'un"


@pytest.mark.parametrize(
    ("language", "known", "typed", "meant"),
    [
        pytest.param(
            "uk", "Що робить місто для дітей з їжею? Що ще є?",
            "shcho robyt misto dlia ditej z yizheiu",
            "що робить місто для дітей з їжею", id="Ukrainian",
        ),
        pytest.param(
            "ru", "Как город помогает детям учить немецкий язык?",
            "Kak gorod pomogaet detjam uchit'",
            "Как город помогает детям учить", id="Russian",
        ),
        pytest.param(
            "ar", "كيف تساعد المدينة الأطفال؟ ثقافة المدينة",
            "kif tsa3ed al-madina el atfal w 2018",
            "كيف تساعد المدينة الأطفال و 2018", id="Arabic",
        ),
        pytest.param(
            "fa", "شهر چه کمکی به کودکان می‌کند؟ ثبت نام",
            "shahr che komaki be kudakan, sabt nam?",
            "شهر چه کمکی به کودکان, ثبت نام?", id="Persian",
        ),
    ],
)  # fmt: skip
def test_latin_letters_stand_for_those_of_the_language(language, known, typed, meant):
    assert Spelling.of([known] * 5, language).mend(typed) == meant


def test_german_names_stay_german_in_another_script():
    assert RUSSIAN.mend("Sozialamt Magdeburg") == "Sozialamt Magdeburg"


def test_of_many_texts_the_first_are_read(monkeypatch):
    monkeypatch.setattr(spelling, "_MOST_LETTERS", 50)
    texts = iter(["Das Stadtteilbüro hilft.", "Das Stadtteilfest.", "Der Nachbarschaftstreff."])
    assert Spelling.of(texts, "de").mend("stadtteilburo, nachbarschaftstref") == (
        "Stadtteilbüro, nachbarschaftstref"
    )
    assert list(texts) == []


def test_what_is_typed_without_marks_teaches_nothing():
    bare = "toi muon hoc tieng duc thi thanh pho co giup khong"
    taught = ["Tôi muốn học tiếng Đức.", *[bare] * 20]
    assert Spelling.of(taught, "vi").mend("toi muon hoc tieng duc") == "tôi muốn học tiếng Đức"


def test_a_few_marks_do_not_mean_that_the_others_were_left_out_on_purpose():
    typed = "thanh pho co giup tre em hoc tieng duc khong ạ, toi muon hoc"
    meant = "thành phố có giúp trẻ em học tiếng Đức không ạ, tôi muốn học"
    assert VIETNAMESE.mend(typed) == meant
