"""What the commands with `--export FILE` share."""

from pathlib import Path

from rich.console import Console

from assistant.export import SUFFIXES, Takeaway, write

__all__ = ["EXPORT_HELP", "export_to"]

EXPORT_HELP = f"Also write it to a file; its suffix is one of {', '.join(SUFFIXES)}."

_err = Console(stderr=True)


def export_to(path: Path, takeaway: Takeaway) -> None:
    """Write a takeaway and say so.

    Raises:
        ExportError: the suffix is unknown, or nothing can be written there.
    """
    write(takeaway, path)
    _err.print(f"Written: {path}", soft_wrap=True, markup=False, highlight=False)
