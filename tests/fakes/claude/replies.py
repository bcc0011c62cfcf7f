"""What the fake writes, and its events on the wire."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Json = dict[str, object]

DELTA = 24  # characters of text in one event


@dataclass(frozen=True)
class Cite:
    """A citation: blocks `start` to `end` of a search result; `text` None for what really stands there."""

    result: int
    start: int
    end: int | None = None
    text: str | None = None


@dataclass(frozen=True)
class Part:
    """One content block."""

    text: str
    cites: Sequence[Cite] = ()


@dataclass(frozen=True)
class Reply:
    """An answer. `thinks` puts a thinking block before it, as models with adaptive thinking do."""

    parts: Sequence[Part]
    stop_reason: str | None = "end_turn"
    thinks: bool = False
    input_tokens: int = 1_000
    cached_tokens: int = 0
    output_tokens: int = 100
    delta: int = DELTA


def search_results(body: Json) -> list[Json]:
    """The search results of a request, in order."""
    return [part for part in _contents(body) if part.get("type") == "search_result"]


def texts_of(result: Json) -> list[str]:
    """The blocks of a search result."""
    return [str(block["text"]) for block in result["content"]]  # type: ignore[attr-defined]


def frames(reply: Reply, body: Json) -> Iterator[str]:
    """The events of a streamed answer."""
    usage = {"input_tokens": reply.input_tokens, "cache_read_input_tokens": reply.cached_tokens, "output_tokens": 1}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": []}
    yield frame("message_start", message=message | {"stop_reason": None, "stop_sequence": None, "usage": usage})
    yield frame("ping")
    index = 0
    if reply.thinks:
        yield frame("content_block_start", index=0, content_block={"type": "thinking", "thinking": "", "signature": ""})
        yield frame("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": "Which passage…"})
        yield frame("content_block_delta", index=0, delta={"type": "signature_delta", "signature": "c2ln"})
        yield frame("content_block_stop", index=0)
        index = 1
    for part in reply.parts:
        yield from _block(index, part, body, reply.delta)
        index += 1
    ended = {"stop_reason": reply.stop_reason, "stop_sequence": None}
    yield frame("message_delta", delta=ended, usage={"output_tokens": reply.output_tokens})
    yield frame("message_stop")


def frame(event: str, **values: object) -> str:
    """One event."""
    return f"event: {event}\ndata: {json.dumps({'type': event} | values)}\n\n"


def _block(index: int, part: Part, body: Json, delta_size: int) -> Iterator[str]:
    opening: Json = {"type": "text", "text": ""}
    yield frame("content_block_start", index=index, content_block=opening | ({"citations": []} if part.cites else {}))
    for cite in part.cites:
        delta = {"type": "citations_delta", "citation": _citation(cite, body)}
        yield frame("content_block_delta", index=index, delta=delta)
    for at in range(0, len(part.text), delta_size):
        delta = {"type": "text_delta", "text": part.text[at : at + delta_size]}
        yield frame("content_block_delta", index=index, delta=delta)
    yield frame("content_block_stop", index=index)


def _citation(cite: Cite, body: Json) -> Json:
    results = search_results(body)
    result = results[cite.result] if 0 <= cite.result < len(results) else {"source": "nowhere.md", "content": []}
    end = cite.start + 1 if cite.end is None else cite.end
    return {
        "type": "search_result_location",
        "cited_text": "".join(texts_of(result)[cite.start : end]) if cite.text is None else cite.text,
        "search_result_index": cite.result,
        "start_block_index": cite.start,
        "end_block_index": end,
        "source": result["source"],
        "title": result.get("title"),
    }


def _contents(body: Json) -> list[Json]:
    messages = body["messages"]
    assert isinstance(messages, list)
    contents = [message["content"] for message in messages]
    return [part for content in contents if isinstance(content, list) for part in content]
