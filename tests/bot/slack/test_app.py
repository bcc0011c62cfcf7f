import json
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.model import AdvisorError
from bot.records import Records
from bot.settings import SlackSettings
from bot.slack.app import build_app, run_socket_mode
from bot.slack.connecting import web_client
from bot.slack.line import open_line
from bot.slack.listeners.shortcuts import CHECK_DECISION
from bot.slack.parts import Advice, open_parts
from indexer.settings import IndexSettings
from tests.bot.slack.conftest import ScriptedAsk, checker, draw
from tests.fakes.slack import FakeSlack

ROOT = Path(__file__).parents[3]
MANIFEST = json.loads((ROOT / "manifest.json").read_text())


def run(settings: SlackSettings, records: Records) -> None:
    run_socket_mode(settings, records, Advice(ScriptedAsk(), checker(records), draw), threading.Event())


def settings(slack: FakeSlack, bot: str | None = None, app: str | None = None) -> SlackSettings:
    tokens = [SecretStr(token) if token is not None else None for token in (bot, app)]
    return SlackSettings(bot_token=tokens[0], app_token=tokens[1], api_url=slack.api_url)


def test_a_missing_token_names_its_variable_and_where_to_get_it(slack: FakeSlack, records: Records) -> None:
    with pytest.raises(AdvisorError, match=r"SLACK_BOT_TOKEN is missing.*OAuth & Permissions"):
        run(settings(slack, None, slack.app_token), records)
    with pytest.raises(AdvisorError, match=r"SLACK_APP_TOKEN is missing.*App-Level Tokens"):
        run(settings(slack, slack.bot_token, " "), records)


def test_a_refused_token_names_its_variable_and_is_not_shown(slack: FakeSlack, records: Records) -> None:
    with pytest.raises(AdvisorError, match=r"SLACK_BOT_TOKEN \(invalid_auth") as caught:
        run(settings(slack, "xoxb-wrong", slack.app_token), records)
    assert "xoxb-wrong" not in str(caught.value)
    with pytest.raises(AdvisorError, match="SLACK_APP_TOKEN"):
        run(settings(slack, slack.bot_token, "xapp-wrong"), records)


def test_an_unreachable_slack_is_named(slack: FakeSlack, records: Records) -> None:
    slack.stop()
    with pytest.raises(AdvisorError, match=r"URLError.*Look at the network and SLACK_API_URL") as caught:
        run(settings(slack, slack.bot_token, slack.app_token), records)
    assert "SLACK_BOT_TOKEN" not in str(caught.value)


def test_the_base_url_may_lack_its_last_slash(slack: FakeSlack) -> None:
    known = settings(slack, slack.bot_token, slack.app_token)
    client = web_client(known.model_copy(update={"api_url": slack.api_url.rstrip("/")}))
    assert client.auth_test()["user_id"] == slack.bot_user


def test_whoever_has_something_for_the_admins_tells_it_to_the_same_ear(slack: FakeSlack, records: Records) -> None:
    line = open_line(settings(slack, slack.bot_token, slack.app_token))
    parts = open_parts(line, records, Advice(ScriptedAsk(), checker(records), draw))
    assert parts.workspace.news is line.news


def test_the_manifest_switches_on_what_the_app_uses(slack: FakeSlack, records: Records) -> None:
    known = settings(slack, slack.bot_token, slack.app_token)
    advice = Advice(ScriptedAsk(), checker(records), draw)
    build_app(open_parts(open_line(known), records, advice), lambda: None)
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
    assert CHECK_DECISION in {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "agent_description" in MANIFEST["features"]["agent_view"]
    assert [command["command"] for command in MANIFEST["features"]["slash_commands"]] == ["/advisor"]
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is True
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) >= {
        "agent_session_stopped",
        "app_home_opened",
        "app_mention",
        "message.channels",
        "message.groups",
        "message.im",
    }
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) <= slack.workspace.scopes


def test_the_sample_of_the_environment_names_every_variable() -> None:
    sample = (ROOT / ".env.sample").read_text()
    for kind in (SlackSettings, IndexSettings):
        for name, field in kind.model_fields.items():
            variable = field.validation_alias or f"{kind.model_config['env_prefix']}{name}".upper()
            assert f"\n{variable}=" in sample or f"\n#{variable}=" in sample


def test_the_manifests_texts_are_within_slacks_limits() -> None:
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4_000
    assert len(MANIFEST["features"]["agent_view"]["agent_description"]) <= 300
    assert len(MANIFEST["features"]["agent_view"]["suggested_prompts"]) <= 4
