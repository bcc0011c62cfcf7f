"""What can go wrong with a request to Claude, sorted by what to do about it."""

from enum import Enum, auto


class Kind(Enum):
    """What to do: ask again, ask for less, tell an admin, or leave it."""

    BUSY = auto()  # overloaded, unreachable, a server error: asking again may help
    LATE = auto()  # the deadline is over
    BROKEN = auto()  # what came back makes no sense, or ended in the middle
    TOO_LONG = auto()  # the request holds more than the model takes
    SPENT = auto()  # the account's limit is reached, or its credit used up
    KEY = auto()  # the key is wrong, or may not do this
    MODEL = auto()  # there is no such model
    REFUSED = auto()  # the request is malformed: a fault of ours


class Failure(Exception):
    """A request that failed. `detail` is for the log and holds no key; `retry_after` is in seconds."""

    def __init__(self, kind: Kind, detail: str, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after

    @property
    def for_good(self) -> bool:
        """Whether the next request will fail too, until a person does something."""
        return self.kind in (Kind.SPENT, Kind.KEY, Kind.MODEL)


BUDGET = "Today's budget for Claude is spent (it begins anew at midnight UTC)"
PAUSED = "Claude has failed several times and is left alone for a moment"
DECLINED = "Claude declined to write about this"
SILENT = "Claude wrote nothing"
BECAUSE = {
    Kind.BUSY: "Claude cannot be reached at the moment",
    Kind.LATE: "Claude did not answer in time",
    Kind.BROKEN: "Claude's answer did not arrive whole",
    Kind.TOO_LONG: "This was too long for Claude",
    Kind.SPENT: "Claude's account has reached its limit",
    Kind.KEY: "Claude does not accept Advisor's key",
    Kind.MODEL: "The Claude model that Advisor is set to does not exist",
    Kind.REFUSED: "Claude did not take the question",
}

FOR_ADMINS = {
    Kind.SPENT: "The Claude account has reached its limit or has no credit left. Look at its limits and its billing at "
    "https://console.anthropic.com; until then answers are extractive.",
    Kind.KEY: "Claude does not accept ANTHROPIC_API_KEY. Put a valid key there and restart; "
    "until then answers are extractive.",
    Kind.MODEL: "There is no Claude model of the name in ANTHROPIC_MODEL, or the key may not use it. "
    "Set a current one and restart; until then answers are extractive.",
}

_BY_TYPE = {
    "overloaded_error": Kind.BUSY,
    "api_error": Kind.BUSY,
    "timeout_error": Kind.BUSY,
    "billing_error": Kind.SPENT,
    "authentication_error": Kind.KEY,
    "permission_error": Kind.KEY,
    "not_found_error": Kind.MODEL,
    "request_too_large": Kind.TOO_LONG,
}
_BY_STATUS = {401: Kind.KEY, 402: Kind.SPENT, 403: Kind.KEY, 404: Kind.MODEL, 408: Kind.BUSY, 413: Kind.TOO_LONG}
_LENGTH_WORDS = ("too long", "too large", "context window", "maximum context", "exceeds the maximum")
_MONEY_WORDS = ("credit balance", "spend limit", "usage limits")


def failure(status: int, error_type: str, message: str, retry_after: float | None) -> Failure:
    """What an error answer means. The type decides where there is one: inside a stream the status is 200."""
    said = message.lower()
    detail = f"{error_type or 'error'} ({status})"
    if any(words in said for words in _MONEY_WORDS):
        return Failure(Kind.SPENT, detail)
    if status == 429 or error_type == "rate_limit_error":
        # A limit that passes says when; one of the account does not, and lets no stream begin.
        passes = retry_after is not None or status != 429
        return Failure(Kind.BUSY if passes else Kind.SPENT, detail, retry_after)
    if any(words in said for words in _LENGTH_WORDS):
        return Failure(Kind.TOO_LONG, detail)
    kind = _BY_TYPE.get(error_type) or _BY_STATUS.get(status)
    return Failure(kind or (Kind.BUSY if status >= 500 else Kind.REFUSED), detail, retry_after)
