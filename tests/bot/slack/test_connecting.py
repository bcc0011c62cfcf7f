"""The socket to Slack, opened and closed."""

import copy
import ssl

from pydantic import SecretStr
from slack_bolt import App

from bot.settings import SlackSettings
from bot.slack.connecting import open_socket, web_client, webhook
from tests.fakes.slack import FakeSlack


def settings_for(slack: FakeSlack) -> SlackSettings:
    bot_token, app_token = SecretStr(slack.bot_token), SecretStr(slack.app_token)
    return SlackSettings(bot_token=bot_token, app_token=app_token, api_url=slack.api_url)


def test_every_copy_of_a_client_asks_slack_for_a_certificate_with_its_name(slack: FakeSlack) -> None:
    for client in (web_client(settings_for(slack)), copy.deepcopy(web_client(settings_for(slack)))):
        assert client.ssl is not None
        assert (client.ssl.verify_mode, client.ssl.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_response_url_is_trusted_as_slack_is_without_reading_the_certificates_again(slack: FakeSlack) -> None:
    assert webhook("https://hooks.slack.example/1").ssl is web_client(settings_for(slack)).ssl


def test_an_app_that_ends_waits_for_no_further_word_of_slack(slack: FakeSlack) -> None:
    settings = settings_for(slack)
    app = App(client=web_client(settings))
    app.event("message")(lambda: None)
    with open_socket(app, settings) as connected:
        connected.__self__.current_session.sock.settimeout(None)  # type: ignore[attr-defined] # waits for ever, from …
        slack.user("UPAT").says_in_dm("Is anybody there?")
        slack.wait_for(lambda: slack.deliveries[-1].acked_at, what="an ack")  # … the frame after this one on
    assert not connected()
