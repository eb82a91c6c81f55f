from dataclasses import replace

import pytest

from assistant import Assistant, Outcome, Question, wording
from assistant.catalogue import say
from assistant.deciding import Calibration
from assistant.declining import _documents_named, _title, introduce
from assistant.reader import LightReader
from index import build, open_index
from index.names import Names
from tests.fakes import document_of


def test_colon_at_the_end_of_a_title_is_no_part_of_its_name():
    names = Names({"fr": {"Ergänzung:": "Ajouts", "Karten:": "Cartes\u00a0:"}})
    section = ("Ergänzung:", "Karten:")
    assert _title(section, "de", names) == "Ergänzung › Karten"
    assert _title(section, "fr", names) == "Ajouts › Cartes (Ergänzung › Karten)"


def test_of_many_documents_the_first_are_named():
    documents = [document_of("Satz.", title=f"Satzung {i}", short_title=f"S{i}") for i in range(7)]
    assert _documents_named(documents, "de") == "S0; S1; S2 und 4 weitere"
    assert _documents_named(documents[:3], "de") == "S0; S1; S2"


def test_greeting_gets_no_passages_but_what_can_be_asked(town, tmp_path, encoder):
    with (town / "questions" / "out-of-scope.toml").open("a", encoding="utf-8") as themes:
        themes.write('\n[[theme]]\nname = "Gruß"\noutcome = "about"\nde = ["Guten Morgen"]\n')
    build(town, tmp_path / "index", encoder)
    index = open_index(tmp_path / "index", town, encoder)
    never = replace(Calibration.load(), bias=-50.0, weights={})
    greeted = Assistant(index, LightReader(encoder), never).ask(Question("Guten Morgen!"))
    assert (greeted.outcome, greeted.text) == (Outcome.NOT_COVERED, introduce(index, "de"))
    assert greeted.nearest == ()
    asked = Assistant(index, LightReader(encoder), never).ask(Question("Hohe Mieten?"))
    assert asked.nearest


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_introduction_names_the_documents_and_a_question(town_index, language):
    text = introduce(town_index, language)
    assert all(document.short_title in text for document in town_index.documents.values())
    assert say(wording.ASK_ME, language) in text
    assert all(question in text for question in town_index.example_questions(1, language))
    assert "{" not in text
