"""What all posts of Advisor's share: blocks, the same in one text, and no previews of what they link to."""

from typing import Any

from slack_sdk import WebClient

from bot.slack.blocks import Rendered

NO_PREVIEWS: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
"""A preview fetches what a document links to."""

Metadata = dict[str, object]


def post(
    client: WebClient, channel: str, message: Rendered, thread_ts: str | None = None, metadata: Metadata | None = None
) -> str:
    """The ts of the message, which stands there now. Raises SLACK_ERRORS; it may stand there all the same then."""
    posted = client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        text=message.text,
        blocks=list(message.blocks),
        metadata=metadata,
        **NO_PREVIEWS,
    )
    return str(posted["ts"])


def repost(client: WebClient, channel: str, ts: str, message: Rendered, metadata: Metadata | None = None) -> None:
    """Puts the message in the place of the one with this ts. Raises SLACK_ERRORS; it can be repeated."""
    client.chat_update(
        channel=channel,
        ts=ts,
        text=message.text,
        blocks=list(message.blocks),
        metadata=metadata,
        **NO_PREVIEWS,
    )
