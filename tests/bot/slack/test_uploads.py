import errno
from dataclasses import fields
from typing import Any

import pytest

from bot.keeping.keeper import Keeper, Saved
from bot.keeping.not_written import NO_ROOM, NOT_WRITABLE
from bot.records import Records
from bot.slack.forgetting import forget
from bot.slack.uploads.bringing import BROKEN_OFF, ELSEWHERE, NO_FILE, NO_SCOPE, NOT_NOW
from bot.slack.uploads.deciding import NOT_SURE
from bot.slack.uploads.offering import GONE, MOST_AN_HOUR, NOT_ADMIN, TOO_MANY
from bot.slack.uploads.offers import Offer, Offers, State
from bot.slack.uploads.pages import ADD, ASK, DISCARD, MODAL, SURE
from bot.slack.uploads.ways import ADD_TO_KNOWLEDGE
from indexer.placing import FolderNotWritable
from tests.bot.slack.conftest import ScriptedAsk
from tests.bot.slack.kept_app import ADMIN, KeptApp, bench, keeper, kept
from tests.fakes.slack import ALWAYS, FakeSlack, Message, Said, View, events, live_mentions, visible
from tests.indexer.workbench import Workbench

__all__ = ["bench", "keeper", "kept"]  # fixtures

GUIDE = b"""---
kind: guide
as_of: 2026-03-01
---
# Re-ranking

A re-ranker adds 80 ms.

## Costs

It costs little.
"""
KEY = "AKIA" + "IOSFODNN7EXAMPLE"  # in two parts, so that no scanner takes this file for a leak
LEAKY = f"# Access\n\nThe key is {KEY} and nothing else.\n".encode()


def sent(
    slack: FakeSlack, name: str = "Re-ranking.md", content: bytes = GUIDE, user: str = ADMIN, **about: Any
) -> Said:
    """The person sends Advisor a file directly."""
    return slack.user(user).shares_file(slack.workspace.direct_channel(user).id, name, content, twin=False, **about)


def shared(slack: FakeSlack, content: bytes = GUIDE, name: str = "Re-ranking.md", **about: Any) -> Said:
    """Somebody shares a file in a channel."""
    return slack.user("U1").shares_file("C1", name, content, twin=False, **about)


def offered(slack: FakeSlack, content: bytes = GUIDE, user: str = ADMIN, name: str = "Re-ranking.md") -> View:
    """The person uses the shortcut on a file that somebody shared in a channel: the modal that opens."""
    said = shared(slack, content, name)
    slack.user(user).uses_shortcut(ADD_TO_KNOWLEDGE, said.message)
    return slack.wait_for(lambda: slack.modal(user), what="a modal")


def becomes(slack: FakeSlack, view: View, words: str) -> None:
    slack.wait_for(lambda: words in visible(view.body["blocks"]), what=f"{words!r} in the modal")


def preview_of(kept: KeptApp, said: Said) -> Message:
    """The preview under a file that was sent."""
    kept.told("Nothing is saved until you press")
    return kept.slack.answers(said)[-1]


def changes(slack: FakeSlack, message: Message, words: str) -> None:
    slack.wait_for(lambda: words in visible(message), what=f"{words!r} in {message}")


def files_in(kept: KeptApp) -> list[str]:
    return sorted(path.relative_to(kept.bench.folder).as_posix() for path in kept.bench.folder.rglob("*.*"))


def test_a_file_sent_by_an_admin_is_previewed_added_and_answers(slack: FakeSlack, kept: KeptApp) -> None:
    said = sent(slack)
    shown = preview_of(kept, said)
    text = visible(shown)
    assert "*Re-ranking*\n`guides/re-ranking.md` · everyone may read it · as of 1 Mar 2026" in text
    assert "2 sections · 2 passages: Re-ranking, Costs" in text
    assert "> A re-ranker adds 80 ms." in text
    assert said.acked_within(3)
    assert files_in(kept) == []
    slack.user(ADMIN).clicks(shown, ADD)
    changes(slack, shown, "Added: *Re-ranking*\n`guides/re-ranking.md` · 2 passages · everyone may read it")
    assert kept.bench.ask("re-ranker adds")[0].source == "guides/re-ranking.md"
    assert kept.audit.latest(1)[0].what == "added guides/re-ranking.md"
    assert len(slack.answers(said)) == 1


