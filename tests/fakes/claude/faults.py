"""What goes wrong with one request."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CUT, SILENCE, CLEAN_END, ERROR, GARBAGE, DRIP = "cut", "silence", "clean end", "error", "garbage", "drip"
LIMIT = "limit"
"""In mid-stream: the connection ends, nothing more comes, the stream ends in good order, an `error` event says
overloaded, JSON breaks, nothing but pings comes; an `error` event says that a rate limit is reached."""

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}


@dataclass(frozen=True)
class Fault:
    """An error answer, or after so many events something that happens `then`."""

    status: int | None = None
    message: str = "as the test wants it"
    headers: Mapping[str, str] = field(default_factory=dict)
    html: bool = False  # 200 with a page, as a captive portal answers
    after: int = 0
    then: str = ""

    def body(self) -> dict[str, object]:
        """The error answer's JSON."""
        kind = _TYPES.get(self.status or 0, "api_error")
        return {"type": "error", "error": {"type": kind, "message": self.message}, "request_id": "req_1"}
