"""The YAML between the first two `---` lines of an article: who wrote it, when, for whom.

What is not understood is refused, not ignored, wherever ignoring it could show an article to everyone.
"""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

from indexer.model import EVERYONE
from indexer.readers.decoding import ReadError

_LINE_END = r"[ \t]*(?:\r\n|\r|\n|\Z)"
_OPENING = re.compile(rf"\ufeff?(?:\s*[\r\n])?---{_LINE_END}")
_CLOSING = re.compile(rf"(?:\A|(?<=[\r\n]))---{_LINE_END}")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAX_CHARACTERS = 100_000  # a page of rules is 10,000; more is a mistake or an attack
_MAX_DEPTH = 50  # rules need 10; 40,000 brackets cost PyYAML's scanner 45 s, and whatever recurses its stack
_OPENS = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSES = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def _strings(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _tags(value: object) -> object:
    return () if value is None else _strings(value)


def _day(value: object) -> object:
    """A date as YAML or a person writes it; pydantic alone would take the number 0 for 1970-01-01."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
        return date.fromisoformat(value.strip())
    raise ValueError("write a day like 2026-11-21")


def _json(value: object) -> object:
    """The value with its days as text, so that it is the same before and after the catalogue kept it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("write a finite number")
    if isinstance(value, dict):
        if odd := [key for key in value if not isinstance(key, str)]:
            raise ValueError(f'put quotes around the key {odd[0]}: "{odd[0]}"')
        return {key: _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, list) else value


Group = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date | None, BeforeValidator(_day)]
Values = Annotated[dict[str, JsonValue] | None, BeforeValidator(_json)]


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
    tags: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()
    audience: Annotated[tuple[Group, ...], BeforeValidator(_strings), Field(min_length=1)] = (EVERYONE,)
    framework: Values = None
    facts: Values = None
    decision: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, int]:
    """The front matter and the offset in `text` where the body starts; an empty one and the first offset if none.

    Raises ReadError naming the key, the value and what is allowed.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(), len(text) - len(text.lstrip("\ufeff"))
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise ReadError("begins with --- but has no second --- on a line of its own to end its front matter; add it")
    source = text[opening.end() : closing.start()].rstrip()
    values = _load(source, lines_above=len(text[: opening.end()].splitlines()))
    _refuse_misspelt_audience(values)
    try:
        return FrontMatter.model_validate(values), closing.end()
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else "?"
        told = first["msg"].removeprefix("Value error, ")
        value = _shortened(first["input"])
        raise ReadError(f"has the front matter {key}: {value}, which does not fit: {told}") from None


def _load(source: str, lines_above: int) -> dict[object, object]:
    if len(source) > _MAX_CHARACTERS:
        raise ReadError(f"has {len(source):,} characters of front matter; the limit is {_MAX_CHARACTERS:,}")
    try:
        _refuse_explosive(yaml.scan(source))
        values = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + lines_above + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)[:100]
        is_day = isinstance(error, ValueError)  # days are what YAML works out of plain values, and may fail at
        remedy = "write a day of the calendar, like 2026-11-21" if is_day else "quote values that hold a colon"
        raise ReadError(f"has front matter that is not YAML{where}: {problem}; {remedy}") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ReadError("begins with --- but then has no lines of the form key: value; write some, or remove the ---")
    return values


def _refuse_explosive(tokens: Iterable[yaml.Token]) -> None:
    """Stops at the first token from which a little text could fill the memory, or the scanner's time."""
    depth = 0
    for token in tokens:
        if isinstance(token, yaml.AliasToken):  # may stand for a value of any size
            raise ReadError("has a YAML alias (*name) in its front matter; write the value out")
        depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
        if depth > _MAX_DEPTH:
            raise ReadError(f"has front matter nested more than {_MAX_DEPTH} deep; write it flatter")


def _refuse_misspelt_audience(values: dict[object, object]) -> None:
    """`audiences: finance` ignored as an unknown key would publish the article to everyone."""
    for key in values:
        if key != "audience" and get_close_matches(str(key).strip().lower(), ["audience"], cutoff=0.75):
            raise ReadError(f"has the front matter key {key!r}, which is not known; did you mean audience?")


def _shortened(value: object) -> str:
    told = repr(value)
    return told if len(told) <= 100 else f"{told[:100]}…"
