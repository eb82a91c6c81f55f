"""Taking along: an answer, a register or a comparison as Markdown, CSV, XLSX, DOCX or PDF."""

from assistant.export.answers import of_answer
from assistant.export.comparisons import of_comparison
from assistant.export.registers import of_register
from assistant.export.takeaway import Takeaway
from assistant.export.writing import SUFFIXES, check_target, render, write

__all__ = [
    "SUFFIXES",
    "Takeaway",
    "check_target",
    "of_answer",
    "of_comparison",
    "of_register",
    "render",
    "write",
]
