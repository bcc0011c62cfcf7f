import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.journal import Journal
from bot.model import Citation
from bot.records import Records
from bot.slack.answers.answers import UNKNOWN
from bot.slack.answers.buttons import SOURCE, SOURCE_MENU
from bot.slack.answers.context_modal import CHANGED, GONE, MOVED, changed, gone, in_context
from bot.standing import Standing
from indexer.model import Document
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, told
from tests.bot.slack.shelf import AS_OF, QUOTE, RAG, TEXT, Shelf, answer, app, guide, shelf
from tests.bot.slack.test_mrkdwn import NASTY, hostile
from tests.fakes.slack import ALWAYS, FakeSlack, Message, View, events, live_mentions, urls, visible
from tests.fakes.slack.limits import check_view

__all__ = ["app", "shelf"]  # fixtures

FINANCE = frozenset({"finance"})


def modal(slack: FakeSlack, user: str = "U1") -> View:
    return slack.wait_for(lambda: slack.modal(user), what="a modal")


def bold(view: View) -> list[str]:
    """The words that are marked in the passage."""
    (passage,) = [block for block in view.body["blocks"] if block["type"] == "rich_text"]
    elements = [element for part in passage["elements"] for element in part["elements"]]
    return [element["text"] for element in elements if element.get("style", {}).get("bold")]


def answered(slack: FakeSlack, app: RunningApp) -> Message:
    return app.reply_to(slack.user("U1").mentions("C1", "How soon?"))


def test_a_source_is_shown_in_its_document(slack: FakeSlack, app: RunningApp) -> None:
    reply = answered(slack, app)
    assert slack.user("U2").clicks(reply, SOURCE).acked_within(3)
    view = modal(slack, "U2")
    assert bold(view) == [QUOTE]
    shown = visible(view.body)
    assert "A guide to RAG" in shown
    assert "Teams ask how long it takes." in shown
    assert "Fine-tuning takes three to six months." in shown
    assert "title: A guide to RAG" not in shown
    assert urls(view.body) == ["https://example.com/rag"]


def test_many_sources_share_one_menu(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    quotes = (QUOTE, "Retrieval finds passages first.", "Teams ask how long it takes.", "A search index costs less")
    ask.reply = lambda question: answer(question, quotes=quotes)
    reply = answered(slack, app)
    assert "accessory" not in json.dumps(reply.blocks)
    (menu,) = [
        e for b in reply.blocks if b["type"] == "actions" for e in b["elements"] if e["action_id"] == SOURCE_MENU
    ]
    slack.user("U1").clicks(reply, SOURCE_MENU, menu["options"][3]["value"])
    assert bold(modal(slack)) == ["A search index costs less"]


def test_an_expired_document_is_marked(slack: FakeSlack, app: RunningApp, shelf: Shelf) -> None:
    reply = answered(slack, app)
    shelf.put(guide(expires=date(2024, 3, 9)))
    slack.user("U1").clicks(reply, SOURCE)
    assert "Expired on 9 Mar 2024" in visible(modal(slack).body)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({}, "no date given"),
        ({"published": date(2024, 3, 9)}, "as of 9 Mar 2024"),
        ({"published": date(2024, 3, 9), "as_of": date(2025, 1, 2)}, "as of 2 Jan 2025"),
    ],
)
def test_a_document_shows_its_age_or_that_it_has_none(
    slack: FakeSlack, app: RunningApp, shelf: Shelf, dates: dict[str, date], said: str
) -> None:
    reply = answered(slack, app)
    shelf.put(guide(**dates))
    slack.user("U1").clicks(reply, SOURCE)
    assert said in visible(modal(slack).body)


def test_a_document_that_was_changed_elsewhere_shows_the_passage_where_it_is_now(
    slack: FakeSlack, app: RunningApp, shelf: Shelf
) -> None:
    reply = answered(slack, app)
    shelf.put(
        guide(TEXT.replace("Retrieval finds passages first.", "Retrieval finds passages first, then reads them."))
    )
    slack.user("U1").clicks(reply, SOURCE)
    assert MOVED in visible(modal(slack).body)
    assert bold(modal(slack)) == [QUOTE]


def test_a_document_that_says_something_else_now_shows_what_was_quoted_and_of_which_version(
    slack: FakeSlack, app: RunningApp, shelf: Shelf
) -> None:
    reply = answered(slack, app)
    shelf.put(guide(TEXT.replace("two to six weeks", "two days")))
    slack.user("U1").clicks(reply, SOURCE)
    shown = visible(modal(slack).body)
    assert CHANGED in shown
    assert "index as of 20 Nov 2026, 08:00 UTC" in shown
    assert bold(modal(slack)) == [QUOTE]


