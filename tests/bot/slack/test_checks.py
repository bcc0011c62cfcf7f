import json
from dataclasses import replace

import pytest

from bot.records import Records
from bot.slack.checks.cards import Cards
from bot.slack.checks.facts_form import CALLBACK
from bot.slack.checks.verdict_blocks import CORRECT, DETAILS, SHARE
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, no_chart
from tests.fakes.slack import ALWAYS, RESPONSE_URL, UPLOAD, FakeSlack, Message, View, events, live_mentions, visible

WEEKLY = "Our documents change weekly and we have 300 labelled examples."
SPLIT = "It is a behaviour problem, and we have 600 labelled examples."


def whispered(slack: FakeSlack, words: str) -> Message:
    return slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if words in visible(m)], what=words)[-1]


def opened(slack: FakeSlack, user: str = "U1") -> View:
    return slack.wait_for(lambda: slack.modal(user), what="a modal")


def form_from(slack: FakeSlack, card: Message) -> View:
    slack.user("U1").clicks(card, CORRECT)
    return opened(slack)


def becomes(slack: FakeSlack, card: Message, words: str) -> None:
    slack.wait_for(lambda: words in visible(card), what=words)


def closed_form(slack: FakeSlack, view: View) -> None:
    slack.wait_for(lambda: view.closed, what="the form to close")


def test_the_command_alone_opens_a_form_in_which_nothing_is_known(slack: FakeSlack, app: RunningApp) -> None:
    command = slack.user("U1").runs("/advisor", "check")
    view = opened(slack)
    assert command.acked_within(3)
    assert view.body["callback_id"] == CALLBACK
    selects = [b["element"] for b in view.body["blocks"] if b.get("element", {}).get("type") == "static_select"]
    assert {select["initial_option"]["text"]["text"] for select in selects} == {"I don’t know"}
    assert slack.ephemerals("U1") == []


def test_a_submitted_form_is_answered_with_the_verdict_to_its_asker_alone(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "check")
    view = opened(slack)
    sent = slack.user("U1").submits(view, {"knowledge_changes": "weekly", "labelled_examples": "0.3k"})
    card = whispered(slack, "RAG · the one guide")
    assert sent.acked_within(3)
    assert "You have 300 labelled examples" in visible(card)
    assert view.closed
    assert slack.messages("C1") == []


def test_a_value_that_a_fact_cannot_have_is_told_on_its_field_and_the_form_stays(
    slack: FakeSlack, app: RunningApp
) -> None:
    slack.user("U1").runs("/advisor", "check")
    view = opened(slack)
    slack.user("U1").submits(view, {"labelled_examples": "many", "weeks_to_ship": "-3"})
    errors = slack.wait_for(lambda: view.errors)
    assert set(errors) == {"labelled_examples", "weeks_to_ship"}
    assert errors["labelled_examples"].startswith("Labelled examples cannot be 'many': give a whole number")
    assert not view.closed


def test_a_form_delivered_twice_is_answered_once(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "check")
    sent = slack.user("U1").submits(opened(slack), {"knowledge_changes": "weekly"})
    whispered(slack, "RAG ·")
    slack.redeliver(sent)
    app.settle()
    assert len([m for m in slack.ephemerals("U1") if "RAG ·" in visible(m)]) == 1


def test_when_slack_opens_no_form_the_person_is_told_how_to_go_on(slack: FakeSlack, app: RunningApp) -> None:
    slack.fail_next("views.open", error="expired_trigger_id")
    slack.user("U1").runs("/advisor", "check")
    assert "/advisor check we have" in visible(whispered(slack, "did not open the window"))


