from types import SimpleNamespace

from eval import speed
from tests.fakes import (
    FakeAssistant,
    FakeEncoder,
    answer_of,
    document_of,
    eval_question_of,
    passage_of,
)

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT)


def test_the_same_questions_are_asked_in_all_steps(monkeypatch, settings, capsys):
    encoded, looked_up, searched, library_encoded = [], [], [], []

    def encode(texts):
        encoded.extend(texts)
        return [texts[0]]

    store = SimpleNamespace(search=lambda vector, count: looked_up.append(vector))
    fake = FakeAssistant(lambda asked: answer_of(asked, DOCUMENT, passage_of(DOCUMENT, TEXT)))
    added = FakeAssistant(lambda asked: answer_of(asked, DOCUMENT, passage_of(DOCUMENT, TEXT)))
    fake.index = SimpleNamespace(encode=encode, store=store, search=searched.append)
    questions = [eval_question_of(f"{n}", question=f"Frage {n}?") for n in range(7)]
    library = SimpleNamespace(encode=lambda texts, **options: library_encoded.extend(texts))
    model = FakeEncoder()
    model.transformer = library
    monkeypatch.setattr(speed, "load_model", lambda *given: model)
    monkeypatch.setattr(speed, "load_settings", lambda: settings)
    monkeypatch.setattr(speed, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(speed, "variant", lambda *given, **options: added)
    monkeypatch.setattr(speed, "load_questions", lambda half: questions if half == "tune" else [])
    speed.main()
    expected = [question.question for question in questions]
    assert looked_up == searched == [asked.text for asked in fake.asked] == expected
    assert library_encoded == expected
    assert encoded == [text for text in expected for _ in range(2)]
    assert [asked.text for asked in added.asked] == encoded
    out = " ".join(capsys.readouterr().out.split())
    assert "2 questions" in out  # the first five warm up
    assert all(
        step in out for step in ("SentenceTr", "encode", "find", "search", "answer", "again")
    )
    assert "auto reader" in out