def test_a_file_without_a_date_is_previewed_as_such(slack: FakeSlack, kept: KeptApp) -> None:
    shown = preview_of(kept, sent(slack, "plain.md", b"# Plain\n\nWords."))
    assert "everyone may read it · no date given" in visible(shown)


def test_what_was_added_can_be_asked_about_with_one_click(slack: FakeSlack, kept: KeptApp, ask: ScriptedAsk) -> None:
    shown = preview_of(kept, sent(slack))
    slack.user(ADMIN).clicks(shown, ADD)
    changes(slack, shown, "Added")
    for _ in range(2):
        slack.user(ADMIN).clicks(shown, ASK)
    kept.told("You asked: What does “Re-ranking” say?")
    assert [question.text for question in ask.questions] == ["What does “Re-ranking” say?"]


def test_a_discarded_file_leaves_nothing(slack: FakeSlack, kept: KeptApp, records: Records) -> None:
    shown = preview_of(kept, sent(slack))
    offer = offer_of(shown)
    slack.user(ADMIN).clicks(shown, DISCARD)
    changes(slack, shown, "Discarded")
    kept_offer = Offers(records.engine).find(offer)
    assert kept_offer is not None
    assert kept_offer.content is None
    forged(slack, ADMIN, shown, ADD, offer)
    changes(slack, shown, GONE)
    assert files_in(kept) == []


def test_the_shortcut_previews_in_a_modal_and_adds_from_there(slack: FakeSlack, kept: KeptApp) -> None:
    view = offered(slack)
    becomes(slack, view, "`guides/re-ranking.md`")
    assert (view.body["submit"]["text"], view.body["close"]["text"]) == ("Add", "Discard")
    delivery = slack.user(ADMIN).submits(view)
    added = kept.told("Added: *Re-ranking*")
    assert delivery.acked_within(3)
    assert view.closed
    assert files_in(kept) == ["guides/re-ranking.md"]
    assert slack.messages("C1") == [slack.messages("C1")[0]]  # the channel saw nothing of it
    assert "Ask about it" in visible(added)


def test_closing_the_modal_discards(slack: FakeSlack, kept: KeptApp) -> None:
    view = offered(slack)
    becomes(slack, view, "Nothing is saved")
    closed = slack.user(ADMIN).closes(view)
    slack.wait_for(lambda: closed and closed.acked_at)
    slack.user(ADMIN).submits(view)
    kept.told(GONE)
    assert files_in(kept) == []


def test_two_clicks_add_once(slack: FakeSlack, kept: KeptApp) -> None:
    shown = preview_of(kept, sent(slack))
    offer = offer_of(shown)
    for _ in range(3):
        forged(slack, ADMIN, shown, ADD, offer)
    changes(slack, shown, "Added")
    kept.settle()
    assert files_in(kept) == ["guides/re-ranking.md"]
    assert [entry.what for entry in kept.audit.latest(5)] == ["added guides/re-ranking.md"]


def test_a_file_delivered_three_times_is_previewed_once(slack: FakeSlack, kept: KeptApp) -> None:
    said = sent(slack)
    for _ in range(2):
        slack.redeliver(said.deliveries[0])
    preview_of(kept, said)
    kept.settle()
    assert len(slack.answers(said)) == 1


def test_a_question_beside_a_file_is_answered_too(slack: FakeSlack, kept: KeptApp, ask: ScriptedAsk) -> None:
    said = sent(slack, text="What do you make of this?")
    kept.told("Nothing is saved until")
    kept.told("You asked: What do you make of this?")
    assert len(slack.answers(said)) == 2


