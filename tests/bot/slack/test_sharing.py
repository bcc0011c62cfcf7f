from dataclasses import replace

import pytest

from bot.model import Declined, Option, Recommendation
from bot.readers import as_read_by
from bot.slack.answers.answers import UNKNOWN
from bot.slack.answers.buttons import RATE, SHARE, SOURCE
from bot.slack.answers.feedback import THANKS
from bot.slack.answers.sharing import CANNOT_POST, NOT_SHARED, RESTRICTED, SHARED, UNSURE
from indexer.model import PUBLIC
from tests.bot.decision.guides import HOUSE
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, told
from tests.bot.slack.shelf import RAG, Shelf, app, declined, guide, shelf
from tests.fakes.slack import ALWAYS, RESPONSE_URL, FakeSlack, Message, events, live_mentions, visible

__all__ = ["app", "shelf"]  # fixtures


def whispered(slack: FakeSlack, channel: str = "C1") -> Message:
    slack.user("U1").runs("/advisor", "ask How <soon> & when?", channel=channel)
    return told(slack, "two to six weeks")


def shared(slack: FakeSlack) -> list[Message]:
    return [m for m in slack.messages("C1") if "two to six weeks" in visible(m)]


def test_a_private_answer_is_shared_once_with_its_question_however_often_it_is_clicked(
    slack: FakeSlack, app: RunningApp
) -> None:
    private = whispered(slack)
    assert shared(slack) == []
    for _ in range(5):
        assert slack.user("U1").clicks(private, SHARE).acked_within(3)
    slack.wait_for(lambda: len([m for m in slack.ephemerals("U1") if SHARED in visible(m)]) == 5)
    (public,) = shared(slack)
    assert "> How &lt;soon&gt; &amp; when?" in visible(public)
    assert live_mentions(public) == ["<@U1>"]
    assert "Share in channel" not in visible(public)


def test_everybody_in_the_channel_can_use_the_shared_answer(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").clicks(whispered(slack), SHARE)
    public = slack.wait_for(lambda: shared(slack))[0]
    slack.user("U2").clicks(public, RATE, "positive")
    told(slack, THANKS, "U2")
    slack.user("U2").clicks(public, SOURCE)
    slack.wait_for(lambda: slack.modal("U2"))


def test_answers_that_others_see_already_and_direct_messages_have_no_such_button(
    slack: FakeSlack, app: RunningApp
) -> None:
    slack.user("U1").runs("/advisor", "ask How soon?", channel="D0DIRECT")
    for reply in (app.reply_to(slack.user("U1").mentions("C1", "How soon?")), told(slack, "two to six weeks")):
        assert "Share in channel" not in visible(reply)


def test_an_answer_that_quotes_a_restricted_document_is_not_shared(
    slack: FakeSlack, app: RunningApp, shelf: Shelf
) -> None:
    private = whispered(slack)
    shelf.put(guide(audience=frozenset({"finance"})))
    slack.user("U1").clicks(private, SHARE)
    told(slack, RESTRICTED)
    shelf.take(RAG)
    slack.user("U1").clicks(private, SHARE)
    slack.wait_for(lambda: len([m for m in slack.ephemerals("U1") if RESTRICTED in visible(m)]) == 2)
    assert shared(slack) == []
    shelf.put(guide())
    slack.user("U1").clicks(private, SHARE)
    slack.wait_for(lambda: shared(slack))


def test_sharing_where_advisor_may_not_write_says_so_and_works_once_it_may(slack: FakeSlack, app: RunningApp) -> None:
    private = whispered(slack)
    slack.workspace.channel("C1").members.discard(slack.bot_user)
    slack.user("U1").clicks(private, SHARE)
    told(slack, CANNOT_POST.split("(")[0])
    slack.workspace.channel("C1").members.add(slack.bot_user)
    slack.user("U1").clicks(private, SHARE)
    slack.wait_for(lambda: shared(slack))


def test_a_message_that_slack_refuses_can_be_shared_later(slack: FakeSlack, app: RunningApp) -> None:
    private = whispered(slack)
    slack.fail_next("chat.postMessage", error="msg_too_long")
    slack.user("U1").clicks(private, SHARE)
    told(slack, NOT_SHARED.split("*")[0].strip())
    slack.user("U1").clicks(private, SHARE)
    slack.wait_for(lambda: shared(slack))


def test_a_message_that_slack_may_have_taken_is_not_posted_twice(slack: FakeSlack, app: RunningApp) -> None:
    private = whispered(slack)
    slack.fail_next("chat.postMessage", accept_then_reset=True)
    slack.user("U1").clicks(private, SHARE)
    told(slack, UNSURE.split(";")[0])
    slack.user("U1").clicks(private, SHARE)
    told(slack, SHARED)
    assert len(shared(slack)) == 1


def test_sharing_works_when_nothing_can_be_told(slack: FakeSlack, app: RunningApp) -> None:
    private = whispered(slack)
    slack.fail_next(RESPONSE_URL, status=500, times=ALWAYS)
    slack.fail_next("chat.postEphemeral", error="unknown_method", times=ALWAYS)
    slack.user("U1").clicks(private, SHARE)
    slack.wait_for(lambda: shared(slack))


def test_others_cannot_share_what_is_not_theirs(slack: FakeSlack, app: RunningApp) -> None:
    private = whispered(slack)
    slack.user("U2").clicks(private, SHARE)
    told(slack, UNKNOWN, "U2")
    assert shared(slack) == []


@pytest.mark.parametrize("forged", ["", "0" * 32, "x" * 2_000])
def test_a_forged_value_is_refused_in_a_sentence(slack: FakeSlack, app: RunningApp, forged: str) -> None:
    private = whispered(slack)
    used = {"type": "button", "action_id": SHARE, "value": forged}
    slack.deliver(events.block_actions(slack.workspace, "U1", private, [used]))
    told(slack, UNKNOWN)


def test_a_bug_on_the_way_is_an_apology_with_a_reference(slack: FakeSlack, app: RunningApp, shelf: Shelf) -> None:
    private = whispered(slack)

    class Broken(Shelf):
        def document(self, *_args: object, **_more: object) -> None:
            raise RuntimeError("secret words")

    shelf.__class__ = Broken
    slack.user("U1").clicks(private, SHARE)
    assert "secret" not in visible(told(slack, "Reference: "))


def test_of_a_decline_only_titles_that_all_may_read_are_shared(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk, shelf: Shelf
) -> None:
    ask.reply = lambda question: replace(declined(question), nearest=("A guide to RAG", HOUSE.document.title))
    slack.user("U1").runs("/advisor", "ask Salaries?")
    private = told(slack, "A guide to RAG")
    shelf.put(guide(audience=frozenset({"finance"})))
    slack.user("U1").clicks(private, SHARE)
    told(slack, SHARED)
    (public,) = slack.messages("C1")
    assert HOUSE.document.title in visible(public)
    assert "A guide to RAG" not in visible(public)


def test_a_recommendation_by_a_hidden_framework_is_not_for_others(shelf: Shelf) -> None:
    finance = PUBLIC | {"finance"}
    advised = Declined("?", "extractive", recommendation=Recommendation(Option.RAG, "Because of the merger."))
    assert as_read_by(advised, shelf, PUBLIC, finance) == advised
    shelf.put(replace(HOUSE.document, audience=frozenset({"finance"})))
    assert as_read_by(advised, shelf, PUBLIC, finance) == replace(advised, recommendation=None)
    assert as_read_by(advised, shelf, finance, finance) == advised
