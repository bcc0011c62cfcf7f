"""What people do in Slack, so that tests read as sentences: `slack.user("U1").mentions("C1", "Fine-tune or RAG?")`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.fakes.slack import events, interactions
from tests.fakes.slack.entities import SharedFile, View
from tests.fakes.slack.events import Event
from tests.fakes.slack.identity import BOT_USER
from tests.fakes.slack.interactions import Entered
from tests.fakes.slack.messages import Message
from tests.fakes.slack.refusal import Json
from tests.fakes.slack.sockets import Delivery
from tests.fakes.slack.workspace import Workspace

TOKEN = re.compile(r"<(?:[@#!][^<>]+|[a-z]+:[^<>]+)>")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True)
class Said:
    """A message that a person wrote, stored in the workspace, and the deliveries that told the app about it."""

    message: Message
    deliveries: tuple[Delivery, ...]
    channel: str = field(init=False)
    ts: str = field(init=False)
    root: str = field(init=False)  # the ts of the thread in which it belongs to be answered

    def __post_init__(self) -> None:
        for name in ("channel", "ts", "root"):
            object.__setattr__(self, name, getattr(self.message, name))

    def acked_within(self, seconds: float) -> bool:
        """Whether the app acked every delivery within so many seconds of getting it."""
        return all(delivery.acked_within(seconds) for delivery in self.deliveries)


@dataclass(frozen=True)
class Person:
    """One user of the workspace. Each method does what the user does, and delivers what Slack makes of it."""

    id: str
    workspace: Workspace
    deliver: Callable[[Event], Delivery]

    def mentions(self, channel: str, text: str, *, thread_ts: str | None = None, twin: bool = True) -> Said:
        """`@Advisor text`: an app_mention and, unless `twin` is False, the message event of the same message."""
        message = self._write(channel, f"<@{BOT_USER}> {text}", thread_ts)
        told = [self.deliver(events.app_mention(self.workspace, message))]
        if twin:
            told.append(self.deliver(events.message_posted(self.workspace, message)))
        return Said(message, tuple(told))

    def says(self, channel: str, text: str, *, thread_ts: str | None = None) -> Said:
        """A message in a channel that mentions nobody."""
        message = self._write(channel, text, thread_ts)
        return Said(message, (self.deliver(events.message_posted(self.workspace, message)),))

    def says_in_dm(self, text: str, *, thread_ts: str | None = None) -> Said:
        return self.says(self.workspace.direct_channel(self.id).id, text, thread_ts=thread_ts)

    def replies(self, channel: str, thread_ts: str, text: str) -> Said:
        return self.says(channel, text, thread_ts=thread_ts)

    def edits(self, message: Message, text: str) -> Delivery:
        with self.workspace.changed:
            before = self.workspace.show(message)
            message.text, message.edited = typed(text), True
            return self.deliver(events.message_changed(self.workspace, message, before))

    def deletes(self, message: Message) -> Delivery:
        with self.workspace.changed:
            event = events.message_deleted(self.workspace, message)
            self.workspace.log.remove(message)
        return self.deliver(event)

    def runs(self, command: str, text: str = "", *, channel: str = "C1") -> Delivery:
        """A slash command."""
        self.workspace.channel(channel).members.add(self.id)
        return self.deliver(events.slash_command(self.workspace, self.id, channel, command, typed(text)))

    def clicks(self, where: Message | View, action_id: str, choice: Entered = None) -> Delivery:
        """Uses a control that is shown in a message or view; `choice` as in `interactions.action`."""
        blocks = where.body["blocks"] if isinstance(where, View) else where.blocks
        action = interactions.action(blocks, action_id, choice, self.workspace.new_ts())
        return self.deliver(events.block_actions(self.workspace, self.id, where, [action]))

    def submits(self, view: View, entered: Mapping[str, Entered] | None = None) -> Delivery:
        """Sends a modal with what was entered by action_id; the app's ack closes, changes or refuses it."""
        values = interactions.state(view.body["blocks"], entered or {})
        return self.deliver(events.view_submission(self.workspace, self.id, view, values))

    def closes(self, view: View) -> Delivery | None:
        """Closes a modal; told to the app only when the view asks for it."""
        view.closed = True
        if not view.body.get("notify_on_close"):
            return None
        return self.deliver(events.view_closed(self.workspace, self.id, view))

    def uses_shortcut(self, callback_id: str, message: Message) -> Delivery:
        """A message shortcut."""
        return self.deliver(events.message_action(self.workspace, self.id, message, callback_id))

    def opens_home(self) -> Delivery:
        return self.deliver(events.app_home_opened(self.workspace, self.id, "home"))

    def opens_dm(self) -> Delivery:
        return self.deliver(events.app_home_opened(self.workspace, self.id, "messages"))

    def stops(self, channel: str, thread_ts: str) -> Delivery:
        """The Stop button of an agent session."""
        return self.deliver(events.agent_session_stopped(self.workspace, self.id, channel, thread_ts))

    def shares_file(
        self,
        channel: str,
        name: str,
        content: bytes,
        *,
        text: str = "",
        thread_ts: str | None = None,
        twin: bool = True,
        **about: object,
    ) -> Said:
        """An upload: a message with subtype file_share and, unless `twin` is False, the event file_shared.

        `about` sets fields of the file.
        """
        file = SharedFile(self.workspace.new_id("F"), name, content, self.id, **about)  # type: ignore[arg-type]
        self.workspace.files[file.id] = file
        message = self._write(channel, text, thread_ts, files=[self.workspace.show_file(file)])
        told = [self.deliver(events.message_posted(self.workspace, message))]
        if twin:
            told.append(self.deliver(events.file_shared(self.workspace, self.id, channel, file.id)))
        return Said(message, tuple(told))

    def _write(self, channel: str, text: str, thread_ts: str | None, files: list[Json] | None = None) -> Message:
        with self.workspace.changed:
            self.workspace.channel(channel)
            message = Message(channel, self.workspace.new_ts(), self.id, typed(text), thread_ts=thread_ts)
            message.blocks = [rich_text(text)] if text else []
            message.files, message.subtype = files or [], "file_share" if files else None
            return self.workspace.store(message)


def typed(text: str) -> str:
    """The text as Slack sends it: `&`, `<`, `>` escaped, except in tokens like <@U1> and <https://…>."""
    escaped, end = "", 0
    for token in TOKEN.finditer(text):
        escaped += _escape(text[end : token.start()]) + token.group()
        end = token.end()
    return escaped + _escape(text[end:])


def rich_text(text: str) -> Json:
    """The block that Slack's composer makes of a message; mentions become elements of their own."""
    parts = re.split(r"<@([UW]\w+)>", text)
    elements = [
        {"type": "user", "user_id": p} if i % 2 else {"type": "text", "text": p} for i, p in enumerate(parts) if p
    ]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _escape(text: str) -> str:
    return "".join(ENTITIES.get(character, character) for character in text)
