"""One frozen Settings, from the environment and `leitlinien.toml`."""

import os
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import SettingsError
from assistant.reader_file import READER_FILE
from index import DEFAULT_MODEL
from index.engines import EngineKind
from index.vectors import StoreKind

__all__ = ["Settings", "load_settings"]

_PREFIX = "LEITLINIEN_"
_EXAMPLE_OPERATOR = "Landeshauptstadt Magdeburg (Beispiel)"
_SECRETS = {"translator_key", "milvus_token"}


class Settings(BaseSettings):
    """Every setting, as `LEITLINIEN_<NAME>` in the environment or `<name>` in leitlinien.toml."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=_PREFIX,
        frozen=True,
        extra="forbid",
        toml_file="leitlinien.toml",
        hide_input_in_errors=True,  # there is a key among it
    )

    documents: Path = Path("documents")
    """Folder of the corpus."""
    var: Path = Path("var")
    """Folder of everything that is built: models, index."""
    model: str = DEFAULT_MODEL
    """Embedding model: the default, or any SentenceTransformer by name or path."""
    reader: Literal["auto", "light", "trained"] = "auto"
    """Who reads the passages found: untrained and quick, or trained and slower. `auto`: the trained
    one over documents without themes outside them, which helps there, else the light one."""
    reader_file: Path = READER_FILE
    """The trained reader."""
    vector_index: StoreKind = StoreKind.AUTO
    """How vectors are searched: `auto`, `flat`, `hnsw` or `ivf`."""
    vector_store: EngineKind = EngineKind.FAISS
    """What searches: `faiss` on this machine, or `milvus`, which several machines share."""
    milvus_uri: str = Field("", pattern=r"^$|^https?://[^\s@]+$|\.db$")
    """`http://host:19530`, or a path ending in `.db` for one in this process; by default that."""
    milvus_token: SecretStr = SecretStr("")
    """`user:password` or a key; only from the environment."""
    milvus_collection: str = Field("leitlinien", pattern=r"^[A-Za-z][A-Za-z0-9_]{0,99}$")
    """Alias of the collection in use; each installation that shares a Milvus has its own."""
    milvus_grace: float = Field(3600.0, ge=0)
    """Seconds that a collection stays as it is after another took its place."""
    device: str = "cpu"
    """What the model computes on, as torch names it: `cpu`, `cuda`, `cuda:1`, `mps`."""
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)
    address: str = Field("", pattern=r"^(https?://[^\s/]+(/[^\s?#]*)?)?$")
    """Of the page as people reach it, for links in exported files; from host and port if empty."""
    operator: str = ""
    """Who runs the assistant, named on the first screen; of the documents that come with it, an
    example."""
    title: str = ""
    """Heading of the page; if empty, the program's name."""
    longest_question: int = Field(2000, ge=100)
    """Characters."""
    translator: Literal["off", "libretranslate", "argos", "deepl", "openai"] = "off"
    """Engine that translates what has no translation among the documents."""
    translator_url: str | None = None
    """Address of its server."""
    translator_model: str | None = None
    """Name of the language model, for `openai`."""
    translator_timeout: float = Field(8.0, gt=0, le=120)
    """Seconds."""
    translator_key: SecretStr | None = None
    """From the environment only: a file is read by more people, and copied."""

    @property
    def run_by(self) -> str:
        """The operator; empty where nobody has named one for documents of their own."""
        is_example = "documents" not in self.model_fields_set
        return self.operator.strip() or (_EXAMPLE_OPERATOR if is_example else "")

    @property
    def models_folder(self) -> Path:
        return self.var / "models"

    @property
    def index_folder(self) -> Path:
        return self.var / "index"

    @property
    def public_address(self) -> str:
        """The address of the page without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.address or f"http://{host}:{self.port}").rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code wins over the environment, and that over the file."""
        file = TomlConfigSettingsSource(settings_cls)
        if secret := set(file()) & _SECRETS:
            raise ValueError(f"{secret.pop()!r} must not stand in a file, but in the environment")
        return init_settings, env_settings, file

    @field_validator("translator_key")
    @classmethod
    def _check_key(cls, key: SecretStr | None) -> SecretStr | None:
        """Without space around it; none if it is empty."""
        text = key.get_secret_value().strip() if key else ""
        if not all("!" <= character <= "~" for character in text):
            raise ValueError("holds characters that no key has")
        return SecretStr(text) if text else None


def load_settings(**given: object) -> Settings:
    """The settings in force.

    Raises:
        SettingsError: a key is unknown or a value cannot be used.
    """
    known = {_PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            raise SettingsError(f"{name}: unknown setting; known are {', '.join(sorted(known))}")
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"setting {place!r}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"leitlinien.toml: {error}") from error
