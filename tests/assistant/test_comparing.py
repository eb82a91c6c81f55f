"""Which questions compare two texts, and which pair of texts answers them."""

import math

import numpy as np
import pytest

from assistant.comparing import asks_to_compare, with_counterpart
from index import Filters, Hit, Kind, Status
from index.searching import Findings
from tests.fakes import document_of, passage_of

COMPARING = {
    "de": "Was wurde vom Entwurf in die beschlossenen Leitlinien übernommen?",
    "en": "What changed between the draft and the text the council adopted?",
    "ar": "ماذا اقترح المشاركون وماذا اعتمد المجلس؟",
    "uk": "Що змінилося між проєктом і ухваленим текстом?",
    "ru": "Что изменилось в принятом тексте по сравнению с проектом?",
    "tr": "Taslak ile kabul edilen metin arasında ne değişti?",
    "fa": "چه چیزی بین پیش‌نویس و متن تصویب‌شده تغییر کرد؟",
    "pl": "Co zmieniło się między projektem a uchwalonym tekstem?",
    "ro": "Ce s-a schimbat între proiect și textul adoptat?",
    "vi": "Điều gì đã thay đổi giữa bản dự thảo và văn bản được thông qua?",
    "fr": "Qu'est-ce qui a changé entre le projet et le texte adopté ?",
}
CHANGED = {
    "de": "Was wurde beim Sport geändert?",
    "en": "What was changed about sport?",
    "ar": "ماذا تغير في موضوع الرياضة؟",
    "uk": "Що змінилося щодо спорту?",
    "ru": "Что изменилось в пункте о спорте?",
    "tr": "Spor konusunda ne değişti?",
    "fa": "چه تغییری در بخش ورزش داده شد؟",
    "pl": "Co się zmieniło w punkcie o sporcie?",
    "ro": "Ce s-a schimbat la punctul despre sport?",
    "vi": "Điểm về thể thao đã thay đổi gì?",
    "fr": "Qu'est-ce qui a changé pour le sport ?",
}
PLAIN = {
    "de": "Wie hilft die Stadt beim Deutschlernen?",
    "en": "How does the city help with learning German?",
    "ar": "كيف تساعد المدينة في تعلم اللغة الألمانية؟",
    "uk": "Як місто допомагає вивчати німецьку мову?",
    "ru": "Как город помогает учить немецкий язык?",
    "tr": "Şehir Almanca öğrenmeye nasıl yardım ediyor?",
    "fa": "شهر چگونه به یادگیری زبان آلمانی کمک می‌کند؟",
    "pl": "Jak miasto pomaga w nauce niemieckiego?",
    "ro": "Cum ajută orașul la învățarea limbii germane?",
    "vi": "Thành phố giúp học tiếng Đức như thế nào?",
    "fr": "Comment la ville aide-t-elle à apprendre l'allemand ?",
}
EITHER_OR = {
    "de": "Hat der Rat das beschlossen oder nur eine Gruppe vorgeschlagen?",
    "en": "Did the council adopt this, or just the draft suggest it?",
    "ar": "هل اعتمد المجلس هذا أم كان مجرد اقتراح؟",
    "uk": "Це ухвалила рада чи лише запропонували учасники?",
    "ru": "Это принято советом или только предложено участниками?",
    "tr": "Bu kabul edildi mi, yoksa yalnızca önerildi mi?",
    "fa": "آیا این تصویب شده یا فقط پیشنهاد بوده است؟",
    "pl": "Czy rada to uchwaliła, czy tylko uczestnicy to proponowali?",
    "ro": "A fost adoptat de consiliu sau doar propus?",
    "vi": "Điều này đã được hội đồng thông qua hay chỉ là đề xuất?",
    "fr": "Le conseil l'a-t-il adopté, ou seulement proposé ?",
}


@pytest.mark.parametrize("question", COMPARING.values(), ids=COMPARING)
def test_question_for_both_texts_compares(question):
    assert asks_to_compare(question)


@pytest.mark.parametrize("question", CHANGED.values(), ids=CHANGED)
def test_question_for_what_was_changed_compares(question):
    assert asks_to_compare(question)


@pytest.mark.parametrize("question", PLAIN.values(), ids=PLAIN)
def test_other_question_does_not_compare(question):
    assert not asks_to_compare(question)


