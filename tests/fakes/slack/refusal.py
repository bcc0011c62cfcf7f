"""How Slack says no, and the JSON that everything here is made of."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
"""A decoded JSON object: this library stands on Slack's side of the border, where everything is JSON."""


class Refused(Exception):
    """A Web API call answered with `ok: false` and this `error`; `messages` become `response_metadata.messages`."""

    def __init__(self, error: str, messages: Sequence[str] = (), **extra: object) -> None:
        super().__init__(f"{error}: {'; '.join(messages)}" if messages else error)
        self.error = error
        self.messages = tuple(messages)
        self.extra = extra

    def as_json(self) -> Json:
        answer: Json = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer
