"""The workspace's state: people, channels, messages, files, views, sessions. Holds no socket and no thread."""

import copy
import re
import threading
from itertools import count

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.entities import Channel, ResponseUrl, SharedFile, User, View
from tests.fakes.slack.identity import APP_ID, BOT_ID, BOT_NAME, BOT_USER, SCOPES, TEAM_ID
from tests.fakes.slack.messages import Message, as_json, thread_summary
from tests.fakes.slack.refusal import Json, Refused

STATUS_LIFE = 120.0
"""Seconds after which Slack takes a status away by itself."""


class Workspace:
    """Everything that Slack remembers. Guarded by `changed`, a condition notified after every change."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changed = threading.Condition()
        self.base_url = ""  # http://127.0.0.1:PORT/, known once the server listens
        self.scopes = set(SCOPES)
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, list[str]] = {}  # user group id -> user ids
        self.handles: dict[str, str] = {}  # user group id -> handle
        self.log: list[Message] = []
        self.files: dict[str, SharedFile] = {}
        self.uploads: dict[str, SharedFile] = {}  # begun by the app, and not yet shared
        self.modals: list[View] = []
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, tuple[str, float]] = {}  # trigger_id -> user, issued
        self.response_urls: dict[str, ResponseUrl] = {}
        self.statuses: dict[tuple[str, str], tuple[str, float]] = {}  # (channel, thread_ts) -> status, set at
        self.sessions: dict[tuple[str, str], Json] = {}  # (channel, thread_ts) -> status and title of the session
        self.titles: dict[tuple[str, str], str] = {}
        self.prompts: dict[str, list[Json]] = {}  # channel -> suggested prompts
        self.tickets: set[str] = set()  # Socket Mode links handed out and not yet used
        self._ids = count(1)
        self._last_ts = 0
        self.user(BOT_USER, name=BOT_NAME, bot=True)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._ids):08d}"

    def new_ts(self) -> str:
        """A message ts that no other message has, later than all before it."""
        with self.changed:
            self._last_ts = max(self._last_ts + 1, int(self.clock.now() * 1_000_000))
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def user(self, user_id: str, **about: object) -> User:
        """The user with this id, made on first mention; `about` sets fields."""
        user = self.users.setdefault(user_id, User(user_id, user_id.lower()))
        for name, value in about.items():
            setattr(user, name, value)
        return user

    def channel(self, channel_id: str, **about: object) -> Channel:
        """The channel with this id, made on first mention with the app in it; G… is private, D… a direct message."""
        kind = {"G": "group", "D": "im"}.get(channel_id[0], "channel")
        made = Channel(channel_id, channel_id.lower(), kind, {BOT_USER})
        channel = self.channels.setdefault(channel_id, made)
        for name, value in about.items():
            setattr(channel, name, value)
        return channel

    def direct_channel(self, user_id: str) -> Channel:
        """The direct message channel of the app and this user."""
        channel = self.channel(f"D{user_id[1:]}")
        channel.members.add(user_id)
        return channel

    def find_channel(self, channel_id: str) -> Channel:
        """The channel that an API call names; a user id stands for the direct message, as in Slack."""
        if channel_id in self.users and channel_id != BOT_USER:
            return self.direct_channel(channel_id)
        if channel_id not in self.channels:
            raise Refused("channel_not_found")
        return self.channels[channel_id]

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        return next((m for m in self.log if (m.channel, m.ts, m.only_for) == (channel_id, ts, None)), None)

    def store(self, message: Message) -> Message:
        """Keeps the message, its blocks copied and given the ids that Slack would give them."""
        message.blocks = with_ids(message.blocks)
        self.log.append(message)
        self.channel(message.channel).members.add(message.user)
        self.changed.notify_all()
        return message

    def status(self, channel_id: str, thread_ts: str) -> str:
        """The status shown under the thread; empty when there is none, or when it has run out."""
        status, since = self.statuses.get((channel_id, thread_ts), ("", 0.0))
        return status if self.clock.now() - since <= STATUS_LIFE else ""

    def require(self, scope: str) -> None:
        """Refuses the call unless the app was granted this scope."""
        if scope not in self.scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def replies(self, channel_id: str, root: str) -> list[Message]:
        return [
            m for m in self.log if m.channel == channel_id and m.thread_ts == root and m.is_reply and not m.only_for
        ]

    def show(self, message: Message) -> Json:
        """The message object that the API gives for it, the thread's summary included."""
        shown = as_json(message, BOT_ID, APP_ID, TEAM_ID)
        return shown if message.is_reply else shown | thread_summary(self.replies(message.channel, message.ts))

    def new_trigger(self, user_id: str) -> str:
        trigger = f"{next(self._ids)}.{self.new_ts()}"
        self.triggers[trigger] = (user_id, self.clock.now())
        return trigger

    def new_response_url(self, channel: str, user: str, message_ts: str | None = None) -> str:
        key = self.new_id("R")
        self.response_urls[key] = ResponseUrl(channel, user, self.clock.now(), message_ts)
        return f"{self.base_url}response/{key}"

    def show_file(self, file: SharedFile) -> Json:
        """The file object; `url_private` answers to the app's token only."""
        address, name = f"{self.base_url}files-pri/{TEAM_ID}-{file.id}", re.sub(r"[^a-z0-9.]+", "_", file.name.lower())
        return {
            "id": file.id,
            "name": file.name,
            "title": file.name,
            "mimetype": file.mimetype,
            "filetype": file.name.rpartition(".")[2],
            "user": file.user,
            "size": len(file.content),
            "mode": "hosted",
            "url_private": file.url or f"{address}/{name}",
            "url_private_download": file.url or f"{address}/download/{name}",
        }

    def make_view(self, user_id: str, body: Json) -> View:
        return View(self.new_id("V"), user_id, body | {"blocks": with_ids(body["blocks"])}, self.new_id("hash"))

    def change_view(self, view: View, body: Json) -> None:
        view.body = body | {"blocks": with_ids(body["blocks"])}
        view.hash, view.errors = self.new_id("hash"), {}

    def show_view(self, view: View) -> Json:
        """The view object, its state left out."""
        defaults: Json = {
            "private_metadata": "",
            "callback_id": "",
            "title": None,
            "submit": None,
            "close": None,
        }
        ids = {"id": view.id, "hash": view.hash, "team_id": TEAM_ID, "app_id": APP_ID, "bot_id": BOT_ID}
        return defaults | view.body | ids | {"root_view_id": view.id, "app_installed_team_id": TEAM_ID}


def with_ids(blocks: list[Json]) -> list[Json]:
    """A deep copy in which each block has a block_id and each interactive element an action_id."""
    copied = copy.deepcopy(blocks)
    for number, block in enumerate(copied):
        block.setdefault("block_id", f"b{number}")
        for place, element in enumerate(elements_of(block)):
            element.setdefault("action_id", f"a{place}")
    return copied


def elements_of(block: Json) -> list[Json]:
    """The interactive elements that a block holds directly."""
    held = [block.get("accessory"), block.get("element")]
    if block.get("type") in {"actions", "context_actions", "card"}:
        held += [*block.get("elements", []), *block.get("actions", [])]
    return [element for element in held if isinstance(element, dict) and element.get("type") != "image"]
