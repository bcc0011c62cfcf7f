"""What the API of version 2026-10-21 refuses."""

from collections.abc import Iterator

from tests.fakes.claude.replies import Json

VERSION = "2026-10-21"
SAMPLING = ("temperature", "top_p", "top_k")
EFFORTS = ("low", "medium", "high", "xhigh", "max")


def refusal(body: Json, version: str) -> str | None:
    """Why this request gets a 400; None when it is good."""
    return next(_faults(body, version), None)


def _faults(body: Json, version: str) -> Iterator[str]:
    if version != VERSION:
        yield f"anthropic-version: {version!r} is not known here"
    for name in ("model", "max_tokens", "messages"):
        if not body.get(name):
            yield f"{name}: Field required"
    for name in SAMPLING:
        if name in body:
            yield f"{name}: sampling parameters are not supported by this model"
    messages: list[Json] = body["messages"]  # type: ignore[assignment]
    yield from _messages(messages)
    yield from _output(body.get("output_config") or {}, _citing(messages))  # type: ignore[arg-type]


def _messages(messages: list[Json]) -> Iterator[str]:
    for number, message in enumerate(messages):
        for at, part in enumerate(_parts(message)):
            yield from _part(part, str(message["role"]), f"messages.{number}.content.{at}")
    if messages[-1]["role"] == "assistant":
        yield "messages: prefill is not supported, the last message must be the user's"
    if len(_citing(messages)) > 1:
        yield "citations must be enabled on all search results or on none"


def _parts(message: Json) -> list[Json]:
    return message["content"] if isinstance(message["content"], list) else []


def _citing(messages: list[Json]) -> set[bool]:
    """Whether search results have citations on: one value for all, or both."""
    parts = [part for message in messages for part in _parts(message) if part["type"] == "search_result"]
    return {bool((part.get("citations") or {}).get("enabled")) for part in parts}  # type: ignore[attr-defined]


def _output(config: Json, citing: set[bool]) -> Iterator[str]:
    effort = config.get("effort", "low")
    if effort not in EFFORTS:
        yield f"output_config.effort: {effort!r} is not one of {EFFORTS}"
    form: Json = config.get("format") or {}  # type: ignore[assignment]
    if form:
        yield from _schema(form["schema"])  # type: ignore[arg-type]
        if True in citing:
            yield "output_config.format: structured outputs cannot be combined with citations"


def _schema(schema: Json) -> Iterator[str]:
    """An object must close itself, at every depth."""
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        yield "output_config.format.schema: additionalProperties must be false for objects"
    for inner in [*(schema.get("properties") or {}).values(), schema.get("items")]:  # type: ignore[attr-defined]
        if inner:
            yield from _schema(inner)


def _part(part: Json, role: str, where: str) -> Iterator[str]:
    if part["type"] == "document" and role == "assistant":
        yield f"{where}: document blocks are not allowed in assistant turns"
    if part["type"] == "text" and role == "user" and part.get("citations"):
        yield f"{where}.citations: not allowed on user text blocks"
    blocks = part["content"] if part["type"] == "search_result" else [part] if part["type"] == "text" else []
    for block in blocks:  # type: ignore[attr-defined]
        if not str(block["text"]).strip():
            yield f"{where}: text content blocks must contain non-whitespace text"
    if part["type"] == "search_result" and not (part.get("source") and part.get("title") and part["content"]):
        yield f"{where}: source, title and content are required"
