"""Reads what a thread already says: page by page, and of that as much as a question takes along."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.model import Answer, Citation, Declined, Turn
from bot.slack.blocks import PLACEHOLDER
from bot.slack.plain import plain

PAGE, PAGES = 200, 25
"""Slack gives a thread from its beginning, so that the newest of 5,000 messages take 25 calls; longer ones are cut."""
TURNS = 20
"""At most: what was said before them is another subject by then."""
TOKENS, CHARACTERS_PER_TOKEN = 2_000, 4
"""The budget: a little more than the passages take (8 of about 200 tokens), so that talk does not outweigh evidence."""

Said = Callable[[str], Answer | Declined | None]
"""The reply that Advisor gave under this id, None when it is not known."""


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


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads threads for Advisor, whose own user id is `advisor`."""

    client: WebClient
    advisor: str
    said: Said

    def turns(self, channel: str, thread_ts: str, before: str) -> tuple[Turn, ...]:
        """What was said in the thread before that ts, oldest first: the newest turns that fit the budget."""
        read = messages(self.client, channel, thread_ts)
        earlier = deque((m for m in read if m["ts"] < before and _says_something(m)), maxlen=TURNS)
        kept: list[Turn] = []
        room = TOKENS * CHARACTERS_PER_TOKEN
        for message in reversed(earlier):
            turn = self._turn(message)
            room -= len(turn.text)
            if room < 0:
                break
            kept.append(turn)
        return tuple(reversed(kept))

    def _turn(self, message: dict[str, Any]) -> Turn:
        by_advisor = message.get("user") == self.advisor
        reply = self.said(_answered(message)) if by_advisor else None
        if isinstance(reply, Answer):
            return Turn(True, with_sources(reply))
        return Turn(by_advisor, plain(message["text"], advisor=self.advisor))


def with_sources(reply: Answer) -> str:
    """An answer as a later question may refer to it: its text, and what stands behind each `[1]`."""
    return "\n".join([reply.markdown, *(f"[{c.number}] {_place(c)}: “{c.quote}”" for c in reply.citations)])


def _place(citation: Citation) -> str:
    return f"{' › '.join((citation.title, *citation.heading))} ({citation.source})"


def _answered(message: dict[str, Any]) -> str:
    """The id of what a message of Advisor's answers, "" when it answers nothing."""
    return str(((message.get("metadata") or {}).get("event_payload") or {}).get("answers", ""))


def _page(client: WebClient, channel: str, thread_ts: str | None, cursor: str | None) -> dict[str, Any]:
    if thread_ts is None:
        read = client.conversations_history(channel=channel, limit=PAGE, cursor=cursor, include_all_metadata=True)
    else:
        read = client.conversations_replies(
            channel=channel, ts=thread_ts, limit=PAGE, cursor=cursor, include_all_metadata=True
        )
    return read.data if isinstance(read.data, dict) else {}


def _says_something(message: dict[str, Any]) -> bool:
    growing = message.get("streaming_state") == "in_progress"
    return bool(message.get("text")) and message["text"] != PLACEHOLDER and not growing
