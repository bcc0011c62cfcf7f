"""What comes back from Claude: the events of an answer, read off the SDK's stream block by block."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answerers.claude.sources import Cited
from bot.answerers.claude.trouble import Failure, Kind
from bot.prices import Tokens

if TYPE_CHECKING:
    import anthropic
    from anthropic.types import RawMessageStreamEvent, Usage


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


def events(stream: "anthropic.Stream[RawMessageStreamEvent]") -> Iterator[Event]:
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