def test_a_proposal_is_answered_at_once_with_the_words_that_each_fact_was_read_from(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    command = slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    card = visible(whispered(slack, "RAG · the one guide"))
    assert command.acked_within(3)
    assert "You have 300 labelled examples (“300 labelled examples”)" in card
    assert card.index("RAG ·") < card.index("*Why:*") < card.index("What would change") < card.index("*Sources*")
    assert slack.messages("C1") == []
    assert ask.questions == []


def test_a_check_command_delivered_twice_leaves_one_card_and_one_record(
    slack: FakeSlack, app: RunningApp, records: Records
) -> None:
    slack.redeliver(slack.user("U1").runs("/advisor", f"check {WEEKLY}"))
    whispered(slack, "RAG ·")
    app.settle()
    assert len([m for m in slack.ephemerals("U1") if "RAG ·" in visible(m)]) == 1
    with records.engine.connect() as db:
        assert db.exec_driver_sql("select count(*) from slack_cards").scalar() == 1
        assert db.exec_driver_sql("select count(*) from checks").scalar() == 1


def test_corrected_facts_change_the_private_card_in_its_place(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    card = whispered(slack, "RAG ·")
    view = form_from(slack, card)
    filled = {b["block_id"]: b["element"] for b in view.body["blocks"] if "element" in b}
    assert filled["labelled_examples"]["initial_value"] == "300"
    assert filled["knowledge_changes"]["initial_option"]["value"] == "weekly"
    slack.user("U1").submits(view, {"few_shot_suffices": "yes"})
    becomes(slack, card, "Prompt engineering ·")
    assert "(“300 labelled examples”)" in visible(card)


def test_when_the_response_url_is_spent_the_corrected_card_comes_as_a_direct_message(
    slack: FakeSlack, app: RunningApp
) -> None:
    slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    view = form_from(slack, whispered(slack, "RAG ·"))
    slack.fail_next(RESPONSE_URL, error="expired_url")
    slack.user("U1").submits(view, {"few_shot_suffices": "yes"})
    (card,) = slack.wait_for(lambda: [m for m in slack.messages("D1") if "Prompt engineering ·" in visible(m)])
    closed_form(slack, view)
    slack.user("U1").submits(form_from(slack, card), {"few_shot_suffices": "no"})
    becomes(slack, card, "RAG ·")


def test_a_mention_in_a_thread_is_checked_with_what_the_thread_said(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    root = slack.user("U2").says("C1", "Our documents change weekly.")
    asked = slack.user("U1").mentions("C1", "check: we have 300 labelled examples", thread_ts=root.ts)
    card = app.reply_to(asked)
    assert card.thread_ts == root.ts
    assert "The knowledge changes weekly" in visible(card)
    assert "You have 300 labelled examples" in visible(card)
    assert ask.questions == []


def test_corrected_facts_change_the_card_in_the_thread(slack: FakeSlack, app: RunningApp) -> None:
    asked = slack.user("U1").mentions("C1", f"check {WEEKLY}")
    card = app.reply_to(asked)
    slack.user("U1").submits(form_from(slack, card), {"few_shot_suffices": "yes"})
    becomes(slack, card, "Prompt engineering ·")
    assert [m.ts for m in slack.answers(asked) if m.blocks] == [card.ts]


def test_guides_that_disagree_stand_side_by_side_with_their_words(slack: FakeSlack, app: RunningApp) -> None:
    card = app.reply_to(slack.user("U1").mentions("C1", f"check {SPLIT}"))
    (sides,) = [block["fields"] for block in card.blocks if "fields" in block]
    assert "Cautious guide" in sides[0]["text"]
    assert "“Under five thousand examples, retrieve.”" in sides[0]["text"]
    assert "“Five hundred examples are enough to teach a behaviour.”" in sides[1]["text"]


def test_the_chart_follows_the_card_in_its_thread(slack: FakeSlack, app: RunningApp) -> None:
    asked = slack.user("U1").mentions("C1", f"check {WEEKLY}")
    app.reply_to(asked)
    (chart,) = slack.wait_for(lambda: [m for m in slack.answers(asked) if m.files])
    assert chart.thread_ts == asked.ts
    assert slack.workspace.files[chart.files[0]["id"]].content == b"PNG"


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", UPLOAD, "files.completeUploadExternal"])
@pytest.mark.parametrize("error", ["unknown_method", "missing_scope"])
def test_a_chart_that_slack_does_not_take_costs_no_verdict(
    slack: FakeSlack, app: RunningApp, method: str, error: str
) -> None:
    slack.fail_next(method, error=error, times=ALWAYS)
    asked = slack.user("U1").mentions("C1", f"check {WEEKLY}")
    app.reply_to(asked)
    app.settle()
    assert ["RAG ·" in visible(m) for m in slack.answers(asked)] == [True]


def test_without_figures_there_is_a_verdict_and_no_chart(slack: FakeSlack, ask: ScriptedAsk, records: Records) -> None:
    app = RunningApp(slack, ask, records, no_chart).start()
    asked = slack.user("U1").mentions("C1", f"check {WEEKLY}")
    app.reply_to(asked)
    app.settle()
    app.stop()
    assert slack.calls("files.getUploadURLExternal") == []


def test_the_shortcut_checks_a_message_in_its_thread(slack: FakeSlack, app: RunningApp) -> None:
    said = slack.user("U2").says("C1", WEEKLY)
    used = slack.user("U1").uses_shortcut("check_decision", said.message)
    card = app.reply_to(said)
    assert used.acked_within(3)
    assert card.thread_ts == said.ts
    assert "RAG ·" in visible(card)


def test_the_shortcut_answers_privately_where_advisor_is_not_in_the_channel(slack: FakeSlack, app: RunningApp) -> None:
    said = slack.user("U2").says("C1", WEEKLY)
    slack.workspace.channel("C1").members.discard(slack.bot_user)
    slack.user("U1").uses_shortcut("check_decision", said.message)
    assert "You have 300 labelled examples" in visible(whispered(slack, "RAG ·"))


def test_details_open_for_whoever_sees_the_card(slack: FakeSlack, app: RunningApp) -> None:
    card = app.reply_to(slack.user("U1").mentions("C1", f"check {WEEKLY}"))
    slack.user("U2").clicks(card, DETAILS)
    shown = visible(opened(slack, "U2").body)
    for part in ("What each guide says", "What it costs", "Next steps", "Sources", "Would be a mistake here"):
        assert part in shown


def test_details_that_slack_does_not_open_are_explained(slack: FakeSlack, app: RunningApp) -> None:
    card = app.reply_to(slack.user("U1").mentions("C1", f"check {WEEKLY}"))
    slack.missing("views.open")
    slack.user("U1").clicks(card, DETAILS)
    whispered(slack, "did not open the window")


def test_a_private_card_is_shared_once_however_often_it_is_clicked(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    card = whispered(slack, "RAG ·")
    for _ in range(5):
        slack.user("U1").clicks(card, SHARE)
    app.settle()
    (shared,) = [m for m in slack.messages("C1") if "RAG ·" in visible(m)]
    assert "Share in channel" not in visible(shared)
    slack.user("U1").submits(form_from(slack, shared), {"few_shot_suffices": "yes"})
    becomes(slack, shared, "Prompt engineering ·")


def test_sharing_where_advisor_may_not_write_says_so_and_works_once_it_may(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    card = whispered(slack, "RAG ·")
    slack.workspace.channel("C1").members.discard(slack.bot_user)
    slack.user("U1").clicks(card, SHARE)
    whispered(slack, "/invite @Advisor")
    slack.workspace.channel("C1").members.add(slack.bot_user)
    slack.user("U1").clicks(card, SHARE)
    slack.wait_for(lambda: [m for m in slack.messages("C1") if "RAG ·" in visible(m)])


def test_others_may_not_correct_share_or_see_what_is_not_theirs(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    card = whispered(slack, "RAG ·")
    for action in (CORRECT, DETAILS, SHARE):
        slack.user("U2").clicks(card, action)
    app.settle()
    assert slack.modal("U2") is None
    assert len([m for m in slack.ephemerals("U2") if "/advisor check" in visible(m)]) == 3
    assert slack.messages("C1") == []


@pytest.mark.parametrize("forged", ["", "0" * 32, "' or 1=1 --", "x" * 2_000])
@pytest.mark.parametrize("action", [CORRECT, DETAILS, SHARE])
def test_a_forged_button_value_is_refused_in_a_sentence(
    slack: FakeSlack, app: RunningApp, action: str, forged: str
) -> None:
    card = app.reply_to(slack.user("U1").mentions("C1", f"check {WEEKLY}"))
    used = {"type": "button", "action_id": action, "block_id": "check_buttons", "value": forged}
    assert slack.deliver(events.block_actions(slack.workspace, "U1", card, [used])).acked_within(3)
    whispered(slack, "/advisor check")
    assert slack.modal("U1") is None


def test_a_form_for_a_foreign_card_is_refused(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    slack.user("U1").runs("/advisor", "check")
    view = opened(slack)
    copied = replace(view, user="U2")
    with slack.workspace.changed:
        slack.workspace.modals[:] = [copied]
    slack.user("U2").submits(copied, {"knowledge_changes": "weekly"})
    assert "not know this check" in json.dumps(slack.wait_for(lambda: copied.errors))
    assert Cards(records.engine).own(view.body["private_metadata"], "T0TEAM", "U2") is None


def test_a_hostile_proposal_mentions_nobody(slack: FakeSlack, app: RunningApp) -> None:
    card = app.reply_to(
        slack.user("U1").mentions("C1", "check <!channel> 300 labelled <@U2> examples, <!here> changes weekly")
    )
    assert live_mentions(card) == []


def test_an_empty_check_asks_for_facts_and_offers_the_form(slack: FakeSlack, app: RunningApp) -> None:
    card = app.reply_to(slack.user("U1").mentions("C1", "check"))
    assert "Too early to say" in visible(card)
    slack.user("U1").submits(form_from(slack, card), {"knowledge_changes": "weekly"})
    becomes(slack, card, "RAG ·")
