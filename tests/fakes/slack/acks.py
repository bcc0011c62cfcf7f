"""What an ack's payload does: answers a slash command, or refuses, changes, stacks or closes a modal."""

from tests.fakes.slack import respond
from tests.fakes.slack.entities import ResponseUrl
from tests.fakes.slack.events import COMMANDS, Event
from tests.fakes.slack.limits import check_view
from tests.fakes.slack.methods.registry import Args
from tests.fakes.slack.refusal import Json
from tests.fakes.slack.workspace import Workspace


def take_effect(workspace: Workspace, event: Event, payload: Json | None) -> None:
    """Applies the first ack of this event to the workspace; raises Refused for a payload that Slack would not show."""
    if event.kind == COMMANDS and payload:
        url = ResponseUrl(event.payload["channel_id"], event.payload["user_id"], workspace.clock.now())
        respond.answer(workspace, url, Args(payload))
    elif event.payload.get("type") == "view_submission":
        _submitted(workspace, event.payload["view"]["id"], payload or {})


def _submitted(workspace: Workspace, view_id: str, payload: Json) -> None:
    view = next((v for v in workspace.modals if v.id == view_id), None)
    if view is None:
        return
    action = payload.get("response_action")
    if action == "errors":
        view.errors = dict(payload.get("errors", {}))
    elif action == "update":
        check_view(payload["view"])
        workspace.change_view(view, payload["view"])
    elif action == "push":
        check_view(payload["view"])
        workspace.modals.append(workspace.make_view(view.user, payload["view"]))
    else:
        for shown in workspace.modals:
            shown.closed = shown.closed or shown is view or (action == "clear" and shown.user == view.user)