@pytest.mark.parametrize("user", [ADMIN, "U2"])
def test_a_file_of_another_kind_sent_directly_is_told_which_kinds_can_be_read(
    slack: FakeSlack, kept: KeptApp, user: str
) -> None:
    said = sent(slack, "Our *report*.pdf", b"%PDF-1.7", user)
    kept.told("I cannot read Our ∗report∗.pdf. I read `.md` and `.txt` files", user)
    kept.settle()
    assert len(slack.answers(said)) == 1
    assert slack.calls("files.info") == []
    assert kept.audit.latest(5) == ()


def test_a_question_beside_a_picture_is_answered_and_the_picture_is_said_not_to_be_read(
    slack: FakeSlack, kept: KeptApp
) -> None:
    sent(slack, "cat.png", b"\x89PNG", text="Is this RAG?")
    kept.told("You asked: Is this RAG?")
    kept.told("I cannot read cat.png.")


def test_the_shortcut_on_a_message_without_such_a_file_says_so(slack: FakeSlack, kept: KeptApp) -> None:
    said = slack.user("U1").says("C1", "no file here")
    slack.user(ADMIN).uses_shortcut(ADD_TO_KNOWLEDGE, said.message)
    told = slack.wait_for(lambda: slack.ephemerals(ADMIN), what="a sentence")
    assert "has no `.md` or `.txt` file" in visible(told[0])


@pytest.mark.parametrize("about", [{}, {"guest": True}, {"deleted": True}, {"team_id": "TELSE"}])
def test_whoever_is_no_admin_is_refused_in_a_sentence_and_it_is_written_down(
    slack: FakeSlack, kept: KeptApp, about: dict[str, object]
) -> None:
    slack.user("U2", **about)
    view = offered(slack, user="U2")
    becomes(slack, view, NOT_ADMIN)
    assert "submit" not in view.body
    sent(slack, user="U2")
    kept.told(NOT_ADMIN, "U2")
    entries = kept.audit.latest(5)
    assert [(entry.user, entry.allowed, entry.what) for entry in entries] == [
        ("U2", False, "to add Re-ranking.md to the knowledge")
    ] * 2
    assert slack.calls("files.info") == []


@pytest.mark.parametrize("about", [{"guest": True}, {"deleted": True}])
def test_an_admin_who_is_a_guest_or_gone_is_refused(slack: FakeSlack, kept: KeptApp, about: dict[str, object]) -> None:
    slack.user(ADMIN, **about)
    sent(slack)
    kept.told(NOT_ADMIN)
    assert not kept.audit.latest(1)[0].allowed


def test_a_question_beside_a_refused_file_is_answered(slack: FakeSlack, kept: KeptApp) -> None:
    sent(slack, user="U2", text="What is RAG?")
    kept.told(NOT_ADMIN, "U2")
    kept.told("You asked: What is RAG?", "U2")


def test_a_seeming_secret_is_told_hidden_and_added_only_on_purpose(slack: FakeSlack, kept: KeptApp) -> None:
    shown = preview_of(kept, sent(slack, "access.md", LEAKY))
    assert "It seems to hold a secret*\n• line 3: an AWS access key" in visible(shown)
    assert KEY not in str([call.args for call in slack.calls()])
    (button,) = [b for block in shown.blocks for b in block.get("elements", []) if b.get("action_id") == ADD]
    assert (button["text"]["text"], button["style"]) == ("Add anyway", "danger")
    assert "confirm" in button
    slack.user(ADMIN).clicks(shown, ADD)
    changes(slack, shown, "Added")


def test_in_the_modal_a_seeming_secret_needs_its_box_ticked(slack: FakeSlack, kept: KeptApp) -> None:
    view = offered(slack, LEAKY, name="access.md")
    becomes(slack, view, "It seems to hold a secret")
    slack.user(ADMIN).submits(view)
    assert slack.wait_for(lambda: view.errors, what="an error") == {"sure": NOT_SURE}
    assert files_in(kept) == []
    bare = View(view.id, view.user, {**view.body, "blocks": []}, view.hash)  # as a forger would send it
    slack.user(ADMIN).submits(bare)
    kept.settle()
    assert files_in(kept) == []
    slack.user(ADMIN).submits(view, {SURE: ["sure"]})
    kept.told("Added: *Access*")


