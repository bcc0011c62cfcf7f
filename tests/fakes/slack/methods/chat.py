"""chat.postMessage, update, delete, postEphemeral, getPermalink."""

from tests.fakes.slack.entities import Channel
from tests.fakes.slack.identity import BOT_USER
from tests.fakes.slack.limits import check_markdown, check_message
from tests.fakes.slack.messages import Message
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace, with_ids

OPTIONS = (
    "unfurl_links",
    "unfurl_media",
    "link_names",
    "parse",
    "mrkdwn",
    "username",
    "icon_emoji",
    "icon_url",
)


def postable(workspace: Workspace, channel_id: str) -> Channel:
    """The channel, refused unless the app may write there."""
    channel = workspace.find_channel(channel_id)
    if channel.archived:
        raise Refused("is_archived")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def content(args: Args) -> tuple[str, list[Json]]:
    """The text and blocks of a call, refused where they break a limit; `markdown_text` stands for both."""
    markdown, blocks = args.text("markdown_text"), args.objects("blocks")
    if markdown and (blocks or args.text("text")):
        raise Refused("markdown_text_conflict")
    check_markdown(markdown)
    check_message(markdown or args.text("text"), blocks, has_other_content=bool(args.get("attachments")))
    return markdown or args.text("text"), blocks


def own_message(workspace: Workspace, args: Args, refusal: str) -> Message:
    """The app's message that the call names by channel and ts."""
    channel = workspace.find_channel(args.need("channel"))
    message = workspace.find_message(channel.id, args.need("ts"))
    if message is None:
        raise Refused("message_not_found")
    if not message.by_app:
        raise Refused(refusal)
    return message


@method("chat.postMessage", scope="chat:write")
def post_message(workspace: Workspace, args: Args) -> Json:
    channel = postable(workspace, args.need("channel"))
    text, blocks = content(args)
    message = Message(
        channel=channel.id,
        ts=workspace.new_ts(),
        user=BOT_USER,
        text=text,
        by_app=True,
        thread_ts=args.text("thread_ts") or None,
        blocks=blocks,
        attachments=args.objects("attachments"),
        metadata=args.get("metadata"),
        options={name: args[name] for name in OPTIONS if name in args},
        broadcast=args.flag("reply_broadcast"),
        subtype="thread_broadcast" if args.flag("reply_broadcast") else None,
    )
    workspace.store(message)
    workspace.statuses.pop((channel.id, message.root), None)  # Slack clears the status when the app answers
    return {"channel": channel.id, "ts": message.ts, "message": workspace.show(message)}


@method("chat.update", scope="chat:write")
def update(workspace: Workspace, args: Args) -> Json:
    message = own_message(workspace, args, "cant_update_message")
    if message.streaming:
        raise Refused("streaming_state_conflict")
    text, blocks = content(args)
    replaced = args.text("text") or args.text("markdown_text")
    if "blocks" in args or replaced:  # text alone takes the old blocks away; neither keeps them
        message.blocks = with_ids(blocks)
    message.text = text or message.text
    message.edited = True
    message.metadata = args.get("metadata", message.metadata)
    message.options |= {name: args[name] for name in OPTIONS if name in args}
    if message.streamed:
        message.tasks, message.plan_title = {}, None
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": workspace.show(message),
    }


@method("chat.delete", scope="chat:write")
def delete(workspace: Workspace, args: Args) -> Json:
    message = own_message(workspace, args, "cant_delete_message")
    workspace.log.remove(message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(workspace: Workspace, args: Args) -> Json:
    channel, user = postable(workspace, args.need("channel")), args.need("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    text, blocks = content(args)
    message = Message(
        channel.id,
        workspace.new_ts(),
        BOT_USER,
        text,
        True,
        args.text("thread_ts") or None,
        blocks,
        only_for=user,
    )
    message.options = {name: args[name] for name in OPTIONS if name in args}
    workspace.store(message)
    return {"message_ts": message.ts}


@method("chat.getPermalink")
def get_permalink(workspace: Workspace, args: Args) -> Json:
    channel = workspace.find_channel(args.need("channel"))
    if workspace.find_message(channel.id, args.need("message_ts")) is None:
        raise Refused("message_not_found")
    path = f"archives/{channel.id}/p{args['message_ts'].replace('.', '')}"
    return {"channel": channel.id, "permalink": f"{workspace.base_url}{path}"}
