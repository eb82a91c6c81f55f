import pytest

from index.errors import DocumentError
from index.passage import Kind, Status
from index.rules import parse_rules


def _parse(**data):
    return parse_rules(data, Status.ADOPTED, "stadt/document.toml")


def test_document_without_rules():
    rules = _parse()
    assert rules.status is Status.ADOPTED
    assert rules.kind is Kind.INFORMATION
    assert rules.matching("Präambel") is None


def test_first_rule_that_fits_the_whole_heading_wins():
    rules = _parse(section=[{"heading": "Anlage"}, {"heading": r"Anlage (?P<field>\d)"},
                            {"heading": "Anlage .*"}])  # fmt: skip
    rule, match = rules.matching("Anlage 2")
    assert rule is rules.sections[1]
    assert match["field"] == "2"
    assert rules.matching("Die Anlage") is None


def test_names_become_enums():
    (rule,) = _parse(section=[{"heading": "x", "kind": "card", "status": "suggestion"}]).sections
    assert (rule.kind, rule.status, rule.level) == (Kind.CARD, Status.SUGGESTION, 1)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param({"section": [{"heading": "x", "kindd": "card"}]}, "'kindd'", id="unknown key"),
        pytest.param({"section": [{"level": 2}]}, "needs a 'heading'", id="no heading"),
        pytest.param({"section": [{"heading": "(x"}]}, "unterminated", id="bad regex"),
        pytest.param(
            {"section": [{"heading": 5}]}, "'heading' must be of type str", id="heading is no text"
        ),
        pytest.param({"section": [{"heading": "x", "kind": "karte"}]}, "'karte'", id="bad kind"),
        pytest.param({"section": [{"heading": "x", "status": "neu"}]}, "'neu'", id="bad status"),
        pytest.param({"section": 5}, "rules", id="sections are no list"),
        pytest.param({"section": [5]}, "rules", id="section is no table"),
        pytest.param({"kind": "karte"}, "'karte'", id="bad kind of the document"),
        pytest.param({"pages": {"marke": "x"}}, "'marke'", id="unknown page key"),
        pytest.param({"pages": {"mark": r"\d+"}}, "<page>", id="page mark without a number"),
        pytest.param({"pages": {"mark": "(x"}}, "unterminated", id="bad page regex"),
        pytest.param(
            {"pages": {"contents_entry": r"x (?P<page>\d)"}}, "<title>", id="entry without title"
        ),
    ],
)
def test_broken_rules_are_named_with_their_file(data, complaint):
    with pytest.raises(DocumentError, match=r"^stadt/document\.toml: ") as caught:
        _parse(**data)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"level": "2"}, id="level is text"),
        pytest.param({"path": 5}, id="path is a number"),
        pytest.param({"path": "hf{nummer}"}, id="path with an unknown placeholder"),
        pytest.param({"path": "hf{"}, id="path with an open brace"),
        pytest.param({"item": "{x}"}, id="item with an unknown placeholder"),
        pytest.param({"whole": 3}, id="whole is a number"),
        pytest.param({"reference": 3}, id="reference is a number"),
        pytest.param({"field": "eins"}, id="field is text"),
        pytest.param({"skip": "nein"}, id="skip is text"),
    ],
)
def test_values_of_the_wrong_type_are_refused(entry):
    with pytest.raises(DocumentError):
        _parse(section=[{"heading": "x", **entry}])
