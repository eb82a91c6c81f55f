"""Argos Translate, which translates on this machine; the only importer of argostranslate."""

import logging
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import SettingsError, TranslationError
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from argostranslate.translate import ITranslation

__all__ = ["ArgosTranslate"]


class _Sentences:
    """Cuts texts into sentences. The library's own ways would fetch models from other hosts."""

    def split_sentences(self, text: str) -> list[str]:
        return [text[start:end] for start, end in sentence_spans(text)]


class ArgosTranslate:
    """The language packages of Argos Translate that are installed on this machine."""

    name = "Argos Translate"

    def __init__(self) -> None:
        """Raises:
        SettingsError: the package is not installed.
        """
        try:
            # Imported here: it takes seconds, and only who chose this engine has it.
            from argostranslate import translate
        except ImportError as error:
            raise SettingsError(
                "setting 'translator': Argos Translate is not installed; install it with: "
                "pip install 'leitlinien-assistent[argos]'"
            ) from error
        # It writes every text that it translates into its log.
        logging.getLogger("argostranslate.utils").setLevel(logging.WARNING)
        self._languages = translate.get_installed_languages
        self._lock = Lock()

    def pairs(self) -> frozenset[tuple[str, str]]:
        found = {
            (language.code, translation.to_lang.code)
            for language in self._languages()
            for translation in language.translations_from
            if translation.to_lang.code != language.code
        }
        if not found:
            raise TranslationError(
                "no language packages are installed; install some with argospm", by_settings=True
            )
        return frozenset(found)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        by_code = {language.code: language for language in self._languages()}
        if source not in by_code or target not in by_code:
            raise TranslationError(f"no language packages for {source} to {target}")
        translation = by_code[source].get_translation(by_code[target])
        if translation is None:
            raise TranslationError(f"no language packages for {source} to {target}")
        with self._lock:  # its translations keep state
            _keep_to_this_machine(translation)
            return [str(translation.translate(text)) for text in texts]


def _keep_to_this_machine(translation: "ITranslation") -> None:
    """Let a translation, and those that it is chained from, cut sentences without other hosts."""
    for part in ("t1", "t2", "underlying"):
        if hasattr(translation, part):
            _keep_to_this_machine(getattr(translation, part))
    if hasattr(translation, "sentencizer"):
        translation.sentencizer = _Sentences()
