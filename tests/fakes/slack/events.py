"""What Slack sends to an app, as realistic payloads. Each builder returns an `Event`, ready for `slack.deliver`.

An `Event` keeps its ids, so that delivering it twice is a re-delivery; building it twice is two events.
"""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.fakes.slack.entities import View
from tests.fakes.slack.identity import APP_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID
from tests.fakes.slack.messages import Message
from tests.fakes.slack.refusal import Json
from tests.fakes.slack.workspace import Workspace

EVENTS, COMMANDS, INTERACTIVE = "events_api", "slash_commands", "interactive"
VERIFICATION_TOKEN = "fake-verification-token"


@dataclass(frozen=True)
class Event:
    """One thing to deliver: the Socket Mode envelope's type, and the payload that HTTP mode would post."""

    kind: str
    payload: Json
    accepts_response: bool = False

    @property
    def event_id(self) -> str | None:
        found = self.payload.get("event_id")
        return str(found) if found else None

    def http_body(self) -> tuple[str, str]:
        """The body and content type of the same thing in HTTP mode."""
        form = "application/x-www-form-urlencoded"
        if self.kind == EVENTS:
            return json.dumps(self.payload), "application/json"
        fields = {"payload": json.dumps(self.payload)} if self.kind == INTERACTIVE else self.payload
        return urlencode(fields), form


def callback(workspace: Workspace, event: Json, team_id: str = TEAM_ID) -> Event:
    """An Events API callback around any inner event."""
    authorization = {"enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT_USER, "is_bot": True}
    payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": team_id,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.clock.now()),
        "authorizations": [authorization | {"is_enterprise_install": False}],
        "is_ext_shared_channel": team_id != TEAM_ID,
        "event_context": workspace.new_id("4-context"),
    }
    return Event(EVENTS, payload)


def _said(workspace: Workspace, message: Message) -> Json:
    shown = workspace.show(message)
    if message.is_reply:
        parent = workspace.find_message(message.channel, message.root)
        shown |= {"parent_user_id": parent.user} if parent else {}
    for summary in ("reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked"):
        shown.pop(summary, None)
    return shown | {"channel": message.channel, "event_ts": message.ts}


def message_posted(workspace: Workspace, message: Message) -> Event:
    """The `message` event of any new message: in a channel, a thread, a direct message; by a person or an app."""
    team = workspace.user(message.user).team_id
    kind = workspace.channel(message.channel).kind
    return callback(workspace, _said(workspace, message) | {"channel_type": kind}, team)


def app_mention(workspace: Workspace, message: Message) -> Event:
    """The `app_mention` twin of a message that mentions the app."""
    event = _said(workspace, message) | {"type": "app_mention"}
    event.pop("subtype", None)
    return callback(workspace, event, workspace.user(message.user).team_id)


def message_changed(workspace: Workspace, message: Message, before: Json) -> Event:
    return _about_message(workspace, message, "message_changed", {"message": workspace.show(message)}, before)


def message_deleted(workspace: Workspace, message: Message) -> Event:
    before = workspace.show(message)
    return _about_message(workspace, message, "message_deleted", {"deleted_ts": message.ts}, before)


def _about_message(workspace: Workspace, message: Message, subtype: str, about: Json, before: Json) -> Event:
    now = workspace.new_ts()
    event: Json = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": message.channel,
        "ts": now,
    }
    kind = workspace.channel(message.channel).kind
    return callback(workspace, event | about | {"previous_message": before, "event_ts": now, "channel_type": kind})


def app_home_opened(workspace: Workspace, user: str, tab: str) -> Event:
    """`tab` is home or messages: the direct message of an agent_view app was opened."""
    channel = workspace.direct_channel(user).id
    event: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
    event["event_ts"] = workspace.new_ts()
    if tab == "home" and user in workspace.homes:
        event["view"] = workspace.show_view(workspace.homes[user])
    return callback(workspace, event)


