import pytest

from assistant import wording
from index import Kind, Status


@pytest.mark.parametrize(
    ("words", "values"),
    [
        pytest.param(wording.STATUSES, Status, id="status"),
        pytest.param(wording.KINDS, Kind, id="kind"),
        pytest.param(wording.LEADS, Status, id="lead"),
    ],
)
def test_every_value_has_a_word(words, values):
    assert set(words) == set(values)
    assert all(word.strip() for word in words.values())


@pytest.mark.parametrize("words", [wording.STATUSES, wording.LEADS], ids=["status", "lead"])
def test_words_tell_the_statuses_apart(words):
    assert len(set(words.values())) == len(Status)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ADOPTED}))
def test_only_the_adopted_is_called_adopted(status):
    assert "beschlossen" not in wording.STATUSES[status] + wording.LEADS[status]


def test_public_names_exist():
    assert all(hasattr(wording, name) for name in wording.__all__)
