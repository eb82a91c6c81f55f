import pytest

from assistant.language import Detected, detect, detect_language, told_apart

QUESTIONS = {
    "de": (
        "Wo kann ich Deutsch lernen?",
        "Wer hilft mir bei der Wohnungssuche?",
        "Was tut die Stadt gegen Rassismus?",
        "Gibt es Angebote für Kinder?",
        "welche rolle spielt der sport",
        "Was ist mit dem Ehrenamt gemeint?",
        "Wie viele Leitlinien gibt es?",
        "Wann hat der Stadtrat zugestimmt?",
        "Werden Abschlüsse anerkannt?",
        "Muss ich dafür bezahlen?",
    ),
    "en": (
        "Where can I learn German?",
        "Who helps me find a flat?",
        "What does the city do against racism?",
        "Are there activities for children?",
        "how is sport supported",
        "What is meant by volunteering?",
        "When did the council agree?",
        "Can my diploma be recognised?",
        "Do I have to pay for it?",
        "Is there help for women?",
    ),
    "ar": (
        "أين يمكنني تعلم الألمانية؟",
        "من يساعدني في البحث عن سكن؟",
        "ماذا تفعل المدينة ضد العنصرية؟",
        "هل توجد عروض للأطفال؟",
        "ما هو دور الرياضة",
        "متى وافق مجلس المدينة؟",
        "هل يتم الاعتراف بشهادتي؟",
        "هل يجب أن أدفع؟",
        "هل هناك مساعدة للنساء؟",
        "كيف أجد عملاً؟",
    ),
    "uk": (
        "Де можна вивчати німецьку?",
        "Хто допоможе знайти квартиру?",
        "Що робить місто проти расизму?",
        "Чи є пропозиції для дітей?",
        "яку роль відіграє спорт",
        "Коли погодилася міська рада?",
        "Чи визнають мій диплом?",
        "Чи потрібно за це платити?",
        "Як знайти роботу?",
        "Чи є допомога для жінок?",
    ),
    "ru": (
        "Где можно учить немецкий?",
        "Кто поможет найти квартиру?",
        "Что город делает против расизма?",
        "Есть ли занятия для детей?",
        "какую роль играет спорт",
        "Когда совет дал согласие?",
        "Признают ли мой диплом?",
        "Нужно ли за это платить?",
        "Как найти работу?",
        "Есть ли помощь для женщин?",
    ),
    "tr": (
        "Nerede Almanca öğrenebilirim?",
        "Ev bulmama kim yardım eder?",
        "Belediye ırkçılığa karşı ne yapıyor?",
        "Çocuklar için neler var?",
        "sporun rolü nedir",
        "Meclis ne zaman kabul etti?",
        "Diplomam tanınır mı?",
        "Bunun için para ödemem gerekir mi?",
        "Nasıl iş bulabilirim?",
        "Kadınlara yardım var mı?",
    ),
    "fa": (
        "کجا می‌توانم آلمانی یاد بگیرم؟",
        "چه کسی برای پیدا کردن خانه کمک می‌کند؟",
        "شهر علیه نژادپرستی چه می‌کند؟",
        "برای کودکان چه برنامه‌ای هست؟",
        "ورزش چه نقشی دارد",
        "شورای شهر کی موافقت کرد؟",
        "آیا مدرک من پذیرفته می‌شود؟",
        "باید پول بدهم؟",
        "چگونه کار پیدا کنم؟",
        "آیا برای زنان کمک هست؟",
    ),
    "pl": (
        "Gdzie mogę uczyć się niemieckiego?",
        "Kto pomoże mi znaleźć mieszkanie?",
        "Co miasto robi przeciwko rasizmowi?",
        "Czy są zajęcia dla dzieci?",
        "jaka jest rola sportu",
        "Kiedy rada wyraziła zgodę?",
        "Czy mój dyplom zostanie uznany?",
        "Czy muszę za to zapłacić?",
        "Jak znaleźć pracę?",
        "Czy jest pomoc dla kobiet?",
    ),
    "ro": (
        "Unde pot învăța germana?",
        "Cine mă ajută să găsesc o locuință?",
        "Ce face orașul împotriva rasismului?",
        "Există activități pentru copii?",
        "ce rol are sportul",
        "Când a fost de acord consiliul?",
        "Îmi este recunoscută diploma?",
        "Trebuie să plătesc pentru asta?",
        "Cum găsesc un loc de muncă?",
        "Există ajutor pentru femei?",
    ),
    "vi": (
        "Tôi có thể học tiếng Đức ở đâu?",
        "Ai giúp tôi tìm nhà?",
        "Thành phố làm gì để chống phân biệt chủng tộc?",
        "Có hoạt động nào cho trẻ em không?",
        "thể thao có vai trò gì",
        "Hội đồng đồng ý khi nào?",
        "Bằng của tôi có được công nhận không?",
        "Tôi có phải trả tiền không?",
        "Làm sao để tìm việc?",
        "Có hỗ trợ cho phụ nữ không?",
    ),
    "fr": (
        "Où puis-je apprendre l'allemand ?",
        "Qui m'aide à trouver un logement ?",
        "Que fait la ville contre le racisme ?",
        "Y a-t-il des activités pour les enfants ?",
        "quel est le rôle du sport",
        "Quand le conseil a-t-il donné son accord ?",
        "Mon diplôme est-il reconnu ?",
        "Est-ce que je dois payer ?",
        "Comment trouver du travail ?",
        "Y a-t-il de l'aide pour les femmes ?",
    ),
}


