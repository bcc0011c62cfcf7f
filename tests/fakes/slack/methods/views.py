"""views.open, push, update, publish: modals and the Home tab."""

from tests.fakes.slack.entities import View
from tests.fakes.slack.limits import check_view
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace

TRIGGER_LIFE = 3.0
"""Seconds in which a trigger_id opens a modal, once."""
STACKED = 3


@method("views.open")
def views_open(workspace: Workspace, args: Args) -> Json:
    user, view = _triggered(workspace, args), _view(args, "modal")
    for open_view in workspace.modals:
        open_view.closed = open_view.closed or open_view.user == user
    return {"view": workspace.show_view(_keep(workspace, user, view))}


@method("views.push")
def views_push(workspace: Workspace, args: Args) -> Json:
    user, view = _triggered(workspace, args), _view(args, "modal")
    if sum(not shown.closed and shown.user == user for shown in workspace.modals) >= STACKED:
        raise Refused("push_limit_reached")
    return {"view": workspace.show_view(_keep(workspace, user, view))}


@method("views.update")
def views_update(workspace: Workspace, args: Args) -> Json:
    view_id, external = args.text("view_id"), args.text("external_id")
    known = [*workspace.modals, *workspace.homes.values()]
    found = next((v for v in known if v.id == view_id or (external and v.body.get("external_id") == external)), None)
    if found is None or found.closed:
        raise Refused("not_found")
    if args.get("hash") not in (None, found.hash):
        raise Refused("hash_conflict")
    workspace.change_view(found, _view(args, str(found.body["type"])))
    return {"view": workspace.show_view(found)}


@method("views.publish")
def views_publish(workspace: Workspace, args: Args) -> Json:
    user, view = args.need("user_id"), _view(args, "home")
    if user not in workspace.users:
        raise Refused("user_not_found")
    shown = workspace.homes.get(user)
    if shown is None:
        shown = workspace.homes[user] = workspace.make_view(user, view)
    elif args.get("hash") not in (None, shown.hash):
        raise Refused("hash_conflict")
    else:
        workspace.change_view(shown, view)
    return {"view": workspace.show_view(shown)}


def _triggered(workspace: Workspace, args: Args) -> str:
    """The user behind the call's trigger_id, which is used up by this."""
    trigger = args.need("trigger_id")
    if trigger not in workspace.triggers:
        raise Refused("invalid_trigger_id")
    user, issued = workspace.triggers.pop(trigger)
    if workspace.clock.now() - issued > TRIGGER_LIFE:
        raise Refused("expired_trigger_id")
    return user


def _view(args: Args, kind: str) -> Json:
    view = args.get("view")
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", ["[ERROR] missing required field: view"])
    check_view(view)
    if view["type"] != kind:
        raise Refused("invalid_arguments", [f"[ERROR] the view's type must be {kind} [json-pointer:/view/type]"])
    return view


def _keep(workspace: Workspace, user: str, view: Json) -> View:
    made = workspace.make_view(user, view)
    workspace.modals.append(made)
    return made
