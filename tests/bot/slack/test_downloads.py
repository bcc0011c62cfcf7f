import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.slack.uploads.downloads import TRIES, BrokenOff, Downloads, MayNotRead, NotAtSlack, TooLarge
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.entities import SharedFile

GUIDE = b"# Guide\n" * 1_000


class Thief:
    """Another host: keeps every header that it is sent."""

    def __init__(self) -> None:
        heard: list[str] = []

        class Listening(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(str(self.headers))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.heard = heard
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
        self.url = f"http://127.0.0.1:{self._server.server_port}/files-pri/T-F1/guide.md"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def thief() -> Iterator[Thief]:
    listening = Thief()
    yield listening
    listening.stop()


@pytest.fixture
def downloads(slack: FakeSlack) -> Downloads:
    return Downloads(slack.bot_token, slack.api_url, 100_000, wait=lambda _seconds: None)


def shared(slack: FakeSlack, content: bytes = GUIDE, **about: object) -> SharedFile:
    file = SharedFile("F1", "guide.md", content, "U1", **about)  # type: ignore[arg-type]
    slack.workspace.files[file.id] = file
    return file


def address(slack: FakeSlack, file: SharedFile) -> str:
    return str(slack.workspace.show_file(file)["url_private_download"])


def got(slack: FakeSlack, downloads: Downloads, file: SharedFile) -> bytes:
    return downloads.get(address(slack, file), len(file.content))


def test_a_file_comes_as_it_was_shared(slack: FakeSlack, downloads: Downloads) -> None:
    assert got(slack, downloads, shared(slack)) == GUIDE
    assert got(slack, downloads, shared(slack, b"")) == b""


def test_a_redirect_within_slack_is_followed_with_the_token(slack: FakeSlack, downloads: Downloads) -> None:
    slack.workspace.files["F2"] = SharedFile("F2", "real.md", GUIDE, "U1")
    there = str(slack.workspace.show_file(slack.workspace.files["F2"])["url_private"])
    assert got(slack, downloads, shared(slack, redirect_to=there)) == GUIDE


def test_the_token_is_never_sent_to_another_host(slack: FakeSlack, downloads: Downloads, thief: Thief) -> None:
    with pytest.raises(NotAtSlack):
        got(slack, downloads, shared(slack, url=thief.url))
    with pytest.raises(NotAtSlack):
        got(slack, downloads, shared(slack, redirect_to=thief.url))
    assert thief.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "https://slack.com.evil.example/f",
        "https://evilslack.com/f",
        "https://slack.com@evil.example/f",
        "https://evil.example/slack.com",
        "https://evil.example#.slack.com",
        "https://files.slack.com:8443/f",
        "http://files.slack.com/f",
        "file:///etc/passwd",
        "ftp://files.slack.com/f",
        "https://[::1/f",
        "https://files.slack.com:x/f",
        "//files.slack.com/f",
        "",
    ],
)
def test_only_https_at_slack_is_slack(url: str) -> None:
    downloads = Downloads("t", "https://slack.com/api/", 1)
    assert not downloads.is_slack(url)
    with pytest.raises(NotAtSlack):
        downloads.get(url, 1)


@pytest.mark.parametrize("url", ["https://files.slack.com/f", "https://slack.com/f", "https://FILES.slack.com:443/f"])
def test_slacks_own_hosts_are_slack(url: str) -> None:
    assert Downloads("t", "https://slack.com/api/", 1).is_slack(url)


def test_the_sign_in_page_that_comes_without_the_scope_is_no_file(slack: FakeSlack, downloads: Downloads) -> None:
    slack.workspace.scopes.discard("files:read")
    with pytest.raises(MayNotRead):
        got(slack, downloads, shared(slack))


def test_a_download_cut_short_is_tried_again(slack: FakeSlack, downloads: Downloads) -> None:
    assert got(slack, downloads, shared(slack, cut_to=100, cut_times=TRIES - 1)) == GUIDE


def test_a_download_that_is_always_cut_short_gives_nothing(slack: FakeSlack, downloads: Downloads) -> None:
    with pytest.raises(BrokenOff):
        got(slack, downloads, shared(slack, cut_to=100))


def test_a_file_that_is_gone_gives_nothing(slack: FakeSlack, downloads: Downloads) -> None:
    file = shared(slack)
    where = address(slack, file)
    del slack.workspace.files["F1"]
    with pytest.raises(BrokenOff):
        downloads.get(where, len(GUIDE))


def test_a_file_over_the_limit_is_not_fetched_and_one_that_lies_about_it_not_kept(
    slack: FakeSlack, downloads: Downloads
) -> None:
    with pytest.raises(TooLarge):
        downloads.get(address(slack, shared(slack)), 100_001)
    with pytest.raises(TooLarge):
        downloads.get(address(slack, shared(slack, b"x" * 100_001)), 10)