def test_there_are_ten_questions_in_each_language():
    assert {language: len(texts) for language, texts in QUESTIONS.items()} == dict.fromkeys(
        told_apart(), 10
    )


def test_nearly_all_short_questions_are_told_apart():
    asked = [(text, language) for language, texts in QUESTIONS.items() for text in texts]
    found = [(text, language, detect(text).language) for text, language in asked]
    wrong = [(text, right, got) for text, right, got in found if right != got]
    assert len(wrong) <= 0.02 * len(asked), wrong


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("  \n", id="blank"),
        pytest.param("12345 ?!", id="figures"),
        pytest.param("🙂🙂", id="emoji"),
        pytest.param("___", id="underscores"),
    ],
)
def test_text_without_words_tells_no_language(text):
    assert detect(text) == Detected(None, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Jobcenter", id="loan word"),
        pytest.param("Magdeburg", id="town"),
        pytest.param("Mohammed Ali", id="Arabic name"),
        pytest.param("Jan Kowalski", id="Polish name"),
        pytest.param("Pierre Dupont", id="French name"),
        pytest.param("asdfgh qwrtz", id="gibberish"),
        pytest.param("BAMF", id="abbreviation"),
        pytest.param("B1", id="level"),
        pytest.param("日本語で質問します", id="Japanese"),
        pytest.param("Πού μπορώ να βρω δουλειά;", id="Greek"),
        pytest.param("नमस्ते", id="Hindi"),
        pytest.param("¿Dónde puedo aprender alemán gratis?", id="Spanish"),
    ],
)
def test_name_gibberish_or_another_language_leaves_it_open(text):
    assert detect(text).language is None


@pytest.mark.parametrize("language", told_apart())
def test_case_makes_no_difference(language):
    for text in QUESTIONS[language][:3]:
        assert detect(text.upper()).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param('What does "Präambel" mean?', "en", id="a German word in English"),
        pytest.param(
            "Where is the Volkshochschule in the Leibnizstraße?", "en", id="a street in English"
        ),
        pytest.param("Jak dojechać na Otto-von-Guericke-Straße?", "pl", id="a street in Polish"),
        pytest.param(
            "Was bedeutet mein Name Łukasz für das Amt?", "de", id="a Polish name in German"
        ),
        pytest.param("شو يعني was ist Jobcenter", "ar", id="a German question in Arabic"),
        pytest.param("що таке Integrationspolitische Leitlinien", "uk", id="a title in Ukrainian"),
        pytest.param("Was heißt مرحبا auf Deutsch?", "de", id="an Arabic word in German"),
    ],
)
def test_name_or_quoted_word_does_not_decide(text, language):
    assert detect(text).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("kayfa ajid 3amal", "ar", id="Arabic"),
        pytest.param("wein el madrase", "ar", id="spoken Arabic"),
        pytest.param("chetor kar peyda konam", "fa", id="Persian"),
        pytest.param("yak znaity robotu", "uk", id="Ukrainian"),
        pytest.param("kak nayti rabotu", "ru", id="Russian"),
        pytest.param("cocuklar icin kurs var mi", "tr", id="Turkish without its letters"),
        pytest.param("lam sao de tim viec", "vi", id="Vietnamese without its marks"),
        pytest.param("куди звертатися далі", "uk", id="Ukrainian"),
        pytest.param("хто допоможе з житлом", "uk", id="Ukrainian with Russian letters only"),
    ],
)
def test_other_letters_are_understood(text, language):
    assert detect(text).language == language


def test_very_long_text_is_judged_by_its_beginning():
    long = "Wo kann ich wohnen? " * 10 + "Where can I live? " * 1000
    assert detect(long).language == "de"


def test_certainty_is_a_probability():
    sure, unsure = detect("Wo kann ich Deutsch lernen?"), detect("Jobcenter")
    assert 0.0 < unsure.certainty < sure.certainty <= 1.0


def test_default_stands_where_the_language_is_not_told():
    assert detect_language("Where can I learn German?", "fr") == "en"
    assert detect_language("Jobcenter") == "de"
    assert detect_language("Jobcenter", "fr") == "fr"