def test_a_document_that_was_removed_is_named_by_its_version_and_shows_no_word(
    slack: FakeSlack, app: RunningApp, shelf: Shelf
) -> None:
    reply = answered(slack, app)
    shelf.take(RAG)
    slack.user("U1").clicks(reply, SOURCE)
    shown = visible(modal(slack).body)
    assert GONE in shown
    assert "index as of 20 Nov 2026, 08:00 UTC" in shown
    assert "two to six weeks" not in shown


def test_a_document_restricted_since_looks_as_if_it_were_removed(
    slack: FakeSlack, app: RunningApp, shelf: Shelf
) -> None:
    reply = answered(slack, app)
    shelf.put(guide(audience=FINANCE))
    slack.user("U2").clicks(reply, SOURCE)
    restricted = visible(modal(slack, "U2").body)
    shelf.take(RAG)
    slack.user("U3").clicks(reply, SOURCE)
    assert restricted == visible(modal(slack, "U3").body)
    assert "two to six weeks" not in restricted


def test_who_may_read_a_restricted_document_sees_it_in_context(slack: FakeSlack, app: RunningApp, shelf: Shelf) -> None:
    shelf.put(guide(audience=frozenset({"S0FIN"})))
    slack.workspace.groups["S0FIN"] = ["U1"]
    reply = answered(slack, app)
    slack.user("U1").clicks(reply, SOURCE)
    assert bold(modal(slack)) == [QUOTE]


@pytest.mark.parametrize("method", ["usergroups.list", "users.info"])
def test_while_slack_does_not_say_who_is_in_a_group_only_public_documents_open(
    slack: FakeSlack, app: RunningApp, shelf: Shelf, method: str
) -> None:
    slack.workspace.groups["S0FIN"] = ["U1", "U2"]
    reply = answered(slack, app)
    slack.fail_next(method, error="unknown_method", times=ALWAYS)
    slack.user("U1").clicks(reply, SOURCE)
    assert bold(modal(slack)) == [QUOTE]
    shelf.put(guide(audience=frozenset({"S0FIN"})))
    slack.user("U2").clicks(reply, SOURCE)
    assert GONE in visible(modal(slack, "U2").body)


@pytest.mark.parametrize("error", ["unknown_method", "expired_trigger_id", "fatal_error"])
def test_a_window_that_does_not_open_is_explained(slack: FakeSlack, app: RunningApp, error: str) -> None:
    reply = answered(slack, app)
    slack.fail_next("views.open", error=error, times=ALWAYS)
    slack.user("U1").clicks(reply, SOURCE)
    told(slack, "did not open the window")


@pytest.mark.parametrize(
    "forged", ["", "/1", f"{'0' * 32}/1", "{id}", "{id}/", "{id}/2", "{id}/-1", "{id}/1 ", "{id}/../1"]
)
def test_a_forged_value_is_refused_in_a_sentence(
    slack: FakeSlack, app: RunningApp, records: Records, forged: str
) -> None:
    reply = answered(slack, app)
    reply_id = Journal(records.engine).recent("T0TEAM", "U1", 1)[0].asked.id
    used = {"type": "button", "action_id": SOURCE, "value": forged.replace("{id}", reply_id)}
    slack.deliver(events.block_actions(slack.workspace, "U1", reply, [used]))
    told(slack, UNKNOWN)
    assert slack.modal("U1") is None


def test_the_sources_of_a_whispered_answer_open_for_its_asker_alone(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "ask How soon?")
    reply = told(slack, "two to six weeks")
    slack.user("U2").clicks(reply, SOURCE)
    told(slack, UNKNOWN, "U2")
    slack.user("U1").clicks(reply, SOURCE)
    assert bold(modal(slack)) == [QUOTE]


@settings(max_examples=60, deadline=None)
@given(hostile, st.integers(1, 60))
@example(NASTY, 60)
def test_any_document_is_shown_within_slacks_limits_and_mentions_and_links_nobody(text: str, times: int) -> None:
    long = (text + "\n") * times
    held = Document(long, long, "0" * 64, long, as_of=date(2026, 1, 2), expires=date(2026, 1, 3))
    cited = Citation(1, long, long, (long, long), 0, len(long), long, None, date(2026, 1, 2), True)
    middle = len(long) // 2
    standings = [Standing(held, 0, len(long)), Standing(held, middle, middle + 1, moved=True)]
    views = [in_context(cited, found, date(2026, 11, 21)) for found in standings]
    for view in (*views, changed(cited, AS_OF), gone(cited, AS_OF), gone(replace(cited, as_of=None), None)):
        check_view(view)
        assert live_mentions(view) == []
        assert [url for url in urls(view) if not url.startswith("mailto:")] == []
