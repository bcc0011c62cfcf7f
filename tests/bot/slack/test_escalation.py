import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.journal import Asked, Kept
from bot.model import Answer, Citation, Declined, Option, Question, Recommendation
from bot.records import Records
from bot.slack.answers.answers import UNKNOWN
from bot.slack.answers.buttons import ESCALATE
from bot.slack.answers.sharing import shared_message
from bot.slack.audit import Audit
from bot.slack.channels.choices import Channels, Choices
from bot.slack.escalation.blocks import RESOLVED, form, news, shown_to_helpers
from bot.slack.escalation.escalating import ALREADY, NOBODY, NOT_PASSED_ON, PASSED_ON, UNSURE
from bot.slack.escalation.escalations import STALE, Escalation, Escalations, Post
from bot.slack.escalation.resolving import BEFORE_YOU, NOT_KNOWN, NOT_TOLD, TOLD
from bot.slack.mrkdwn import with_addresses
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, told
from tests.bot.slack.shelf import Shelf, advice, declined, guide, shelf
from tests.bot.slack.test_mrkdwn import NASTY, hostile
from tests.fakes.slack import ALWAYS, RESPONSE_URL, FakeSlack, Message, View, events, live_mentions, urls, visible
from tests.fakes.slack.limits import check_message, check_view

__all__ = ["shelf"]  # fixtures

EXPERTS = "C0EXPERTS"
EXPERT = "U7"


def running(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, shelf: Shelf, *escalate_to: str
) -> Iterator[RunningApp]:
    slack.workspace.channel(EXPERTS).members.add(slack.user(EXPERT).id)
    started = RunningApp(slack, ask, records, advice=advice(ask, records, shelf), escalate_to=escalate_to).start()
    yield started
    started.stop()


@pytest.fixture
def app(slack: FakeSlack, ask: ScriptedAsk, records: Records, shelf: Shelf) -> Iterator[RunningApp]:
    yield from running(slack, ask, records, shelf, EXPERTS, EXPERT)


def direct(slack: FakeSlack, user: str) -> list[Message]:
    return [m for m in slack.messages(slack.workspace.direct_channel(user).id) if m.by_app]


def posted(slack: FakeSlack) -> tuple[Message, Message]:
    """The posts in the experts' channel and to the expert, once both are there."""
    slack.wait_for(lambda: slack.messages(EXPERTS) and direct(slack, EXPERT), what="the posts")
    return slack.messages(EXPERTS)[0], direct(slack, EXPERT)[0]


def escalated(slack: FakeSlack, app: RunningApp, question: str = "How soon?") -> tuple[Message, Message]:
    slack.user("U1").clicks(app.reply_to(slack.user("U1").mentions("C1", question)), ESCALATE)
    found = posted(slack)
    told(slack, PASSED_ON)
    return found


def the_form(slack: FakeSlack, user: str = EXPERT) -> View:
    return slack.wait_for(lambda: slack.modal(user), what="the form")


def in_thread(slack: FakeSlack, words: str) -> list[Message]:
    return [m for m in slack.workspace.log if m.channel == "C1" and m.is_reply and words in visible(m)]


def test_a_question_goes_to_those_that_admins_chose_with_the_answer_so_far(slack: FakeSlack, app: RunningApp) -> None:
    for found in escalated(slack, app):
        shown = visible(found)
        assert "How soon?" in shown
        assert "two to six weeks" in shown
        assert "<@U1> asked in <#C1>" in shown
        assert found.options == {"unfurl_links": False, "unfurl_media": False}


