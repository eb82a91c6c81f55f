"""A LibreTranslate server."""

from collections.abc import Sequence

from pydantic import BaseModel, Field, SecretStr

from assistant.translation.engine import one_each
from assistant.translation.web import Server, parsed

__all__ = ["LibreTranslate"]


class _Language(BaseModel):
    code: str
    targets: list[str]


class _Reply(BaseModel):
    texts: list[str] = Field(alias="translatedText")


class LibreTranslate:
    """A LibreTranslate server, one's own or another's."""

    name = "LibreTranslate"

    def __init__(self, url: str, key: SecretStr | None, seconds: float) -> None:
        self._server = Server(url, seconds)
        self._key = key

    def pairs(self) -> frozenset[tuple[str, str]]:
        languages = parsed(list[_Language], self._server.get("/languages"))
        return frozenset(
            (language.code, target)
            for language in languages
            for target in language.targets
            if target != language.code
        )

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        body = {"q": list(texts), "source": source, "target": target, "format": "text"}
        if self._key is not None:
            body["api_key"] = self._key.get_secret_value()
        return one_each(texts, parsed(_Reply, self._server.post("/translate", body)).texts)
