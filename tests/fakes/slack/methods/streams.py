"""chat.startStream, appendStream, stopStream: messages that grow, and die when nobody stops them."""

from tests.fakes.slack.identity import BOT_USER
from tests.fakes.slack.limits import check_chunks, check_markdown, check_message, check_stream
from tests.fakes.slack.messages import Message
from tests.fakes.slack.methods.agents import SESSION_STATUSES
from tests.fakes.slack.methods.chat import own_message, postable
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace, with_ids

LIFETIME = 300.0
"""Seconds after which Slack ends a stream by itself (about five minutes)."""


@method("chat.startStream", scope="chat:write")
def start_stream(workspace: Workspace, args: Args) -> Json:
    channel = postable(workspace, args.need("channel"))
    if channel.kind == "im":
        args.need("thread_ts")
    else:
        _check_recipient(args)
    chunks = _chunks(args)
    message = Message(
        channel.id, workspace.new_ts(), BOT_USER, "", by_app=True, thread_ts=args.text("thread_ts") or None
    )
    message.streaming = message.streamed = True
    message.stream_started = workspace.clock.now()
    message.options = {name: args[name] for name in ("task_display_mode", "recipient_user_id") if name in args}
    _grow(message, chunks)
    workspace.store(message)
    workspace.statuses.pop((channel.id, message.root), None)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream", scope="chat:write")
def append_stream(workspace: Workspace, args: Args) -> Json:
    message, chunks = _streaming(workspace, args), _chunks(args)
    if not chunks:
        raise Refused("no_text")
    _grow(message, chunks)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.stopStream", scope="chat:write")
def stop_stream(workspace: Workspace, args: Args) -> Json:
    message, chunks, blocks = _streaming(workspace, args), _chunks(args), args.objects("blocks")
    check_message("", [*message.blocks, *blocks], has_other_content=True)
    if args.get("session_status") not in (None, *SESSION_STATUSES):
        raise Refused("invalid_arguments", ["[ERROR] session_status is not allowed"])
    _grow(message, chunks)
    message.blocks = with_ids([*message.blocks, *blocks])
    message.metadata = args.get("metadata")
    message.streaming = False
    if args.get("session_status"):
        session = workspace.sessions.setdefault((message.channel, message.root), {"title": ""})
        session["status"] = args["session_status"]
    return {"channel": message.channel, "ts": message.ts, "message": workspace.show(message)}


def _check_recipient(args: Args) -> None:
    if args.get("thread_ts") is None:
        return  # a top-level stream in a channel has no single reader
    for name in ("recipient_team_id", "recipient_user_id"):
        if not args.get(name):
            raise Refused(f"missing_{name}")


def _chunks(args: Args) -> list[Json]:
    """All that the call adds, as chunks; `markdown_text` is a chunk of its own."""
    chunks, markdown = args.objects("chunks"), args.text("markdown_text")
    if chunks and markdown:
        raise Refused("streaming_mode_mismatch")
    check_markdown(markdown)
    check_chunks(chunks)
    return [{"type": "markdown_text", "text": markdown}] if markdown else chunks


def _streaming(workspace: Workspace, args: Args) -> Message:
    message = own_message(workspace, args, "message_not_owned_by_app")
    if message.streaming and workspace.clock.now() - message.stream_started > LIFETIME:
        message.streaming = False
    if not message.streaming:
        raise Refused("message_not_in_streaming_state")
    return message


def _grow(message: Message, chunks: list[Json]) -> None:
    """Adds the chunks to the message, unless it would then hold too much."""
    text = message.text + "".join(str(c.get("text", "")) for c in chunks if c["type"] == "markdown_text")
    updated = {c["id"]: c for c in chunks if c["type"] == "task_update"}
    check_stream(text, list((message.tasks | updated).values()))
    for chunk in chunks:
        if chunk["type"] == "markdown_text":
            message.text += str(chunk.get("text", ""))
        elif chunk["type"] == "task_update":
            message.tasks[chunk["id"]] = message.tasks.get(chunk["id"], {}) | chunk
        elif chunk["type"] == "plan_update":
            message.plan_title = str(chunk.get("title", ""))
        else:
            message.blocks = with_ids([*message.blocks, *chunk.get("blocks", [])])
