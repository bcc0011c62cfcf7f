from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.checks.checker import Checker
from bot.checks.log import ChecksLog
from bot.frameworks.panel_source import PanelSource
from bot.journal import Asked, Journal, Rating
from bot.message import Kind
from bot.model import EXTRACTIVE, Answer, Declined
from bot.records import Records
from bot.slack.audit import Audit
from bot.slack.listeners.commands import SUBCOMMANDS
from bot.slack.parts import Advice
from bot.spending import Expenses, Spent
from bot.status import Condition
from indexer.model import Audience, IndexState, Refusal
from tests.bot.decision.guides import CAUTIOUS, EAGER, HOUSE
from tests.bot.slack.conftest import CITATION, RunningApp, ScriptedAsk, draw
from tests.fakes.knowledge import FakeLibrary, FakeRetriever
from tests.fakes.slack import RESPONSE_URL, FakeSlack, Message, visible
from tests.fakes.slack.identity import TEAM_ID


class Library(FakeLibrary):
    """An index with a time and a refused file."""

    def state(self, asker: Audience | None = None) -> IndexState:
        as_of = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
        refused = (Refusal("notes.pdf", "is no text"),)
        return replace(super().state(asker), as_of=as_of, refused=refused)


@pytest.fixture
def admin_app(slack: FakeSlack, ask: ScriptedAsk, records: Records) -> Iterator[RunningApp]:
    """The app with U1 as its admin."""
    slack.user("U1")
    slack.user("U2")
    library = Library(HOUSE.document, CAUTIOUS.document, replace(EAGER.document, audience=frozenset({"board"})))
    checker = Checker(library, FakeRetriever(), PanelSource(library), ChecksLog(records.engine))
    expenses = Expenses(Spent(3, 0.25, 0), Spent(40, 7.1, 0), 20)
    trouble = Condition(EXTRACTIVE, "The last sync failed: the disk is full.", expenses)
    advice = Advice(ask, checker, draw, condition=lambda: trouble)
    running = RunningApp(slack, ask, records, advice=advice, admins=("U1",)).start()
    yield running
    running.stop()


def whispered(slack: FakeSlack, words: str) -> Message:
    return slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if words in visible(m)], what=words)[0]


def test_a_slash_question_is_answered_to_its_asker_alone(slack: FakeSlack, app: RunningApp) -> None:
    command = slack.user("U1").runs("/advisor", "ask What is LoRA?")
    whispered(slack, "You asked: What is LoRA?")
    assert command.acked_within(3)
    assert slack.messages("C1") == []
    (post,) = slack.calls(RESPONSE_URL)
    assert post.args["unfurl_links"] is False
    assert post.args["unfurl_media"] is False


def test_a_slash_question_is_acknowledged_with_what_happens(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "ask What is LoRA?")
    whispered(slack, "Looking in the knowledge folder")


