"""The Home tab at its fullest stays within what Slack takes."""

from datetime import UTC, date, datetime

from bot.keeping.sync_reports import Named, SyncRecord
from bot.slack.audit import Entry
from bot.slack.channels.form import CHANGED
from bot.slack.home.admin_view import AdminHome, admin_blocks
from bot.slack.home.looking import Looking
from bot.slack.home.user_view import RecentCheck, RecentQuestion, UserHome, user_blocks
from indexer.model import IndexState, Listed, Refusal
from indexer.removed import Kept
from tests.fakes.slack.limits import check_view

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
LONG = "<&>*_`:x: " * 50


def listed(number: int, folder: str) -> Listed:
    return Listed(
        f"{folder}/{number}-{LONG.replace('/', '')}.md",
        f"{number} {LONG}",
        "0" * 64,
        url="https://example.com/" + "x" * 170,
        as_of=date(2026, 1, 1 + number % 28),
        expires=date(2026, 1, 1),
        audience=frozenset({LONG, "other"}),
        changed_at=NOW,
    )


def test_the_fullest_home_is_taken_by_slack() -> None:
    documents = [listed(number, f"folder {number % 12} {LONG}") for number in range(300)]
    refused = tuple(Refusal(f"{number} {LONG}", LONG) for number in range(50))
    names = Named(5_000, tuple(f"{number} {LONG}" for number in range(20)))
    user = UserHome(
        documents,
        NOW,
        TODAY,
        [RecentQuestion(LONG, 0.0, answered=False, url="https://example.com/" + "x" * 300)] * 9,
        [RecentCheck("1" * 32, LONG, 0.0, LONG)] * 9,
    )
    admin = AdminHome(
        documents,
        IndexState(300, 9_000, NOW, refused),
        TODAY,
        removed=[Kept(f"1-{number:08}", f"{number} {LONG}", 1, 1) for number in range(20)],
        syncs=[SyncRecord(0.0, names, names, names, 50, refused[:20]), SyncRecord(0.0, trouble=LONG)] * 10,
        entries=[Entry(0.0, "T1", "U1", False, LONG)] * 20,
        looking=Looking(1, LONG[:100]),
    )
    theirs, admins = user_blocks(user), admin_blocks(admin)
    check_view({"type": "home", "blocks": [*theirs, *admins]})
    assert len(theirs) <= 30
    assert len(admins) <= 68


def test_a_channel_whose_settings_were_changed_is_told_by_name() -> None:
    def told(what: str) -> str:
        entry = Entry(0.0, "T1", "U1", True, what)
        return str(admin_blocks(AdminHome((), IndexState(0, 0, NOW), TODAY, entries=[entry])))

    assert "<@U1> changed the settings of <#C0TEAM>" in told(f"{CHANGED}C0TEAM")
    assert "<#" not in told("removed settings of C0TEAM")
    assert "<#" not in told(f"removed {CHANGED}C0TEAM")


def test_folders_that_are_called_the_same_in_words_are_one_group() -> None:
    documents = [Listed(f"{folder}/1.md", folder, "") for folder in ("case-studies", "case_studies", "guides")]
    text = str(user_blocks(UserHome(documents, NOW, TODAY)))
    assert text.count("*Case studies*") == 1
    assert "• case-studies\\n• case_studies" in text
    assert text.index("*Case studies*") < text.index("*Guides*")


def test_lists_are_folded_with_how_many_more_there_are() -> None:
    documents = [Listed(f"guides/{number:02}.md", f"Guide {number:02}", "") for number in range(13)]
    text = str(user_blocks(UserHome(documents, NOW, TODAY)))
    assert "Guide 09" in text
    assert "Guide 10" not in text
    assert "_and 3 more_" in text
