import pytest

from assistant.shared_words import repeats, share_contained, words_of

TEXT = "Die Stadt fördert den Sport im Verein und die Begegnung."


def test_words_are_in_lower_case_and_without_signs():
    assert words_of("Sport, „Vereine“ – 2019!") == ("sport", "vereine", "2019")


@pytest.mark.parametrize(
    ("other", "share"),
    [
        (TEXT, 1.0),
        ("Sport im Verein", 1.0),
        ("Verein im Sport", 1 / 3),
        ("Kurse", 0.0),
        ("", 0.0),
    ],
)
def test_share_of_the_shorter_text(other, share):
    assert share_contained(TEXT, other) == share_contained(other, TEXT) == pytest.approx(share)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param("Die Stadt fördert auch den Sport und die Begegnung.", True, id="most of it"),
        pytest.param("Die Stadt baut Wohnungen, Schulen und Kitas.", False, id="little of it"),
        pytest.param("den Sport im Verein", False, id="few words stand anywhere"),
    ],
)
def test_text_that_repeats_another(other, expected):
    assert repeats(other, TEXT) is expected
