"""response_urls: five uses within thirty minutes, ephemeral unless said otherwise."""

from tests.fakes.slack.entities import ResponseUrl
from tests.fakes.slack.identity import BOT_USER
from tests.fakes.slack.limits import check_message
from tests.fakes.slack.messages import Message
from tests.fakes.slack.methods.registry import Args
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace, with_ids

MOST_USES = 5
LIFE = 30 * 60.0
REFUSED_STATUS = 404


def use(workspace: Workspace, key: str, body: Json) -> Json:
    """Does what was posted to the response_url; raises Refused when it is used up, expired or unknown."""
    url = workspace.response_urls.get(key)
    if url is None:
        raise Refused("no_such_url")
    if workspace.clock.now() - url.issued > LIFE:
        raise Refused("expired_url")
    if url.uses >= MOST_USES:
        raise Refused("used_url")
    answer(workspace, url, Args(body))
    url.uses += 1
    return {"ok": True}


def answer(workspace: Workspace, url: ResponseUrl, args: Args) -> None:
    """Posts, replaces or deletes, as the body asks; also what an ack with a payload does after a slash command."""
    original = next((m for m in workspace.log if (m.channel, m.ts) == (url.channel, url.message_ts)), None)
    if args.flag("delete_original") and original:
        workspace.log.remove(original)
        return
    text, blocks = args.text("text"), args.objects("blocks")
    check_message(text, blocks, has_other_content=bool(args.get("attachments")))
    if args.flag("replace_original") and original:
        original.text, original.blocks, original.edited = text, with_ids(blocks), True
        return
    public = args.text("response_type") == "in_channel"
    message = Message(url.channel, workspace.new_ts(), BOT_USER, text, by_app=True, blocks=blocks)
    message.thread_ts = args.text("thread_ts") or None
    message.only_for = None if public else url.user
    message.options = {name: args[name] for name in ("unfurl_links", "unfurl_media") if name in args}
    workspace.store(message)
