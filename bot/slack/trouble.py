"""What went wrong with a call to Slack, and which calls may be repeated.

A post is not repeatable: Slack may have stored the message before the connection broke, and a second try would
show it twice. Updates and reads are. So a failed post is tried again only after a look at the thread
(`bot.slack.places.thread`), everything else at once.
"""

import logging
import re
from http.client import HTTPException

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import HttpRequest, HttpResponse, RateLimitErrorRetryHandler, RetryHandler, RetryState

SLACK_ERRORS = (SlackApiError, HTTPException, OSError)
"""All that a call to Slack raises; URLError, timeouts and resets are OSErrors."""

quiet = logging.getLogger("bot.slack.library")
"""For Bolt and the SDK. They log whole requests, questions and tokens included, at DEBUG and sometimes at INFO."""
quiet.setLevel(logging.ERROR)

UNSHOWABLE = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})

_PASSING = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_UNSURE = _PASSING - {"ratelimited"}  # Slack failed at it, and may have done it all the same
_ONCE_ONLY = ("/chat.postMessage", "/chat.startStream")


def code(error: BaseException) -> str:
    """Slack's word for the error, or the kind of failure; never a text that somebody wrote."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    said = str(error.response.get("error", ""))
    return said if re.fullmatch(r"\w{1,64}", said) else f"http_{_status(error)}"


def passing(error: BaseException) -> bool:
    """Whether the same call may work later."""
    return not isinstance(error, SlackApiError) or _status(error) >= 500 or code(error) in _PASSING


def refused(error: BaseException) -> bool:
    """Whether Slack surely did not do it: it answered, and the answer was no."""
    return isinstance(error, SlackApiError) and _status(error) < 500 and code(error) not in _UNSURE


def retries() -> list[RetryHandler]:
    """How the Web API client repeats calls by itself."""
    return [_WaitOutRateLimit(max_retry_count=3), _RepeatTheRepeatable(max_retry_count=2)]


def one_more() -> list[RetryHandler]:
    """How a client repeats a call that is worth nothing seconds later: once, and not when Slack says to wait."""
    return [_RepeatTheRepeatable(max_retry_count=1)]


class _WaitOutRateLimit(RateLimitErrorRetryHandler):
    """Waits as long as a 429 says: the call was refused, so that any call may be repeated."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code == 429


class _RepeatTheRepeatable(RetryHandler):
    """Repeats calls that failed on the way or inside Slack, when doing them twice is doing them once."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if request.url.endswith(_ONCE_ONLY):
            return False
        return response.status_code >= 500 if response is not None else isinstance(error, OSError | HTTPException)


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", 200))
