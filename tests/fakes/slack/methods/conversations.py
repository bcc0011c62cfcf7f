"""conversations.* and reactions.*: channels, their history and threads with cursors, members, reactions."""

import base64
import binascii
from typing import TypeVar

from tests.fakes.slack.entities import Channel
from tests.fakes.slack.identity import BOT_USER, TEAM_ID
from tests.fakes.slack.messages import Message
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace

PAGE = 100
LARGEST_PAGE = 1000
SCOPE_FAMILY = {"channel": "channels", "group": "groups", "im": "im"}
Thing = TypeVar("Thing")


def show_channel(channel: Channel) -> Json:
    """The conversation object."""
    if channel.kind == "im":
        other = next(iter(channel.members - {BOT_USER}), "")
        return {
            "id": channel.id,
            "is_im": True,
            "is_channel": False,
            "user": other,
            "is_archived": channel.archived,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_private": channel.kind == "group",
        "is_im": False,
        "is_archived": channel.archived,
        "is_member": BOT_USER in channel.members,
        "num_members": len(channel.members),
        "context_team_id": TEAM_ID,
    }


def page(args: Args, things: list[Thing]) -> tuple[list[Thing], Json]:
    """One page of `things` and what the answer says about the next; the cursor is opaque to the caller."""
    try:
        start = int(base64.b64decode(args.text("cursor"), validate=True) or b"0")
    except (ValueError, binascii.Error) as error:
        raise Refused("invalid_cursor") from error
    end = start + min(int(args.get("limit") or PAGE), LARGEST_PAGE)
    cursor = base64.b64encode(str(end).encode()).decode() if end < len(things) else ""
    return things[start:end], {"response_metadata": {"next_cursor": cursor}, "has_more": bool(cursor)}


def known(workspace: Workspace, args: Args) -> Channel:
    """The channel that the call asks about; the scope depends on its kind."""
    channel = workspace.find_channel(args.need("channel"))
    workspace.require(f"{SCOPE_FAMILY[channel.kind]}:read")
    return channel


def readable(workspace: Workspace, args: Args) -> Channel:
    """The channel, refused unless the app may read its messages."""
    channel = workspace.find_channel(args.need("channel"))
    workspace.require(f"{SCOPE_FAMILY[channel.kind]}:history")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel" if channel.kind == "channel" else "channel_not_found")
    return channel


def within(args: Args, messages: list[Message]) -> list[Message]:
    """The messages that `oldest` and `latest` leave: exclusive, unless `inclusive`."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    edge = args.flag("inclusive")
    return [m for m in messages if oldest < float(m.ts) < latest or (edge and float(m.ts) in (oldest, latest))]


@method("conversations.info")
def info(workspace: Workspace, args: Args) -> Json:
    return {"channel": show_channel(known(workspace, args))}


@method("conversations.open", scope="im:write")
def open_conversation(workspace: Workspace, args: Args) -> Json:
    user = args.need("users").split(",")[0]
    if user not in workspace.users:
        raise Refused("user_not_found")
    return {"channel": show_channel(workspace.direct_channel(user))}


@method("conversations.members")
def members(workspace: Workspace, args: Args) -> Json:
    found, more = page(args, sorted(known(workspace, args).members))
    return {"members": found, **more}


@method("conversations.history")
def history(workspace: Workspace, args: Args) -> Json:
    channel = readable(workspace, args)
    timeline = [m for m in workspace.log if m.channel == channel.id and not m.only_for]
    newest_first = [m for m in reversed(timeline) if not m.is_reply or m.broadcast]
    found, more = page(args, within(args, newest_first))
    return {"messages": [workspace.show(m) for m in found], **more}


@method("conversations.replies")
def replies(workspace: Workspace, args: Args) -> Json:
    """The thread, oldest first. As in Slack, every page starts with the thread's first message."""
    channel, root_ts = readable(workspace, args), args.need("ts")
    root = workspace.find_message(channel.id, root_ts)
    if root is None:
        raise Refused("thread_not_found")
    found, more = page(args, within(args, workspace.replies(channel.id, root_ts)))
    return {"messages": [workspace.show(m) for m in [root, *found]], **more}


@method("reactions.add", scope="reactions:write")
def reactions_add(workspace: Workspace, args: Args) -> Json:
    message, name = _reacted(workspace, args), args.need("name")
    users = message.reactions.setdefault(name, [])
    if BOT_USER in users:
        raise Refused("already_reacted")
    users.append(BOT_USER)
    return {}


@method("reactions.remove", scope="reactions:write")
def reactions_remove(workspace: Workspace, args: Args) -> Json:
    message, name = _reacted(workspace, args), args.need("name")
    if BOT_USER not in message.reactions.get(name, []):
        raise Refused("no_reaction")
    message.reactions[name].remove(BOT_USER)
    if not message.reactions[name]:
        del message.reactions[name]
    return {}


def _reacted(workspace: Workspace, args: Args) -> Message:
    channel = workspace.find_channel(args.need("channel"))
    message = workspace.find_message(channel.id, args.need("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    return message