def agent_session_stopped(workspace: Workspace, user: str, channel: str, thread_ts: str) -> Event:
    """The Stop button: the streams of the thread are stopped by Slack itself, and named."""
    streaming = [m for m in workspace.replies(channel, thread_ts) if m.streaming]
    for message in streaming:
        message.streaming = False
    event = {
        "type": "agent_session_stopped",
        "channel": channel,
        "user": user,
        "thread_ts": thread_ts,
        "streaming_message_ts": [message.ts for message in streaming],
        "event_ts": workspace.new_ts(),
    }
    return callback(workspace, event)


def file_shared(workspace: Workspace, user: str, channel: str, file_id: str) -> Event:
    """Ids only, as Slack sends it: the file itself comes from files.info."""
    event = {
        "type": "file_shared",
        "file_id": file_id,
        "user_id": user,
        "file": {"id": file_id},
        "channel_id": channel,
    }
    return callback(workspace, event | {"event_ts": workspace.new_ts()})


def slash_command(workspace: Workspace, user: str, channel: str, command: str, text: str) -> Event:
    payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel,
        "channel_name": workspace.channel(channel).name,
        "user_id": user,
        "user_name": workspace.user(user).name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": workspace.new_response_url(channel, user),
        "trigger_id": workspace.new_trigger(user),
    }
    return Event(COMMANDS, payload, accepts_response=True)


def interaction(workspace: Workspace, kind: str, user: str, about: Json) -> Event:
    """Any interactive payload: `about` is what is special to this kind."""
    person = workspace.user(user)
    payload = {
        "type": kind,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": person.team_id},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "trigger_id": workspace.new_trigger(user),
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    return Event(INTERACTIVE, payload | about, accepts_response=kind == "view_submission")


def block_actions(workspace: Workspace, user: str, where: Message | View, actions: list[Json]) -> Event:
    """Clicks in a message or view; the action objects are as `interactions.action` makes them, or forged."""
    if isinstance(where, View):
        container: Json = {"type": "view", "view_id": where.id}
        view = workspace.show_view(where) | {"state": {"values": {}}}
        return interaction(workspace, "block_actions", user, {"container": container, "view": view, "actions": actions})
    container = {"type": "message", "message_ts": where.ts, "channel_id": where.channel}
    container["is_ephemeral"] = where.only_for is not None
    about: Json = {"container": container, "channel": _channel(workspace, where.channel), "actions": actions}
    about["state"] = {"values": {}}
    about["response_url"] = workspace.new_response_url(where.channel, user, where.ts)
    if where.thread_ts:
        container["thread_ts"] = where.thread_ts
    if where.only_for is None:  # Slack does not keep ephemeral messages: it cannot send them back
        about["message"] = workspace.show(where)
    return interaction(workspace, "block_actions", user, about)


def message_action(workspace: Workspace, user: str, message: Message, callback_id: str) -> Event:
    """A message shortcut."""
    about = {
        "callback_id": callback_id,
        "action_ts": workspace.new_ts(),
        "message_ts": message.ts,
        "channel": _channel(workspace, message.channel),
        "message": workspace.show(message),
        "response_url": workspace.new_response_url(message.channel, user, message.ts),
    }
    return interaction(workspace, "message_action", user, about)


def view_submission(workspace: Workspace, user: str, view: View, values: Json) -> Event:
    """`values` is Slack's state: block_id -> action_id -> value object."""
    shown = workspace.show_view(view) | {"state": {"values": values}}
    return interaction(workspace, "view_submission", user, {"view": shown, "response_urls": []})


def view_closed(workspace: Workspace, user: str, view: View) -> Event:
    shown = workspace.show_view(view) | {"state": {"values": {}}}
    return interaction(workspace, "view_closed", user, {"view": shown, "is_cleared": False})


def _channel(workspace: Workspace, channel: str) -> Json:
    found = workspace.channel(channel)
    return {"id": channel, "name": "directmessage" if found.kind == "im" else found.name}
