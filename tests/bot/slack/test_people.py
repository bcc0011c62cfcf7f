import threading

import pytest
from pydantic import SecretStr

from bot.settings import SlackSettings
from bot.slack.connecting import web_client
from bot.slack.people import AGAIN, FRESH, People
from indexer.model import PUBLIC
from tests.fakes.slack import ALWAYS, FakeSlack
from tests.fakes.slack.identity import TEAM_ID

ENGINEERS = frozenset({"S1", "engineers"})


def people(slack: FakeSlack, *admins: str, team: str = TEAM_ID) -> People:
    settings = SlackSettings(bot_token=SecretStr(slack.bot_token), api_url=slack.api_url)
    return People(web_client(settings), admins, team, now=slack.clock.now)


@pytest.fixture
def workspace(slack: FakeSlack) -> FakeSlack:
    """U1 is an engineer; U2 is in no group."""
    slack.user("U1")
    slack.user("U2")
    slack.workspace.groups["S1"] = ["U1"]
    slack.workspace.handles["S1"] = "engineers"
    return slack


def test_a_person_is_in_everyone_and_in_their_groups_by_id_and_by_handle(workspace: FakeSlack) -> None:
    assert people(workspace).audience("U1") == PUBLIC | ENGINEERS
    assert people(workspace).audience("U2") == PUBLIC


@pytest.mark.parametrize(
    "about",
    [{"guest": True}, {"single_channel": True}, {"stranger": True}, {"deleted": True}, {"team_id": "T0OTHER"}],
)
def test_guests_strangers_and_people_who_left_are_in_everyone_only(
    workspace: FakeSlack, about: dict[str, object]
) -> None:
    workspace.user("U1", **about)
    assert people(workspace).audience("U1") == PUBLIC
    assert not people(workspace, "U1", "S1").is_admin("U1")


def test_somebody_who_began_in_another_workspace_of_the_organisation_is_no_stranger(workspace: FakeSlack) -> None:
    workspace.user("U1", team_id="T0OTHER", teams=("T0OTHER", TEAM_ID))
    assert people(workspace).audience("U1") == PUBLIC | ENGINEERS


def test_somebody_unknown_to_slack_is_in_everyone_only(workspace: FakeSlack) -> None:
    workspace.workspace.groups["S1"].append("U9")
    assert people(workspace).audience("U9") == PUBLIC


def test_a_membership_taken_away_is_gone_within_a_minute(workspace: FakeSlack) -> None:
    known = people(workspace)
    assert known.audience("U1") == PUBLIC | ENGINEERS
    workspace.workspace.groups["S1"] = []
    workspace.clock.advance(seconds=FRESH + 1)
    assert FRESH + 1 < 60
    assert known.audience("U1") == PUBLIC


def test_somebody_deactivated_is_in_everyone_only_within_a_minute(workspace: FakeSlack) -> None:
    known = people(workspace)
    assert known.audience("U1") == PUBLIC | ENGINEERS
    workspace.user("U1", deleted=True)
    workspace.clock.advance(seconds=FRESH + 1)
    assert known.audience("U1") == PUBLIC


def test_slack_is_asked_once_for_many_questions(workspace: FakeSlack) -> None:
    known = people(workspace)
    threads = [threading.Thread(target=known.audience, args=("U1",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.calls("usergroups.list")) == 1
    assert len(workspace.calls("users.info")) == 1


@pytest.mark.parametrize("method", ["usergroups.list", "users.info"])
@pytest.mark.parametrize("error", ["missing_scope", "unknown_method", "ratelimited", "token_revoked"])
def test_while_slack_does_not_say_everybody_is_in_everyone_only(workspace: FakeSlack, method: str, error: str) -> None:
    workspace.fail_next(method, error=error)
    known = people(workspace, "S1")
    assert known.audience("U1") == PUBLIC
    assert not known.is_admin("U1")
    workspace.clock.advance(seconds=AGAIN + 1)
    assert known.audience("U1") == PUBLIC | ENGINEERS
    assert known.is_admin("U1")


def test_while_slack_cannot_be_reached_what_it_said_long_ago_does_not_count(workspace: FakeSlack) -> None:
    known = people(workspace)
    assert known.audience("U1") == PUBLIC | ENGINEERS
    workspace.fail_next("usergroups.list", status=500, times=ALWAYS)
    workspace.clock.advance(seconds=FRESH + 1)
    assert known.audience("U1") == PUBLIC


def test_admins_are_named_by_user_or_by_group(workspace: FakeSlack) -> None:
    assert people(workspace, "U2").is_admin("U2")
    assert people(workspace, "S1").is_admin("U1")
    assert not people(workspace, "U2").is_admin("U1")
    assert not people(workspace, "S1").is_admin("U2")
    assert not people(workspace).is_admin("U1")


def test_a_groups_handle_makes_nobody_an_admin(workspace: FakeSlack) -> None:
    workspace.workspace.handles["S1"] = "S0ADMINS"
    assert not people(workspace, "S0ADMINS").is_admin("U1")
