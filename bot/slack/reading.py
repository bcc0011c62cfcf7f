"""Reads what a thread already says: page by page, and of that as much as a question takes along."""

from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient

from bot.model import Turn
from bot.slack.blocks import PLACEHOLDER
from bot.slack.plain import plain

PAGE, PAGES = 200, 10
TURNS, CHARACTERS = 20, 8_000


def messages(client: WebClient, channel: str, thread_ts: str | None) -> Iterator[dict[str, Any]]:
    """The thread's messages as Slack gives them, oldest first; without a thread the channel's, newest first."""
    seen: set[str] = set()  # each page of a thread begins with its first message
    cursor = None
    for _ in range(PAGES):
        page = _page(client, channel, thread_ts, cursor)
        for message in page.get("messages", []):
            if message["ts"] not in seen:
                seen.add(message["ts"])
                yield message
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def turns(client: WebClient, advisor: str, channel: str, thread_ts: str, before: str) -> tuple[Turn, ...]:
    """What was said in the thread before that ts, oldest first: the newest turns that fit the budget.

    `advisor` is Advisor's own user id.
    """
    kept: list[Turn] = []
    room = CHARACTERS
    earlier = [m for m in messages(client, channel, thread_ts) if m["ts"] < before and _says_something(m)]
    for message in reversed(earlier[-TURNS:]):
        turn = Turn(message.get("user") == advisor, plain(message["text"], advisor=advisor))
        room -= len(turn.text)
        if room < 0:
            break
        kept.append(turn)
    return tuple(reversed(kept))


def _page(client: WebClient, channel: str, thread_ts: str | None, cursor: str | None) -> dict[str, Any]:
    if thread_ts is None:
        read = client.conversations_history(channel=channel, limit=PAGE, cursor=cursor, include_all_metadata=True)
    else:
        read = client.conversations_replies(
            channel=channel, ts=thread_ts, limit=PAGE, cursor=cursor, include_all_metadata=True
        )
    return read.data if isinstance(read.data, dict) else {}


def _says_something(message: dict[str, Any]) -> bool:
    return bool(message.get("text")) and message["text"] != PLACEHOLDER
