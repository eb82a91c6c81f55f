from types import SimpleNamespace

from eval import speed
from tests.fakes import FakeAssistant, answer_of, document_of, eval_question_of, passage_of

TEXT = "Die Stadt fördert Kurse."
DOCUMENT = document_of(TEXT)


def test_the_same_questions_are_asked_in_all_steps(monkeypatch, settings, capsys):
    encoded, searched = [], []
    fake = FakeAssistant(lambda asked: answer_of(asked, DOCUMENT, passage_of(DOCUMENT, TEXT)))
    fake.index = SimpleNamespace(encode=encoded.extend, search=searched.append)
    questions = [eval_question_of(f"{n}", question=f"Frage {n}?") for n in range(7)]
    monkeypatch.setattr(speed, "load_settings", lambda: settings)
    monkeypatch.setattr(speed, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(speed, "load_questions", lambda half: questions if half == "tune" else [])
    speed.main()
    warm_up, measured = questions[:5], questions
    expected = [question.question for question in [*warm_up, *measured]]
    assert encoded == searched == [asked.text for asked in fake.asked] == expected
    out = capsys.readouterr().out
    assert "7 questions" in out
    assert all(step in out for step in ("encode the question", "search", "answer"))
