"""The documented limits of messages and views, refused in Slack's words.

Sources: docs.slack.dev/reference/block-kit and the method pages. About 13,000 characters over all blocks is measured,
not documented (`msg_blocks_too_long`).
"""

from collections.abc import Iterator, Sequence

from tests.fakes.slack.blocks import block_problems
from tests.fakes.slack.inspection import visible
from tests.fakes.slack.refusal import Json, Refused

MESSAGE_TEXT = 40_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
CHARACTERS_IN_BLOCKS = 13_000
MARKDOWN = 12_000
PRIVATE_METADATA = 3_000
VIEW_LABEL = 24
STREAM_TASK_TEXT = 256  # documented; seen to be accepted when longer (github.com/vercel/chat/pull/886)
STREAM_BYTES = 10_600  # measured for streams with task cards, not documented (github.com/openclaw/openclaw/pull/143882)
SUGGESTED_PROMPTS = 4


def check_message(text: str, blocks: Sequence[Json] = (), *, has_other_content: bool = False) -> None:
    """Raises Refused unless Slack would post this text with these blocks."""
    if not text.strip() and not blocks and not has_other_content:
        raise Refused("no_text")
    if len(text) > MESSAGE_TEXT:
        raise Refused("msg_too_long")
    problems = [*_count(blocks, MESSAGE_BLOCKS, "/blocks"), *block_problems(blocks, "/blocks")]
    if problems:
        raise Refused("invalid_blocks", problems)
    if sum(len(visible(block)) for block in blocks) > CHARACTERS_IN_BLOCKS:
        raise Refused("msg_blocks_too_long")


def check_markdown(text: str) -> None:
    """Raises Refused when a `markdown_text` is longer than Slack takes."""
    if len(text) > MARKDOWN:
        raise Refused("msg_too_long")


def check_view(view: Json) -> None:
    """Raises Refused unless Slack would open or publish this view."""
    problems = list(_view_problems(view))
    if problems:
        raise Refused("invalid_arguments", problems)


def check_chunks(chunks: Sequence[Json]) -> None:
    """Raises Refused unless Slack would append these chunks to a stream."""
    for chunk in chunks:
        kind = chunk.get("type")
        if kind == "markdown_text":
            check_markdown(str(chunk.get("text", "")))
        elif kind == "task_update":
            _check_task(chunk)
        elif kind == "blocks":
            check_message("", chunk.get("blocks", []), has_other_content=True)
        elif kind != "plan_update":
            raise Refused("invalid_chunks", [f"[ERROR] unsupported chunk type: {kind}"])


def check_stream(text: str, tasks: Sequence[Json]) -> None:
    """Raises Refused when text and task cards together are more than one streamed message holds."""
    weights = {"title": 1, "details": 2, "output": 2}
    cards = sum(len(str(task.get(name) or "").encode()) * weight for task in tasks for name, weight in weights.items())
    if text and tasks and len(text.encode()) + cards > STREAM_BYTES:
        raise Refused("msg_too_long")


def _check_task(chunk: Json) -> None:
    if chunk.get("status") not in {"pending", "in_progress", "complete", "error"} or not chunk.get("id"):
        raise Refused("invalid_chunks", ["[ERROR] task_update needs an id and a valid status"])
    if any(len(str(chunk.get(name) or "")) > STREAM_TASK_TEXT for name in ("title", "details", "output")):
        raise Refused("invalid_chunks", [f"[ERROR] task text must be less than {STREAM_TASK_TEXT + 1} characters"])


def _view_problems(view: Json) -> Iterator[str]:
    kind, blocks = view.get("type"), view.get("blocks")
    if kind not in {"modal", "home"} or not isinstance(blocks, list):
        yield "[ERROR] a view needs a type (modal, home) and blocks [json-pointer:/view]"
        return
    yield from _count(blocks, VIEW_BLOCKS, "/view/blocks")
    yield from block_problems(blocks, "/view/blocks")
    if len(str(view.get("private_metadata", ""))) > PRIVATE_METADATA:
        yield f"[ERROR] must be less than {PRIVATE_METADATA + 1} characters [json-pointer:/view/private_metadata]"
    if kind == "modal":
        yield from _modal_problems(view, blocks)


def _modal_problems(view: Json, blocks: list[Json]) -> Iterator[str]:
    for name in ("title", "submit", "close"):
        label = view.get(name)
        if label is None and name != "title":
            continue
        if not isinstance(label, dict) or label.get("type") != "plain_text" or not label.get("text"):
            yield f"[ERROR] missing required plain_text [json-pointer:/view/{name}]"
        elif len(label["text"]) > VIEW_LABEL:
            yield f"[ERROR] must be less than {VIEW_LABEL + 1} characters [json-pointer:/view/{name}/text]"
    if "submit" not in view and any(block.get("type") == "input" for block in blocks):
        yield "[ERROR] missing required field: submit [json-pointer:/view]"


def _count(blocks: Sequence[Json], most: int, at: str) -> Iterator[str]:
    if len(blocks) > most:
        yield f"[ERROR] no more than {most} items allowed [json-pointer:{at}]"
