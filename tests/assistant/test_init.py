import types

import assistant


def test_public_names_are_the_names_that_are_shown():
    shown = {
        name
        for name, value in vars(assistant).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert shown == set(assistant.__all__)
    assert assistant.__all__ == sorted(assistant.__all__)