def test_what_a_reader_would_not_see_is_told_before_it_is_added(slack: FakeSlack, kept: KeptApp) -> None:
    hostile = "# Title \u202e\n\nWords\u200b with <!-- a comment --> and <!channel> [x](https://evil.example).\n"
    text = visible(preview_of(kept, sent(slack, "odd.md", hostile.encode())))
    assert "line 1: characters that turn the direction of the text round" in text
    assert "line 3: characters without width" in text
    assert "line 3: comments that a rendered page does not show" in text
    assert "\u202e" not in text
    assert [live_mentions(message) for message in slack.workspace.log if message.by_app] == [[]]
    assert "<https" not in str(slack.calls("chat.postMessage")[-1].args)


def test_rules_that_would_not_vote_are_told_before_they_are_added(slack: FakeSlack, kept: KeptApp) -> None:
    wrong = b"---\nframework:\n  name: X\n  rules: [{id: a}]\n---\nText.\n"
    assert "*Its rules take no part in checks*" in visible(preview_of(kept, sent(slack, "rules.md", wrong)))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"caf\xe9", "guide.md cannot be added: it is not UTF-8"),
        (b"   ", "it is empty"),
        (b"---\ntitle: x\n", "no second ---"),
        (b"---\naudiences: finance\n---\nText.", "did you mean audience?"),
        (b"x" * 100_001, "more than 100,000 bytes"),
    ],
)
def test_what_cannot_be_a_document_is_refused_with_the_reason(
    slack: FakeSlack, kept: KeptApp, content: bytes, why: str
) -> None:
    sent(slack, "guide.md", content)
    kept.told(why)
    assert files_in(kept) == []


def test_a_file_that_is_known_already_is_not_added_again(slack: FakeSlack, kept: KeptApp) -> None:
    kept.bench.write("a.md", GUIDE.decode())
    kept.bench.sync()
    sent(slack)
    kept.told("I know this file already, as `a.md`")


def test_two_admins_who_add_files_of_one_name_add_both(slack: FakeSlack, kept: KeptApp) -> None:
    first = preview_of(kept, sent(slack, "guide.md", b"One text."))
    second_said = sent(slack, "guide.md", b"Another text.")
    slack.wait_for(lambda: slack.answers(second_said) and "Nothing is" in visible(slack.answers(second_said)[-1]))
    second = slack.answers(second_said)[-1]
    for shown in (first, second):
        slack.user(ADMIN).clicks(shown, ADD)
    for shown in (first, second):
        changes(slack, shown, "Added")
    names = files_in(kept)
    assert len(names) == 2
    assert {(kept.bench.folder / name).read_bytes() for name in names} == {b"One text.", b"Another text."}


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../x.md", "x.md"),
        ("/etc/x.md", "x.md"),
        ("x" * 300 + ".md", "x" * 60 + ".md"),
        ("CON.md", "document-con.md"),
        ("a\nb.md", "a-b.md"),
        ("<!channel>.md", "channel.md"),
    ],
)
def test_a_file_is_saved_under_a_plain_name_inside_the_folder(
    slack: FakeSlack, kept: KeptApp, name: str, saved: str
) -> None:
    shown = preview_of(kept, sent(slack, name, b"Text."))
    slack.user(ADMIN).clicks(shown, ADD)
    changes(slack, shown, "Added")
    assert files_in(kept) == [saved]
    assert live_mentions(shown) == []


def test_a_file_said_to_lie_elsewhere_is_not_fetched(slack: FakeSlack, kept: KeptApp) -> None:
    said = shared(slack, url="http://127.0.0.1:1/a.md")
    slack.user(ADMIN).uses_shortcut(ADD_TO_KNOWLEDGE, said.message)
    becomes(slack, slack.wait_for(lambda: slack.modal(ADMIN)), ELSEWHERE)


def test_a_redirect_off_slack_is_not_followed(slack: FakeSlack, kept: KeptApp) -> None:
    sent(slack, redirect_to="http://127.0.0.1:1/a.md")
    kept.told(ELSEWHERE)


