"""What can go wrong between a question and its answer.

AssistantError
├── QuestionError    the question cannot be used; its message is shown to the person who asked
├── QuoteError       a quote does not stand where its citation says
├── ReaderError      the trained reader's file cannot be used
└── SettingsError    a setting is unknown or has a value that cannot be used
"""

__all__ = ["AssistantError", "QuestionError", "QuoteError", "ReaderError", "SettingsError"]


class AssistantError(Exception):
    """Base of everything this package raises on purpose."""


class QuestionError(AssistantError):
    """The question is empty, too long or holds no words."""


class QuoteError(AssistantError):
    """A quote that is not verbatim; it is withheld."""


class ReaderError(AssistantError):
    """A trained reader that cannot be loaded; the light one serves in its place."""


class SettingsError(AssistantError):
    """A setting that cannot be used."""
