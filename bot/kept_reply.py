"""A reply as JSON and back: how the journal keeps it whole.

A row may be older than the program that reads it: what is unknown is left out, what is missing gets its default.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.model import Answer, Declined


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    DECLINED = "declined"


def status_of(reply: Answer | Declined) -> Status:
    """What became of the question that got this reply."""
    return Status.ANSWERED if isinstance(reply, Answer) else Status.DECLINED


def to_json(reply: Answer | Declined) -> Mapping[str, Any]:
    """The whole reply as plain JSON values."""
    plain: Mapping[str, Any] = _adapter(status_of(reply)).dump_python(reply, mode="json")
    return plain


def from_json(status: Status, plain: Mapping[str, Any]) -> Answer | Declined:
    """The reply of which `to_json` made this."""
    reply: Answer | Declined = _adapter(status).validate_python(dict(plain))
    return reply


@cache
def _adapter(status: Status) -> TypeAdapter[Any]:
    return TypeAdapter(Answer if status is Status.ANSWERED else Declined)
