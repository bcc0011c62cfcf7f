"""api.*, auth.*, apps.*, bots.*, files.*: who the app is, its Socket Mode link, the files it may see."""

from tests.fakes.slack.identity import APP_ID, APP_TOKEN, BOT_ID, BOT_NAME, BOT_USER, TEAM_DOMAIN, TEAM_ID
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace


@method("api.test", token=None)
def api_test(_workspace: Workspace, args: Args) -> Json:
    if args.get("error"):
        raise Refused(args.text("error"), args=dict(args))
    return {"args": dict(args)}


@method("auth.test")
def auth_test(workspace: Workspace, _args: Args) -> Json:
    return {
        "url": workspace.base_url,
        "team": TEAM_DOMAIN,
        "user": BOT_NAME,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", token=APP_TOKEN)
def apps_connections_open(workspace: Workspace, _args: Args) -> Json:
    ticket = workspace.new_id("ticket-")
    workspace.tickets.add(ticket)
    address = workspace.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}link/?ticket={ticket}&app_id={APP_ID}"}


@method("bots.info", scope="users:read")
def bots_info(_workspace: Workspace, args: Args) -> Json:
    if args.text("bot") not in ("", BOT_ID):
        raise Refused("bot_not_found")
    return {"bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": BOT_NAME, "deleted": False}}


@method("files.info", scope="files:read")
def files_info(workspace: Workspace, args: Args) -> Json:
    if args.need("file") not in workspace.files:
        raise Refused("file_not_found")
    return {"file": workspace.show_file(workspace.files[args["file"]]), "comments": []}
