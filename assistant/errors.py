"""What can go wrong between a question and its answer.

AssistantError
├── ComparisonError  there is no draft, no adopted text, or no such field to compare
├── ExportError      a file to take along cannot be written
├── QuestionError    the question cannot be used; its message is shown to the person who asked
├── QuoteError       a quote does not stand where its citation says
├── ReaderError      the trained reader's file cannot be used
├── SettingsError    a setting is unknown or has a value that cannot be used
├── TranslationError a translation engine failed; the German text is shown instead
└── UnknownValueError    a program named a passage, filter or language that is not there
"""

__all__ = [
    "AssistantError",
    "ComparisonError",
    "ExportError",
    "QuestionError",
    "QuoteError",
    "ReaderError",
    "SettingsError",
    "TranslationError",
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


class ReaderError(AssistantError):
    """A trained reader that cannot be loaded; the light one serves in its place."""


class SettingsError(AssistantError):
    """A setting that cannot be used."""


class TranslationError(AssistantError):
    """A translation engine that cannot be reached or used; the message holds no text of anyone."""

    def __init__(self, message: str, *, by_settings: bool = False, pause: float = 0.0) -> None:
        """Args:
        by_settings: whether only other settings can help.
        pause: seconds for which asking again is useless.
        """
        super().__init__(message)
        self.by_settings = by_settings
        self.pause = pause


class UnknownValueError(AssistantError):
    """An unknown passage, filter or language; the message names the parameter and what is known."""
