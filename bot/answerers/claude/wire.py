"""The one file that knows the anthropic SDK: a request goes out, finished blocks and figures come back."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.answerers.claude.request import MAX_TOKENS, Request
from bot.answerers.claude.sources import Cited, Source
from bot.answerers.claude.trouble import Failure, Kind, failure
from bot.prices import Tokens

if TYPE_CHECKING:
    import anthropic
    from anthropic import Omit
    from anthropic.types import (
        OutputConfigParam,
        RawMessageStreamEvent,
        SearchResultBlockParam,
        TextBlockParam,
        Usage,
    )

_CONNECT = 3.0  # seconds; a host that is there answers in a tenth
_IDLE = 120.0  # seconds that a connection waits for the next question: a new one costs it three ways to Claude and back
_MOST = 100  # connections, far more than there are workers
_LOW_EFFORT = "-5-5"  # the models known to take an effort: low, since a cited answer needs little thought


@dataclass(frozen=True, slots=True)
class Begun:
    """The model has begun; what the request took so far."""

    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is finished, and what it cites; nothing for text that only connects."""

    text: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The model has ended, in its own words why: end_turn, max_tokens, refusal, …."""

    reason: str
    output_tokens: int


Event = Begun | Block | Ended


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
                yield from _events(stream)
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


def _events(stream: "anthropic.Stream[RawMessageStreamEvent]") -> Iterator[Event]:
    """The stream, block by block. Raises Failure when it ends before the message does."""
    words: list[str] = []
    cited: list[Cited] = []
    reason, output = "", 0
    for event in stream:
        if event.type == "message_start":
            yield Begun(_tokens(event.message.usage))
        elif event.type == "content_block_start":
            words, cited = [event.content_block.text] if event.content_block.type == "text" else [], []
        elif event.type == "content_block_delta":
            if event.delta.type == "text_delta":
                words.append(event.delta.text)
            elif event.delta.type == "citations_delta" and event.delta.citation.type == "search_result_location":
                at = event.delta.citation
                cited.append(Cited(at.search_result_index, at.start_block_index, at.end_block_index, at.cited_text))
        elif event.type == "content_block_stop" and words:
            yield Block("".join(words), tuple(cited))
            words = []
        elif event.type == "message_delta":
            reason, output = event.delta.stop_reason or "", event.usage.output_tokens
        elif event.type == "message_stop":
            yield Ended(reason, output)
            _drain(stream)
            return
    raise Failure(Kind.BROKEN, "the stream ended before the message did")


def _drain(stream: "anthropic.Stream[RawMessageStreamEvent]") -> None:
    """Reads what follows the message, which is nothing: a connection that is read to its end is used again."""
    with suppress(Exception):  # the answer is whole, whatever becomes of its connection
        for _ in stream:
            pass


def _tokens(usage: "Usage") -> Tokens:
    return Tokens(
        usage.input_tokens,
        usage.cache_creation_input_tokens or 0,
        usage.cache_read_input_tokens or 0,
        usage.output_tokens,
    )


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
            float(after) if after.replace(".", "", 1).isdigit() else None,
        )
    if isinstance(error, anthropic.APITimeoutError):
        return Failure(Kind.BUSY, "no answer to the request")
    if isinstance(error, anthropic.APIConnectionError):
        return Failure(Kind.BUSY, f"no connection ({type(error.__cause__).__name__})")
    return Failure(Kind.BROKEN, f"the answer cannot be read ({type(error).__name__})")
