import re

import pytest

from index import errors


def test_docstring_draws_the_tree():
    drawn = re.findall(r"^ *(?:[├└]── )?(\w+Error)\b", errors.__doc__, re.MULTILINE)
    assert sorted(drawn) == errors.__all__


@pytest.mark.parametrize("name", [n for n in errors.__all__ if n != "IndexingError"])
def test_every_error_is_an_indexing_error(name):
    assert issubclass(getattr(errors, name), errors.IndexingError)
