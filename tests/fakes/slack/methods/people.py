"""users.* and usergroups.*: who somebody is and where they belong."""

from tests.fakes.slack.entities import User
from tests.fakes.slack.identity import BOT_USER, TEAM_ID
from tests.fakes.slack.methods.conversations import SCOPE_FAMILY, page, show_channel
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace


def show_user(user: User) -> Json:
    """The user object."""
    grid: Json = {"enterprise_user": {"teams": list(user.teams)}} if user.teams else {}
    return grid | {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.name,
        "deleted": user.deleted,
        "is_admin": user.admin,
        "is_owner": False,
        "is_bot": user.bot,
        "is_restricted": user.guest or user.single_channel,
        "is_ultra_restricted": user.single_channel,
        "is_stranger": user.stranger,
        "profile": {"display_name": user.name, "real_name": user.name, "team": user.team_id},
        "tz": "Europe/London",
    }


@method("users.info", scope="users:read")
def users_info(workspace: Workspace, args: Args) -> Json:
    if args.need("user") not in workspace.users:
        raise Refused("user_not_found")
    return {"user": show_user(workspace.users[args["user"]])}


@method("users.conversations")
def users_conversations(workspace: Workspace, args: Args) -> Json:
    user = args.text("user") or BOT_USER
    asked = args.text("types") or "public_channel"
    kinds = {{"public_channel": "channel", "private_channel": "group"}.get(kind, kind) for kind in asked.split(",")}
    for kind in kinds:
        workspace.require(f"{SCOPE_FAMILY[kind]}:read")
    theirs = [c for c in workspace.channels.values() if user in c.members and c.kind in kinds]
    if args.flag("exclude_archived"):
        theirs = [channel for channel in theirs if not channel.archived]
    found, more = page(args, theirs)
    return {"channels": [show_channel(channel) for channel in found], **more}


@method("usergroups.users.list", scope="usergroups:read")
def usergroups_users_list(workspace: Workspace, args: Args) -> Json:
    if args.need("usergroup") not in workspace.groups:
        raise Refused("no_such_subteam")
    return {"users": list(workspace.groups[args["usergroup"]])}


@method("usergroups.list", scope="usergroups:read")
def usergroups_list(workspace: Workspace, args: Args) -> Json:
    """The groups; a handle not set by the test is the id in lower case."""
    found = []
    for group, users in workspace.groups.items():
        handle = workspace.handles.get(group, group.lower())
        about: Json = {"id": group, "team_id": TEAM_ID, "handle": handle, "name": handle, "date_delete": 0}
        found.append(about | ({"users": list(users)} if args.flag("include_users") else {}))
    return {"usergroups": found}
