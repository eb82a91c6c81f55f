"""What can go wrong between a question and its answer.

AssistantError
├── ComparisonError  there is no draft, no adopted text, or no such field to compare
├── ExportError      a file to take along cannot be written
├── QuestionError    the question cannot be used; its message is shown to the person who asked
├── QuoteError       a quote does not stand where its citation says
├── SettingsError    a setting is unknown or has a value that cannot be used
└── UnknownValueError    a program named a passage, filter or language that is not there
"""

__all__ = [
    "AssistantError",
    "ComparisonError",
    "ExportError",
    "QuestionError",
    "QuoteError",
    "SettingsError",
    "UnknownValueError",
]


class AssistantError(Exception):
    """Base of everything this package raises on purpose."""


class ComparisonError(AssistantError):
    """There is nothing to compare: no draft, no adopted text, or no such field."""


class ExportError(AssistantError):
    """A file that cannot be written: unknown format, missing or closed folder."""


class QuestionError(AssistantError):
    """The question is empty, too long or holds no words."""


class QuoteError(AssistantError):
    """A quote that is not verbatim; it is withheld."""


class SettingsError(AssistantError):
    """A setting that cannot be used."""


class UnknownValueError(AssistantError):
    """An unknown passage, filter or language; the message names the parameter and what is known."""
