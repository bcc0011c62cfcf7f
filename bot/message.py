"""A message of the inbox: what somebody asked, where, and how far its answer has come."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where a message came in."""

    MENTION = "mention"
    DM = "dm"
    FOLLOW_UP = "follow_up"
    COMMAND = "command"
    CHECK = "check"  # /advisor check with a text
    SHORTCUT = "shortcut"  # Check this decision, on a message
    ASK_ABOUT = "ask_about"  # Ask Advisor about this, on a message
    AUTO = "auto"  # a question in a channel that nobody asked Advisor, tried because an admin switched that on
    FORM = "form"  # the facts of a check, stated or corrected; `text` names its card


class State(StrEnum):
    """received -> answering -> answered or failed; back to received when Slack could not be reached."""

    RECEIVED = "received"
    ANSWERING = "answering"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to answer, as plain text. `thread_ts` is where the answer goes ("" for a command)."""

    event_id: str
    kind: Kind
    team: str
    channel: str
    ts: str
    thread_ts: str
    user: str
    text: str
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A claimed message. `reply_ts` is its reply already in Slack; `attempts` counts claims, from 1."""

    id: str
    message: Message
    reply_ts: str | None
    attempts: int
    received_at: float  # seconds since the epoch


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages have no answer yet, and since how many seconds the oldest of them."""

    messages: int
    oldest_seconds: float
