import pytest

from index.naming import slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Öffentliche Räume (2020)", "oeffentliche-raeume-2020"),
        ("§ 3 Straße", "3-strasse"),
        ("Café O\u0308ko", "cafe-oeko"),
        ("…", ""),
        ("ein sehr langer Name", "ein-sehr"),
        ("Donaudampfschifffahrt", "donaudampf"),
    ],
)
def test_slug(text, name):
    assert slug(text, longest=10 if text[0] in "eD" else 60) == name
