"""Machine translation with an engine of the operator's choice; none by default."""

from assistant.translation.engine import Translator
from assistant.translation.interpreting import Interpreter
from assistant.translation.opening import open_interpreter

__all__ = ["Interpreter", "Translator", "open_interpreter"]
