"""The YAML between the first two `---` lines of an article: who wrote it, when, for whom."""

import re
from datetime import date, datetime
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from indexer.model import EVERYONE
from indexer.readers.decoding import ReadError

_FENCED = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)(?:\r?\n|(?<=\n))---[ \t]*(?:\r?\n|$)", re.DOTALL)
_MAX_CHARACTERS = 100_000  # a page of rules is 10,000; more is a mistake or an attack


def _strings(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_strings)]
Day = Annotated[date | None, BeforeValidator(_day)]


class FrontMatter(BaseModel):
    """What an article may say about itself. Keys that are not named here are kept by the file and ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: str | None = Field(None, min_length=1, max_length=300)
    author: str | None = None
    source: str | None = None
    kind: str = "article"
    published: Day = None
    as_of: Day = None
    expires: Day = None
    tags: Names = ()
    audience: Annotated[Names, Field(min_length=1)] = (EVERYONE,)
    framework: dict[str, object] | None = None
    facts: dict[str, object] | None = None
    decision: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, int]:
    """The front matter and the offset in `text` where the body starts; an empty one and 0 when there is none.

    Raises ReadError naming the key, the value and what is allowed.
    """
    fenced = _FENCED.match(text)
    if fenced is None:
        return FrontMatter(), len(text) - len(text.lstrip("\ufeff"))
    values = _load(fenced.group(1))
    try:
        return FrontMatter.model_validate(values), fenced.end()
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ReadError(f"has the front matter {key}: {first['input']!r}, which does not fit: {first['msg']}") from None


def _load(source: str) -> object:
    if len(source) > _MAX_CHARACTERS:
        raise ReadError(f"has {len(source):,} characters of front matter; the limit is {_MAX_CHARACTERS:,}")
    try:
        # An alias can stand for a value of any size, so a few lines could fill the memory: none is allowed.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(source)):
            raise ReadError("has a YAML alias (*name) in its front matter; write the value out")
        return yaml.safe_load(source) or {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ReadError(f"has front matter that is not YAML{where}: {problem}; quote a value with a colon") from None