def test_a_slash_command_delivered_twice_is_answered_once(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    slack.redeliver(slack.user("U1").runs("/advisor", "ask What is LoRA?"))
    whispered(slack, "You asked")
    app.settle()
    assert [q.text for q in ask.questions].count("What is LoRA?") == 1


def test_when_the_response_url_is_spent_the_answer_comes_as_a_direct_message(slack: FakeSlack, app: RunningApp) -> None:
    slack.fail_next(RESPONSE_URL, error="used_url")
    slack.user("U1").runs("/advisor", "ask What is LoRA?")
    slack.wait_for(lambda: [m for m in slack.messages("D1") if "You asked: What is LoRA?" in visible(m)])


def test_help_says_how_to_ask_without_asking(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    slack.user("U1").runs("/advisor", "help")
    whispered(slack, "/advisor ask What is LoRA?")
    assert ask.questions == []


def test_an_unknown_subcommand_is_named_and_the_known_ones_taught(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "<!channel> frobnicate")
    reply = visible(whispered(slack, "I do not know"))
    assert "/advisor ask" in reply
    assert "<!channel>" not in reply


def test_a_slash_question_without_a_question_is_taught(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "ask")
    whispered(slack, "What is your question?")


def test_help_names_every_subcommand_and_both_shortcuts_shortly(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "help")
    said = visible(whispered(slack, "This help"))
    for name in filter(None, SUBCOMMANDS):
        assert f"/advisor {name}" in said
    assert "Ask Advisor about this" in said
    assert "Check this decision" in said
    assert len(said) < 1_500


def test_an_unknown_subcommand_is_answered_with_the_known_ones(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "stats")
    said = visible(whispered(slack, "I do not know `stats`"))
    for name in filter(None, SUBCOMMANDS):
        assert f"`/advisor {name}`" in said.splitlines()[0]


def told(slack: FakeSlack, user: str, words: str) -> Message:
    return slack.wait_for(lambda: [m for m in slack.ephemerals(user) if words in visible(m)], what=words)[0]


def test_status_says_what_is_known_and_who_answers(slack: FakeSlack, admin_app: RunningApp) -> None:
    command = slack.user("U2").runs("/advisor", "status")
    said = visible(told(slack, "U2", "documents"))
    assert "I know 2 documents, in 2 passages. Last change: 21 Nov 2026, 09:30 UTC." in said
    assert "no model writes them" in said
    assert command.acked_within(3)


def test_status_tells_admins_what_is_refused_and_what_failed(slack: FakeSlack, admin_app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "status")
    said = visible(told(slack, "U1", "documents"))
    assert "I know 3 documents" in said
    assert "notes.pdf" in said
    assert "is no text" in said
    assert "The last sync failed" in said
    assert "Claude today (UTC): 3 requests, $0.25" in said


def test_status_tells_others_nothing_of_files_and_failures(slack: FakeSlack, admin_app: RunningApp) -> None:
    slack.user("U2").runs("/advisor", "status")
    said = visible(told(slack, "U2", "documents"))
    assert "notes.pdf" not in said
    assert "failed" not in said
    assert "$" not in said


def asked_in_vain(records: Records) -> None:
    """Twice something that the folder does not say, once something whose answer U2 did not like."""
    journal = Journal(records.engine)
    for number, text in enumerate(("VPN policy <!channel>?", "The VPN policies <!channel>", "How soon?")):
        asked = Asked(str(number), TEAM_ID, "C1", "", "U2", Kind.COMMAND, text, 1_795_200_000.0 + number)
        found = Answer(text, "In weeks [1].", (CITATION,), "extractive")
        journal.keep(asked, found if number == 2 else Declined(text, "extractive"))
    journal.rate("2", TEAM_ID, "U2", Rating(False, "outdated"))


def test_gaps_show_admins_what_was_asked_in_vain_and_how_often(
    slack: FakeSlack, admin_app: RunningApp, records: Records
) -> None:
    asked_in_vain(records)
    command = slack.user("U1").runs("/advisor", "gaps")
    said = visible(told(slack, "U1", "Asked in vain"))
    assert "asked 2 times · 2 without an answer · last on" in said
    assert "How soon?" in said
    assert "(outdated)" in said
    assert said.index("VPN") < said.index("How soon?")
    assert "<!channel>" not in said
    assert command.acked_within(3)


def test_gaps_say_so_when_there_are_none(slack: FakeSlack, admin_app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "gaps")
    told(slack, "U1", "Nobody asked in vain")


@pytest.mark.parametrize("subcommand", ["gaps", "settings"])
def test_what_only_admins_may_do_is_refused_to_others_in_one_sentence_and_written_down(
    slack: FakeSlack, admin_app: RunningApp, records: Records, subcommand: str
) -> None:
    asked_in_vain(records)
    slack.user("U2").runs("/advisor", subcommand)
    said = visible(told(slack, "U2", "Only Advisor's admins"))
    assert "VPN" not in said
    assert slack.modal("U2") is None
    (entry,) = Audit(records.engine).latest(10)
    assert (entry.user, entry.allowed) == ("U2", False)


@pytest.mark.parametrize("about", [{"guest": True}, {"deleted": True}, {"team_id": "T0OTHER"}])
def test_an_admin_who_is_no_full_member_any_more_is_refused(
    slack: FakeSlack, admin_app: RunningApp, about: dict[str, object]
) -> None:
    slack.user("U1", **about).runs("/advisor", "gaps")
    told(slack, "U1", "Only Advisor's admins")


@pytest.mark.parametrize("method", ["users.info"])
def test_while_slack_does_not_say_who_somebody_is_they_are_no_admin(
    slack: FakeSlack, admin_app: RunningApp, method: str
) -> None:
    slack.missing(method)
    slack.user("U1").runs("/advisor", "gaps")
    told(slack, "U1", "Only Advisor's admins")
