import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.addresses import address_of


class Saying(WebClient):
    """A Slack that says this of every message."""

    def __init__(self, said: object) -> None:
        super().__init__("xoxb-test")
        self.said = said

    def chat_getPermalink(self, **_about: object) -> dict[str, object]:  # type: ignore[override] # noqa: N802 - its name
        if isinstance(self.said, Exception):
            raise self.said
        return {"permalink": self.said}


def test_the_address_of_a_message_is_what_slack_says() -> None:
    assert address_of(Saying("https://acme.slack.com/archives/C1/p1"), "C1", "1.0") == (
        "https://acme.slack.com/archives/C1/p1"
    )


@pytest.mark.parametrize(
    "said",
    [None, "", "javascript:alert(1)", "https://acme.slack.com/a|b", "https://acme.slack.com/> <!channel>"],
)
def test_what_is_no_address_never_becomes_a_link(said: object) -> None:
    assert address_of(Saying(said), "C1", "1.0") == ""


@pytest.mark.parametrize("error", [SlackApiError("no", {"error": "unknown_method"}), TimeoutError("late")])
def test_a_slack_that_does_not_say_leaves_no_address(error: Exception) -> None:
    assert address_of(Saying(error), "C1", "1.0") == ""
