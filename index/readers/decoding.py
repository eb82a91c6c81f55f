"""Bytes of a text file -> str."""

from index.errors import DocumentError

__all__ = ["decode"]


def decode(data: bytes) -> str:
    """UTF-8 text (a byte order mark is dropped) with `\\n` line ends.

    Raises:
        DocumentError: the bytes are not UTF-8, or hold NUL bytes as binary files do.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentError(
            f"line {line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from error
    if "\0" in text:
        raise DocumentError("holds NUL bytes; this is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")
