"""DeepL, version 2 of its interface."""

from collections.abc import Sequence

from pydantic import BaseModel, SecretStr

from assistant.translation.engine import one_each
from assistant.translation.web import Server, parsed

__all__ = ["DeepL"]

_PAID, _FREE = "https://api.deepl.com", "https://api-free.deepl.com"
_VARIANTS = {"en": "EN-GB"}
"""Targets of which DeepL wants to know which variant is meant."""


class _Language(BaseModel):
    language: str


class _Text(BaseModel):
    text: str


class _Reply(BaseModel):
    translations: list[_Text]


class DeepL:
    """DeepL with a key of one's own; the key tells the free from the paid service."""

    name = "DeepL"

    def __init__(self, url: str | None, key: SecretStr, seconds: float) -> None:
        secret = key.get_secret_value()
        home = _FREE if secret.endswith(":fx") else _PAID
        authorization = {"Authorization": f"DeepL-Auth-Key {secret}"}
        self._server = Server(url or home, seconds, authorization)

    def pairs(self) -> frozenset[tuple[str, str]]:
        sources, targets = self._languages("source"), self._languages("target")
        return frozenset((one, other) for one in sources for other in targets if one != other)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        body = {
            "text": list(texts),
            "source_lang": source.upper(),
            "target_lang": _VARIANTS.get(target, target.upper()),
        }
        reply = parsed(_Reply, self._server.post("/v2/translate", body))
        return one_each(texts, [translation.text for translation in reply.translations])

    def _languages(self, kind: str) -> set[str]:
        listed = parsed(list[_Language], self._server.get(f"/v2/languages?type={kind}"))
        return {entry.language.split("-")[0].lower() for entry in listed}