def test_a_missing_scope_says_what_to_add(slack: FakeSlack, kept: KeptApp) -> None:
    slack.workspace.scopes.discard("files:read")
    sent(slack)
    kept.told(NO_SCOPE)


def test_the_sign_in_page_in_place_of_the_file_says_what_to_add(slack: FakeSlack, kept: KeptApp) -> None:
    page = b"<!DOCTYPE html><html>Sign in</html>"
    sent(slack, content=page, mimetype="text/html")
    kept.told(NO_SCOPE)


@pytest.mark.parametrize("times", [1, ALWAYS])
def test_a_download_cut_short_is_tried_again_and_never_added_in_part(
    slack: FakeSlack, kept: KeptApp, times: int
) -> None:
    sent(slack, cut_to=20, cut_times=times)
    kept.told("> A re-ranker adds 80 ms." if times == 1 else BROKEN_OFF)


def test_a_file_that_was_deleted_meanwhile_is_said_to_be_gone(slack: FakeSlack, kept: KeptApp) -> None:
    said = shared(slack)
    slack.workspace.files.clear()
    slack.user(ADMIN).uses_shortcut(ADD_TO_KNOWLEDGE, said.message)
    becomes(slack, slack.wait_for(lambda: slack.modal(ADMIN)), NO_FILE)


@pytest.mark.parametrize("error", ["internal_error", "unknown_method"])
def test_when_slack_tells_nothing_of_the_file_the_admin_is_asked_to_come_again(
    slack: FakeSlack, kept: KeptApp, error: str
) -> None:
    slack.fail_next("files.info", error=error, times=ALWAYS)
    sent(slack)
    kept.told(NOT_NOW)


def test_when_no_modal_opens_the_preview_comes_directly(slack: FakeSlack, kept: KeptApp) -> None:
    slack.missing("views.open")
    said = shared(slack)
    slack.user(ADMIN).uses_shortcut(ADD_TO_KNOWLEDGE, said.message)
    shown = kept.told("Nothing is saved until you press")
    slack.user(ADMIN).clicks(shown, ADD)
    changes(slack, shown, "Added")


def test_when_the_modal_cannot_be_changed_the_preview_comes_directly(slack: FakeSlack, kept: KeptApp) -> None:
    slack.missing("views.update")
    offered(slack)
    kept.told("Nothing is saved until you press")


def test_when_the_preview_cannot_be_changed_what_came_of_it_is_a_message_of_its_own(
    slack: FakeSlack, kept: KeptApp
) -> None:
    shown = preview_of(kept, sent(slack))
    slack.missing("chat.update")
    slack.user(ADMIN).clicks(shown, ADD)
    kept.told("Added: *Re-ranking*")


def test_when_no_message_can_be_posted_nothing_is_saved_and_the_modal_still_works(
    slack: FakeSlack, kept: KeptApp
) -> None:
    slack.fail_next("chat.postMessage", error="internal_error", times=ALWAYS)
    sent(slack)
    view = offered(slack, b"Other text.", name="other.md")
    becomes(slack, view, "Nothing is saved")
    assert files_in(kept) == []
    slack.user(ADMIN).submits(view)
    slack.wait_for(lambda: kept.audit.latest(1), what="the audit")
    assert files_in(kept) == ["other.md"]


def test_a_folder_that_cannot_be_written_is_told_and_nothing_else(slack: FakeSlack, kept: KeptApp) -> None:
    shown = preview_of(kept, sent(slack))
    (kept.bench.folder / "guides").write_text("a file where a folder should be")
    slack.user(ADMIN).clicks(shown, ADD)
    changes(slack, shown, NOT_WRITABLE)


class FullDisk(Keeper):
    """A folder on a disk with no room."""

    def add(self, name: str, content: bytes) -> Saved:
        del name, content
        raise FolderNotWritable("/srv/secret takes no file") from OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_as_such(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper
) -> None:
    full = FullDisk(**{field.name: getattr(keeper, field.name) for field in fields(keeper)})
    running = KeptApp(slack, ask, records, bench, full)
    running.start()
    try:
        shown = preview_of(running, sent(slack))
        slack.user(ADMIN).clicks(shown, ADD)
        changes(slack, shown, NO_ROOM)
        assert "secret" not in visible(shown)
    finally:
        running.stop()


