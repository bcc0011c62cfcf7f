"""Messages as the workspace keeps them, and as Slack shows them to an app."""

from dataclasses import dataclass, field

from tests.fakes.slack.refusal import Json


@dataclass
class Message:
    """One message. `user` is who wrote it, `by_app` whether that was the app under test.

    A streamed message collects its Markdown in `text`, its task cards (last state of each id) in `tasks`, and has
    `streaming` set until it is stopped. An ephemeral one has `only_for` set to the user who sees it.
    """

    channel: str
    ts: str
    user: str
    text: str
    by_app: bool = False
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    options: Json = field(default_factory=dict)  # unfurl_links, link_names, parse: as the app sent them
    subtype: str | None = None
    broadcast: bool = False
    edited: bool = False
    only_for: str | None = None
    streaming: bool = False
    streamed: bool = False
    stream_started: float = 0.0
    tasks: dict[str, Json] = field(default_factory=dict)
    plan_title: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        seen_by = f" (only {self.only_for} sees it)" if self.only_for else ""
        state = " (streaming)" if self.streaming else ""
        where = f"{self.channel} {self.ts} in thread {self.thread_ts}"
        return f"{where} {self.user}{seen_by}{state}: {self.text} {self.blocks}"

    @property
    def root(self) -> str:
        """The ts of the thread that an answer to this message belongs to."""
        return self.thread_ts or self.ts

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


def as_json(message: Message, bot_id: str, app_id: str, team_id: str) -> Json:
    """The message object in Web API answers and interaction payloads."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": team_id,
    }
    if message.by_app:
        shown |= {"bot_id": bot_id, "app_id": app_id}
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.streamed:
        shown["streaming_state"] = "in_progress" if message.streaming else "completed"
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.ts}
    if message.reactions:
        shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()]
    optional = {
        "subtype": message.subtype,
        "blocks": [*_cards(message), *message.blocks],
        "attachments": message.attachments,
        "metadata": message.metadata,
        "files": message.files,
    }
    return shown | {name: value for name, value in optional.items() if value}


def _cards(message: Message) -> list[Json]:
    """The task cards of a stream as the blocks that Slack makes of them (by its docs; not seen in a live workspace)."""
    cards = [
        {"type": "task_card", "task_id": card["id"]}
        | {name: card[name] for name in ("title", "status") if name in card}
        for card in message.tasks.values()
    ]
    if cards and message.options.get("task_display_mode") == "plan":
        return [{"type": "plan", "title": message.plan_title or "", "tasks": cards}]
    return cards


def thread_summary(replies: list[Message]) -> Json:
    """What the first message of a thread tells about its replies."""
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": replies[0].thread_ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
    }
