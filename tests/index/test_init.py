import ast
import importlib
from pathlib import Path

import pytest

import index

_PACKAGE = Path(index.__file__).parent
_MODULES = sorted(
    ".".join(["index", *path.relative_to(_PACKAGE).with_suffix("").parts]).removesuffix(".__init__")
    for path in _PACKAGE.rglob("*.py")
)


def _sorted_as_ruff_does(names: list[str]) -> list[str]:
    """Constants, then classes, then functions."""
    return sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))


def test_public_names_are_sorted():
    assert index.__all__ == _sorted_as_ruff_does(index.__all__)


@pytest.mark.parametrize("name", index.__all__)
def test_public_name_is_resolvable_and_comes_from_this_package(name):
    value = getattr(index, name)
    assert getattr(value, "__module__", "index").startswith("index")


def test_every_imported_name_is_public():
    tree = ast.parse((_PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = [a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names]
    assert sorted(imported) == sorted(index.__all__)


@pytest.mark.parametrize("name", _MODULES)
def test_module_shows_only_names_that_it_has(name):
    module = importlib.import_module(name)
    assert module.__all__ == _sorted_as_ruff_does(module.__all__)
    assert [public for public in module.__all__ if not hasattr(module, public)] == []
