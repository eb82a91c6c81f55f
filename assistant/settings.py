"""One frozen Settings, from the environment and `leitlinien.toml`."""

import os
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import SettingsError
from index import DEFAULT_MODEL
from index.engines import EngineKind
from index.vectors import StoreKind

__all__ = ["Settings", "load_settings"]

_PREFIX = "LEITLINIEN_"


class Settings(BaseSettings):
    """Every setting, as `LEITLINIEN_<NAME>` in the environment or `<name>` in leitlinien.toml."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, extra="forbid", toml_file="leitlinien.toml"
    )

    documents: Path = Path("documents")
    """Folder of the corpus."""
    var: Path = Path("var")
    """Folder of everything that is built: models, index."""
    model: str = DEFAULT_MODEL
    """Embedding model: the default, or any SentenceTransformer by name or path."""
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
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)
    operator: str = "Landeshauptstadt Magdeburg (Beispiel)"
    """Who runs the assistant; named on the first screen."""
    longest_question: int = Field(2000, ge=100)
    """Characters."""

    @property
    def models_folder(self) -> Path:
        return self.var / "models"

    @property
    def index_folder(self) -> Path:
        return self.var / "index"

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
        return init_settings, env_settings, _File(settings_cls)


class _File(TomlConfigSettingsSource):
    """leitlinien.toml; it gets copied and committed, so it holds no secrets."""

    def __call__(self) -> dict[str, Any]:
        found = super().__call__()
        if "milvus_token" in found:
            raise ValueError(f"milvus_token belongs into the environment: {_PREFIX}MILVUS_TOKEN")
        return found


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
