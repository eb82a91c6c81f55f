"""A question -> a cited answer."""

from assistant.answer import Answer, Citation, Mode, Outcome, Question, Statement
from assistant.assistant import Assistant, open_assistant
from assistant.errors import AssistantError, QuestionError, QuoteError, SettingsError
from assistant.settings import Settings, load_settings

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "Mode",
    "Outcome",
    "Question",
    "QuestionError",
    "QuoteError",
    "Settings",
    "SettingsError",
    "Statement",
    "load_settings",
    "open_assistant",
]