def test_after_many_files_within_an_hour_no_more_are_taken(slack: FakeSlack, kept: KeptApp, records: Records) -> None:
    offers = Offers(records.engine)
    for number in range(MOST_AN_HOUR - 1):
        offers.open(Offer(f"{number}", f"{number}", "T0TEAM", ADMIN, "F1", "a.md", "C1", state=State.DISCARDED))
    preview_of(kept, sent(slack))
    sent(slack, "b.md", b"Text.")
    kept.told(TOO_MANY)
    assert not kept.audit.latest(1)[0].allowed


def test_what_a_process_that_ended_was_in_the_middle_of_is_finished_by_the_next(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper
) -> None:
    offers = Offers(records.engine)
    bench.write("guides/re-ranking.md", GUIDE.decode())  # saved, and killed before it was indexed
    offers.open(Offer("1", "1", "T0TEAM", ADMIN, "F1", "Re-ranking.md", "C1", state=State.ADDING, content=GUIDE))
    running = KeptApp(slack, ask, records, bench, keeper)
    running.start()
    try:
        running.told("Added: *Re-ranking*")
        assert files_in(running) == ["guides/re-ranking.md"]
    finally:
        running.stop()


def test_an_undecided_file_is_forgotten_after_a_day(records: Records) -> None:
    now = [1_000_000.0]
    offers = Offers(records.engine, now=lambda: now[0])
    offers.open(Offer("1", "1", "T1", ADMIN, "F1", "a.md", "C1", state=State.WAITING, content=b"x"))
    now[0] += 25 * 3_600
    offers.open(Offer("2", "2", "T1", ADMIN, "F1", "a.md", "C1"))
    forgotten = offers.find("1")
    assert forgotten is not None
    assert (forgotten.state, forgotten.content) == (State.DISCARDED, None)


def test_the_offers_of_a_forgotten_person_are_deleted_and_no_others(records: Records) -> None:
    offers = Offers(records.engine)
    for user in (ADMIN, "U2"):
        offers.open(Offer(user, user, "T1", user, "F1", "a.md", "C1", state=State.WAITING, content=b"x"))
    forget(records.engine, "T1", ADMIN)
    assert offers.find(ADMIN) is None
    assert offers.find("U2") is not None


@pytest.mark.parametrize("action_id", [ADD, DISCARD, ASK])
@pytest.mark.parametrize("value", ["theirs", "", "' or 1=1 --", "0" * 32])
def test_a_forged_button_decides_nothing_and_is_written_down(
    slack: FakeSlack, kept: KeptApp, action_id: str, value: str
) -> None:
    shown = preview_of(kept, sent(slack))
    forged(slack, "U2", shown, action_id, offer_of(shown) if value == "theirs" else value)
    slack.wait_for(lambda: slack.ephemerals("U2"), what="a sentence")
    (entry,) = kept.audit.latest(5)
    assert (entry.user, entry.allowed) == ("U2", False)
    assert files_in(kept) == []
    assert "Nothing is saved" in visible(shown)


def test_a_forged_submission_decides_nothing(slack: FakeSlack, kept: KeptApp) -> None:
    view = offered(slack)
    becomes(slack, view, "Nothing is saved")
    slack.deliver(events.view_submission(slack.workspace, "U2", view, {}))
    slack.wait_for(lambda: kept.audit.latest(1), what="the audit")
    assert kept.audit.latest(1)[0].user == "U2"
    assert files_in(kept) == []
    assert view.body["callback_id"] == MODAL


def offer_of(message: Message) -> str:
    return str(next(b["value"] for block in message.blocks for b in block.get("elements", []) if "value" in b))


def forged(slack: FakeSlack, user: str, message: Message, action_id: str, value: str) -> None:
    action = {"action_id": action_id, "block_id": "b", "type": "button", "value": value, "action_ts": "1.0"}
    slack.workspace.channel(message.channel).members.add(user)
    slack.deliver(events.block_actions(slack.workspace, user, message, [action]))
