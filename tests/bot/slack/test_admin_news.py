import logging
from collections.abc import Iterator

import pytest

from bot.checks.again import ChangedVerdict
from bot.checks.sync_news import SyncNews
from bot.model import Option
from bot.records import Records
from bot.settings import SlackSettings
from bot.slack.admin_news import PAUSE, AdminNews
from bot.slack.connecting import web_client
from indexer.model import Refusal, SyncReport
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import ALWAYS, EVERY_METHOD, FakeSlack, live_mentions, visible

UPDATED = SyncReport(added=("guides/new.md", "guides/b.md"), removed=("old.md",), chunks=1_234, seconds=2.5)
BAD = Refusal("notes.pdf", "is no text: save it as Markdown <!channel>")
NEWS = SyncNews((), (ChangedVerdict("c1", "We have 300 examples", Option.FINE_TUNING, Option.RAG),))


def news(slack: FakeSlack, channel: str | None = "C0ADMIN", admins: tuple[str, ...] = ("S1", "U1")) -> AdminNews:
    slack.user("U1")
    slack.workspace.channel("C0ADMIN")
    settings = SlackSettings(_env_file=None, bot_token=slack.bot_token, api_url=slack.api_url)
    return AdminNews(web_client(settings), channel, admins, now=slack.clock.now)


def test_a_sync_that_changed_something_is_told_shortly(slack: FakeSlack) -> None:
    news(slack).synced(UPDATED, NEWS)
    (told,) = slack.messages("C0ADMIN")
    said = visible(told)
    assert "Knowledge folder: 2 added, 1 removed" in said
    assert "guides/new.md, guides/b.md" in said
    assert "“We have 300 examples”: RAG, no longer fine-tuning" in said
    assert "1,234 passages" in said
    assert told.text == "Knowledge folder: 2 added, 1 removed"


def test_a_sync_that_changed_nothing_is_not_told(slack: FakeSlack) -> None:
    news(slack).synced(SyncReport(unchanged=7, chunks=70), SyncNews())
    assert slack.calls() == []


def test_a_refused_file_is_told_with_its_reason_once_and_again_when_it_is_refused_anew(slack: FakeSlack) -> None:
    admins = news(slack)
    admins.synced(SyncReport(refused=(BAD,)), SyncNews())
    admins.synced(SyncReport(refused=(BAD,)), SyncNews())
    (told,) = slack.messages("C0ADMIN")
    assert "notes.pdf – is no text: save it as Markdown" in visible(told)
    assert not live_mentions(told)
    admins.synced(SyncReport(), SyncNews())
    admins.synced(SyncReport(refused=(BAD,)), SyncNews())
    assert len(slack.messages("C0ADMIN")) == 2


def test_a_framework_that_takes_no_part_in_checks_is_told(slack: FakeSlack) -> None:
    news(slack).synced(SyncReport(changed=("a.md",)), SyncNews((Refusal("a.md", "rule 2 has no quote"),)))
    assert "a.md – rule 2 has no quote" in visible(slack.messages("C0ADMIN")[0])


def test_a_sync_of_many_files_is_folded(slack: FakeSlack) -> None:
    many = tuple(f"{'deep/' * 30}{number}.md" for number in range(5_000))
    refused = tuple(Refusal(source, "reason " * 200) for source in many)
    changed = tuple(ChangedVerdict(str(n), "text " * 500, Option.RAG, Option.FINE_TUNING) for n in range(500))
    news(slack).synced(SyncReport(added=many, changed=many, refused=refused), SyncNews((), changed))
    (told,) = slack.messages("C0ADMIN")
    assert "and 4992 more" in visible(told)
    assert len(visible(told)) < 8_000


def test_a_trouble_is_told_once_an_hour(slack: FakeSlack) -> None:
    admins = news(slack)
    for _ in range(5):
        admins.tell("claude:401", "Claude refuses the key. Put a new one into `.env`.")
    admins.tell("claude:429", "Claude's spending limit is reached.")
    assert len(slack.messages("C0ADMIN")) == 2
    slack.clock.advance(seconds=PAUSE)
    admins.tell("claude:401", "Claude refuses the key. Put a new one into `.env`.")
    assert len(slack.messages("C0ADMIN")) == 3


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel", "invalid_blocks"])
def test_when_the_channel_does_not_take_it_the_first_admin_is_told_directly(slack: FakeSlack, error: str) -> None:
    slack.fail_next("chat.postMessage", error=error)
    news(slack).synced(UPDATED, NEWS)
    assert "2 added" in visible(slack.messages("D1")[0])
    assert slack.messages("C0ADMIN") == []


def test_without_a_channel_the_first_admin_is_told_directly(slack: FakeSlack) -> None:
    news(slack, channel=None).tell("key", "Something is wrong.")
    assert "Something is wrong." in visible(slack.messages("D1")[0])


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open", EVERY_METHOD])
def test_what_slack_takes_nowhere_is_in_the_log(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    slack.fail_next("chat.postMessage", error="channel_not_found")
    slack.fail_next(method, status=500, times=ALWAYS)
    news(slack).tell("key", "Something is wrong.")
    assert "for the admins: Something is wrong." in caplog.text


def test_without_admins_the_log_is_told(slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    news(slack, channel=None, admins=("S1",)).tell("key", "Something is wrong.")
    assert "for the admins: Something is wrong." in caplog.text
    assert slack.calls() == []


@pytest.fixture
def told_app(slack: FakeSlack, ask: ScriptedAsk, records: Records) -> Iterator[RunningApp]:
    """The app with U1 as its admin and C0ADMIN as the admins' channel."""
    slack.user("U1")
    slack.workspace.channel("C0ADMIN")
    running = RunningApp(slack, ask, records, admins=("U1",), admin_channel="C0ADMIN").start()
    yield running
    running.stop()


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel", "restricted_action"])
def test_a_channel_that_takes_no_reply_brings_one_clear_notice_and_no_loop(
    slack: FakeSlack, told_app: RunningApp, error: str
) -> None:
    slack.workspace.channel("C1")
    for text in ("Fine-tune or RAG?", "And with 300 examples?"):
        slack.fail_next("chat.startStream", error=error)
        slack.fail_next("chat.postMessage", error=error)
        slack.user("U2").mentions("C1", text)
        told_app.settle()
    (told,) = slack.messages("C0ADMIN")
    assert f"I could not answer in the channel C1: Slack says {error}" in visible(told).replace("`", "")


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_that_is_revoked_while_running_is_said_once_and_advisor_recovers(
    slack: FakeSlack, told_app: RunningApp, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    caplog.set_level(logging.INFO, "bot")
    slack.fail_next(EVERY_METHOD, error=error, times=ALWAYS)
    for text in ("Fine-tune or RAG?", "And with 300 examples?"):
        slack.user("U2").mentions("C1", text)
    slack.wait_for(lambda: caplog.text.count("Slack refused the reply") == 2, what="both to be given up")
    slack.no_more_faults()
    assert caplog.text.count("Slack no longer takes SLACK_BOT_TOKEN") == 1
    assert slack.bot_token not in caplog.text
    told_app.reply_to(slack.user("U2").mentions("C1", "Is it back?"))
    assert slack.messages("C0ADMIN") == []