@pytest.mark.parametrize("question", EITHER_OR.values(), ids=EITHER_OR)
def test_question_what_one_text_is_worth_does_not_compare(question):
    assert not asks_to_compare(question)


@pytest.mark.parametrize(
    ("question", "compares"),
    [
        pytest.param("Was hat der Stadtrat beschlossen?", False, id="adopted alone"),
        pytest.param("Was stand im Entwurf?", False, id="earlier alone"),
        pytest.param("Was will die Stadt am Sport ändern?", False, id="change of the world"),
        pytest.param("Ist jemand anders zuständig?", False, id="change alone"),
        pytest.param("Was hat sich beim Sport geändert?", True, id="change of the text"),
        pytest.param("Was wurde bei der Modellstadt geändert?", True, id="passive"),
        pytest.param("Steht im Beschluss noch etwas zum Sport?", True, id="still"),
        pytest.param("Projektantrag: Was ist beschlossen?", False, id="no draft inside a word"),
        pytest.param("Was ist anders als im Entwurf?", True, id="change and earlier"),
        pytest.param("Was ist in den Leitlinien von 2019 neu?", True, id="change and adopted"),
        pytest.param("Was wollte die AG 3, was gilt seit 2019?", True, id="adopted and earlier"),
        pytest.param("WAS WURDE AUS DEM ENTWURF BESCHLOSSEN?", True, id="capitals"),
        pytest.param("", False, id="empty"),
    ],
)
def test_two_of_the_three_signs_are_needed(question, compares):
    assert asks_to_compare(question) is compares


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Was schlagen Teilnehmende für Menschen aus anderen Ländern vor?", id="de"),
        pytest.param("Which suggestions are there for language exchange?", id="en"),
        pytest.param("Quels projets d'échange y a-t-il ?", id="fr"),
    ],
)
def test_sign_inside_another_word_does_not_count(question):
    assert not asks_to_compare(question)


def test_arabic_or_inside_another_word_does_not_count():
    assert asks_to_compare("ماذا قال المشاركون عن الأمان وماذا اعتمد المجلس؟")


def test_arabic_participle_is_a_sign_of_the_adopted():
    assert asks_to_compare("ماذا اقترح المشاركون وماذا ورد في النص المعتمد؟")


LETTERS = "abcdefgh"
DOCUMENT = document_of(*LETTERS)


class CircleIndex:
    """Its passages lie on a circle with the question at 0 degrees; a text's letter names one."""

    def __init__(self, *places: tuple[int, Status, Kind], by_words: str = "") -> None:
        """Args: by_words: letter of a passage that every search puts first."""
        self._by_words = by_words
        self._degrees = {
            passage_of(DOCUMENT, letter, status=status, kind=kind): degrees
            for letter, (degrees, status, kind) in zip(LETTERS, places, strict=False)
        }
        self.documents = {DOCUMENT.id: DOCUMENT}
        self.passages = tuple(self._degrees)
        self.by_id = {passage.id: passage for passage in self.passages}
        self.twins = {}

    def encode(self, texts):
        by_text = {passage.text: degrees for passage, degrees in self._degrees.items()}
        return np.array([_at(by_text.get(text, 0)) for text in texts], np.float32)

    def find(self, vector, words, count=10, filters=Filters(), language="de"):
        near = [
            (float(vector @ _at(degrees)), passage)
            for passage, degrees in self._degrees.items()
            if filters.allow(passage)
        ]
        near.sort(key=lambda pair: (pair[1].text != self._by_words, -pair[0]))
        return Findings(
            tuple(
                Hit(passage, 1.0 / rank, rank, None, similarity)
                for rank, (similarity, passage) in enumerate(near[:count], start=1)
            )
        )


def _at(degrees):
    return np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))])


def adopted(degrees, kind=Kind.GUIDELINE):
    return degrees, Status.ADOPTED, kind


def draft(degrees):
    return degrees, Status.DRAFT, Kind.GUIDELINE


def suggestion(degrees):
    return degrees, Status.SUGGESTION, Kind.CARD


def information(degrees):
    return degrees, Status.INFORMATION, Kind.INFORMATION


def paired(*places, count=10):
    """The findings for a question before and after, and the letters of those after."""
    index = CircleIndex(*places)
    (vector,) = index.encode(["?"])
    before = index.find(vector, "?", count)
    after = with_counterpart(index, before, vector, "?", "de")
    return before, after, "".join(hit.passage.text for hit in after.hits)


