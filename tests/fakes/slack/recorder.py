"""The record of every call that the app made."""

from dataclasses import dataclass, field

from tests.fakes.slack.faults import Fault
from tests.fakes.slack.refusal import Json

RESPONSE_URL = "response_url"
"""The method name under which posts to a response_url are recorded."""

UPLOAD = "upload"
"""The same for the bytes of a file, posted to the address that files.getUploadURLExternal gave."""


@dataclass
class Call:
    """One call: its decoded arguments, when it came (Slack's clock, seconds), and what was answered.

    `response` is None while the answer is pending, and for a fault that gave no JSON.
    """

    method: str
    args: Json
    at: float
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    response: Json | None = None

    @property
    def ok(self) -> bool:
        return bool(self.response and self.response.get("ok"))

    def __str__(self) -> str:
        outcome = "ok" if self.ok else (self.response or {}).get("error") or self.fault or "no answer yet"
        return f"{self.method} {self.args} -> {outcome}"
