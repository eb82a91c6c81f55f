"""Which words show that a question compares two texts."""

import pytest

from assistant.comparison_signs import SIGNS, asks_by_words, signs_of, speaks_of_suggestion

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
    assert asks_by_words(question)


@pytest.mark.parametrize("question", CHANGED.values(), ids=CHANGED)
def test_question_for_what_was_changed_compares(question):
    assert asks_by_words(question)


@pytest.mark.parametrize("question", PLAIN.values(), ids=PLAIN)
def test_other_question_does_not_compare(question):
    assert not asks_by_words(question)


@pytest.mark.parametrize("question", EITHER_OR.values(), ids=EITHER_OR)
def test_question_what_one_text_is_worth_does_not_compare(question):
    assert not asks_by_words(question)


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
        pytest.param("Ist die Modellstadt noch drin?", True, id="still in"),
        pytest.param("Gibt es bei den Fußnoten Unterschiede?", True, id="part and change"),
        pytest.param("Was steht noch in der Präambel?", False, id="part alone"),
        pytest.param("", False, id="empty"),
    ],
)
def test_two_of_the_three_signs_are_needed(question, compares):
    assert asks_by_words(question) is compares


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Was schlagen Teilnehmende für Menschen aus anderen Ländern vor?", id="de"),
        pytest.param("Which suggestions are there for language exchange?", id="en"),
        pytest.param("Quels projets d'échange y a-t-il ?", id="fr"),
    ],
)
def test_sign_inside_another_word_does_not_count(question):
    assert not asks_by_words(question)


def test_arabic_or_inside_another_word_does_not_count():
    assert asks_by_words("ماذا قال المشاركون عن الأمان وماذا اعتمد المجلس؟")


def test_arabic_participle_is_a_sign_of_the_adopted():
    assert asks_by_words("ماذا اقترح المشاركون وماذا ورد في النص المعتمد؟")


def test_signs_of_a_question():
    signs = dict(zip(SIGNS, signs_of("Was wollte die AG 3 zur Präambel?"), strict=True))
    assert [name for name, is_there in signs.items() if is_there] == ["suggested", "part"]


def test_signs_include_what_the_words_clearly_ask():
    signs = dict(zip(SIGNS, signs_of("Was ist anders als im Entwurf?"), strict=True))
    assert [name for name, is_there in signs.items() if is_there] == ["drafted", "change", "words"]


@pytest.mark.parametrize(
    "question",
    [
        "Was haben die Teilnehmenden vorgeschlagen?",
        "Was wurde zum Sport empfohlen?",
        "Is that decided or only a recommendation?",
        "هل تقرر ذلك أم هو مقترح فقط؟",
        "Це вирішили чи поки лише пропозиція?",
        "Это решение или только пожелание?",
        "Bu karar mı, yoksa sadece fikir mi?",
        "این تصمیم است یا فقط ایده؟",
        "To uchwała czy tylko postulat?",
        "E hotărât sau doar o idee?",
        "Đã quyết định hay mới chỉ là kiến nghị?",
        "C'est voté ou juste un souhait ?",
    ],
)
def test_question_that_speaks_of_a_suggestion(question):
    assert speaks_of_suggestion(question)


@pytest.mark.parametrize(
    "question",
    [
        "Was macht die Stadt?",
        "What does the city do for sport?",
        "Що робить місто?",
        "Welche Altersgruppen sind gemeint?",
        "Für welche Bevölkerungsgruppen und Zielgruppen gilt das?",
    ],
)
def test_question_that_does_not(question):
    assert not speaks_of_suggestion(question)
