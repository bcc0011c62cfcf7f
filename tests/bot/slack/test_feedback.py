import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.journal import Journal, Kept, Rating
from bot.model import Declined
from bot.records import Records
from bot.slack.answers.buttons import RATE
from bot.slack.answers.feedback import FORM, NOTED, THANKS, WITHOUT_FORM
from bot.slack.audit import Audit
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, told
from tests.fakes.slack import ALWAYS, RESPONSE_URL, FakeSlack, View, events, live_mentions, visible


@pytest.fixture
def journal(records: Records) -> Journal:
    return Journal(records.engine)


def the_form(slack: FakeSlack, user: str = "U1") -> View:
    return slack.wait_for(lambda: slack.modal(user), what="the form")


def rows(records: Records) -> int:
    with records.engine.connect() as db:
        return int(db.execute(text("SELECT count(*) FROM ratings")).scalar_one())


def kept(journal: Journal, user: str = "U1") -> Kept:
    return journal.recent("T0TEAM", user, 1)[0]


def rating(journal: Journal, user: str = "U1") -> Rating | None:
    return journal.rating(kept(journal).asked.id, "T0TEAM", user)


def test_an_answer_and_a_decline_can_be_rated(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    ask.reply = lambda question: Declined(question.text, "extractive")
    decline = app.reply_to(slack.user("U1").says_in_dm("VPN?"))
    for reply in (answer, decline):
        assert [block["type"] for block in reply.blocks].count("context_actions") == 1


def test_a_reply_that_helped_is_noted_and_thanked_for_to_that_person_alone(
    slack: FakeSlack, app: RunningApp, journal: Journal
) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    assert slack.user("U2").clicks(answer, RATE, "positive").acked_within(3)
    assert told(slack, THANKS, "U2").thread_ts == answer.thread_ts
    assert rating(journal, "U2") == Rating(True)
    assert [m for m in slack.messages("C1") if THANKS in visible(m)] == []


def test_five_clicks_of_three_people_are_three_rows(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    for user in ("U1", "U2", "U3"):
        for _ in range(5):
            slack.user(user).clicks(answer, RATE, "positive")
    slack.wait_for(
        lambda: len([m for u in ("U1", "U2", "U3") for m in slack.ephemerals(u) if THANKS in visible(m)]) == 15
    )
    assert rows(records) == 3


def test_a_reply_that_did_not_help_is_asked_about(slack: FakeSlack, app: RunningApp, journal: Journal) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.user("U1").clicks(answer, RATE, "negative")
    form = the_form(slack)
    assert form.body["callback_id"] == FORM
    assert "About: How soon?" in visible(form.body)
    assert rating(journal) == Rating(False)  # before any reason is given, and if none ever is
    sent = slack.user("U1").submits(form, {"reason": "outdated", "remark": "It was two weeks in 2019."})
    told(slack, NOTED)
    assert sent.acked_within(3)
    assert form.closed
    assert rating(journal) == Rating(False, "outdated", "It was two weeks in 2019.")


def test_the_form_shows_the_earlier_choice_and_changes_it(
    slack: FakeSlack, app: RunningApp, journal: Journal, records: Records
) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.user("U1").clicks(answer, RATE, "negative")
    first = the_form(slack)
    slack.user("U1").submits(first, {"reason": "wrong", "remark": "No."})
    slack.wait_for(lambda: first.closed)
    slack.user("U1").clicks(answer, RATE, "negative")
    form = the_form(slack)
    reason, remark = (block["element"] for block in form.body["blocks"] if block["type"] == "input")
    assert reason["initial_option"]["value"] == "wrong"
    assert remark["initial_value"] == "No."
    assert rating(journal) == Rating(False, "wrong", "No.")  # opening it changes nothing
    slack.user("U1").submits(form, {"reason": "incomplete"})
    slack.wait_for(lambda: rating(journal) == Rating(False, "incomplete", "No."))
    slack.user("U1").clicks(answer, RATE, "positive")
    slack.wait_for(lambda: rating(journal) == Rating(True))
    assert rows(records) == 1


def test_another_persons_reason_is_not_shown(slack: FakeSlack, app: RunningApp) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.user("U1").clicks(answer, RATE, "negative")
    slack.user("U1").submits(the_form(slack), {"reason": "wrong", "remark": "Nonsense"})
    slack.user("U2").clicks(answer, RATE, "negative")
    assert "Nonsense" not in json.dumps(the_form(slack, "U2").body)


@pytest.mark.parametrize("error", ["unknown_method", "expired_trigger_id", "internal_error"])
def test_a_form_that_does_not_open_loses_no_rating(
    slack: FakeSlack, app: RunningApp, journal: Journal, error: str
) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.fail_next("views.open", error=error, times=ALWAYS)
    slack.user("U1").clicks(answer, RATE, "negative")
    told(slack, WITHOUT_FORM)
    assert rating(journal) == Rating(False)


def test_thanks_come_another_way_when_the_response_url_is_spent(slack: FakeSlack, app: RunningApp) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.fail_next(RESPONSE_URL, status=404, times=ALWAYS)
    slack.user("U1").clicks(answer, RATE, "positive")
    told(slack, THANKS)
    assert slack.calls("chat.postEphemeral")


def test_a_rating_is_noted_when_nothing_can_be_told(slack: FakeSlack, app: RunningApp, journal: Journal) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.fail_next(RESPONSE_URL, status=500, times=ALWAYS)
    slack.fail_next("chat.postEphemeral", error="unknown_method", times=ALWAYS)
    assert slack.user("U1").clicks(answer, RATE, "positive").acked_within(3)
    slack.wait_for(lambda: rating(journal) == Rating(True))


def test_a_reply_that_was_deleted_in_slack_can_still_be_rated(
    slack: FakeSlack, app: RunningApp, journal: Journal
) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.user("U1").deletes(answer)
    slack.user("U1").clicks(answer, RATE, "positive")
    told(slack, THANKS)
    assert rating(journal) == Rating(True)


def test_a_reply_that_the_journal_forgot_is_explained(slack: FakeSlack, app: RunningApp, journal: Journal) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.user("U1").clicks(answer, RATE, "negative")
    form = the_form(slack)
    journal.forget("T0TEAM", "U1")
    slack.user("U1").clicks(answer, RATE, "positive")
    told(slack, "do not find this answer any more")
    slack.user("U1").submits(form, {"reason": "wrong"})
    assert "do not find this answer" in json.dumps(slack.wait_for(lambda: form.errors))


def test_a_whispered_reply_is_rated_by_its_asker_alone(
    slack: FakeSlack, app: RunningApp, journal: Journal, records: Records
) -> None:
    slack.user("U1").runs("/advisor", "ask How soon?")
    answer = told(slack, "You asked: How soon?")
    slack.user("U2").clicks(answer, RATE, "positive")
    told(slack, "not one that you can see", "U2")
    assert rows(records) == 0
    assert "refused" not in json.dumps(slack.ephemerals("U2")[-1].blocks)
    assert any(not entry.allowed and entry.user == "U2" for entry in Audit(records.engine).latest(5))
    slack.user("U1").clicks(answer, RATE, "positive")
    told(slack, THANKS)


@pytest.mark.parametrize("forged", ["", "helped", "/helped", f"{'0' * 32}/helped", "' or 1=1 --/helped", "x" * 2_000])
def test_a_forged_value_is_refused_in_a_sentence(
    slack: FakeSlack, app: RunningApp, records: Records, forged: str
) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    used = {"type": "feedback_buttons", "action_id": RATE, "block_id": "answer_feedback", "value": forged}
    assert slack.deliver(events.block_actions(slack.workspace, "U1", answer, [used])).acked_within(3)
    told(slack, "do not find this answer any more")
    assert rows(records) == 0


def test_a_forged_word_rates_nothing(slack: FakeSlack, app: RunningApp, journal: Journal, records: Records) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    used = {"type": "feedback_buttons", "action_id": RATE, "value": f"{kept(journal).asked.id}/admin"}
    slack.deliver(events.block_actions(slack.workspace, "U1", answer, [used]))
    told(slack, "do not find this answer any more")
    assert rows(records) == 0


def test_a_form_for_a_reply_that_one_never_rated_is_refused(
    slack: FakeSlack, app: RunningApp, journal: Journal, records: Records
) -> None:
    slack.user("U1").runs("/advisor", "ask How soon?")
    answer = told(slack, "You asked: How soon?")
    slack.user("U1").clicks(answer, RATE, "negative")
    form = the_form(slack)
    copied = replace(form, user="U2", errors={})
    with slack.workspace.changed:
        slack.workspace.modals[:] = [copied]
    slack.user("U2").submits(copied, {"reason": "wrong"})
    assert "do not find this answer" in json.dumps(slack.wait_for(lambda: copied.errors))
    assert rating(journal, "U2") is None


def test_a_hostile_question_and_remark_mention_nobody(slack: FakeSlack, app: RunningApp) -> None:
    answer = app.reply_to(slack.user("U1").mentions("C1", "<!channel> How soon, <@U2>?"))
    slack.user("U1").clicks(answer, RATE, "negative")
    form = the_form(slack)
    slack.user("U1").submits(form, {"reason": "other", "remark": "<!here>" + "x" * 900})
    slack.wait_for(lambda: form.closed)
    slack.user("U1").clicks(answer, RATE, "negative")
    assert live_mentions(the_form(slack).body) == []
