"""Reading a TOML file that people edit."""

import tomllib
from pathlib import Path
from typing import Any

from index.errors import DocumentError

__all__ = ["read_toml"]


def read_toml(path: Path, where: str) -> dict[str, Any] | None:
    """What the file holds, or None where there is none.

    Args:
        where: the file's name for people, in messages.

    Raises:
        DocumentError: it cannot be read, or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DocumentError(f"{where}: {error}") from error
