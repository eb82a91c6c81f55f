"""A document that was just added to an empty folder, without example questions, with the real
model."""

import pytest

from assistant import Outcome, Question, Settings, open_assistant
from index.adding import add_document

pytestmark = pytest.mark.slow

RULES = """# Benutzungsordnung der Stadtbücherei Seefeld

## 1 Anmeldung

Wer Medien ausleihen will, braucht einen Leseausweis. Er wird gegen Vorlage eines
Personalausweises oder eines Passes mit Meldebescheinigung ausgestellt. Kinder unter 14 Jahren
brauchen die Unterschrift eines Elternteils.

## 2 Gebühren

Der Leseausweis kostet für Erwachsene 18 Euro im Jahr. Für Kinder, Schülerinnen, Schüler und
Menschen mit Sozialpass ist er kostenlos. Ein Ersatz für einen verlorenen Ausweis kostet 5 Euro.

## 3 Ausleihe

Bücher werden für vier Wochen ausgeliehen, Filme und Spiele für zwei Wochen. Die Frist kann zweimal
verlängert werden, am Schalter, am Telefon oder im Netz, wenn niemand das Medium vorbestellt hat.

## 4 Verspätung

Wer die Frist überschreitet, zahlt je Medium und angefangene Woche einen Euro. Nach sechs Wochen
werden die Medien auf Kosten der Säumigen wiederbeschafft.

## 5 Bücherbus

Der Bücherbus hält dienstags in Oberdorf am Feuerwehrhaus und donnerstags in Niederau vor der
Schule, jeweils von 15 bis 17 Uhr. In den Ferien fährt er nicht.

## 6 Verhalten im Haus

In den Leseräumen wird leise gesprochen. Essen ist nur im Lesecafé erlaubt. Hunde müssen draußen
bleiben, Blindenführhunde dürfen mit hinein.
"""
ANSWERED = [
    pytest.param("Was kostet der Ausweis für Erwachsene?", "18 Euro", id="fee"),
    pytest.param("wie lange darf ich ein buch behalten", "vier Wochen", id="typed"),
    pytest.param("Was kostet es, wenn ich den Ausweis verliere?", "5 Euro", id="lost"),
    pytest.param("Wann kommt der Bücherbus nach Niederau?", "donnerstags", id="bus"),
    pytest.param("How much is a library card for adults?", "18 Euro", id="en"),
    pytest.param("Скільки коштує читацький квиток?", "18 Euro", id="uk"),
]
NOT_ANSWERED = [
    pytest.param("Wie wird das Wetter morgen?", id="weather"),
    pytest.param("Wie beantrage ich einen neuen Reisepass?", id="passport"),
    pytest.param("Wer gewann die Weltmeisterschaft 2014?", id="football"),
    pytest.param("Where can I rent a bike?", id="en"),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory, model, models_folder):
    """The assistant over this document; `model` has been unpacked for it."""
    folder = tmp_path_factory.mktemp("alone")
    file, documents, var = (folder / name for name in ("regeln.md", "documents", "var"))
    file.write_text(RULES, encoding="utf-8")
    documents.mkdir()
    add_document(file, documents, {"status": "adopted", "date": "2024-05-16"})
    var.mkdir()
    (var / "models").symlink_to(models_folder)
    return open_assistant(Settings(documents=documents, var=var))


@pytest.mark.parametrize(("text", "snippet"), ANSWERED)
def test_it_is_quoted_first(alone, text, snippet):
    answer = alone.ask(Question(text))
    assert answer.outcome is Outcome.ANSWERED
    assert snippet in answer.citations[0].quote


@pytest.mark.parametrize("text", NOT_ANSWERED)
def test_what_it_does_not_say_is_declined(alone, text):
    assert alone.ask(Question(text)).outcome is Outcome.NOT_COVERED