def test_a_decline_can_be_escalated_by_anybody_who_sees_it(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    ask.reply = declined
    slack.user("U2").clicks(app.reply_to(slack.user("U1").mentions("C1", "VPN?")), ESCALATE)
    shown = visible(posted(slack)[0])
    assert "<@U1> asked" in shown
    assert "<@U2> passed it on" in shown
    assert "The knowledge folder does not say." in shown


def test_a_question_is_passed_on_once(slack: FakeSlack, app: RunningApp) -> None:
    reply = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.user("U1").clicks(reply, ESCALATE)
    told(slack, PASSED_ON)
    for user in ("U1", "U2"):
        slack.user(user).clicks(reply, ESCALATE)
        told(slack, ALREADY, user)
    assert len(slack.messages(EXPERTS)) == len(direct(slack, EXPERT)) == 1


def test_resolving_tells_the_asker_in_the_thread_and_closes_every_post(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, direct_post = escalated(slack, app)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    form = the_form(slack)
    slack.user(EXPERT).submits(form, {"note": "Ask <!channel> Ann & Bob. https://wiki.example/vpn"})
    (news,) = slack.wait_for(lambda: in_thread(slack, "resolved your question"))
    assert "Ask &lt;!channel&gt; Ann &amp; Bob. <https://wiki.example/vpn>" in visible(news)
    assert set(live_mentions(news)) == {"<@U1>", "<@U7>"}
    told(slack, TOLD, EXPERT)
    for found in (channel_post, direct_post):
        assert "Resolved by <@U7>" in visible(found)
        assert RESOLVED not in json.dumps(found.blocks)


def test_the_asker_of_a_private_question_is_told_in_a_direct_message(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "ask How soon?")
    slack.user("U1").clicks(told(slack, "two to six weeks"), ESCALATE)
    slack.user(EXPERT).clicks(posted(slack)[0], RESOLVED)
    slack.user(EXPERT).submits(the_form(slack))
    slack.wait_for(lambda: [m for m in direct(slack, "U1") if "<@U7> resolved your question" in visible(m)])
    assert slack.messages("C1") == []


def test_the_asker_in_a_direct_message_is_told_there(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").clicks(app.reply_to(slack.user("U1").says_in_dm("How soon?")), ESCALATE)
    found = posted(slack)[0]
    assert "asked in a direct message" in visible(found)
    slack.user(EXPERT).clicks(found, RESOLVED)
    slack.user(EXPERT).submits(the_form(slack))
    told(slack, TOLD, EXPERT)
    assert [m for m in slack.workspace.log if m.channel.startswith("D") and "resolved your question" in visible(m)]


def test_without_the_form_the_click_alone_resolves(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, _ = escalated(slack, app)
    slack.missing("views.open")
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    told(slack, TOLD, EXPERT)
    assert len(in_thread(slack, "resolved your question")) == 1


def test_a_question_is_resolved_once(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, direct_post = escalated(slack, app)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    slack.user("U8").clicks(channel_post, RESOLVED)
    first, second = the_form(slack), the_form(slack, "U8")
    slack.user(EXPERT).submits(first)
    told(slack, TOLD, EXPERT)
    slack.workspace.channel(EXPERTS).members.add("U8")
    slack.user("U8").submits(second, {"note": "Me too"})
    told(slack, BEFORE_YOU, "U8")
    stale = replace(direct_post, blocks=[{"type": "actions", "elements": [_resolved(channel_post, slack)]}])
    slack.user(EXPERT).clicks(stale, RESOLVED)
    told(slack, BEFORE_YOU, EXPERT)
    assert len(in_thread(slack, "resolved your question")) == 1


def _resolved(_post: Message, slack: FakeSlack) -> dict[str, object]:
    """The button as it was before the question was resolved."""
    (sent, *_) = [c for c in slack.calls("chat.postMessage") if RESOLVED in json.dumps(c.args)]
    blocks = sent.args["blocks"]
    found = json.loads(blocks) if isinstance(blocks, str) else blocks
    (button,) = [e for b in found if b["type"] == "actions" for e in b["elements"]]
    return dict(button)


@pytest.mark.parametrize("method", ["chat.getPermalink", "chat.update", RESPONSE_URL])
def test_a_call_that_is_missing_costs_nobody_the_news(slack: FakeSlack, app: RunningApp, method: str) -> None:
    slack.fail_next(method, error="unknown_method", times=ALWAYS)
    channel_post, _ = escalated(slack, app)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    slack.user(EXPERT).submits(the_form(slack))
    slack.wait_for(lambda: in_thread(slack, "resolved your question"))


def test_a_thread_that_is_closed_by_now_is_replaced_by_a_direct_message(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, _ = escalated(slack, app)
    slack.workspace.channel("C1").archived = True
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    slack.user(EXPERT).submits(the_form(slack))
    slack.wait_for(lambda: [m for m in direct(slack, "U1") if "resolved your question" in visible(m)])


def test_an_asker_who_cannot_be_reached_is_left_to_the_one_who_resolved(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, _ = escalated(slack, app)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    view = the_form(slack)
    slack.fail_next("chat.postMessage", error="restricted_action", times=ALWAYS)
    slack.user(EXPERT).submits(view)
    told(slack, NOT_TOLD, EXPERT)


def test_when_nobody_can_be_reached_the_clicker_is_told_and_may_try_again(slack: FakeSlack, app: RunningApp) -> None:
    reply = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    slack.fail_next("chat.postMessage", error="channel_not_found", times=2)
    slack.user("U1").clicks(reply, ESCALATE)
    told(slack, NOT_PASSED_ON)
    slack.user("U1").clicks(reply, ESCALATE)
    told(slack, PASSED_ON)


def test_when_some_can_be_reached_the_clicker_hears_how_many(slack: FakeSlack, app: RunningApp) -> None:
    slack.fail_next("conversations.open", error="user_disabled", times=ALWAYS)
    slack.user("U1").clicks(app.reply_to(slack.user("U1").mentions("C1", "How soon?")), ESCALATE)
    told(slack, "reached 1 of 2")


def test_a_post_that_slack_may_have_taken_is_not_repeated_and_its_button_works(
    slack: FakeSlack, app: RunningApp
) -> None:
    slack.fail_next("chat.postMessage", accept_then_reset=True)
    slack.user("U1").clicks(app.reply_to(slack.user("U1").mentions("C1", "How soon?")), ESCALATE)
    told(slack, UNSURE)
    (channel_post,) = slack.messages(EXPERTS)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    slack.user(EXPERT).submits(the_form(slack))
    slack.wait_for(lambda: in_thread(slack, "resolved your question"))


def test_what_a_killed_process_did_not_tell_is_told_at_the_next_press(
    slack: FakeSlack, app: RunningApp, records: Records
) -> None:
    channel_post, _ = escalated(slack, app)
    button = _resolved(channel_post, slack)
    assert Escalations(records.engine).resolve(str(button["value"]), "U9", "See the wiki.")
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    (news,) = slack.wait_for(lambda: in_thread(slack, "<@U9> resolved your question"))
    assert "See the wiki." in visible(news)
    slack.wait_for(lambda: "Resolved by <@U9>" in visible(channel_post))


def test_where_nobody_is_set_there_is_no_button(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, shelf: Shelf
) -> None:
    for app in running(slack, ask, records, shelf):
        reply = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
        assert ESCALATE not in json.dumps(reply.blocks)
        reply_id = reply.blocks[-1]["elements"][0]["positive_button"]["value"].partition("/")[0]
        used = {"type": "button", "action_id": ESCALATE, "value": reply_id}
        slack.deliver(events.block_actions(slack.workspace, "U1", reply, [used]))
        told(slack, NOBODY)


def test_a_channels_own_choice_comes_before_the_settings(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    slack.user("U5")
    Channels(records.engine, "T0TEAM").choose("C1", Choices(escalate_to=("U5",)), "U0ADMIN")
    slack.user("U1").clicks(app.reply_to(slack.user("U1").mentions("C1", "How soon?")), ESCALATE)
    slack.wait_for(lambda: direct(slack, "U5"))
    assert slack.messages(EXPERTS) == direct(slack, EXPERT) == []


def test_a_restricted_answer_is_shown_to_none_but_its_readers(slack: FakeSlack, app: RunningApp, shelf: Shelf) -> None:
    shelf.put(guide(audience=frozenset({"S0FIN"})))
    slack.workspace.groups["S0FIN"] = ["U1", EXPERT]
    slack.user("U1").clicks(app.reply_to(slack.user("U1").says_in_dm("How soon?")), ESCALATE)
    channel_post, direct_post = posted(slack)
    assert "two to six weeks" not in json.dumps(channel_post.blocks) + channel_post.text
    assert "not everybody here may read" in visible(channel_post)
    assert "two to six weeks" in visible(direct_post)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    slack.user(EXPERT).submits(the_form(slack))
    slack.wait_for(lambda: "Resolved by" in visible(channel_post))
    assert "two to six weeks" not in json.dumps(channel_post.blocks) + channel_post.text


@pytest.mark.parametrize("forged", ["", "0" * 32, "x" * 2_000])
@pytest.mark.parametrize(("action", "said"), [(ESCALATE, UNKNOWN), (RESOLVED, NOT_KNOWN)])
def test_a_forged_value_is_refused_in_a_sentence_and_recorded(
    slack: FakeSlack, app: RunningApp, records: Records, action: str, said: str, forged: str
) -> None:
    reply = app.reply_to(slack.user("U1").mentions("C1", "How soon?"))
    used = {"type": "button", "action_id": action, "value": forged}
    slack.deliver(events.block_actions(slack.workspace, "U1", reply, [used]))
    told(slack, said)
    (entry,) = Audit(records.engine).latest(1)
    assert (entry.user, entry.allowed) == ("U1", False)


def test_a_question_is_not_resolved_from_where_it_does_not_stand(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, _ = escalated(slack, app)
    button = _resolved(channel_post, slack)
    elsewhere = app.reply_to(slack.user("U1").mentions("C1", "How late?"))
    slack.deliver(events.block_actions(slack.workspace, "U1", elsewhere, [button]))
    told(slack, NOT_KNOWN)
    assert "Resolved by" not in visible(channel_post)


def test_a_form_that_one_did_not_open_is_refused(slack: FakeSlack, app: RunningApp) -> None:
    channel_post, _ = escalated(slack, app)
    slack.user(EXPERT).clicks(channel_post, RESOLVED)
    copied = replace(the_form(slack), user="U2", errors={})
    with slack.workspace.changed:
        slack.workspace.modals[:] = [copied]
    slack.user("U2").submits(copied)
    assert "do not find this question" in json.dumps(slack.wait_for(lambda: copied.errors))
    assert in_thread(slack, "resolved your question") == []


def test_a_post_links_to_the_conversation() -> None:
    kept = Kept(Asked("q1", "T1", "C1", "1.1", "U1", "mention", "How soon?", 0.0), declined(Question("How soon?")))
    rendered = shown_to_helpers(
        Escalation("e1", "q1", "T1", "U1", ("C9",)), kept, None, "https://acme.slack.com/archives/C1/p11"
    )
    assert urls({"blocks": list(rendered.blocks)}) == ["https://acme.slack.com/archives/C1/p11"]


def test_one_that_was_begun_by_a_process_that_died_can_be_begun_again(records: Records) -> None:
    now = [1_000.0]
    escalations = Escalations(records.engine, lambda: now[0])
    live = escalations.begin("q0", "T1", "U1", ["C9"])
    assert live is not None
    escalations.posted(live.id, Post("C9", "C9", "1.1"))
    assert escalations.begin("q1", "T1", "U1", ["C9"]) is not None
    assert escalations.begin("q1", "T1", "U1", ["C9"]) is None
    now[0] += STALE + 1
    begun = escalations.begin("q1", "T1", "U2", ["C9"])
    assert begun is not None
    assert escalations.find(begun.id) == begun
    assert escalations.begin("q0", "T1", "U1", ["C9"]) is None


@settings(max_examples=40, deadline=None)
@given(hostile, st.integers(1, 60), st.integers(0, 40))
@example(NASTY, 60, 40)
@example("&" * 300, 60, 40)
def test_any_post_is_within_slacks_limits_and_mentions_only_who_took_part(
    text: str, times: int, citations: int
) -> None:
    long = (text + "\n") * times
    cited = Citation(1, long, long, (long,), 0, len(long), long, None)
    recommendation = Recommendation(Option.RAG, long, ("labelled_examples",))
    asked = Asked("q1", "T1", "C1", "1.1", "U1", "mention", long, 0.0)
    open_ = Escalation("e1", "q1", "T1", "U2", ("C9",))
    done = replace(open_, resolved_by="U3", note=long[:800])
    noted = set(urls({"text": with_addresses(done.note)}))  # a colleague's own
    for reply in (
        Answer(long, long, (cited,) * citations, long, recommendation, searched_for=long + "?", notice=long),
        Declined(long, long, (long,) * citations, long, recommendation, searched_for=long + "?", notice=long),
    ):
        kept = Kept(asked, reply)
        posts = [shown_to_helpers(state, kept, draft, None) for state in (open_, done) for draft in (reply, None)]
        for rendered in (*posts, news(done, kept), shared_message(kept, reply, escalatable=True)):
            blocks = list(rendered.blocks)
            check_message(rendered.text, blocks)
            assert sum(len(visible(block)) for block in blocks) <= 10_000
            everything = {"text": rendered.text, "blocks": blocks}
            assert set(live_mentions(everything)) <= {"<@U1>", "<@U2>", "<@U3>"}
            assert {url for url in urls(everything) if not url.startswith("mailto:")} <= noted
    check_view(form(open_))
