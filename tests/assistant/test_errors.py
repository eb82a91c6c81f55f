from assistant import errors
from assistant.errors import AssistantError


def test_one_tree_holds_all_errors():
    classes = [getattr(errors, name) for name in errors.__all__]
    assert all(issubclass(one, AssistantError) and one.__doc__ for one in classes)


def test_the_tree_is_drawn_in_the_module():
    assert all(name in errors.__doc__ for name in errors.__all__)
