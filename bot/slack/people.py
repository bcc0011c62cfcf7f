"""Who somebody is in Slack: the user groups they are in, and whether they administer Advisor.

Slack is asked again after `FRESH` seconds, so that a membership taken away is gone within a minute, the time an answer
takes included. Whatever cannot be found out makes somebody a member of nothing.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from slack_sdk import WebClient

from bot.slack.trouble import SLACK_ERRORS, code
from indexer.model import PUBLIC, Audience

log = logging.getLogger(__name__)

FRESH = 30.0
"""Seconds that an answer of Slack's is believed; with the 20 s of a slow answer it stays under a minute."""
AGAIN = 5.0
"""Seconds until Slack is asked again after it failed: a question must not wait for a Slack that is away."""
_MOST = 5_000  # people remembered at a time: a few hundred bytes each

_Found = TypeVar("_Found")
_Groups = Mapping[str, Mapping[str, str]]
"""By user id: the groups that they are in, id to handle."""


class People:
    """The people of one workspace, `team`; `admins` are ids of users and of user groups.

    One call to Slack is made at a time: many questions at once about one person ask once.
    """

    def __init__(
        self, client: WebClient, admins: Sequence[str], team: str, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._admins = frozenset(admins)
        self._team = team
        self._groups: _Kept[_Groups] = _Kept(now)
        self._members: _Kept[bool] = _Kept(now)

    def audience(self, user: str) -> Audience:
        """Everyone, and the ids and handles of the user groups that the person is in.

        Guests, people of other workspaces, deactivated people, and all while Slack cannot be asked: everyone only.
        """
        groups = self._of(user)
        return PUBLIC.union(groups, groups.values()) if groups and self._is_member(user) else PUBLIC

    def is_admin(self, user: str) -> bool:
        """Whether the settings name this person or a group that they are in, by id; never a guest or a stranger."""
        named = user in self._admins or (self._has_admin_groups() and not self._admins.isdisjoint(self._of(user)))
        return named and self._is_member(user)

    def _has_admin_groups(self) -> bool:
        return any(not admin.startswith(("U", "W")) for admin in self._admins)

    def _of(self, user: str) -> Mapping[str, str]:
        groups = self._groups.get("", self._ask_for_groups) or {}
        return groups.get(user, {})

    def _is_member(self, user: str) -> bool:
        return self._members.get(user, lambda: self._ask_for_membership(user)) or False

    def _ask_for_groups(self) -> _Groups:
        found: dict[str, dict[str, str]] = {}
        for group in self._client.usergroups_list(include_users=True, include_disabled=False)["usergroups"]:
            for user in group.get("users") or ():
                found.setdefault(user, {})[group["id"]] = group["handle"]
        return found

    def _ask_for_membership(self, user: str) -> bool:
        """Whether the person is a full member of this workspace, and active."""
        about: dict[str, Any] = self._client.users_info(user=user)["user"]
        outside = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger")
        # In an organisation of several workspaces `team_id` is where somebody began; the list is where they are.
        teams = {about.get("team_id"), *((about.get("enterprise_user") or {}).get("teams") or ())}
        return self._team in teams and not any(about.get(name) for name in outside)


class _Kept(Generic[_Found]):
    """What Slack said, by key, for as long as it is fresh; None while it cannot be asked."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, _Found | None]] = {}  # until when, what

    def get(self, key: str, ask: Callable[[], _Found]) -> _Found | None:
        """What is known under this key, asked for when it is not fresh."""
        with self._lock:
            now = self._now()
            until, found = self._kept.get(key, (now, None))
            if until > now:
                return found
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = fresh = self._asked(ask, now)
            return fresh[1]

    def _asked(self, ask: Callable[[], _Found], now: float) -> tuple[float, _Found | None]:
        try:
            return now + FRESH, ask()  # counted from before the call: what Slack says is no younger than that
        except SLACK_ERRORS as error:
            log.warning("Slack does not say who is in which group (%s): taken to be in none", code(error))
            return self._now() + AGAIN, None
