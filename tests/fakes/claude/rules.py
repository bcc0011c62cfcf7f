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
    effort = (body.get("output_config") or {}).get("effort", "low")  # type: ignore[attr-defined]
    if effort not in EFFORTS:
        yield f"output_config.effort: {effort!r} is not one of {EFFORTS}"
    cited = set()
    for number, message in enumerate(body.get("messages") or []):  # type: ignore[arg-type,var-annotated]
        parts = message["content"] if isinstance(message["content"], list) else []
        for at, part in enumerate(parts):
            where = f"messages.{number}.content.{at}"
            yield from _part(part, message["role"], where)
            if part["type"] == "search_result":
                cited.add(bool((part.get("citations") or {}).get("enabled")))
    if len(cited) > 1:
        yield "citations must be enabled on all search results or on none"


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