@pytest.mark.parametrize("earlier", [draft, suggestion], ids=["draft", "suggestion"])
@pytest.mark.parametrize(
    ("degrees", "order"), [(25, "acb"), (40, "abc")], ids=["nearly as near", "too far"]
)
def test_adopted_text_is_followed_by_an_earlier_one_that_is_near(earlier, degrees, order):
    # cos 10 = 0.98, cos 25 = 0.91, cos 40 = 0.77
    assert paired(adopted(10), adopted(20), earlier(degrees))[2] == order


def test_best_of_several_earlier_texts_follows():
    assert paired(adopted(0), information(5), suggestion(15), draft(10))[2] == "adbc"


def test_earlier_text_found_by_words_alone_is_not_near():
    index = CircleIndex()
    by_meaning = Hit(passage_of(DOCUMENT, "a"), 1.0, 1, None, 0.9)
    by_words = Hit(passage_of(DOCUMENT, "b", status=Status.DRAFT), 0.9, None, 1, None)
    findings = Findings((by_meaning, by_words))
    assert with_counterpart(index, findings, _at(0), "?", "de") == findings


@pytest.mark.parametrize("earlier", [draft, suggestion], ids=["draft", "suggestion"])
@pytest.mark.parametrize(
    ("degrees", "order"), [(40, "bac"), (50, "acb")], ids=["near", "too far from the question"]
)
def test_earlier_text_is_led_by_its_adopted_counterpart(earlier, degrees, order):
    # cos 10 = 0.98, cos 40 = 0.77, cos 50 = 0.64
    assert paired(earlier(10), adopted(degrees), information(45))[2] == order


def test_counterpart_is_near_to_both_the_question_and_the_earlier_text():
    # b is the nearer one to the question, c to question and suggestion together.
    assert paired(suggestion(20), adopted(-24), adopted(25))[2] == "cab"


def test_counterpart_is_chosen_by_meaning_not_by_words():
    index = CircleIndex(suggestion(10), adopted(20), adopted(40), by_words="c")
    findings = Findings(index.find(_at(0), "?", filters=Filters(status=Status.SUGGESTION)).hits)
    after = with_counterpart(index, findings, _at(0), "?", "de")
    assert [hit.passage.text for hit in after.hits] == ["b", "a"]


@pytest.mark.parametrize("kind", [Kind.LIST, Kind.FOOTNOTE, Kind.INFORMATION])
def test_text_that_commits_nobody_is_no_counterpart(kind):
    assert paired(suggestion(10), adopted(20, kind), adopted(30))[2] == "cab"


@pytest.mark.parametrize("kind", [Kind.GUIDELINE, Kind.PREAMBLE])
def test_text_that_commits_the_city_is_a_counterpart(kind):
    assert paired(suggestion(10), adopted(20, kind), adopted(30))[2] == "bac"


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([suggestion(10), draft(20)], id="nothing was adopted"),
        pytest.param([adopted(10), adopted(20)], id="nothing is earlier"),
        pytest.param([information(10), adopted(20), draft(20)], id="the best is neither"),
    ],
)
def test_without_a_pair_the_findings_stay(places):
    before, after, _ = paired(*places)
    assert after == before


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([adopted(0), adopted(5), draft(10)], id="adopted first"),
        pytest.param([draft(0), information(5), adopted(30)], id="earlier first"),
    ],
)
def test_both_get_the_best_score(places):
    before, after, _ = paired(*places)
    best = before.hits[0].score
    assert [hit.score for hit in after.hits[:2]] == [best, best]
    assert after.hits[2].score < best


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 2), (2, 2), (3, 3)], ids=["one becomes a pair", "two", "three"]
)
def test_number_of_hits_stays(count, expected):
    # The counterpart at 30 degrees is found although it is not among the first three.
    places = suggestion(0), information(5), information(6), adopted(30)
    _, after, letters = paired(*places, count=count)
    assert len(after.hits) == expected
    assert letters.startswith("da")


def test_what_else_was_found_stays():
    index = CircleIndex(suggestion(0), adopted(10))
    findings = Findings(index.find(_at(0), "?").hits, None, 0.3, 0.2)
    after = with_counterpart(index, findings, _at(0), "?", "de")
    assert (after.outside_similarity, after.outside_share) == (0.3, 0.2)
    assert after.hits != findings.hits
