"""Settings -> the engine that they choose, checked."""

import logging

from assistant.errors import SettingsError, TranslationError
from assistant.settings import Settings
from assistant.translation.engine import Translator
from assistant.translation.interpreting import Interpreter

__all__ = ["open_interpreter"]

_log = logging.getLogger(__name__)


def open_interpreter(settings: Settings) -> Interpreter | None:
    """The chosen engine; None where there is none, as is the default.

    An engine that does not answer just now is asked again later; only a log line says so.

    Raises:
        SettingsError: something that the engine needs is not set, or it refuses what is.
    """
    if settings.translator == "off":
        return None
    interpreter = Interpreter(_engine(settings), settings.translator_timeout)
    try:
        interpreter.check()
    except TranslationError as error:
        if error.by_settings:
            raise SettingsError(f"setting 'translator' ({settings.translator}): {error}") from error
        _log.warning("%s: %s; German texts are shown until it answers", interpreter.name, error)
    return interpreter


def _engine(settings: Settings) -> Translator:
    # Imported here: an engine that is not chosen shall cost nothing.
    key, seconds = settings.translator_key, settings.translator_timeout
    match settings.translator:
        case "libretranslate":
            from assistant.translation.libretranslate import LibreTranslate

            return LibreTranslate(_needed(settings, "translator_url"), key, seconds)
        case "deepl":
            from assistant.translation.deepl import DeepL

            if key is None:
                raise SettingsError(
                    "setting 'translator' (deepl): needs a key in LEITLINIEN_TRANSLATOR_KEY"
                )
            return DeepL(settings.translator_url, key, seconds)
        case "openai":
            from assistant.translation.chat import ChatModel

            url, model = _needed(settings, "translator_url"), _needed(settings, "translator_model")
            return ChatModel(url, key, model, seconds)
        case "argos":
            from assistant.translation.argos import ArgosTranslate

            return ArgosTranslate()
    raise AssertionError(settings.translator)


def _needed(settings: Settings, name: str) -> str:
    value = str(getattr(settings, name) or "").strip()
    if not value:
        raise SettingsError(
            f"setting 'translator' ({settings.translator}): needs {name!r} "
            f"(LEITLINIEN_{name.upper()})"
        )
    return value
