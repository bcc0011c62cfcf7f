"""The way to Claude: a request goes out in the SDK's words, events come back, and what goes wrong is a Failure.

Beside this file only `events` knows the anthropic SDK.
"""

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.answerers.claude.events import Event, events
from bot.answerers.claude.request import MAX_TOKENS, Request
from bot.answerers.claude.sources import Source
from bot.answerers.claude.trouble import Failure, Kind, failure

if TYPE_CHECKING:
    import anthropic
    from anthropic import Omit
    from anthropic.types import OutputConfigParam, RawMessageStreamEvent, SearchResultBlockParam, TextBlockParam

_CONNECT = 3.0  # seconds; a host that is there answers in a tenth
_IDLE = 120.0  # seconds that a connection waits for the next question: a new one costs it three ways to Claude and back
_MOST = 100  # connections, far more than there are workers
_LOW_EFFORT = "-5-5"  # the models known to take an effort: low, since a cited answer needs little thought


class Wire:
    """Claude behind one address and one key. The SDK is loaded with the first request."""

    def __init__(self, model: str, key: SecretStr, base_url: str) -> None:
        self.model = model
        self._key = key
        self._base_url = base_url
        self._lock = Lock()

    def open(self) -> None:
        """Loads the SDK the first time, which takes seconds; connects to nothing."""
        with self._lock:
            _ = self._client

    def events(self, request: Request, seconds: float, closer: Callable[[Callable[[], None]], None]) -> Iterator[Event]:
        """One attempt: the events of the answer, the last one `Ended`. Raises Failure and nothing else.

        `seconds` bounds each wait for the next bytes, not the whole. `closer` is given what ends the connection.
        """
        try:
            self.open()
            with self._stream(request, seconds) as stream:
                closer(stream.close)
                yield from events(stream)
        except Failure:
            raise
        except Exception as error:  # noqa: BLE001 - of eleven faults seen five are no anthropic.APIError (JSON, httpx2, assert)
            raise _sorted(error) from None  # its text may hold what was sent

    @cached_property
    def _client(self) -> "anthropic.Anthropic":
        import anthropic
        from httpx2 import Limits

        patient = Limits(max_connections=_MOST, max_keepalive_connections=_MOST, keepalive_expiry=_IDLE)
        return anthropic.Anthropic(
            api_key=self._key.get_secret_value(),
            base_url=self._base_url,
            max_retries=0,  # the SDK sleeps as long as a server asks it to: 240 s when told 120
            http_client=anthropic.DefaultHttpxClient(limits=patient),
        )

    def _stream(self, request: Request, seconds: float) -> "anthropic.Stream[RawMessageStreamEvent]":
        from anthropic import Timeout

        return self._client.messages.create(
            model=self.model,
            max_tokens=MAX_TOKENS,
            system=[{"type": "text", "text": request.system, "cache_control": {"type": "ephemeral"}}],
            messages=[{"role": "user", "content": [*map(_search_result, request.sources), _text(request.text)]}],
            output_config=self._output(request),
            stream=True,
            timeout=Timeout(max(seconds, 0.1), connect=min(_CONNECT, max(seconds, 0.1))),
        )

    def _output(self, request: Request) -> "OutputConfigParam | Omit":
        from anthropic import omit

        output: OutputConfigParam = {"effort": "low"} if self.model.endswith(_LOW_EFFORT) else {}
        if request.schema is not None:
            output["format"] = {"type": "json_schema", "schema": dict(request.schema)}
        return output or omit


def _search_result(source: Source) -> "SearchResultBlockParam":
    passage = source.passage
    return {
        "type": "search_result",
        "source": passage.source,
        "title": " › ".join(dict.fromkeys((passage.title, *passage.heading))),
        "content": [_text(text) for text in source.texts()],
        "citations": {"enabled": True},
    }


def _text(text: str) -> "TextBlockParam":
    return {"type": "text", "text": text}


def _sorted(error: Exception) -> Failure:
    """What an error of the SDK, of its HTTP library or of its parsing means."""
    import anthropic

    if isinstance(error, anthropic.APIStatusError):
        body = error.body.get("error", error.body) if isinstance(error.body, dict) else {}
        said = body if isinstance(body, dict) else {}
        after = error.response.headers.get("retry-after", "")
        return failure(
            error.status_code,
            str(said.get("type", "")),
            str(said.get("message", "")),
            _seconds(after),
        )
    if isinstance(error, anthropic.APITimeoutError):
        return Failure(Kind.BUSY, "no answer to the request")
    if isinstance(error, anthropic.APIConnectionError):
        return Failure(Kind.BUSY, f"no connection ({type(error.__cause__).__name__})")
    return Failure(Kind.BROKEN, f"the answer cannot be read ({type(error).__name__})")


def _seconds(retry_after: str) -> float | None:
    """What the header asks to wait; None without one. A date, which it may hold too, is longer than anybody waits."""
    if retry_after.replace(".", "", 1).isdigit():
        return float(retry_after)
    return math.inf if retry_after else None
