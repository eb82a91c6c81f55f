"""What a translation engine is."""

from collections.abc import Sequence
from typing import Protocol

from assistant.errors import TranslationError

__all__ = ["Translator", "one_each"]


class Translator(Protocol):
    """A translation engine; languages are BCP-47 tags."""

    @property
    def name(self) -> str:
        """As readers are told who translated."""

    def pairs(self) -> frozenset[tuple[str, str]]:
        """(source, target) of every translation that it offers; may ask its server.

        Raises:
            TranslationError: the engine cannot be reached or used.
        """

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The texts in another language, one for each and in their order.

        Raises:
            TranslationError: the engine failed, or its reply is not one.
        """


def one_each(texts: Sequence[str], replies: Sequence[str]) -> list[str]:
    """The replies, if there is a text for each text.

    Raises:
        TranslationError: there are more or fewer, or others than texts.
    """
    if len(replies) != len(texts):
        raise TranslationError(f"{len(replies)} texts came back for {len(texts)}")
    if not all(isinstance(reply, str) for reply in replies):
        raise TranslationError("something other than texts came back")
    return list(replies)
