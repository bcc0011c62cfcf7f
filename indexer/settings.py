"""Settings of the indexer, and how every settings class is read: once, frozen, errors naming the variable."""

from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from indexer.database import sqlite_url
from indexer.model import IndexerError


class SettingsError(IndexerError):
    """A setting is missing or malformed."""


class IndexSettings(BaseSettings):
    """Where the knowledge is, where derived data goes, and how it is embedded. Variables start with `ADVISOR_`."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="ADVISOR_", extra="ignore", frozen=True)

    knowledge: Path = Field(Path("knowledge"), description="the knowledge folder, for example ./knowledge")
    data: Path = Field(Path(".advisor"), description="a folder for derived data, for example ./.advisor")
    database_url: SecretStr | None = Field(
        None, validation_alias="DATABASE_URL", description="an SQLAlchemy URL, for example postgresql+psycopg://…"
    )
    chroma_url: str | None = Field(None, description="a Chroma server, for example http://127.0.0.1:8000")
    weights: Path | None = Field(
        None, description="a folder holding all-MiniLM-L6-v2 (model.safetensors, tokenizer.json)"
    )
    precision: Literal["int8", "fp32"] = Field("int8", description="int8 (faster) or fp32")
    threads: int = Field(2, ge=1, le=64, description="threads for embedding, 1 to 64")
    sync: bool = Field(True, description="yes, or no where another process runs: advisor index --watch")
    sync_seconds: float = Field(60, ge=1, le=86_400, description="seconds between two looks at the folder, 1 to 86400")
    sync_patience_seconds: float = Field(
        600, gt=0, description="seconds without progress after which a sync counts as hung, for example 600"
    )
    max_file_bytes: int = Field(10_000_000, ge=1, description="the largest file to index, in bytes")

    def database(self, file: Path) -> str:
        """The URL of the database: DATABASE_URL, or without one this SQLite file."""
        return self.database_url.get_secret_value() if self.database_url else sqlite_url(file)


Settings = TypeVar("Settings", bound=BaseSettings)


def read_settings(kind: type[Settings], **overrides: object) -> Settings:
    """The settings from the environment and `.env`; overrides that are not None win over both.

    Raises SettingsError naming the variable, its value, and what is allowed.
    """
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        return kind(**given)
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(kind, dict(problem)) for problem in error.errors())) from None


def _sentence(kind: type[BaseSettings], problem: dict[str, object]) -> str:
    location = problem["loc"]
    name = str(location[0]) if isinstance(location, tuple) and location else "?"
    field = kind.model_fields.get(name.lower().removeprefix(kind.model_config.get("env_prefix", "").lower()))
    variable = name.upper() if name.isupper() else f"{kind.model_config.get('env_prefix', '')}{name}".upper()
    meaning = f" It takes {field.description}." if field and field.description else ""
    value = "" if _is_secret(field) else f" is {problem['input']!r}, which"
    return f"{variable}{value} does not fit: {problem['msg']}.{meaning} Set it in the environment or in .env."


def _is_secret(field: object) -> bool:
    return "SecretStr" in str(getattr(field, "annotation", ""))
