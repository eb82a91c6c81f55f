import io
import json

import pytest
from rich.console import Console

from assistant import Question, cli
from assistant.cli_explain import explanation_tables


def _shown(answer):
    console = Console(width=200, record=True, file=io.StringIO())
    for table in explanation_tables(answer):
        console.print(table)
    return console.export_text()


def test_decision_and_passages_are_shown(town_assistant):
    answer = town_assistant().ask(Question("Wer hilft bei der Wohnung?"))
    shown = _shown(answer)
    explanation = answer.explanation
    assert "answered" in shown
    assert f"{explanation.probability:.3f}" in shown
    assert f"{explanation.threshold:.3f}" in shown
    for name, value in explanation.signals.items():
        assert name in shown
        assert f"{value:.3f}" in shown
    for hit in answer.nearest:
        assert hit.passage.id in shown
    for citation in answer.citations:
        assert f"[{citation.number}]" in shown


def test_refusal_before_any_search_has_nothing_to_explain(town_assistant):
    answer = town_assistant().ask(Question("   "))
    assert explanation_tables(answer) == []


def test_command_adds_the_tables(town_assistant, monkeypatch, capsys):
    monkeypatch.setattr(cli, "open_assistant", lambda *arguments: town_assistant())
    asked = ["ask", "Wer hilft bei der Wohnung?"]
    outputs = []
    for options in ([], ["--explain"], ["--explain", "--json"]):
        with pytest.raises(SystemExit):
            cli.main([*asked, *options])
        outputs.append(capsys.readouterr().out)
    plain, explained, as_json = outputs
    assert explained.startswith(plain.rstrip())
    assert "probability of an answer" in explained
    record = json.loads(as_json)
    assert record["explanation"]["threshold"] == 0.5
    assert record["explanation"]["searched"] == asked[1]
