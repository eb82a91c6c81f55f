"""PDF files with a text layer; the only importer of pypdf."""

import io

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from index.blocks import Block, join_broken_blocks
from index.errors import DocumentError
from index.readers.text import read_lines
from index.rules import Rules

__all__ = ["read"]


def read(data: bytes, rules: Rules) -> list[Block]:
    """Blocks of all pages, each with its physical page number, counted from 1.

    Raises:
        DocumentError: the file is damaged, encrypted, or has no text layer.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("the PDF is encrypted; save it without a password")
        pages = [page.extract_text() for page in reader.pages]
    except DependencyError as error:
        raise DocumentError("the PDF is encrypted; save it without a password") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"the PDF cannot be read ({error}); export it again") from error
    blocks: list[Block] = []
    for number, text in enumerate(pages, start=1):
        blocks += read_lines(text.split("\n"), rules, page=number)
    if not blocks:
        raise DocumentError("the PDF has no text layer (a scan?); run text recognition (OCR) first")
    return join_broken_blocks(blocks)
