"""The fake Slack refuses what Slack refuses: a table of payloads on both sides of each limit."""

from collections.abc import Mapping

import pytest

from tests.fakes.slack import Message, live_mentions, urls, visible
from tests.fakes.slack.limits import check_chunks, check_markdown, check_message, check_stream, check_view
from tests.fakes.slack.refusal import Json, Refused


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: object) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**about: object) -> Json:
    return {"type": "button", "action_id": "go", "text": plain("Go")} | about


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def buttons(number: int) -> list[Json]:
    return [button(action_id=f"go{n}") for n in range(number)]


def modal(**about: object) -> Json:
    return {"type": "modal", "title": plain("Title"), "blocks": [section("x")]} | about


def select(options: int) -> Json:
    return {
        "type": "static_select",
        "action_id": "pick",
        "options": [{"text": plain(f"{n}"), "value": f"{n}"} for n in range(options)],
    }


def feedback(text: str) -> Json:
    choice = {"text": plain(text), "value": "v"}
    element = {"type": "feedback_buttons", "action_id": "f", "positive_button": choice, "negative_button": choice}
    return {"type": "context_actions", "elements": [element]}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


FITTING_AND_OVER: Mapping[str, tuple[list[Json], list[Json]]] = {
    "blocks": ([section("x")] * 50, [section("x")] * 51),
    "section text": ([section("x" * 3000)], [section("x" * 3001)]),
    "empty text": ([section("x")], [section("")]),
    "header": ([{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}]),
    "context elements": (
        [{"type": "context", "elements": [plain("x")] * 10}],
        [{"type": "context", "elements": [plain("x")] * 11}],
    ),
    "actions": ([actions(*buttons(25))], [actions(*buttons(26))]),
    "button text": ([actions(button(text=plain("x" * 75)))], [actions(button(text=plain("x" * 76)))]),
    "button value": ([actions(button(value="x" * 2000))], [actions(button(value="x" * 2001))]),
    "button url": ([actions(button(url="x" * 3000))], [actions(button(url="x" * 3001))]),
    "accessory": ([section("x", accessory=button())], [section("x", accessory=button(value="x" * 2001))]),
    "action_id in a block": ([actions(button(), button(action_id="b"))], [actions(button(), button())]),
    "block_id length": ([section("x", block_id="x" * 255)], [section("x", block_id="x" * 256)]),
    "block_id unique": (
        [section("x", block_id="a"), section("x", block_id="b")],
        [section("x", block_id="a"), section("x", block_id="a")],
    ),
    "options": ([actions(select(100))], [actions(select(101))]),
    "feedback text": ([feedback("x" * 75)], [feedback("x" * 76)]),
    "container": (
        [{"type": "container", "child_blocks": [section("x")] * 10}],
        [{"type": "container", "child_blocks": [section("x")] * 11}],
    ),
    "a block in a container": (
        [{"type": "container", "child_blocks": [section("x" * 3000)]}],
        [{"type": "container", "child_blocks": [section("x" * 3001)]}],
    ),
    "table rows": ([table(100, 20)], [table(101, 20)]),
    "table columns": ([table(1, 20)], [table(1, 21)]),
    "kind": ([{"type": "divider"}], [{"type": "citation"}]),
    "markdown": ([{"type": "markdown", "text": "x" * 6000}] * 2, [{"type": "markdown", "text": "x" * 6001}] * 2),
}


@pytest.mark.parametrize("limit", FITTING_AND_OVER)
def test_a_block_over_its_limit_is_invalid_and_one_at_it_is_not(limit: str) -> None:
    fitting, over = FITTING_AND_OVER[limit]
    check_message("text", fitting)
    with pytest.raises(Refused) as refused:
        check_message("text", over)
    assert refused.value.error == "invalid_blocks"
    assert "json-pointer:/blocks" in refused.value.messages[0]


def test_a_message_says_something_and_not_too_much() -> None:
    check_message("x" * 40_000)
    for text, error in (("", "no_text"), ("  ", "no_text"), ("x" * 40_001, "msg_too_long")):
        with pytest.raises(Refused, match=error):
            check_message(text)


def test_all_blocks_together_hold_about_thirteen_thousand_characters() -> None:
    check_message("text", [section("x" * 2600)] * 5)
    with pytest.raises(Refused, match="msg_blocks_too_long"):
        check_message("text", [section("x" * 2601)] * 5)


def test_a_piece_of_a_stream_is_at_most_twelve_thousand_characters() -> None:
    check_markdown("x" * 12_000)
    check_chunks([{"type": "markdown_text", "text": "x" * 12_000}])
    with pytest.raises(Refused, match="msg_too_long"):
        check_markdown("x" * 12_001)
    with pytest.raises(Refused, match="msg_too_long"):
        check_chunks([{"type": "markdown_text", "text": "x" * 12_001}])
    with pytest.raises(Refused, match="invalid_chunks"):
        check_chunks([{"type": "task_update", "id": "1", "title": "x", "status": "done"}])


def test_a_stream_holds_less_when_it_shows_tasks() -> None:
    check_stream("x" * 10_000, [{"title": "x" * 100, "details": "x" * 250}])
    with pytest.raises(Refused, match="msg_too_long"):
        check_stream("x" * 10_000, [{"title": "x" * 101, "details": "x" * 250}])


@pytest.mark.parametrize(
    ("fitting", "over"),
    [
        (modal(blocks=[section("x")] * 100), modal(blocks=[section("x")] * 101)),
        (modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
        (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
        (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
        (modal(), {"type": "modal", "blocks": []}),
        ({"type": "home", "blocks": [section("x")] * 100}, {"type": "home", "blocks": [section("x")] * 101}),
    ],
)
def test_a_view_over_its_limit_is_refused_and_one_at_it_is_not(fitting: Json, over: Json) -> None:
    check_view(fitting)
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(over)


def message(text: str = "", *blocks: Json, **options: object) -> Message:
    return Message("C1", "1.000001", "U0ADVISOR", text, by_app=True, blocks=list(blocks), options=dict(options))


@pytest.mark.parametrize(
    "live",
    [
        message("<!channel> look"),
        message("<!here|here>"),
        message("<!subteam^S1>"),
        message("<@U1>"),
        message("fine", section("<!everyone>")),
        message("fine", {"type": "rich_text", "elements": [{"type": "broadcast", "range": "here"}]}),
        message("@here", link_names=True),
    ],
)
def test_a_mention_that_would_notify_somebody_is_found(live: Message) -> None:
    assert live_mentions(live)


@pytest.mark.parametrize(
    "dead",
    [
        message("&lt;!channel&gt; and @here and a&lt;@U1&gt;"),
        message("x", {"type": "header", "text": plain("<!channel>")}),
        message("x", actions(button(value="<!channel>"))),
    ],
)
def test_a_mention_that_notifies_nobody_is_not_found(dead: Message) -> None:
    assert live_mentions(dead) == []


def test_every_address_is_found_wherever_it_stands() -> None:
    shown = message(
        "see <https://a.example/x?y=1&amp;z=2|here>, and [there](http://b.example/p).",
        section("mailto:me@c.example"),
        actions(button(url="https://d.example")),
    )
    assert urls(shown) == [
        "https://a.example/x?y=1&z=2",
        "http://b.example/p",
        "mailto:me@c.example",
        "https://d.example",
    ]


def test_people_see_the_blocks_and_not_the_fallback_text() -> None:
    assert visible(message("fallback", section("the answer"))) == "the answer"
    assert visible(message("only text")) == "only text"
