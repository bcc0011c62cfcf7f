"""Checks that the ids in the settings are people, groups and channels that Advisor can find."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.doctor.finding import Finding, fix, note, ok
from bot.settings import SlackSettings
from bot.slack.trouble import SLACK_ERRORS, code

if TYPE_CHECKING:
    from slack_sdk import WebClient


def people(settings: SlackSettings, client: "WebClient") -> Iterator[Finding]:
    """The admins, the admin channel, and whom escalations go to."""
    if settings.admins:
        yield _all("SLACK_ADMINS", settings.admins, client)
    else:
        yield note("Slack admins", "SLACK_ADMINS is empty: nobody can administer Advisor in Slack")
    if settings.admin_channel:
        yield _all("SLACK_ADMIN_CHANNEL", (settings.admin_channel,), client)
    if settings.escalate_to:
        yield _all("SLACK_ESCALATE_TO", settings.escalate_to, client)


def _all(variable: str, ids: tuple[str, ...], client: "WebClient") -> Finding:
    try:
        problems = [problem for one in ids if (problem := _problem(one, client))]
    except SLACK_ERRORS as error:
        return note(variable, f"cannot be looked up ({code(error)})")
    return fix(variable, "; ".join(problems)) if problems else ok(variable, f"{', '.join(ids)} found")


def _problem(one: str, client: "WebClient") -> str:
    """What is wrong with an id, "" for nothing."""
    look = {"U": _user, "W": _user, "S": _group, "C": _channel, "G": _channel}.get(one[:1])
    if look is None:
        return f"{one} is no id of Slack's; a profile or a channel's details show it: U…, S… or C…"
    try:
        return look(one, client)
    except SlackApiError as error:
        if code(error) == "missing_scope":
            raise
        return _REFUSED.get(code(error), "Slack refuses {one} ({code})").format(one=one, code=code(error))


_REFUSED = {
    "user_not_found": "{one} is nobody in this workspace",
    "channel_not_found": "{one} is no channel that Advisor sees; if it is private, invite Advisor there",
    "not_in_channel": "Advisor is not in {one}; write there: /invite @Advisor",
    "no_such_subteam": "{one} is no user group of this workspace",
}


def _user(user: str, client: "WebClient") -> str:
    about = client.users_info(user=user).get("user") or {}
    return f"{user} is deactivated; take it out" if about.get("deleted") else ""


def _group(group: str, client: "WebClient") -> str:
    members = client.usergroups_users_list(usergroup=group).get("users") or ()
    return "" if members else f"the user group {group} has no members"


def _channel(channel: str, client: "WebClient") -> str:
    client.conversations_history(channel=channel, limit=1)  # what its scopes allow anyway, and asks for membership
    return ""
